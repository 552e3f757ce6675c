"""What matching found about each row, as reasons: the class of a match only, never who the other is."""

from __future__ import annotations

import duckdb

from payung.vocabulary import member_already
from payung.vocabulary.sheets import said_sql

# reason of each class of a linked register match; NULL: nothing to say.
_OF_CLASS = """
    CASE class WHEN 'active_other_payer' THEN 'already_active_other_payer' WHEN 'active_same_payer' THEN 'already_active_same_payer'
               WHEN 'arrears' THEN 'arrears' WHEN 'answered_no' THEN 'bpjs_answered_no' WHEN 'on_last_list' THEN 'on_last_year_list'
               ELSE 'inactive_known' END
"""

# How a payer is called towards people: segment and kind of payer, no name.
_PAYER = """
    CASE WHEN payers LIKE '%PU:%' AND payers NOT LIKE '%BPU:%' THEN 'PU (pemberi kerja)' WHEN payers LIKE '%:pemprov%' THEN 'pemerintah provinsi'
         WHEN payers LIKE '%:self%' THEN 'mandiri' WHEN payers LIKE '%:village%' THEN 'desa' WHEN payers LIKE '%:csr%' THEN 'CSR'
         WHEN payers LIKE '%:sponsor%' THEN 'SERTAKAN' WHEN payers LIKE '%JAKON%' THEN 'jasa konstruksi' WHEN payers LIKE '%PMI%' THEN 'PMI' ELSE 'pihak lain' END
"""

# Why BPJS said no, as a class: its own words may name an employer, and this person may never have been on the sender's list.
_WHY_NOT = f"""
    CASE WHEN regexp_matches(said, 'MENINGGAL|WAFAT|KEMATIAN|ALMARHUM') THEN 'tercatat meninggal'
         WHEN regexp_matches(said, 'GANDA|DOBEL|DOUBLE|DUPLIKA') THEN 'data ganda'
         WHEN regexp_matches(said, 'USIA|UMUR') THEN 'usia di luar ketentuan'
         WHEN {member_already.duckdb("said")} THEN 'sudah terdaftar'
         WHEN regexp_matches(said, 'NIK|KTP|IDENTITAS|DUKCAPIL|VALID|PADAN|COCOK|SESUAI|DITEMUKAN') THEN 'data identitas tidak cocok' ELSE '' END
""".replace("said", "upper(coalesce(note, ''))")


def reasons(
    connection: duckdb.DuckDBPyConnection, *, list_names: dict[int, str], own_list: int, weights: dict[str, str]
) -> None:
    """Make `match_reasons`: row_id, reason_id, weight, detail, proposal ('' throughout: a register never corrects a list).

    :param list_names: list id -> file name, for telling where the earlier row stands.
    :param weights: reason id -> weight, as the catalogue has them.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE list_names AS SELECT unnest(?::BIGINT[]) AS id, unnest(?::VARCHAR[]) AS name",
        [list(list_names), list(list_names.values())],
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE match_weights AS SELECT unnest(?::VARCHAR[]) AS reason_id, unnest(?::VARCHAR[]) AS weight",
        [list(weights), list(weights.values())],
    )
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE match_reasons AS
        WITH register_linked AS (
            SELECT left_id AS row_id, {_OF_CLASS} AS reason_id,
                   CASE class WHEN 'active_other_payer' THEN {_PAYER} WHEN 'answered_no' THEN {_WHY_NOT} ELSE '' END AS detail
            FROM register_matched JOIN classes USING (person_id) WHERE outcome = 'linked'),
        several AS (
            SELECT left_id AS row_id, 'several_memberships' AS reason_id, '' AS detail
            FROM register_matched JOIN classes USING (person_id) WHERE outcome = 'linked' AND memberships > 1),
        register_doubtful AS (
            SELECT left_id AS row_id, CASE rule WHEN 'nik_other_person' THEN 'nik_of_another_person' WHEN 'overflow' THEN 'block_too_large'
                                                ELSE 'possible_match' END AS reason_id, '' AS detail
            FROM register_matched WHERE outcome = 'review'),
        elsewhere AS (
            SELECT m.left_id AS row_id, m.outcome, m.rule,
                   CASE WHEN other_list = {own_list} THEN '' ELSE coalesce(n.name, 'daftar ' || other_list) || ', ' END
                   || 'Sheet ' || {said_sql("other_sheet")} || ' baris ' || other_row AS detail
            FROM list_matched m JOIN list_rows l ON l.record_id = m.left_id LEFT JOIN list_names n ON n.id = m.other_list
            -- What the checks said about repeats inside the list is not said twice.
            WHERE NOT (l.is_repeat AND m.other_list = {own_list}) AND m.right_id IS NOT NULL),
        listed AS (
            SELECT row_id, CASE outcome WHEN 'linked' THEN 'duplicate_other_list' ELSE 'possible_duplicate' END AS reason_id, detail FROM elsewhere)
        SELECT row_id, reason_id, weight, detail, '' AS proposal
        FROM (FROM register_linked UNION ALL FROM several UNION ALL FROM register_doubtful UNION ALL FROM listed)
        JOIN match_weights USING (reason_id)
        """
    )


def counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return what may stop the line: rows for review, rows with another person's NIK, rows that repeat earlier ones."""
    found = connection.sql(
        """
        SELECT (SELECT count(*) FROM register_matched WHERE outcome = 'review'),
               (SELECT count(*) FROM register_matched WHERE rule = 'nik_other_person'),
               (SELECT count(*) FROM list_matched WHERE outcome = 'linked')
        """
    ).fetchall()[0]
    return dict(zip(("review", "nik_other_person", "duplicate"), found, strict=True))

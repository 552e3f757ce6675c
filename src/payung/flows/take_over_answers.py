"""What BPJS answered, the province pays, or last year's decree named becomes what the register knows.

Where no branch extract exists, these reports are the register: judged rows -> reported -> compared -> applied.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from payung.access.viewer import Viewer
from payung.intake import holding
from payung.intake.models import SubmittedList
from payung.registry import bulk
from payung.registry.bulk import Difference

# What each kind of list reports about a row of it: source kind, status, payer kind.
REPORTS = {
    # Y is a membership under our own wadah; T is a no whose reason is kept word for word.
    "bpjs_answer": (
        "bpjs_answer",
        "CASE WHEN upper(trim(answer_raw)) IN ('Y', 'YA', 'AKTIF', 'BERHASIL', 'DITERIMA') THEN 'active'"
        " WHEN upper(trim(answer_raw)) IN ('T', 'TIDAK', 'DITOLAK', 'GAGAL', 'N') THEN 'answered_no' END",
        "pemkab",
    ),
    "province_list": ("province_list", "'active'", "pemprov"),
    "last_year": ("own_list", "'registered'", "pemkab"),
}


def run(
    connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList, by: Viewer, at: dt.datetime
) -> Difference:
    """Report the judged rows of a list to the register, as a part (what it does not mention stands).

    A row without a usable NIK and without name and birth date cannot be known again: it is returned.
    """
    kind, status, payer = REPORTS[submitted_list.kind]
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE reported AS
        SELECT coalesce(nik, 'nama:' || name_key || '|' || CAST(birth_on AS VARCHAR)) AS source_key,
               CAST('0x' || left(md5(concat_ws('|', nik, name, birth_on, sex, phone, kelurahan_code, kpj_raw, answer_raw, answer_reason_raw)), 15) AS BIGINT) AS row_hash,
               nullif(trim(kpj_raw), '') AS kpj, nik, nik_digits, kk, name, name_key, name_first, name_skeleton, birth_on, birth_place, sex, phone,
               nullif(trim(mother_name_raw), '') AS mother_name, kelurahan_code, kecamatan_code, kabupaten_code,
               'BPU' AS segment, '{payer}' AS payer_kind, ? AS payer_name, NULL::VARCHAR AS npp, 'JKK,JKM' AS programmes,
               {status} AS status, NULL::DATE AS paid_until, NULL::VARCHAR AS branch_code, nullif(trim(answer_reason_raw), '') AS note
        FROM judged
        WHERE source_key IS NOT NULL AND {status} IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY source_key ORDER BY sheet_no DESC, row_no DESC) = 1
        """,
        [submitted_list.sender.name],
    )
    received = connection.sql("SELECT count(*) FROM judged").fetchall()[0][0]
    sender = submitted_list.sender
    # A source is known by its name across offices: two may have senders of one name, each with lists of its own days.
    source = bulk.source(name=f"{sender.name} [{submitted_list.office_id}/{sender.code}]", kind=kind)
    with bulk.holding(source):
        difference = bulk.compare(connection, source=source, is_full=False, received=received)
        bulk.apply(
            connection,
            difference,
            source=source,
            content_sha256=submitted_list.content_sha256,
            as_of=submitted_list.list_on,
            by=by,
            at=at,
        )
    # What is doubtful about people matters where they are proposed; here they are reported.
    holding.mark_matched(submitted_list=submitted_list, match_state="reported", stops={}, by=by, at=at)
    return difference

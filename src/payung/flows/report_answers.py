"""What BPJS answered to our packages becomes what the register knows: answers as they stand -> reported -> compared -> applied.

Reported is the state of all packages of a programme, not one file: answers may come in any order, and a register wants them by day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.agreements.models import Terms
from payung.exchanges.models import Package
from payung.exchanges.workplace import workplace
from payung.flows import furnished
from payung.gateways import columns
from payung.registry import bulk
from payung.vocabulary import standard

# What each answer reports. A Y before the decree is no membership, so it reports nothing; a T is a no with its reason.
REPORTS = {
    "bpjs_check": (
        "cek calon",
        "p.purpose = 'bpjs_check'",
        "CASE code WHEN 'no' THEN 'answered_no' END",
    ),
    "bpjs_enrolment": (
        "pendaftaran",
        "(p.purpose = 'bpjs_enrolment' OR (p.purpose = 'bpjs_leaving' AND i.code = 'yes'))",
        "CASE WHEN purpose = 'bpjs_leaving' THEN 'inactive' WHEN code = 'yes' THEN 'active' ELSE 'answered_no' END",
    ),
}
REPORTS["bpjs_leaving"] = REPORTS["bpjs_enrolment"]
# The register's words for who pays.
PAYERS = {"desa": "village"}


def run(package: Package, *, home: Path, by: Viewer, at: dt.datetime) -> bulk.Difference | None:
    """Report the answers of a package's programme to the register; None where the purpose reports nothing (Disdukcapil)."""
    if package.purpose not in REPORTS:
        return None
    with workplace(home) as folder, furnished.workshop(folder) as connection:
        return _report(connection, package, by=by, at=at)


def _report(
    connection: duckdb.DuckDBPyConnection, package: Package, *, by: Viewer, at: dt.datetime
) -> bulk.Difference | None:
    what, _, _ = REPORTS[package.purpose]
    programme = package.programme
    # A source is known by its name across offices: two may have programmes of one name.
    source = bulk.source(
        name=f"Jawaban BPJS ({what}): {programme.name} [{package.office_id}/{programme.code}]", kind="bpjs_answer"
    )
    with bulk.holding(source):
        as_of = _reported(connection, package)
        kept = connection.sql("SELECT count(*) FROM reported").fetchall()[0][0]
        # The state is whole: who no longer stands in it (a T that became a Y) no longer stands.
        difference = bulk.compare(connection, source=source, is_full=True, received=kept)
        if as_of is None or difference.added + difference.changed + difference.vanished == 0:
            return difference
        bulk.apply(
            connection,
            difference,
            source=source,
            # The moment is part of it: answers that change there and back are two reports.
            content_sha256=hashlib.sha256(f"{_content(connection)}|{at.isoformat()}".encode()).hexdigest(),
            as_of=as_of,
            by=by,
            at=at,
        )
    return difference


def _content(connection: duckdb.DuckDBPyConnection) -> str:
    return connection.sql(
        "SELECT coalesce(sha256(string_agg(source_key || row_hash, ',' ORDER BY source_key)), '') FROM reported"
    ).fetchall()[0][0]


def _reported(connection: duckdb.DuckDBPyConnection, package: Package) -> dt.date | None:
    """Make `reported`: the newest answer of every NIK; return the day of the newest answer of all."""
    _, which, status = REPORTS[package.purpose]
    terms = Terms.objects.using("owner").filter(programme=package.programme).order_by("-valid_from").first()
    payer = PAYERS.get(terms.payer, terms.payer) if terms else "unknown"
    segment = terms.segment.upper() if terms else "BPU"
    schemes = ",".join(scheme.upper() for scheme in terms.schemes) if terms else "JKK,JKM"
    columns.fetch(
        connections["owner"].settings_dict,
        f"""
        SELECT DISTINCT ON (i.nik) i.nik, i.name, i.birth_on, i.birth_place, i.sex, i.phone, i.kelurahan_code, i.kpj, i.code, i.reason,
               i.answered_on, p.purpose, max(i.answered_on) OVER () AS newest
        FROM exchanges_item i JOIN exchanges_package p ON p.id = i.package_id
        WHERE p.programme_id = {package.programme_id} AND i.code IS NOT NULL AND {which}
        ORDER BY i.nik, i.answered_on DESC, p.id DESC
        """,
        connection,
        "answered",
    )
    standard.install(connection)
    connection.execute(
        f"""
        CREATE OR REPLACE TABLE reported AS
        WITH stated AS (SELECT *, {status} AS status, name_of(name) AS name_ FROM answered),
             keyed AS (SELECT *, name_key_of_person(name_, name_key_of(name_), sex, nik) AS key_ FROM stated WHERE status IS NOT NULL)
        SELECT nik AS source_key,
               CAST('0x' || left(md5(concat_ws('|', nik, name, birth_on, kelurahan_code, kpj, status, reason, $payer, $schemes, nullif($segment, 'BPU'))), 15) AS BIGINT) AS row_hash,
               kpj, nik, nik AS nik_digits, NULL::VARCHAR AS kk, name, key_ AS name_key, split_part(key_, ' ', 1) AS name_first,
               name_skeleton_of(key_) AS name_skeleton, birth_on, birth_place, sex, phone, NULL::VARCHAR AS mother_name, kelurahan_code,
               left(kelurahan_code, 8) AS kecamatan_code, left(kelurahan_code, 5) AS kabupaten_code, $segment AS segment, $payer AS payer_kind,
               $name AS payer_name, nullif($npp, '') AS npp, $schemes AS programmes, status, NULL::DATE AS paid_until, NULL::VARCHAR AS branch_code,
               nullif(reason, '') AS note
        FROM keyed
        """,
        {
            "payer": payer,
            "schemes": schemes,
            "name": package.programme.name,
            "segment": segment,
            "npp": terms.npp if terms else "",
        },
    )
    return connection.sql("SELECT max(newest) FROM answered").fetchall()[0][0]

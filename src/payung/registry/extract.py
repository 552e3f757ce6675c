"""A BPJS extract (CSV or Parquet) as standardised reports: one row per member number, or returned with a reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from payung.vocabulary import standard, wilayah
from payung.vocabulary.words import Words

NEEDED = ("kpj", "nik", "nama", "tanggal_lahir", "segmen", "jenis_pembayar", "status")
OPTIONAL = (
    "tempat_lahir", "jenis_kelamin", "alamat", "kelurahan", "kecamatan", "kode_kelurahan", "telepon", "nama_ibu",
    "npp", "nama_pembayar", "program", "dibayar_sampai", "kode_cabang",
)  # fmt: skip

STATUSES = {"aktif": "active", "nonaktif": "inactive", "menunggak": "arrears", "terdaftar": "registered"}
PAYERS = {
    "self": "self", "mandiri": "self", "employer": "employer", "perusahaan": "employer", "pemkab": "pemkab",
    "pemkot": "pemkab", "pemprov": "pemprov", "desa": "village", "csr": "csr", "sponsor": "sponsor", "apbn": "apbn",
}  # fmt: skip


class NotAnExtract(Exception):
    """The file cannot be used as an extract; `problems` says why, all at once."""

    def __init__(self, problems: list[Words]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


def report(connection: duckdb.DuckDBPyConnection, path: Path, *, on: dt.date) -> int:
    """Make the view `reported` (see `registry.bulk.compare`) and the table `unreported` (reason, rows); return the rows received.

    Every column is read as text. A member number that stands twice with the same content is one row; with other
    content both are returned, because nobody can say which is right. One pass and one hash table over the file.

    :raises NotAnExtract: if it cannot be read, or columns are missing.
    """
    source = _opened(connection, path)
    standard.install(connection)
    connection.execute(f"CREATE OR REPLACE VIEW extract_rows AS SELECT {_fields(connection, source)} FROM {source}")
    _resolve_places(connection)
    connection.execute("SET VARIABLE asked_on = ?::DATE", [on])
    connection.execute(_STANDARDISED)
    connection.execute(
        """
        CREATE OR REPLACE TABLE twice AS
        SELECT source_key, min(row_hash) = max(row_hash) AS is_same, count(*) AS rows FROM standardised
        WHERE source_key IS NOT NULL GROUP BY source_key HAVING count(*) > 1
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE VIEW reported AS
        SELECT * EXCLUDE (wrong) FROM standardised s WHERE wrong IS NULL AND NOT EXISTS (FROM twice t WHERE t.source_key = s.source_key)
        UNION ALL BY NAME
        SELECT * EXCLUDE (wrong) FROM standardised s SEMI JOIN (FROM twice WHERE is_same) t ON t.source_key = s.source_key
        WHERE wrong IS NULL QUALIFY row_number() OVER (PARTITION BY source_key) = 1
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE TABLE unreported AS
        SELECT wrong AS reason, count(*) AS rows FROM standardised WHERE wrong IS NOT NULL GROUP BY wrong
        UNION ALL
        SELECT CASE WHEN is_same THEN 'repeated_row' ELSE 'kpj_twice_with_other_content' END, sum(rows - CASE WHEN is_same THEN 1 ELSE 0 END)
        FROM twice WHERE source_key NOT IN (SELECT source_key FROM standardised WHERE wrong IS NOT NULL AND source_key IS NOT NULL) GROUP BY is_same
        """
    )
    return connection.sql("SELECT count(*) FROM standardised").fetchall()[0][0]


def returned(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, int], ...]:
    """Return why rows were not reported, and how many for each reason."""
    return tuple(
        (reason, int(rows))
        for reason, rows in connection.sql(
            "SELECT reason, sum(rows) FROM unreported GROUP BY reason ORDER BY 2 DESC"
        ).fetchall()
    )


def _opened(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Return the SQL source of a file, refusing what cannot be an extract."""
    name = str(path).replace("'", "''")
    with path.open("rb") as file:
        magic = file.read(4)
    if not magic:
        raise NotAnExtract([Words(id="Berkasnya kosong.", en="The file is empty.")])
    source = (
        f"read_parquet('{name}')"
        if magic == b"PAR1"
        else f"read_csv('{name}', all_varchar = true, header = true, sample_size = 20000, null_padding = true, ignore_errors = false)"
    )
    try:
        found = {row[0].strip().lower() for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    except duckdb.Error as broken:
        raise NotAnExtract(
            [
                Words(
                    id=f"Berkas tidak terbaca sebagai CSV atau Parquet: {broken}",
                    en=f"Not readable as CSV or Parquet: {broken}",
                )
            ]
        ) from None
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise NotAnExtract(
            [
                Words(
                    id=f"Kolom {name} tidak ada. Kolom yang ada: {', '.join(sorted(found))}",
                    en=f"There is no column {name}. There are: {', '.join(sorted(found))}",
                )
                for name in missing
            ]
        )
    return source


def _fields(connection: duckdb.DuckDBPyConnection, source: str) -> str:
    there = {
        row[0].strip().lower(): row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    }
    return ", ".join(
        f"coalesce(CAST(\"{there[name]}\" AS VARCHAR), '') AS {name}" if name in there else f"'' AS {name}"
        for name in (*NEEDED, *OPTIONAL)
    )


def _resolve_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Resolve the distinct names of places where the extract has no code of its own."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE unplaced AS
        SELECT DISTINCT kelurahan AS kelurahan_raw, kecamatan AS kecamatan_raw, '' AS kabupaten_raw, '' AS address_raw
        FROM extract_rows WHERE kode_kelurahan = '' AND kelurahan || kecamatan <> ''
        """
    )
    wilayah.resolve(connection, "unplaced", home_kabupaten=None)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS SELECT kelurahan_raw, kecamatan_raw, kelurahan_code, kecamatan_code, kabupaten_code"
        " FROM places_resolved WHERE place_state IN ('ok', 'guessed')"
    )


def _case(column: str, words: dict[str, str]) -> str:
    branches = " ".join(f"WHEN '{said}' THEN '{means}'" for said, means in words.items())
    return f"CASE lower(trim({column})) {branches} END"


_STANDARDISED = f"""
CREATE OR REPLACE TABLE standardised AS
WITH found AS (
    SELECT e.*, nullif(regexp_replace(upper(e.kpj), '[^0-9A-Z]', '', 'g'), '') AS source_key,
           number_digits(e.nik) AS digits, name_of(e.nama) AS name_,
           coalesce(TRY_CAST(e.tanggal_lahir AS DATE), birth_of(e.tanggal_lahir, getvariable('asked_on')).on) AS birth_,
           nullif(trim(e.kode_kelurahan), '') AS code, p.kelurahan_code AS found_kelurahan, p.kecamatan_code AS found_kecamatan, p.kabupaten_code AS found_kabupaten
    FROM extract_rows e LEFT JOIN placed p ON e.kode_kelurahan = '' AND p.kelurahan_raw = e.kelurahan AND p.kecamatan_raw = e.kecamatan),
keyed AS (SELECT *, name_key_of_person(name_, name_key_of(name_), sex_of(jenis_kelamin), digits) AS name_key_ FROM found)
SELECT source_key,
       CAST('0x' || left(md5(concat_ws('|', {", ".join((*NEEDED, *OPTIONAL))})), 15) AS BIGINT) AS row_hash,
       source_key AS kpj, CASE WHEN nik_state_of(nik, digits) IN ('ok', 'repaired') THEN digits END AS nik, nullif(digits, '') AS nik_digits,
       NULL::VARCHAR AS kk, nullif(name_, '') AS name, nullif(name_key_, '') AS name_key, nullif(split_part(name_key_, ' ', 1), '') AS name_first,
       nullif(name_skeleton_of(name_key_), '') AS name_skeleton, birth_ AS birth_on, nullif(upper(trim(tempat_lahir)), '') AS birth_place,
       sex_of(jenis_kelamin) AS sex, phone_of(telepon) AS phone, nullif(upper(trim(nama_ibu)), '') AS mother_name,
       coalesce(code, found_kelurahan) AS kelurahan_code, coalesce(left(code, 8), found_kecamatan) AS kecamatan_code,
       coalesce(left(code, 5), found_kabupaten) AS kabupaten_code,
       CASE WHEN upper(trim(segmen)) IN ('PU', 'BPU', 'JAKON', 'PMI') THEN upper(trim(segmen)) END AS segment,
       coalesce({_case("jenis_pembayar", PAYERS)}, 'unknown') AS payer_kind, nullif(trim(nama_pembayar), '') AS payer_name,
       nullif(trim(npp), '') AS npp, nullif(trim(program), '') AS programmes, {_case("status", STATUSES)} AS status,
       TRY_CAST(nullif(left(trim(dibayar_sampai), 7), '') || '-01' AS DATE) AS paid_until, nullif(trim(kode_cabang), '') AS branch_code,
       NULL::VARCHAR AS note,
       CASE WHEN source_key IS NULL THEN 'no_kpj' WHEN {_case("status", STATUSES)} IS NULL THEN 'unknown_status' END AS wrong
FROM keyed
"""

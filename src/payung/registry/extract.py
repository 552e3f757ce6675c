"""A BPJS extract (CSV or Parquet) as standardised reports: one row per member number, or returned with a reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb

from payung.gateways import room
from payung.registry import extract_words as words
from payung.vocabulary import standard, wilayah
from payung.vocabulary.letters import quoted
from payung.vocabulary.words import Words

#: What the digest of a row is made of, in this order: another would make every stored row a changed one.
_KEPT = (
    "kpj", "nik", "nama", "tanggal_lahir", "segmen", "jenis_pembayar", "status", "tempat_lahir", "jenis_kelamin", "alamat", "kelurahan",
    "kecamatan", "kode_kelurahan", "telepon", "nama_ibu", "npp", "nama_pembayar", "program", "dibayar_sampai", "kode_cabang",
    "nullif(kabupaten, '')",
)  # fmt: skip
#: Without a status: who was paid for up to the month before is active, for so many months more in arrears (PP 44/2015 Pasal 40: three).
_GRACE_MONTHS = 3


class NotAnExtract(Exception):
    """The file cannot be used as an extract; `problems` says why, all at once."""

    def __init__(self, problems: list[Words]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


def report(connection: duckdb.DuckDBPyConnection, path: Path, *, on: dt.date) -> int:
    """Make the view `reported` (see `registry.bulk.compare`) and the table `unreported` (reason, rows); return the rows received.

    Every column is read as text. A member number that stands twice with the same content is one row; with other
    content each employer's (npp) and segment's is a membership of its own, whose programmes may stand on several rows; what differs
    even so is returned, because nobody can say which is right. One pass and one hash table over the file.

    :raises NotAnExtract: if it cannot be read, or columns are missing.
    """
    standard.install(connection)
    connection.execute("SET VARIABLE asked_on = ?::DATE", [on])
    _read(connection, path)
    connection.execute(
        """
        CREATE OR REPLACE TABLE twice AS
        SELECT source_key, min(row_hash) = max(row_hash) AS is_same, count(*) AS rows FROM standardised
        WHERE source_key IS NOT NULL GROUP BY source_key HAVING count(*) > 1
        """
    )
    connection.execute(_SEATS)
    connection.execute(
        """
        CREATE OR REPLACE VIEW reported AS
        SELECT * EXCLUDE (wrong) FROM standardised s WHERE wrong IS NULL AND NOT EXISTS (FROM twice t WHERE t.source_key = s.source_key)
        UNION ALL BY NAME
        SELECT * EXCLUDE (wrong) FROM standardised s SEMI JOIN (FROM twice WHERE is_same) t ON t.source_key = s.source_key
        WHERE wrong IS NULL QUALIFY row_number() OVER (PARTITION BY source_key) = 1
        UNION ALL BY NAME
        SELECT * EXCLUDE (wrong, rows, contents, own_key) REPLACE (own_key AS source_key) FROM seats WHERE contents = 1
        """
    )
    connection.execute(
        """
        CREATE OR REPLACE TABLE unreported AS
        FROM (SELECT wrong AS reason, count(*) AS rows FROM standardised WHERE wrong IS NOT NULL GROUP BY wrong
        UNION ALL
        SELECT 'repeated_row', sum(t.rows - 1) FROM twice t
        WHERE is_same AND source_key NOT IN (SELECT source_key FROM standardised WHERE wrong IS NOT NULL AND source_key IS NOT NULL)
        UNION ALL
        SELECT CASE WHEN contents = 1 THEN 'repeated_row' ELSE 'kpj_twice_with_other_content' END, sum(rows - CASE WHEN contents = 1 THEN 1 ELSE 0 END)
        FROM seats GROUP BY 1) WHERE rows > 0
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


def _read(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make `standardised` of a file, in the first way in which all of it can be read."""
    with path.open("rb") as file:
        magic = file.read(4)
    if not magic:
        raise NotAnExtract([Words(id="Berkasnya kosong.", en="The file is empty.")])
    problems: list[duckdb.Error] = []
    for source in _sources(path, magic):
        try:
            return _standardise(connection, source)
        except duckdb.Error as problem:
            if room.is_full(problem):
                raise
            problems.append(problem)
    said = str(problems[0]).partition("\n")[0]
    raise NotAnExtract(
        [
            Words(
                id=f"Berkas tidak terbaca sebagai CSV atau Parquet: {said}",
                en=f"Not readable as CSV or Parquet: {said}",
            )
        ]
    )


def _standardise(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    headings = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
    there = words.found(headings)
    _refuse_missing(there, headings)
    connection.execute(f"CREATE OR REPLACE VIEW extract_rows AS SELECT {_fields(there)} FROM {source}")
    _resolve_places(connection)
    # Where a file knows no member numbers, people are told apart by their NIK.
    connection.execute("SET VARIABLE by_nik = ?", ["kpj" not in there])
    connection.execute("SET VARIABLE has_status = ?", ["status" in there])
    connection.execute(_STANDARDISED)


def _sources(path: Path, magic: bytes) -> list[str]:
    """Return how a file may be read, the likeliest first: old exports are not in UTF-8."""
    name = quoted(str(path))
    if magic == b"PAR1":
        return [f"read_parquet({name})"]
    nothing = ", ".join(map(quoted, words.NOTHING))
    encodings = ["utf-16"] if magic[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8", "latin-1"]
    return [
        f"read_csv({name}, all_varchar = true, header = true, sample_size = 20000, null_padding = true, ignore_errors = false,"
        f" nullstr = ['', {nothing}], encoding = '{encoding}')"
        for encoding in encodings
    ]


def _refuse_missing(there: dict[str, str], headings: list[str]) -> None:
    """Refuse a file without numbers or without names, naming all that is missing; whatever else is not there stays unknown."""
    missing = [] if "kpj" in there or "nik" in there else [Words(id="kpj (atau nik)", en="kpj (or nik)")]
    missing += [] if "nama" in there else [Words(id="nama", en="nama (the name)")]
    if "status" not in there and "dibayar_sampai" not in there:
        missing.append(Words(id="status (atau dibayar_sampai)", en="status (or dibayar_sampai, paid until)"))
    if missing:
        columns = ", ".join(sorted(headings))
        raise NotAnExtract(
            [
                Words(
                    id=f"Kolom {name.id} tidak ada. Kolom yang ada: {columns}",
                    en=f"There is no column {name.en}. There are: {columns}",
                )
                for name in missing
            ]
        )


def _fields(there: dict[str, str]) -> str:
    """Return the SQL of every field as text, '' where there is none."""
    cells = {name: '"' + heading.replace('"', '""') + '"' for name, heading in there.items()}
    return ", ".join(
        f"coalesce(CAST({cells[name]} AS VARCHAR), '') AS {name}" if name in cells else f"'' AS {name}"
        for name in words.COLUMNS
    )


def _resolve_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Resolve the distinct names of places where the extract has no code of its own."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE unplaced AS
        SELECT DISTINCT kelurahan AS kelurahan_raw, kecamatan AS kecamatan_raw, kabupaten AS kabupaten_raw, '' AS address_raw
        FROM extract_rows WHERE kode_kelurahan = '' AND kelurahan || kecamatan || kabupaten <> ''
        """
    )
    wilayah.resolve(connection, "unplaced", home_kabupaten=None)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS SELECT kelurahan_raw, kecamatan_raw, kabupaten_raw, kelurahan_code, kecamatan_code, kabupaten_code"
        " FROM places_resolved WHERE place_state IN ('ok', 'guessed')"
    )


# An extract without a column of the status tells by the month paid last; who was never paid for is registered.
_STATUS = f"""CASE WHEN getvariable('has_status') OR (paid_until_ IS NULL AND trim(dibayar_sampai) <> '') THEN {words.meaning("found.status", words.STATUSES)}
       WHEN paid_until_ IS NULL THEN 'registered'
       WHEN paid_until_ + INTERVAL 1 MONTH >= date_trunc('month', getvariable('asked_on')) THEN 'active'
       WHEN paid_until_ + INTERVAL {_GRACE_MONTHS + 1} MONTHS >= date_trunc('month', getvariable('asked_on')) THEN 'arrears' ELSE 'inactive' END"""
_STANDARDISED = f"""
CREATE OR REPLACE TABLE standardised AS
WITH found AS (
    SELECT e.*, number_digits(e.nik) AS digits, nullif(regexp_replace(upper(e.kpj), '[^0-9A-Z]', '', 'g'), '') AS kpj_,
           CASE WHEN NOT getvariable('by_nik') THEN kpj_ WHEN nik_state_of(e.nik, digits) IN ('ok', 'repaired') THEN digits END AS source_key,
           {words.month_of("e.dibayar_sampai")} AS paid_until_, name_of(e.nama) AS name_,
           coalesce(TRY_CAST(e.tanggal_lahir AS DATE), birth_of(e.tanggal_lahir, getvariable('asked_on')).on) AS birth_,
           nullif(trim(e.kode_kelurahan), '') AS code, p.kelurahan_code AS found_kelurahan, p.kecamatan_code AS found_kecamatan, p.kabupaten_code AS found_kabupaten
    FROM extract_rows e LEFT JOIN placed p ON e.kode_kelurahan = '' AND p.kelurahan_raw = e.kelurahan AND p.kecamatan_raw = e.kecamatan AND p.kabupaten_raw = e.kabupaten),
keyed AS (SELECT *, {_STATUS} AS status_, name_key_of_person(name_, name_key_of(name_), sex_of(jenis_kelamin), digits) AS name_key_ FROM found)
SELECT source_key,
       CAST('0x' || left(md5(concat_ws('|', {", ".join(_KEPT)})), 15) AS BIGINT) AS row_hash,
       kpj_ AS kpj, CASE WHEN nik_state_of(nik, digits) IN ('ok', 'repaired') THEN digits END AS nik, nullif(digits, '') AS nik_digits,
       NULL::VARCHAR AS kk, nullif(name_, '') AS name, nullif(name_key_, '') AS name_key, nullif(split_part(name_key_, ' ', 1), '') AS name_first,
       nullif(name_skeleton_of(name_key_), '') AS name_skeleton, birth_ AS birth_on, nullif(upper(trim(tempat_lahir)), '') AS birth_place,
       sex_of(jenis_kelamin) AS sex, phone_of(telepon) AS phone, nullif(upper(trim(nama_ibu)), '') AS mother_name,
       coalesce(code, found_kelurahan) AS kelurahan_code, coalesce(left(code, 8), found_kecamatan) AS kecamatan_code,
       coalesce(left(code, 5), found_kabupaten) AS kabupaten_code,
       {words.meaning("segmen", words.SEGMENTS)} AS segment,
       coalesce({words.meaning("jenis_pembayar", words.PAYERS)}, {words.payer_by_name("nama_pembayar", "segment")}) AS payer_kind, nullif(trim(nama_pembayar), '') AS payer_name,
       nullif(trim(npp), '') AS npp, nullif(trim(program), '') AS programmes, status_ AS status, paid_until_ AS paid_until, nullif(trim(kode_cabang), '') AS branch_code,
       NULL::VARCHAR AS note,
       CASE WHEN source_key IS NULL THEN 'no_kpj' WHEN status_ IS NULL THEN 'unknown_status' END AS wrong
FROM keyed
"""
# Of member numbers that stand more than once, one row per employer and segment: `contents` counts what they say, programmes apart.
_SEATS = """
CREATE OR REPLACE TABLE seats AS
WITH several AS (
    SELECT s.*, md5(to_json(struct_pack(*COLUMNS(s.* EXCLUDE (row_hash, programmes))))::VARCHAR) AS content
    FROM standardised s SEMI JOIN (FROM twice WHERE NOT is_same) t ON t.source_key = s.source_key WHERE wrong IS NULL
), grouped AS (
    SELECT source_key, npp, segment, count(*) AS rows, count(DISTINCT content) AS contents,
           string_agg(DISTINCT programmes, ',' ORDER BY programmes) AS programmes_, list_sort(list_distinct(list(row_hash))) AS hashes
    FROM several GROUP BY ALL
)
SELECT s.* EXCLUDE (content) REPLACE (
           g.programmes_ AS programmes,
           CASE WHEN len(hashes) = 1 THEN hashes[1] ELSE CAST('0x' || left(md5(hashes::VARCHAR), 15) AS BIGINT) END AS row_hash
       ), g.rows, g.contents,
       CASE WHEN count(*) OVER (PARTITION BY s.source_key) = 1 THEN s.source_key ELSE concat_ws('|', s.source_key, coalesce(s.npp, ''), coalesce(s.segment, '')) END AS own_key
FROM (FROM several QUALIFY row_number() OVER (PARTITION BY source_key, npp, segment) = 1) s
JOIN grouped g ON g.source_key = s.source_key AND g.npp IS NOT DISTINCT FROM s.npp AND g.segment IS NOT DISTINCT FROM s.segment
"""

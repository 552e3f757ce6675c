"""The people shape out of the invented rows, with a plain name folding of the benchmark's own."""

from __future__ import annotations

import duckdb

# Written apart from the product's standardiser on purpose: what it folds less well stays as mess for the matcher to bear.
_MACROS = """
CREATE OR REPLACE MACRO bench_word(w) AS CASE
    WHEN w IN ('MUHAMMAD', 'MUHAMAD', 'MOHAMMAD', 'MOHAMAD', 'MOCHAMAD', 'MOCH', 'MOH', 'MUH', 'MUHAMMED', 'MUHAMED') THEN 'MUHAMAD'
    WHEN w IN ('ST', 'SITTI') THEN 'SITI' WHEN w = 'ABD' THEN 'ABDUL' WHEN w IN ('NOER', 'NOOR') THEN 'NUR'
    ELSE list_reduce(list_concat([replace(replace(replace(replace(replace(w, 'OE', 'U'), 'DJ', 'J'), 'TJ', 'C'), 'SJ', 'SY'), 'CH', 'H')],
        ['A', 'D', 'F', 'I', 'K', 'L', 'M', 'N', 'R', 'S', 'T', 'U', 'Z']), lambda x, y: replace(x, y || y, y)) END;
CREATE OR REPLACE MACRO bench_key(name) AS
    array_to_string(list_transform(string_split(regexp_replace(upper(name), ' (BIN|BINTI) .*$', ''), ' '), lambda w: bench_word(w)), ' ');
CREATE OR REPLACE MACRO bench_skeleton(key) AS array_to_string(list_sort(list_transform(string_split(key, ' '),
    lambda w: left(w, 1) || translate(substr(w, 2), 'FVPZJDTQKAEIOUHYW', 'PPPSSTTKK'))), ' ');
"""


def people_of(connection: duckdb.DuckDBPyConnection, raw: str, people: str) -> None:
    """Make the table `people` (people shape and person_id) out of `raw`."""
    connection.execute(_MACROS)
    connection.execute(f"""
CREATE OR REPLACE TABLE {people} AS
SELECT record_id, person_id,
    CASE WHEN length(nik) = 16 AND try_strptime(lpad((substr(nik, 7, 2)::INTEGER % 40)::VARCHAR, 2, '0') || substr(nik, 9, 2) || '19' || substr(nik, 11, 2), '%d%m%Y') IS NOT NULL
         AND nik NOT LIKE '%0000' THEN nik END AS nik,
    nik AS nik_digits,
    NULL::VARCHAR AS kk, upper(name_raw) AS name, bench_key(name_raw) AS name_key, split_part(bench_key(name_raw), ' ', 1) AS name_first,
    bench_skeleton(bench_key(name_raw)) AS name_skeleton, birth_on, birth_place, sex, phone,
    kelurahan_text(kelurahan) AS kelurahan_code, left(kelurahan_text(kelurahan), 8) AS kecamatan_code, left(kelurahan_text(kelurahan), 5) AS kabupaten_code
FROM {raw}""")

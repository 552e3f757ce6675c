-- index --
-- place_index: every name a district or village of today goes by: official (source 0), a part of a double name or a
-- former name (1), glued (2). Districts stand ready in place_districts; villages come in by kabupaten, as they are needed.
CREATE OR REPLACE TEMP TABLE place_index AS FROM place_districts;

-- asked --
-- Each distinct (kelurahan, kecamatan, kabupaten) of the source once. Their addresses are asked for only where the three name no village.
CREATE OR REPLACE TEMP TABLE place_asked AS
SELECT row_number() OVER () AS id, *
FROM (SELECT DISTINCT coalesce(kelurahan_raw, '') AS kelurahan_raw, coalesce(kecamatan_raw, '') AS kecamatan_raw,
             coalesce(kabupaten_raw, '') AS kabupaten_raw
      FROM {source});

-- typed --
-- The same with their normalised words.
CREATE OR REPLACE TEMP TABLE place_typed AS
WITH texts AS (
    SELECT raw, place_words(cut_off_rest(upper(raw))) AS words, place_glued_key(cut_off_rest(upper(raw))) AS glued
    FROM (SELECT kelurahan_raw AS raw FROM place_asked UNION SELECT kecamatan_raw FROM place_asked)
)
SELECT asked.*, kel.words AS kel_words, kec.words AS kec_words,
       kel.glued AS kel_glued, place_key(kel.words) AS kel_key, place_short_key(kel.words) AS kel_short, place_bare_key(kel.words) AS kel_bare,
       place_key(kec.words) AS kec_key, place_short_key(kec.words) AS kec_short, place_bare_key(kec.words) AS kec_bare,
       has_abbreviation(kel.words) AS kel_short_typed, has_abbreviation(kec.words) AS kec_short_typed,
       typed_code(kelurahan_raw) AS kel_code, typed_code(kecamatan_raw) AS kec_code
FROM place_asked asked JOIN texts kel ON kel.raw = kelurahan_raw JOIN texts kec ON kec.raw = kecamatan_raw;

-- regencies typed --
-- What the kabupaten column says: one row per possible regency. `sure` is false where the spelling had to be guessed.
CREATE OR REPLACE TEMP TABLE place_regencies_typed AS
WITH texts AS (
    SELECT DISTINCT kabupaten_raw, upper(kabupaten_raw) AS raw FROM place_typed WHERE kabupaten_raw <> ''
), pieces AS (
    SELECT kabupaten_raw, raw, trim(piece) AS piece
    FROM texts, unnest(list_distinct([raw] || regexp_split_to_array(raw, '[,;(/-]'))) AS pieces(piece)
), keyed AS MATERIALIZED (
    SELECT kabupaten_raw, piece, regency_kind(piece) AS kind, place_key(place_words(regency_bare(piece))) AS key,
           place_key(place_words(piece)) AS whole_key, typed_code(piece) AS code
    FROM pieces WHERE trim(piece) <> ''
), by_code AS (
    SELECT kabupaten_raw, keyed.code, 0 AS how FROM keyed JOIN place_rows ON place_rows.code = keyed.code
    WHERE level = 'kabupaten' AND valid_to IS NULL
), by_name AS (
    SELECT kabupaten_raw, index.code, CASE WHEN index.key = keyed.key THEN 1 ELSE 2 END AS how
    FROM keyed JOIN place_regency_index index
      ON (index.key = keyed.key AND coalesce(keyed.kind = index.kind, true)) OR index.key = keyed.whole_key
), by_province AS (
    SELECT kabupaten_raw, place_rows.code, 4 AS how
    FROM keyed JOIN place_province_index province ON province.key IN (keyed.key, keyed.whole_key)
    JOIN place_rows ON place_rows.parent = province.code AND level = 'kabupaten' AND valid_to IS NULL
), known AS MATERIALIZED (
    SELECT * FROM by_code UNION SELECT * FROM by_name UNION SELECT * FROM by_province
), by_likeness AS (
    SELECT kabupaten_raw, index.code, 3 AS how
    FROM keyed JOIN place_regency_index index ON index.key[1] = keyed.key[1] AND coalesce(keyed.kind = index.kind, true)
    WHERE length(keyed.key) >= 5 AND damerau_levenshtein(index.key, keyed.key) <= length(keyed.key) // 6 + 1
      AND kabupaten_raw NOT IN (SELECT kabupaten_raw FROM known)
    QUALIFY rank() OVER (PARTITION BY kabupaten_raw ORDER BY damerau_levenshtein(index.key, keyed.key)) = 1
)
SELECT DISTINCT kabupaten_raw, code, how FROM (SELECT * FROM known UNION ALL SELECT * FROM by_likeness)
QUALIFY how = min(how) OVER (PARTITION BY kabupaten_raw);

-- scope --
-- In which regencies the names of a triple are looked for: what was typed, else the home. No row: the whole country.
CREATE OR REPLACE TEMP TABLE place_scope AS
WITH homes AS (
    SELECT code FROM place_rows
    WHERE level = 'kabupaten' AND valid_to IS NULL AND starts_with(code, getvariable('place_home'))
), said AS (
    SELECT id, code, how, starts_with(code, coalesce(getvariable('place_home'), '-')) AS is_home
    FROM place_typed JOIN place_regencies_typed USING (kabupaten_raw)
)
SELECT id, code AS kab, true AS said FROM said
QUALIFY is_home OR NOT bool_or(is_home) OVER (PARTITION BY id)
UNION ALL
SELECT id, homes.code, false FROM place_typed, homes WHERE id NOT IN (SELECT id FROM said);

-- leaning --
-- Neither kabupaten nor home: the one regency to which most of the list's names belong, if there is one. It is a guess, and said so.
CREATE OR REPLACE TEMP TABLE place_leaning AS
WITH homeless AS (
    SELECT * FROM place_typed WHERE getvariable('place_home') IS NULL AND id NOT IN (SELECT id FROM place_scope)
), told AS (
    SELECT DISTINCT unnest(regexp_extract_all(upper(address_raw), '\b(?:KOTA|KABUPATEN|KAB)[. ]+[A-Z]+(?: [A-Z]+){0,2}')) AS piece
    FROM {source} WHERE getvariable('place_home') IS NULL
), pieces AS (
    SELECT piece, regency_kind(piece) AS kind, unnest([1, 2, 3]) AS size,
           array_to_string(string_split(place_words(regency_bare(piece)), ' ')[:size], '') AS key FROM told
), voices AS (
    SELECT DISTINCT 'kelurahan' AS level, kel_key AS key FROM homeless WHERE length(kel_key) >= 4
    UNION ALL
    SELECT DISTINCT 'kecamatan', kec_key FROM homeless WHERE length(kec_key) >= 4
), heard AS (
    SELECT DISTINCT voices.level, voices.key, village.kab FROM voices JOIN place_villages village
      ON voices.level = 'kelurahan' AND village.key = voices.key AND village.source < 2
    UNION
    SELECT DISTINCT voices.level, voices.key, district.kab FROM voices JOIN place_districts district
      ON voices.level = 'kecamatan' AND district.key = voices.key AND district.source < 2
    UNION
    SELECT 'kabupaten', piece, code FROM pieces JOIN place_regency_index index USING (kind, key)
    QUALIFY size = max(size) OVER (PARTITION BY piece)
    UNION
    SELECT 'kabupaten', kabupaten_raw, code FROM place_regencies_typed
), counted AS (
    SELECT kab, count(*) AS names, (SELECT count(DISTINCT (level, key)) FROM heard) AS of_names FROM heard GROUP BY kab
), leaning AS (
    SELECT kab FROM counted WHERE names >= 0.6 * of_names
    QUALIFY count(*) OVER () = 1 AND names >= 1.5 * coalesce((SELECT max(names) FROM counted other WHERE other.kab <> counted.kab), 0)
)
-- A kecamatan that exists elsewhere and not there says more than the rest of the list.
SELECT id, leaning.kab, kec_key = '' AS by_village FROM homeless, leaning
WHERE NOT EXISTS (SELECT 1 FROM place_districts district WHERE district.key = kec_key AND district.kab <> leaning.kab)
   OR EXISTS (SELECT 1 FROM place_districts district WHERE district.key = kec_key AND district.kab = leaning.kab);

-- scope of leaning --
INSERT INTO place_scope SELECT id, kab, false FROM place_leaning;

-- scope by kecamatan --
-- Neither kabupaten nor home: the regencies that have a kecamatan written like this.
INSERT INTO place_scope
WITH homeless AS (
    SELECT id, kec_key, kec_short, kec_short_typed FROM place_typed
    WHERE kec_key <> '' AND id NOT IN (SELECT id FROM place_scope)
), exact AS (
    SELECT DISTINCT id, kab FROM homeless JOIN place_index ON key = kec_key AND level = 'kecamatan' AND source < 2
), near AS (
    SELECT id, kab FROM homeless JOIN place_index ON short_key = kec_short AND level = 'kecamatan' WHERE kec_short_typed
    UNION
    SELECT id, kab FROM homeless
    JOIN place_index ON place_bones(key) = place_bones(kec_key) AND level = 'kecamatan' AND source < 2
    WHERE length(place_bones(kec_key)) >= 4
)
SELECT id, kab, false FROM exact
UNION ALL
SELECT id, kab, false FROM near WHERE id NOT IN (SELECT id FROM exact);

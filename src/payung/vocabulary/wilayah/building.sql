-- index of places --
-- The names of all districts and villages of today as `index.parquet` holds them: what is reduced here once is read by every run.
CREATE OR REPLACE TEMP TABLE place_names AS
WITH places_of_today AS (
    SELECT code, level, name FROM place_rows WHERE level IN ('kecamatan', 'kelurahan') AND valid_to IS NULL
), named AS (
    SELECT code, level, name, 0 AS source FROM places_of_today
    UNION ALL
    SELECT code, level, unnest(regexp_split_to_array(name, '[/(),]')), 1 FROM places_of_today
    WHERE regexp_matches(name, '[/(),]')
    UNION ALL
    SELECT code, level, other.name, 1 FROM place_other_names other JOIN places_of_today USING (code)
), worded AS (
    SELECT code, level, place_words(name) AS words, source FROM named
    UNION ALL
    -- As one glued word, in which no numeral or abbreviation can be seen: KOTABANGUNIII.
    SELECT code, level, place_glued_key(name), 2 FROM named
), once AS (
    SELECT code, level, words, min(source) AS source FROM worded GROUP BY ALL
)
SELECT code, level, words, source, place_key(words) AS key, place_short_key(words) AS short_key, place_bare_key(words) AS bare_key
FROM once WHERE words <> '';

-- index of regencies --
-- Every name of a regency without its kind, and the abbreviations people use.
CREATE OR REPLACE TEMP TABLE place_regency_index AS
WITH named AS (
    SELECT code, kind, name FROM place_rows WHERE level = 'kabupaten' AND valid_to IS NULL
    UNION ALL
    SELECT code, kind, other.name FROM place_other_names other JOIN place_rows USING (code) WHERE level = 'kabupaten'
)
SELECT DISTINCT code, kind, place_key(place_words(regency_bare(upper(name)))) AS key FROM named
UNION
SELECT named.code, kind, place_key(place_words(regency_bare(upper(name)))) || place_key(place_words(alias))
FROM named JOIN place_province_aliases province ON province.code = named.code[:2]
UNION
SELECT code, CASE WHEN code[4] >= '7' THEN 'kota' ELSE 'kabupaten' END, place_key(place_words(alias))
FROM place_regency_aliases;

-- index of provinces --
CREATE OR REPLACE TEMP TABLE place_province_index AS
SELECT code, place_key(place_words(name)) AS key FROM place_rows WHERE level = 'provinsi'
UNION
SELECT code, place_key(place_words(alias)) FROM place_province_aliases;

-- index --
-- A key that follows from the words by itself is left out: the file is half as large.
SELECT level, code, NULL::VARCHAR AS kind, words, source, NULL::VARCHAR AS key, nullif(short_key, key) AS short_key, nullif(bare_key, key) AS bare_key
FROM place_names
UNION ALL
SELECT 'kabupaten', code, kind, NULL, NULL, key, NULL, NULL FROM place_regency_index
UNION ALL
SELECT 'provinsi', code, NULL, NULL, NULL, key, NULL, NULL FROM place_province_index
ORDER BY ALL

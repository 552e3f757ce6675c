-- index of districts --
-- The names of today's districts as `index.parquet` holds them: what is built here once is read by every run.
CREATE OR REPLACE TEMP TABLE place_index (
    code VARCHAR, level VARCHAR, kab VARCHAR, kec VARCHAR, words VARCHAR, source INTEGER,
    key VARCHAR, short_key VARCHAR, bare_key VARCHAR
);
CREATE OR REPLACE TEMP TABLE place_due AS
SELECT code, level, name FROM place_rows WHERE level = 'kecamatan' AND valid_to IS NULL;

-- index due districts --
{index_due}

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
SELECT level, code, kab, kec, NULL::VARCHAR AS kind, words, source, key, short_key, bare_key FROM place_index
UNION ALL
SELECT 'kabupaten', code, NULL, NULL, kind, NULL, NULL, key, NULL, NULL FROM place_regency_index
UNION ALL
SELECT 'provinsi', code, NULL, NULL, NULL, NULL, NULL, key, NULL, NULL FROM place_province_index
ORDER BY ALL

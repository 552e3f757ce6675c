-- districts found --
-- Candidates for the kecamatan column. how: 0 code, 1 exact, 2 abbreviation, 3 other name, 4 without Kampung &c.
CREATE OR REPLACE TEMP TABLE place_kec AS
WITH scoped AS (
    SELECT id, kec_key, kec_short, kec_bare, kec_short_typed, kec_code, kab
    FROM place_typed JOIN place_scope USING (id) WHERE kec_key <> ''
), hits AS (
    SELECT id, index.code AS kec, CASE WHEN source = 0 THEN 1 ELSE 3 END AS how FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.key = kec_key AND level = 'kecamatan'
    UNION ALL
    SELECT id, index.code, 2 FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.short_key = kec_short AND level = 'kecamatan'
    WHERE kec_short_typed
    UNION ALL
    SELECT id, index.code, 4 FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.bare_key = kec_bare AND level = 'kecamatan'
    UNION ALL
    SELECT id, coalesce(successor, code), 0 FROM place_typed
    JOIN place_rows ON code = kec_code AND level = 'kecamatan' AND (valid_to IS NULL OR successor IS NOT NULL)
)
SELECT DISTINCT id, kec, how FROM hits QUALIFY how = min(how) OVER (PARTITION BY id);

-- districts guessed --
-- A misspelt kecamatan: the one official name of the scope that is nearest, if it is near enough.
INSERT INTO place_kec
WITH left_over AS MATERIALIZED (
    SELECT id, kec_words, kec_key, kab FROM place_typed JOIN place_scope USING (id)
    WHERE kec_key <> '' AND id NOT IN (SELECT id FROM place_kec)
), districts AS MATERIALIZED (
    SELECT code, kab, words, key FROM place_index WHERE level = 'kecamatan' AND source < 2
), paired AS MATERIALIZED (
    SELECT DISTINCT kec_words, kec_key, code AS kec, words, key FROM left_over JOIN districts USING (kab)
    WHERE key[1] = kec_key[1] OR abs(length(key) - length(kec_key)) <= 2
), distanced AS MATERIALIZED (
    SELECT kec_words, words, kec, damerau_levenshtein(key, kec_key) AS distance, edits_allowed(kec_key) AS allowed,
           length(key) - length(kec_key) = distance AND has_as_many_words(kec_words, words) AS is_part
    FROM paired WHERE digits_of(key) = digits_of(kec_key)
), compared AS (
    SELECT id, kec, distance, distance <= allowed AS is_near,
           CASE WHEN is_part THEN is_short_for(kec_words, words) ELSE false END AS is_short
    FROM left_over JOIN distanced USING (kec_words) WHERE kec[:5] = kab
), nearest AS (
    SELECT DISTINCT id, kec FROM compared WHERE is_near OR is_short
    QUALIFY rank() OVER (PARTITION BY id ORDER BY CASE WHEN is_short THEN least(distance, 2) ELSE distance END) = 1
)
SELECT id, kec, 5 AS how FROM nearest QUALIFY count(*) OVER (PARTITION BY id) = 1;

-- villages due --
-- Villages of the regencies in question, and elsewhere of the kecamatan that have a typed name.
INSERT INTO place_index
WITH elsewhere AS (
    SELECT DISTINCT index.code AS kec FROM place_typed JOIN place_index index ON key = kec_key
    WHERE level = 'kecamatan' AND id NOT IN (SELECT id FROM place_scope WHERE said)
      AND id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
)
FROM place_villages WHERE kab IN (SELECT kab FROM place_scope) OR kec IN (FROM elsewhere);

-- villages found --
-- Candidates for the kelurahan column inside the scope, each with whether it lies in a found kecamatan.
CREATE OR REPLACE TEMP TABLE place_kel AS
WITH scoped AS (
    SELECT id, kel_key, kel_glued, kel_short, kel_bare, kel_short_typed, kab
    FROM place_typed JOIN place_scope USING (id) WHERE kel_key <> ''
), hits AS (
    SELECT id, code, kec, CASE WHEN source = 0 THEN 1 ELSE 3 END AS how FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.key = kel_key AND level = 'kelurahan'
    UNION ALL
    SELECT id, code, kec, 3 FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.key = kel_glued AND level = 'kelurahan' AND source = 2
    WHERE kel_glued <> kel_key
    UNION ALL
    SELECT id, code, kec, 2 FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.short_key = kel_short AND level = 'kelurahan'
    WHERE kel_short_typed
    UNION ALL
    SELECT id, code, kec, 4 FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.bare_key = kel_bare AND level = 'kelurahan'
    UNION ALL
    SELECT id, coalesce(successor, code), coalesce(successor, code)[:8], CASE WHEN contains(kelurahan_raw, '.') THEN 0 ELSE 5 END
    FROM place_typed JOIN place_rows ON code = kel_code AND level = 'kelurahan' AND (valid_to IS NULL OR successor IS NOT NULL)
)
SELECT id, code, hits.kec, min(hits.how) AS how, bool_or(place_kec.kec IS NOT NULL) AS in_kec, min(place_kec.how) AS kec_how
FROM hits LEFT JOIN place_kec USING (id, kec) GROUP BY id, code, hits.kec;

-- country wide --
-- Kecamatan and kelurahan together name one place of the country, where the scope knows no such kecamatan.
CREATE OR REPLACE TEMP TABLE place_national AS
WITH lost AS (
    SELECT * FROM place_typed
    WHERE kec_key <> '' AND id NOT IN (SELECT id FROM place_scope WHERE said)
      AND id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
), pairs AS (
    SELECT id, kec.code AS kec, kel.code AS code, kec.source + coalesce(kel.source, 0) AS source
    FROM lost JOIN place_index kec ON kec.level = 'kecamatan' AND kec.key = kec_key
    LEFT JOIN place_index kel ON kel.level = 'kelurahan' AND kel.kec = kec.code AND kel.key = kel_key
    -- A kecamatan alone is weak: a slip or a kelurahan in the wrong column can look like one of another island.
    WHERE kel.code IS NOT NULL OR (kel_key = '' AND id NOT IN (
        SELECT id FROM place_typed JOIN place_scope USING (id)
        JOIN place_index here ON here.kab = place_scope.kab AND here.key = kec_key))
)
SELECT DISTINCT id, kec, code FROM pairs
QUALIFY rank() OVER (PARTITION BY id ORDER BY code IS NULL, source) = 1;

-- columns swapped --
-- The two names stand in each other's column: the one in the kecamatan column is a village of the other.
CREATE OR REPLACE TEMP TABLE place_swapped AS
SELECT DISTINCT typed.id, kel.code FROM place_typed typed JOIN place_scope scope USING (id)
JOIN place_index kel ON kel.kab = scope.kab AND kel.level = 'kelurahan' AND kel.key = kec_key
JOIN place_index kec ON kec.code = kel.kec AND kec.level = 'kecamatan' AND kec.key = kel_key
WHERE typed.id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
  AND typed.id NOT IN (SELECT id FROM place_national WHERE code IS NOT NULL)
QUALIFY count(DISTINCT kel.code) OVER (PARTITION BY typed.id) = 1;

-- chosen --
-- One village per triple where the evidence leaves one. Rank of the evidence first, then it must be alone there.
CREATE OR REPLACE TEMP TABLE place_chosen AS
WITH placed AS (
    SELECT id, any_value(code) AS code, 'ok' AS state FROM place_national WHERE code IS NOT NULL
    GROUP BY id HAVING count(DISTINCT code) = 1
    UNION ALL
    SELECT id, code, 'guessed' FROM place_swapped
), ranked AS (
    SELECT *, count(*) OVER (PARTITION BY id) AS in_scope FROM place_kel
    WHERE id NOT IN (SELECT id FROM placed)
    QUALIFY rank() OVER (PARTITION BY id ORDER BY how = 0 DESC, in_kec DESC, how) = 1
), told AS (
    SELECT ranked.*, count(*) OVER (PARTITION BY id) AS rivals, kec_key <> '' AS kec_typed, kel_key = kec_key AS is_repeated
    FROM ranked JOIN place_typed USING (id)
)
SELECT * FROM placed
UNION ALL
SELECT id, code, CASE
    WHEN how = 0 THEN 'ok'
    -- One name in both columns may be the village of that name, or the kecamatan twice.
    WHEN is_repeated THEN 'guessed'
    WHEN in_kec AND (kec_how <= 4 OR (in_scope = 1 AND how <= 3)) THEN 'ok'
    WHEN NOT kec_typed AND how <= 3 THEN 'ok'
    ELSE 'guessed' END
FROM told WHERE rivals = 1 AND (how = 0 OR in_kec OR NOT kec_typed);

-- villages guessed --
-- A misspelt kelurahan: nearest official name in its kecamatan, or in the scope where no kecamatan is known.
INSERT INTO place_chosen
WITH left_over AS MATERIALIZED (
    SELECT id, kel_words, kel_key, kel_glued, coalesce(place_kec.kec, kab) AS home, coalesce(place_kec.how <= 2, false) AS in_kec
    FROM place_typed JOIN place_scope USING (id) LEFT JOIN place_kec USING (id)
    WHERE length(kel_key) >= 4 AND id NOT IN (SELECT id FROM place_chosen)
      AND id NOT IN (SELECT id FROM place_kel WHERE in_kec OR id NOT IN (SELECT id FROM place_kec))
      -- The name of a kecamatan is a kecamatan, not a slip in a village's name.
      AND NOT EXISTS (SELECT 1 FROM place_index kec
                      WHERE kec.level = 'kecamatan' AND kec.kab = place_scope.kab AND kec.key = kel_key)
), villages AS MATERIALIZED (
    SELECT named.code, named.words, named.key, coalesce(glued.key, named.key) AS glued, named.kec, named.kab
    FROM place_index named LEFT JOIN place_index glued ON glued.code = named.code AND glued.source = 2
    WHERE named.level = 'kelurahan' AND named.source < 2
), texts AS MATERIALIZED (
    SELECT DISTINCT home, kel_words, kel_key, kel_glued FROM left_over
), paired AS MATERIALIZED (
    SELECT DISTINCT texts.*, code, words, key, glued FROM texts JOIN villages ON home = kec WHERE glued[1] = kel_glued[1]
    UNION
    SELECT DISTINCT texts.*, code, words, key, glued FROM texts JOIN villages ON home = kab WHERE glued[1] = kel_glued[1]
), distanced AS MATERIALIZED (
    SELECT home, kel_words, kel_glued, words, code, damerau_levenshtein(key, kel_key) AS apart,
           damerau_levenshtein(glued, kel_glued) AS glued_apart,
           -- A slip in a numeral written as a word (DELAPN ILIR) hides it, and is worth two.
           CASE WHEN digits_of(key) = digits_of(kel_key) THEN least(apart, glued_apart)
                WHEN glued_apart = 1 AND length(digits_of(kel_key)) < length(digits_of(key))
                 AND words_in(kel_words) >= words_in(words) THEN 2
                ELSE 99 END AS distance,
           -- Letters were only left out, never changed.
           distance < 99 AND length(key) - length(kel_key) = apart AND has_as_many_words(kel_words, words) AS is_part
    FROM paired
), measured AS (
    SELECT home, kel_words, kel_glued, code, distance,
           CASE WHEN is_part THEN starts_words_of(kel_words, words) ELSE false END AS is_start,
           CASE WHEN is_part THEN is_short_for(kel_words, words) ELSE false END AS is_short
    FROM distanced
), told AS (
    SELECT id, code, in_kec, edits_allowed(kel_glued) AS allowed, min(distance) AS distance,
           -- A shortened name ("Tanjung Laut In") beats a near one ("Tanjung Laut"); dropped letters beat two slips.
           CASE WHEN bool_or(is_start) THEN 0 WHEN min(distance) = 1 THEN 1 WHEN bool_or(is_short) THEN 2
                ELSE 1 + min(distance) END AS strangeness
    FROM left_over JOIN measured USING (home, kel_words, kel_glued) GROUP BY ALL
), ranked AS (
    SELECT *, rank() OVER (PARTITION BY id ORDER BY strangeness) AS place,
           nth_value(distance, 2) OVER (PARTITION BY id ORDER BY distance, code
                                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS second
    FROM told
)
SELECT id, code, 'guessed' FROM ranked
WHERE place = 1 AND (strangeness IN (0, 2) OR distance <= allowed
                     OR (in_kec AND distance = allowed + 1 AND coalesce(second, 99) >= distance + 2))
QUALIFY count(*) OVER (PARTITION BY id) = 1;

-- contradictions settled --
-- The kelurahan is known in the scope, but not in the kecamatan that was typed: the kelurahan's name decides if it is alone.
INSERT INTO place_chosen
SELECT id, code, 'guessed' FROM place_kel
WHERE id NOT IN (SELECT id FROM place_chosen) AND NOT in_kec AND how <= 3
  AND id NOT IN (SELECT id FROM place_kel WHERE in_kec)
  -- One name in both columns is the kecamatan's.
  AND id NOT IN (SELECT id FROM place_typed WHERE kel_key = kec_key)
QUALIFY count(*) OVER (PARTITION BY id) = 1;

-- village in the wrong column --
-- The kelurahan stands in the kecamatan column, and nothing stands in its own.
INSERT INTO place_chosen
WITH moved AS (
    SELECT DISTINCT typed.id, kel.code FROM place_typed typed JOIN place_scope scope USING (id)
    JOIN place_index kel ON kel.kab = scope.kab AND kel.level = 'kelurahan' AND kel.key = kec_key
    WHERE kel_key = '' AND typed.id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
      AND typed.id NOT IN (SELECT id FROM place_chosen)
)
SELECT id, code, 'guessed' FROM moved QUALIFY count(*) OVER (PARTITION BY id) = 1;

-- districts typed as villages --
-- A kecamatan's name in the kelurahan column, where the kecamatan column says nothing.
INSERT INTO place_kec
SELECT DISTINCT id, index.code, 6 FROM place_typed JOIN place_scope USING (id)
JOIN place_index index ON index.kab = place_scope.kab AND level = 'kecamatan' AND index.key = kel_key
WHERE id NOT IN (SELECT id FROM place_kec) AND id NOT IN (SELECT id FROM place_chosen);

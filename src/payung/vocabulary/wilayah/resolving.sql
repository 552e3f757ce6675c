-- index of districts --
-- place_index: every name a district or village of today goes by: official (source 0), a part of a double name or a
-- former name (1), glued (2). It lives as long as the connection; villages come in by kabupaten, as they are needed.
CREATE TEMP TABLE IF NOT EXISTS place_index (
    code VARCHAR, level VARCHAR, kab VARCHAR, kec VARCHAR, words VARCHAR, source INTEGER,
    key VARCHAR, short_key VARCHAR, bare_key VARCHAR
);
CREATE TEMP TABLE IF NOT EXISTS place_indexed (kab VARCHAR);
CREATE OR REPLACE TEMP TABLE place_due AS
SELECT code, level, name FROM place_rows
WHERE level = 'kecamatan' AND valid_to IS NULL AND NOT EXISTS (FROM place_index);

-- index due districts --
{index_due}

-- index of regencies --
-- Every name of a regency without its kind, and the abbreviations people use.
CREATE TEMP TABLE IF NOT EXISTS place_regency_index AS
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
CREATE TEMP TABLE IF NOT EXISTS place_province_index AS
SELECT code, place_key(place_words(name)) AS key FROM place_rows WHERE level = 'provinsi'
UNION
SELECT code, place_key(place_words(alias)) FROM place_province_aliases;

-- asked --
-- Each distinct text combination of the source once; addresses with the same three columns share an id.
CREATE OR REPLACE TEMP TABLE place_asked AS
WITH asked AS (
    SELECT DISTINCT coalesce(kelurahan_raw, '') AS kelurahan_raw, coalesce(kecamatan_raw, '') AS kecamatan_raw,
           coalesce(kabupaten_raw, '') AS kabupaten_raw, coalesce(address_raw, '') AS address_raw
    FROM {source}
)
SELECT dense_rank() OVER (ORDER BY kelurahan_raw, kecamatan_raw, kabupaten_raw) AS id, * FROM asked;

-- typed --
-- Each distinct (kelurahan, kecamatan, kabupaten) once, with its normalised words.
CREATE OR REPLACE TEMP TABLE place_typed AS
WITH triples AS (
    SELECT DISTINCT id, kelurahan_raw, kecamatan_raw, kabupaten_raw FROM place_asked
), texts AS (
    SELECT raw, place_words(cut_off_rest(upper(raw))) AS words
    FROM (SELECT kelurahan_raw AS raw FROM triples UNION SELECT kecamatan_raw FROM triples)
)
SELECT triples.*, kel.words AS kel_words, kec.words AS kec_words,
       place_key(kel.words) AS kel_key, place_short_key(kel.words) AS kel_short, place_bare_key(kel.words) AS kel_bare,
       place_key(kec.words) AS kec_key, place_short_key(kec.words) AS kec_short, place_bare_key(kec.words) AS kec_bare,
       has_abbreviation(kel.words) AS kel_short_typed, has_abbreviation(kec.words) AS kec_short_typed,
       typed_code(kelurahan_raw) AS kel_code, typed_code(kecamatan_raw) AS kec_code
FROM triples JOIN texts kel ON kel.raw = kelurahan_raw JOIN texts kec ON kec.raw = kecamatan_raw;

-- regencies typed --
-- What the kabupaten column says: one row per possible regency. `sure` is false where the spelling had to be guessed.
CREATE OR REPLACE TEMP TABLE place_regencies_typed AS
WITH texts AS (
    SELECT DISTINCT kabupaten_raw, upper(kabupaten_raw) AS raw FROM place_typed WHERE kabupaten_raw <> ''
), pieces AS (
    SELECT kabupaten_raw, raw, trim(piece) AS piece
    FROM texts, unnest(list_distinct([raw] || regexp_split_to_array(raw, '[,;(/-]'))) AS pieces(piece)
), keyed AS (
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
), known AS (
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
-- Villages of the regencies in question, and of those that have a kecamatan of a typed name.
CREATE OR REPLACE TEMP TABLE place_due AS
WITH wanted AS (
    SELECT kab FROM place_scope
    UNION
    SELECT kab FROM place_typed JOIN place_index ON key = kec_key
    WHERE level = 'kecamatan' AND id NOT IN (SELECT id FROM place_scope WHERE said)
      AND id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
)
SELECT code, level, name FROM place_rows
WHERE level = 'kelurahan' AND valid_to IS NULL
  AND code[:5] IN (SELECT kab FROM wanted EXCEPT SELECT kab FROM place_indexed);
INSERT INTO place_indexed SELECT DISTINCT code[:5] FROM place_due;

-- index due villages --
{index_due}

-- villages found --
-- Candidates for the kelurahan column inside the scope, each with whether it lies in a found kecamatan.
CREATE OR REPLACE TEMP TABLE place_kel AS
WITH scoped AS (
    SELECT id, kel_key, kel_short, kel_bare, kel_short_typed, kab
    FROM place_typed JOIN place_scope USING (id) WHERE kel_key <> ''
), hits AS (
    SELECT id, code, kec, CASE WHEN source = 0 THEN 1 ELSE 3 END AS how FROM scoped
    JOIN place_index index ON index.kab = scoped.kab AND index.key = kel_key AND level = 'kelurahan'
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
    SELECT ranked.*, count(*) OVER (PARTITION BY id) AS rivals, kec_key <> '' AS kec_typed
    FROM ranked JOIN place_typed USING (id)
)
SELECT * FROM placed
UNION ALL
SELECT id, code, CASE
    WHEN how = 0 THEN 'ok'
    WHEN in_kec AND (kec_how <= 4 OR (in_scope = 1 AND how <= 3)) THEN 'ok'
    WHEN NOT kec_typed AND how <= 3 THEN 'ok'
    ELSE 'guessed' END
FROM told WHERE rivals = 1 AND (how = 0 OR in_kec OR NOT kec_typed);

-- villages guessed --
-- A misspelt kelurahan: nearest official name in its kecamatan, or in the scope where no kecamatan is known.
INSERT INTO place_chosen
WITH left_over AS MATERIALIZED (
    SELECT id, kel_words, kel_key, coalesce(place_kec.kec, kab) AS home, coalesce(place_kec.how <= 2, false) AS in_kec
    FROM place_typed JOIN place_scope USING (id) LEFT JOIN place_kec USING (id)
    WHERE length(kel_key) >= 4 AND id NOT IN (SELECT id FROM place_chosen)
      AND id NOT IN (SELECT id FROM place_kel WHERE in_kec OR id NOT IN (SELECT id FROM place_kec))
      -- The name of a kecamatan is a kecamatan, not a slip in a village's name.
      AND NOT EXISTS (SELECT 1 FROM place_index kec
                      WHERE kec.level = 'kecamatan' AND kec.kab = place_scope.kab AND kec.key = kel_key)
), villages AS MATERIALIZED (
    SELECT code, words, key, kec AS home FROM place_index WHERE level = 'kelurahan' AND source < 2
    UNION ALL
    SELECT code, words, key, kab FROM place_index WHERE level = 'kelurahan' AND source < 2
), texts AS MATERIALIZED (
    SELECT DISTINCT home, kel_words, kel_key FROM left_over
), paired AS MATERIALIZED (
    SELECT DISTINCT home, kel_words, kel_key, code, words, key FROM texts JOIN villages USING (home) WHERE key[1] = kel_key[1]
), distanced AS MATERIALIZED (
    SELECT home, kel_words, words, code, damerau_levenshtein(key, kel_key) AS distance,
           -- Letters were only left out, never changed.
           length(key) - length(kel_key) = distance AND has_as_many_words(kel_words, words) AS is_part
    FROM paired WHERE digits_of(key) = digits_of(kel_key)
), measured AS (
    SELECT home, kel_words, code, distance,
           CASE WHEN is_part THEN starts_words_of(kel_words, words) ELSE false END AS is_start,
           CASE WHEN is_part THEN is_short_for(kel_words, words) ELSE false END AS is_short
    FROM distanced
), told AS (
    SELECT id, code, in_kec, edits_allowed(kel_key) AS allowed, min(distance) AS distance,
           -- A shortened name ("Tanjung Laut In") beats a near one ("Tanjung Laut"); dropped letters beat two slips.
           CASE WHEN bool_or(is_start) THEN 0 WHEN min(distance) = 1 THEN 1 WHEN bool_or(is_short) THEN 2
                ELSE 1 + min(distance) END AS strangeness
    FROM left_over JOIN measured USING (home, kel_words) GROUP BY ALL
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

-- addresses --
-- Free addresses of the triples that are still without a village, cut into runs of one to five words.
CREATE OR REPLACE TEMP TABLE place_runs AS
WITH open AS (
    -- The kelurahan column is read as an address only where it is one: a name with a rest is a name, not two.
    SELECT id, address_raw,
           place_words(CASE WHEN is_composite(upper(kelurahan_raw)) THEN kelurahan_raw || ' ' ELSE '' END || address_raw) AS words
    FROM place_asked
    WHERE (address_raw <> '' OR is_composite(upper(kelurahan_raw))) AND id NOT IN (SELECT id FROM place_chosen)
), worded AS (
    SELECT id, address_raw, unnest(string_split(words, ' ')) AS word, generate_subscripts(string_split(words, ' '), 1) AS first
    FROM open WHERE words <> ''
), following AS (
    SELECT id, address_raw, first, word, lag(word) OVER address AS before,
           lead(word, 1) OVER address AS second, lead(word, 2) OVER address AS third,
           lead(word, 3) OVER address AS fourth, lead(word, 4) OVER address AS fifth,
           max(CASE WHEN is_street_kind(word) THEN first END) OVER (address ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)
           IS NOT NULL AS in_street
    FROM worded WINDOW address AS (PARTITION BY id, address_raw ORDER BY first)
), runs AS (
    SELECT *, 1 AS run, word AS key FROM following
    UNION ALL SELECT *, 2, word || second FROM following
    UNION ALL SELECT *, 3, word || second || third FROM following
    UNION ALL SELECT *, 4, word || second || third || fourth FROM following
    UNION ALL SELECT *, 5, word || second || third || fourth || fifth FROM following
)
SELECT id, address_raw, first, run, key, before, in_street FROM runs
WHERE key IN (SELECT key FROM place_index) AND (length(key) >= 4 OR is_kind(before));

-- names in addresses --
CREATE OR REPLACE TEMP TABLE place_in_address AS
WITH hits AS (
    SELECT DISTINCT runs.id, address_raw, first, run, before, in_street, index.level, index.code, index.kec
    FROM place_runs runs JOIN place_scope scope ON scope.id = runs.id
    JOIN place_index index ON index.kab = scope.kab AND index.key = runs.key
), longest AS (
    SELECT * FROM hits WHERE NOT EXISTS (
        SELECT 1 FROM hits longer
        WHERE longer.id = hits.id AND longer.address_raw = hits.address_raw AND longer.run > hits.run
          AND longer.first <= hits.first AND longer.first + longer.run >= hits.first + hits.run)
), districts AS (
    SELECT id, address_raw, kec, first FROM longest WHERE level = 'kecamatan'
    UNION
    SELECT id, address_raw, kec, 0 FROM place_kec JOIN (SELECT DISTINCT id, address_raw FROM longest) USING (id)
), villages AS (
    SELECT longest.id, longest.address_raw, longest.code, is_village_kind(longest.before) AS marked, longest.in_street,
           longest.run, bool_or(districts.kec IS NOT NULL) AS in_kec, bool_or(named.code IS NOT NULL) AS is_kec_too
    FROM longest
    -- A word that is both a kecamatan and a kelurahan may not vouch for itself.
    LEFT JOIN districts ON districts.id = longest.id AND districts.address_raw = longest.address_raw
      AND districts.kec = longest.kec AND districts.first <> longest.first
    LEFT JOIN longest named ON named.id = longest.id AND named.address_raw = longest.address_raw
      AND named.first = longest.first AND named.run = longest.run AND named.level = 'kecamatan'
    WHERE longest.level = 'kelurahan' AND NOT coalesce(is_district_kind(longest.before), false)
    GROUP BY ALL
), best AS (
    SELECT DISTINCT id, address_raw, code, in_street, marked, in_kec FROM villages
    WHERE in_kec OR id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
    QUALIFY rank() OVER (PARTITION BY id, address_raw
        ORDER BY coalesce(marked, false) DESC, in_kec DESC, is_kec_too, in_street, run DESC) = 1
)
SELECT id, address_raw, any_value(code) AS code FROM best WHERE marked OR in_kec OR NOT in_street
GROUP BY id, address_raw HAVING count(DISTINCT code) = 1;

-- resolved --
CREATE OR REPLACE TEMP TABLE places_resolved AS
WITH districts AS (
    SELECT id, kec FROM place_kec QUALIFY count(*) OVER (PARTITION BY id) = 1
), distant AS (
    SELECT id, any_value(kec) AS kec FROM place_national GROUP BY id HAVING count(DISTINCT kec) = 1
), regencies AS (
    SELECT id, any_value(kab) AS kab FROM place_scope WHERE said GROUP BY id HAVING count(*) = 1
), open AS (
    SELECT DISTINCT id FROM place_kel UNION SELECT id FROM place_national WHERE code IS NOT NULL
), joined AS (
    SELECT kelurahan_raw, kecamatan_raw, kabupaten_raw, address_raw,
           coalesce(chosen.code, here.code) AS kelurahan_code,
           coalesce(kelurahan_code[:8], districts.kec, distant.kec) AS kecamatan_code,
           coalesce(kecamatan_code[:5], regencies.kab) AS kabupaten_code,
           CASE WHEN chosen.code IS NOT NULL THEN chosen.state WHEN here.code IS NOT NULL THEN 'guessed'
                WHEN open.id IS NOT NULL THEN 'ambiguous' ELSE 'missing' END AS found
    FROM place_asked asked
    LEFT JOIN place_chosen chosen USING (id)
    LEFT JOIN place_in_address here USING (id, address_raw)
    LEFT JOIN districts USING (id)
    LEFT JOIN distant USING (id)
    LEFT JOIN regencies USING (id)
    LEFT JOIN open USING (id)
)
SELECT * EXCLUDE (found),
       CASE WHEN NOT starts_with(kabupaten_code, getvariable('place_home')) THEN 'outside' ELSE found END AS place_state
FROM joined;

-- ledger --
SELECT CASE WHEN (SELECT count(*) FROM places_resolved) <> (SELECT count(*) FROM place_asked)
            THEN error('places_resolved must have one row for each distinct typed place') END;

-- addresses asked --
-- Free addresses of those that are still without a village: each once for the same three columns.
CREATE OR REPLACE TEMP TABLE place_addresses AS
WITH open AS (
    -- The kelurahan column is read as an address only where it is one: a name with a rest is a name, not two.
    SELECT *, CASE WHEN is_composite(upper(kelurahan_raw)) THEN kelurahan_raw || ' ' ELSE '' END AS composed
    FROM place_asked WHERE id NOT IN (SELECT id FROM place_chosen)
), told AS (
    SELECT DISTINCT id, composed, coalesce(typed.address_raw, '') AS address_raw
    FROM {source} AS typed JOIN open ON open.kelurahan_raw = coalesce(typed.kelurahan_raw, '')
      AND open.kecamatan_raw = coalesce(typed.kecamatan_raw, '') AND open.kabupaten_raw = coalesce(typed.kabupaten_raw, '')
)
SELECT row_number() OVER () AS asked_no, id, address_raw, place_words(street_ended(composed || address_raw)) AS words
FROM told WHERE composed || address_raw <> '';

-- addresses --
-- These addresses, cut into runs of one to five words.
CREATE OR REPLACE TEMP TABLE place_runs AS
WITH worded AS (
    SELECT id, asked_no, unnest(string_split(words, ' ')) AS word, generate_subscripts(string_split(words, ' '), 1) AS first
    FROM place_addresses WHERE words <> ''
), following AS (
    SELECT id, asked_no, first, word, lag(word) OVER address AS before,
           lead(word, 1) OVER address AS second, lead(word, 2) OVER address AS third,
           lead(word, 3) OVER address AS fourth, lead(word, 4) OVER address AS fifth,
           -- A house number ends the name of the street: "JL MAWAR 5 API API".
           coalesce(max(CASE WHEN is_street_kind(word) THEN first END) OVER few
               > coalesce(max(CASE WHEN regexp_full_match(word, '[0-9]+') THEN first END) OVER few, 0), false) AS in_street
    FROM worded WINDOW address AS (PARTITION BY asked_no ORDER BY first),
        few AS (PARTITION BY asked_no ORDER BY first ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)
), runs AS (
    SELECT *, 1 AS run, word AS key FROM following
    UNION ALL SELECT *, 2, word || second FROM following
    UNION ALL SELECT *, 3, word || second || third FROM following
    UNION ALL SELECT *, 4, word || second || third || fourth FROM following
    UNION ALL SELECT *, 5, word || second || third || fourth || fifth FROM following
)
SELECT id, asked_no, first, run, key, before, in_street FROM runs
WHERE key IN (SELECT key FROM place_index) AND (length(key) >= 4 OR is_kind(before));

-- names in addresses --
CREATE OR REPLACE TEMP TABLE place_in_address AS
WITH hits AS (
    SELECT DISTINCT runs.id, asked_no, first, run, before, in_street, index.level, index.code, index.kec
    FROM place_runs runs JOIN place_scope scope ON scope.id = runs.id
    JOIN place_index index ON index.kab = scope.kab AND index.key = runs.key
), longest AS (
    SELECT * FROM hits WHERE NOT EXISTS (
        SELECT 1 FROM hits longer
        WHERE longer.id = hits.id AND longer.asked_no = hits.asked_no AND longer.run > hits.run
          AND longer.first <= hits.first AND longer.first + longer.run >= hits.first + hits.run)
), districts AS (
    SELECT id, asked_no, kec, first FROM longest WHERE level = 'kecamatan'
    UNION
    SELECT id, asked_no, kec, 0 FROM place_kec JOIN (SELECT DISTINCT id, asked_no FROM longest) USING (id)
), villages AS (
    SELECT longest.id, longest.asked_no, longest.code, is_village_kind(longest.before) AS marked, longest.in_street,
           longest.run, bool_or(districts.kec IS NOT NULL) AS in_kec, bool_or(named.code IS NOT NULL) AS is_kec_too
    FROM longest
    -- A word that is both a kecamatan and a kelurahan may not vouch for itself.
    LEFT JOIN districts ON districts.id = longest.id AND districts.asked_no = longest.asked_no
      AND districts.kec = longest.kec AND districts.first <> longest.first
    LEFT JOIN longest named ON named.id = longest.id AND named.asked_no = longest.asked_no
      AND named.first = longest.first AND named.run = longest.run AND named.level = 'kecamatan'
    WHERE longest.level = 'kelurahan' AND NOT coalesce(is_district_kind(longest.before), false)
    GROUP BY ALL
), best AS (
    SELECT DISTINCT id, asked_no, code, in_street, marked, in_kec FROM villages
    WHERE in_kec OR id NOT IN (SELECT id FROM place_kec WHERE how <= 4)
    QUALIFY rank() OVER (PARTITION BY asked_no
        ORDER BY coalesce(marked, false) DESC, in_kec DESC, is_kec_too, in_street, run DESC) = 1
)
SELECT id, asked_no, any_value(code) AS code FROM best WHERE marked OR in_kec OR NOT in_street
GROUP BY id, asked_no HAVING count(DISTINCT code) = 1;

-- resolved --
-- places_named: what the three columns say. places_addressed: what they and the address say, where it names a village; NULL nowhere.
CREATE OR REPLACE TEMP TABLE places_named AS
WITH districts AS (
    SELECT id, kec FROM place_kec QUALIFY count(*) OVER (PARTITION BY id) = 1
), distant AS (
    SELECT id, any_value(kec) AS kec FROM place_national GROUP BY id HAVING count(DISTINCT kec) = 1
), regencies AS (
    SELECT id, any_value(kab) AS kab FROM place_scope WHERE said GROUP BY id HAVING count(*) = 1
), open AS (
    SELECT DISTINCT id FROM place_kel UNION SELECT id FROM place_national WHERE code IS NOT NULL
    -- A common name, where nothing says which regency it is of.
    UNION SELECT id FROM place_typed JOIN place_villages ON key = kel_key AND source < 2 WHERE id NOT IN (SELECT id FROM place_scope)
), joined AS (
    SELECT asked.*, chosen.code AS kelurahan_code,
           coalesce(kelurahan_code[:8], districts.kec, distant.kec) AS kecamatan_code,
           coalesce(kecamatan_code[:5], regencies.kab) AS kabupaten_code,
           CASE WHEN chosen.state = 'ok' AND asked.id IN (SELECT id FROM place_leaning WHERE by_village) THEN 'guessed'
                WHEN chosen.code IS NOT NULL THEN chosen.state WHEN open.id IS NOT NULL THEN 'ambiguous' ELSE 'missing' END AS found
    FROM place_asked asked
    LEFT JOIN place_chosen chosen USING (id)
    LEFT JOIN districts USING (id)
    LEFT JOIN distant USING (id)
    LEFT JOIN regencies USING (id)
    LEFT JOIN open USING (id)
)
SELECT * EXCLUDE (found), place_state_of(kabupaten_code, found) AS place_state FROM joined;

-- resolved by address --
CREATE OR REPLACE TEMP TABLE places_addressed AS
SELECT id, address_raw, code AS kelurahan_code, code[:8] AS kecamatan_code, code[:5] AS kabupaten_code,
       place_state_of(kabupaten_code, 'guessed') AS place_state
FROM place_in_address JOIN place_addresses USING (id, asked_no);

-- places resolved --
CREATE OR REPLACE TEMP VIEW places_resolved AS
SELECT kelurahan_raw, kecamatan_raw, kabupaten_raw, address_raw, coalesce(here.kelurahan_code, named.kelurahan_code) AS kelurahan_code,
       coalesce(here.kecamatan_code, named.kecamatan_code) AS kecamatan_code,
       coalesce(here.kabupaten_code, named.kabupaten_code) AS kabupaten_code, coalesce(here.place_state, named.place_state) AS place_state
FROM (SELECT DISTINCT coalesce(kelurahan_raw, '') AS kelurahan_raw, coalesce(kecamatan_raw, '') AS kecamatan_raw,
             coalesce(kabupaten_raw, '') AS kabupaten_raw, coalesce(address_raw, '') AS address_raw
      FROM {source})
JOIN places_named named USING (kelurahan_raw, kecamatan_raw, kabupaten_raw)
LEFT JOIN places_addressed here USING (id, address_raw);

-- ledger --
SELECT CASE WHEN (SELECT count(*) FROM places_named) <> (SELECT count(*) FROM place_asked)
              OR (SELECT count(*) FROM places_addressed) <> (SELECT count(DISTINCT (id, address_raw)) FROM places_addressed)
            THEN error('places must have one row for each distinct typed place') END;

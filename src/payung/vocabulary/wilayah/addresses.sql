-- addresses --
-- Free addresses of the triples that are still without a village, cut into runs of one to five words.
CREATE OR REPLACE TEMP TABLE place_runs AS
WITH open AS (
    -- The kelurahan column is read as an address only where it is one: a name with a rest is a name, not two.
    SELECT id, asked_no,
           place_words(CASE WHEN is_composite(upper(kelurahan_raw)) THEN kelurahan_raw || ' ' ELSE '' END || address_raw) AS words
    FROM place_asked
    WHERE (address_raw <> '' OR is_composite(upper(kelurahan_raw))) AND id NOT IN (SELECT id FROM place_chosen)
), worded AS (
    SELECT id, asked_no, unnest(string_split(words, ' ')) AS word, generate_subscripts(string_split(words, ' '), 1) AS first
    FROM open WHERE words <> ''
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
           CASE WHEN chosen.state = 'ok' AND asked.id IN (SELECT id FROM place_leaning WHERE by_village) THEN 'guessed'
                WHEN chosen.code IS NOT NULL THEN chosen.state WHEN here.code IS NOT NULL THEN 'guessed'
                WHEN open.id IS NOT NULL THEN 'ambiguous' ELSE 'missing' END AS found
    FROM place_asked asked
    LEFT JOIN place_chosen chosen USING (id)
    LEFT JOIN place_in_address here USING (id, asked_no)
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

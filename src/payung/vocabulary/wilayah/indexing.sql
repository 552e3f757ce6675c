-- Puts the places of place_due into place_index under all their names.
INSERT INTO place_index
WITH named AS (
    SELECT code, level, name, 0 AS source FROM place_due
    UNION ALL
    SELECT code, level, unnest(regexp_split_to_array(name, '[/(),]')), 1 FROM place_due
    WHERE regexp_matches(name, '[/(),]')
    UNION ALL
    SELECT code, level, other.name, 1 FROM place_other_names other JOIN place_due USING (code)
), worded AS (
    SELECT code, level, place_words(name) AS words, source FROM named
    UNION ALL
    -- As one glued word, in which no numeral or abbreviation can be seen: KOTABANGUNIII.
    SELECT code, level, place_glued_key(name), 2 FROM named
), once AS (
    SELECT code, level, words, min(source) AS source FROM worded GROUP BY ALL
)
SELECT code, level, code[:5], code[:8], words, source, place_key(words), place_short_key(words), place_bare_key(words)
FROM once WHERE words <> '';

-- Persons of the nation, computed from three numbers each: nothing is stored, any of them can be made again.
-- In: `wanted` (person_no BIGINT: who; birth_no BIGINT: whose day and place of birth, another's for a twin; home_no BIGINT:
-- whose household). Slot tables: kecamatan_slot, day_slot, group_slot, pattern_slot, first_slot, second_slot, family_slot,
-- village_slot. Macros of people_macros.sql. Settings: {seed}, {focus_people}, {focus_slots} and what nation.py fills in.
CREATE OR REPLACE TEMP VIEW nation_people AS
WITH numbered AS (
    SELECT *,
           person_no <> birth_no AS is_twin,
           birth_no < {focus_people} AND draw(birth_no, 'local', 100) < 58 AS issued_in_focus,
           shuffled(birth_no, {seed}, {focus_bits}) AS near,
           shuffled(birth_no, {seed}, 30) AS far,
           -- A household lives where its own number points; its members' NIKs may come from anywhere.
           (shuffled(home_no, {seed}, 30) >> 16) & 16383 AS home_kecamatan_no
    FROM wanted
),
born AS (
    SELECT n.*,
           k.kecamatan_code AS issued_code, k.prefix, k.province, k.kabupaten AS birth_kabupaten,
           CASE WHEN n.is_twin AND draw(person_no, 'twin sex', 100) < 30 THEN 1 - sex_bit ELSE sex_bit END AS sex_no,
           d.born_on,
           1 + 2 * (k.rep * 4 + d.rep) AS serial_base,
           draw2(k.kecamatan_code, d.born_on) AS parity
    FROM (SELECT *,
                 CASE WHEN issued_in_focus THEN near & 1 ELSE far & 1 END AS sex_bit,
                 CASE WHEN issued_in_focus THEN (near >> 1) & 32767 ELSE (far >> 1) & 32767 END AS day_no,
                 CASE WHEN issued_in_focus THEN 1000000 + ((near >> 16) & ({focus_slots} - 1)) ELSE (far >> 16) & 16383 END AS kecamatan_no
          FROM numbered) n
    JOIN kecamatan_slot k ON k.slot = n.kecamatan_no
    JOIN day_slot d ON d.slot = n.day_no
),
settled AS (
    SELECT b.*,
           g.group_no * 2 + b.sex_no AS names_no,
           g.group_no * 2 + 1 AS women_no,
           CASE WHEN home_no < {focus_people} THEN 1000000 + draw(home_no, 'home', {focus_slots})
                WHEN draw(home_no, 'stay', 100) < 80 THEN b.home_kecamatan_no
                ELSE draw(home_no, 'home', 16384) END AS home_slot
    FROM born b
    JOIN group_slot g ON g.province = b.province AND g.slot = draw(home_no, 'group', 256)
),
named AS (
    SELECT s.*, h.kecamatan_code AS home_code, h.kecamatan AS home_kecamatan, h.province AS home_province,
           p.pattern, f.word AS first_word, f.alone, s1.word AS second_word, s2.word AS third_word, m.word AS family_word,
           mf.word AS mother_first, ms.word AS mother_second
    FROM settled s
    JOIN kecamatan_slot h ON h.slot = s.home_slot
    JOIN pattern_slot p ON p.key = s.names_no * 128 + draw(person_no, 'pattern', 128)
    JOIN first_slot f ON f.key = s.names_no * {slots} + draw(person_no, 'first', {slots})
    JOIN second_slot s1 ON s1.key = s.names_no * {slots} + draw(person_no, 'second', {slots})
    JOIN second_slot s2 ON s2.key = s.names_no * {slots} + draw(person_no, 'third', {slots})
    JOIN family_slot m ON m.key = s.names_no * {slots} + draw(home_no, 'family', {slots})
    JOIN first_slot mf ON mf.key = s.women_no * {slots} + draw(home_no, 'mother', {slots})
    JOIN second_slot ms ON ms.key = s.women_no * {slots} + draw(home_no, 'mother two', {slots})
)
SELECT
    person_no,
    prefix || lpad((day(born_on) + 40 * sex_no)::VARCHAR, 2, '0') || strftime(born_on, '%m%y')
        || lpad((serial_base + CASE WHEN is_twin THEN 1 - parity ELSE parity END)::VARCHAR, 4, '0') AS nik,
    upper(CASE
        WHEN pattern IN ('F', 'B') AND NOT alone THEN first_word || ' ' || second_word
        WHEN pattern IN ('F', 'B') THEN first_word
        WHEN pattern IN ('F S', 'B S') THEN first_word || ' ' || second_word
        WHEN pattern IN ('F S S', 'B S S') THEN first_word || ' ' || second_word || ' ' || third_word
        WHEN pattern = 'F M' THEN first_word || ' ' || family_word
        WHEN pattern = 'F S M' THEN first_word || ' ' || second_word || ' ' || family_word
        WHEN pattern = 'I S' THEN first_word[1] || ' ' || second_word
        WHEN pattern = 'F I' THEN first_word || ' ' || second_word[1]
        WHEN pattern = 'I M' THEN first_word[1] || ' ' || family_word
        WHEN pattern = 'F boru M' THEN first_word || ' BR ' || family_word
        WHEN pattern = 'F bin F' THEN first_word || ' BIN ' || third_word
        WHEN pattern = 'F binti F' THEN first_word || ' BINTI ' || third_word
        WHEN pattern = 'S' THEN second_word
        ELSE family_word END) AS name,
    upper(birth_kabupaten) AS birth_place,
    born_on,
    CASE sex_no WHEN 1 THEN 'P' ELSE 'L' END AS sex,
    ({street_list})[1 + draw(home_no, 'street', {streets})]
        || ' NO. ' || (1 + draw(home_no, 'number', 140))::VARCHAR AS address,
    lpad((1 + draw(home_no, 'rt', 45))::VARCHAR, 3, '0') AS rt,
    lpad((1 + draw(home_no, 'rw', 12))::VARCHAR, 3, '0') AS rw,
    coalesce(v.name, home_kecamatan) AS kelurahan,
    home_kecamatan AS kecamatan,
    coalesce(v.code, '') AS kelurahan_code,
    home_code AS kecamatan_code,
    CASE WHEN draw(person_no, 'phoneless', 100) < 20 THEN ''
         ELSE '08' || (11 + draw(phone_owner(person_no, home_no), 'operator', 88))::VARCHAR
              || lpad(draw(phone_owner(person_no, home_no), 'phone', 100000000)::VARCHAR, 8, '0') END AS phone,
    upper(mother_first || ' ' || mother_second) AS mother_name,
    replace(home_code[:8], '.', '') || lpad((1 + draw(home_no, 'kk day', 28))::VARCHAR, 2, '0')
        || lpad((1 + draw(home_no, 'kk month', 12))::VARCHAR, 2, '0') || lpad(draw(home_no, 'kk year', 23)::VARCHAR, 2, '0')
        || lpad((1 + draw(home_no, 'kk serial', 40))::VARCHAR, 4, '0') AS kk
FROM named
LEFT JOIN village_slot v ON v.kecamatan_code = home_code AND v.slot = draw(home_no, 'village', 16);

-- From `received` to `standardised` (and the view `cleaned` over both): one row per row, nothing dropped.
-- Variables: list_on DATE (the day of the list), home_kabupaten (the sender's code or NULL).
-- DuckDB gives a core 122,880 rows at least: where much is worked out of each row, the rows of a shorter list are asked as two halves.

-- births read --
-- Each written birth once: a city has some twenty thousand birth dates, however long its list is. (Materialised, they go to both cores.)
CREATE OR REPLACE TEMP TABLE births_read AS
WITH once AS MATERIALIZED (SELECT DISTINCT birth_written(birth_date_raw, birth_raw) AS written FROM received)
SELECT written, birth_of(written, getvariable('list_on')) AS birth,
       -- With or without a place before it: "Bontang, 17-08-1985" tells the order of its column as well.
       regexp_full_match(written, '(?:.*[^0-9])?[0-9]{1,2}[ ./-]+[0-9]{1,2}[ ./-]+[0-9]{2,4}[ .]*') AS is_numeric
FROM once;

-- occupations read --
CREATE OR REPLACE TEMP TABLE occupations_read AS
SELECT occupation_raw, occupation_of(occupation_raw) AS occupation FROM (SELECT DISTINCT occupation_raw FROM received);

-- names read --
-- Of a million people one in two has a full name of their own at most, and a name is the dearest cell to read.
CREATE OR REPLACE TEMP TABLE names_read AS
WITH once AS MATERIALIZED (SELECT DISTINCT name_raw FROM received)
SELECT name_raw, name, name_key, name_skeleton_of(name_key) AS name_skeleton,
       CASE WHEN name IS NULL OR name = upper(name_raw) OR name = upper(trim(name_raw)) THEN NULL
            WHEN name_is_late(name_raw) THEN 'name_late' ELSE 'name_bared' END AS name_repair
FROM (SELECT name_raw, name, words_key(name_opened(words)) AS name_key
      FROM (SELECT name_raw, name, words_single(name_unconnected(name)) AS words
            FROM (SELECT name_raw, name_of(name_raw) AS name FROM once)));

-- birth places read --
CREATE OR REPLACE TEMP TABLE birth_places_read AS
SELECT birth_place_raw, birth_place_of(birth_place_raw) AS place FROM (SELECT DISTINCT birth_place_raw FROM received);

-- cells read --
CREATE OR REPLACE TEMP TABLE cells_read AS
WITH scalars AS (
    SELECT sheet_no, row_no, nik_raw, nik_type, number_digits(nik_raw) AS nik_digits, name_raw,
           family_card_of(kk_raw) AS kk, sex_of(sex_raw) AS sex_read, trim(sex_raw) AS sex_code, phone_of(phone_raw) AS phone,
           neighbourhood_of(rt_raw) AS rt_alone, neighbourhood_of(rw_raw) AS rw_alone,
           -- The address only where no column of its own says it; "002/005" also stands in a column headed RT.
           rt_rw_of(CASE WHEN rt_rw_raw <> '' THEN rt_rw_raw WHEN rt_raw = '' THEN address_raw WHEN length(rt_raw) > 3 THEN rt_raw END) AS rt_rw,
           nullif(plain_text(address_raw), '') AS address, occupation_raw,
           disability_of(disability_raw) AS disability, birth_place_raw,
           nullif(upper(plain_text(mother_name_raw)), '') AS mother_name,
           birth_written(birth_date_raw, birth_raw) AS written, birth_date_type = 'd' AS birth_is_cell,
           kelurahan_raw, kecamatan_raw, kabupaten_raw, address_raw
    FROM (FROM received WHERE rowid < getvariable('half') UNION ALL FROM received WHERE rowid >= getvariable('half'))
), keyed AS (
    SELECT scalars.*, nik_state_of(nik_raw, nik_digits) AS nik_form,
           names.name, names.name_repair, names.name_skeleton AS skeleton, names.name_key AS key_of_name,
           name_key_of_person(names.name, names.name_key, sex_read, nik_digits) AS name_key
    FROM scalars JOIN names_read names USING (name_raw)
)
SELECT sheet_no, row_no, nik_type, nik_digits, nik_form,
       CASE WHEN nik_form = 'repaired' THEN CASE WHEN regexp_matches(number_stripped(nik_raw), '[OILSB]') THEN 'nik_letters' ELSE 'nik_signs' END END AS nik_repair,
       name, name_key, CASE WHEN name_key <> key_of_name THEN name_skeleton_of(name_key) ELSE skeleton END AS name_skeleton, name_repair,
       kk, sex_read, sex_code, phone, address, disability, mother_name, occupation,
       coalesce(rt_alone, rt_rw[1]) AS rt, coalesce(rw_alone, rt_rw[2]) AS rw,
       coalesce(birth_places.place, births_read.birth.place) AS birth_place, births_read.birth.place IS NOT NULL AS birth_had_place,
       births_read.birth.on AS birth_read, births_read.birth.state AS birth_form, birth_is_cell,
       -- A date cell has no written order; its day and month may have been exchanged by Excel on entry.
       CASE WHEN birth_is_cell AND day(births_read.birth.on) <= 12 AND day(births_read.birth.on) <> month(births_read.birth.on)
            THEN make_date(year(births_read.birth.on), day(births_read.birth.on), month(births_read.birth.on))
            ELSE births_read.birth.turned END AS birth_turned,
       births_read.is_numeric AS birth_is_numeric,
       coalesce(here.kelurahan_code, named.kelurahan_code) AS kelurahan_code, coalesce(here.kecamatan_code, named.kecamatan_code) AS kecamatan_code,
       coalesce(here.kabupaten_code, named.kabupaten_code) AS kabupaten_code, coalesce(here.place_state, named.place_state, 'missing') AS place_state
FROM keyed JOIN births_read USING (written) JOIN occupations_read USING (occupation_raw) JOIN birth_places_read birth_places USING (birth_place_raw)
LEFT JOIN places_named named USING (kelurahan_raw, kecamatan_raw, kabupaten_raw)
LEFT JOIN places_addressed here USING (id, address_raw);

-- columns seen --
-- What a column as a whole tells about its cells.
CREATE OR REPLACE TEMP TABLE columns_seen AS
WITH counted AS (
    SELECT sheet_no,
        count(*) FILTER (nik_digits <> '') AS niks,
        count(*) FILTER (length(nik_digits) BETWEEN 1 AND 12 AND nik_form <> 'scientific') AS short_niks,
        count(*) FILTER (length(nik_digits) = 16 AND nik_type = 'n') AS numbers,
        count(*) FILTER (length(nik_digits) = 16 AND nik_type = 'n' AND ends_with(nik_digits, '0')) AS zero_numbers,
        count(*) FILTER (length(nik_digits) = 16 AND nik_type <> 'n') AS texts,
        count(*) FILTER (length(nik_digits) = 16 AND nik_type <> 'n' AND ends_with(nik_digits, '0')) AS zero_texts,
        count(*) FILTER (nik_form = 'scientific') AS scientific_texts,
        count(*) FILTER (sex_code IN ('1', '2') AND nik_form IN ('ok', 'repaired')) AS sex_codes,
        count(*) FILTER (nik_form IN ('ok', 'repaired') AND sex_code = CASE nik_sex_of(nik_digits) WHEN 'L' THEN '1' ELSE '2' END) AS sex_codes_agreeing,
        count(*) FILTER (birth_form = 'swapped') AS months_first,
        count(*) FILTER (birth_is_numeric AND NOT birth_is_cell AND birth_form IN ('ok', 'two_digit_year')
                         AND birth_turned IS NULL AND day(birth_read) > 12) AS days_first,
        count(*) FILTER (birth_is_cell AND birth_read IS NOT NULL) AS date_cells,
        count(*) FILTER (birth_is_cell AND day(birth_read) > 12) AS late_date_cells
    FROM cells_read GROUP BY sheet_no
)
SELECT sheet_no,
    -- One NIK in ten ends in 0. Excel keeps 15 digits of a number, so there every one does.
    zero_numbers > 0 AND (zero_numbers = numbers OR zero_numbers > 0.1 * numbers + 4 * sqrt(0.09 * numbers) + 1) AS numbers_zeroed,
    -- Text cells were saved from such a workbook only where far more than chance end in 0; then those that do are not to be trusted.
    -- Where many are 6,47E+15 the column went through Excel as numbers; and three that all end in 0 are no chance.
    (zero_texts > 0.25 * texts AND zero_texts > 0.1 * texts + 4 * sqrt(0.09 * texts) + 1)
        OR (zero_texts >= 3 AND zero_texts = texts) OR (scientific_texts > 0.1 * (texts + scientific_texts) AND zero_texts > 0) AS texts_zeroed,
    short_niks >= 3 AND short_niks > 0.6 * niks AS niks_are_staff_numbers,
    -- Dukcapil's own files write 1 for men and 2 for women; read so where the NIKs of the column agree.
    sex_codes >= 5 AND sex_codes_agreeing >= 0.9 * sex_codes AS sex_is_coded,
    -- One slip among few dates is no habit: it turns itself, not the others.
    months_first >= 3 AND months_first > 9 * days_first AS months_lead,
    months_first > 0 AND months_first > 0.1 * (months_first + days_first) AS order_is_mixed,
    -- Excel with American settings turns 3/4/1990 into a date cell and leaves 25/4/1990 as text.
    date_cells >= 8 AND late_date_cells = 0 AND days_first >= 3 AS date_cells_turned
FROM counted;

-- numbers shared --
-- Sixteen digits on several rows of different people: a family card, or one NIK typed for several.
CREATE OR REPLACE TEMP TABLE numbers_shared AS
SELECT nik_digits, count(DISTINCT name_key) AS people,
       count(DISTINCT birth_read) AS births,
       count_if(strftime(birth_read, '%m%y') = nik_digits[9:12] AND day(birth_read) = nik_digits[7:8]::INTEGER % 40) AS agreeing
FROM cells_read
WHERE length(nik_digits) = 16 AND nik_form IN ('ok', 'repaired')
  AND nik_digits IN (SELECT nik_digits FROM cells_read WHERE length(nik_digits) = 16 GROUP BY nik_digits HAVING count(*) > 1)
GROUP BY nik_digits;

-- standardised --
-- States of the NIK and of the birth date that need the column, the row or the other rows; of the NIK in order of what says most.
CREATE OR REPLACE TABLE standardised AS
WITH seen AS (
    SELECT cells_read.*, columns_seen.* EXCLUDE (sheet_no), coalesce(shared.people, 1) AS sharers, shared.births AS sharers_births,
           coalesce(shared.agreeing, 0) AS sharers_agreeing,
           CASE WHEN sex_is_coded AND sex_code IN ('1', '2') THEN CASE sex_code WHEN '1' THEN 'L' ELSE 'P' END ELSE sex_read END AS sex,
           nik_birth_of(CASE WHEN nik_form IN ('ok', 'repaired') THEN nik_digits END, getvariable('list_on')) AS number_birth
    FROM cells_read JOIN columns_seen USING (sheet_no) LEFT JOIN numbers_shared shared USING (nik_digits)
), turned AS (
    SELECT * EXCLUDE (birth_form, birth_read),
        CASE WHEN birth_turned IS NULL THEN birth_read
             WHEN NOT birth_is_cell AND months_lead THEN birth_turned
             WHEN birth_may_turn AND number_birth = birth_turned THEN birth_turned ELSE birth_read END AS birth_on,
        CASE WHEN birth_turned IS NULL THEN birth_form
             WHEN NOT birth_is_cell AND months_lead THEN 'swapped'
             WHEN NOT birth_may_turn OR number_birth = birth_read THEN birth_form
             WHEN number_birth = birth_turned THEN 'swapped' ELSE 'ambiguous' END AS birth_state
    FROM (SELECT *, CASE WHEN birth_is_cell THEN date_cells_turned ELSE order_is_mixed END AS birth_may_turn FROM seen)
), stated AS (
    SELECT *,
    CASE WHEN nik_form IN ('missing', 'scientific', 'filler', 'long') THEN nik_form
         WHEN niks_are_staff_numbers AND length(nik_digits) <= 12 THEN 'staff_number'
         WHEN nik_form IN ('short', 'staff_number') THEN nik_form
         -- A KK column that repeats the NIK is the KK's fault where the birth date in the number is the row's.
         WHEN nik_digits = kk AND number_birth IS DISTINCT FROM birth_on THEN 'family_card'
         WHEN sharers >= 3 OR (sharers = 2 AND sharers_births > 1 AND sharers_agreeing = 0) THEN
            CASE WHEN number_birth = birth_on THEN nik_form ELSE 'family_card' END
         -- A card is dated after its holder's birth: a number born this century for a grown person of other day, month and year.
         WHEN year(number_birth) >= 2000 AND birth_on <= number_birth - INTERVAL 10 YEARS
              AND day(number_birth) <> day(birth_on) AND month(number_birth) <> month(birth_on)
              AND nik_digits[7] < '4' THEN 'family_card'
         WHEN ends_with(nik_digits, '0') AND CASE WHEN nik_type = 'n' THEN numbers_zeroed ELSE texts_zeroed END THEN 'excel_zero'
         ELSE nik_form END AS nik_state
    FROM turned
), usable AS (
    SELECT *, CASE WHEN nik_state IN ('ok', 'repaired') THEN nik_digits END AS nik FROM stated
)
SELECT sheet_no, row_no, nik, nik_digits, nik_state,
       nik_proposed(nik_digits, nik_state, birth_on, sex, number_birth, getvariable('list_on')) AS nik_proposal,
       CASE WHEN kk <> nik OR nik IS NULL THEN kk END AS kk,
       name, name_key, split_part(name_key, ' ', 1) AS name_first, name_skeleton,
       birth_on, birth_state, birth_place, sex, phone, mother_name, rt, rw, address, disability,
       kelurahan_code, kecamatan_code, kabupaten_code, place_state, occupation,
       CASE WHEN nik IS NOT NULL THEN number_birth END AS nik_birth_on, nik_sex_of(nik) AS nik_sex, nik_kecamatan_of(nik) AS nik_kecamatan_code,
       CASE WHEN nik_state = 'repaired' OR name_repair IS NOT NULL OR birth_had_place OR birth_state IN ('swapped', 'two_digit_year')
              OR (sex_read IS NULL AND sex IS NOT NULL) OR kk = nik THEN list_filter([
            CASE WHEN nik_state = 'repaired' THEN nik_repair END,
            name_repair,
            CASE WHEN birth_had_place THEN 'birth_place_split' END,
            CASE WHEN birth_state IN ('swapped', 'two_digit_year') THEN 'birth_' || birth_state END,
            CASE WHEN sex_read IS NULL AND sex IS NOT NULL THEN 'sex_code' END,
            CASE WHEN kk = nik THEN 'kk_is_nik' END
       ], lambda flag: flag IS NOT NULL) ELSE []::VARCHAR[] END AS repairs
FROM usable;

-- cleaned --
CREATE OR REPLACE VIEW cleaned AS SELECT * FROM received JOIN standardised USING (sheet_no, row_no);

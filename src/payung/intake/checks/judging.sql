-- From `standardised` and the checks to `repeats`: rows that stand with another row of the list.
-- Variable: sheet_names MAP(INTEGER, VARCHAR).

-- same number --
CREATE OR REPLACE TEMP TABLE same_number AS
SELECT sheet_no, row_no, nik, name_key, name_skeleton, birth_on,
       row_number() OVER (PARTITION BY nik ORDER BY sheet_no, row_no) AS place
FROM standardised
WHERE nik IN (SELECT nik FROM standardised WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) > 1);

-- people of a number --
-- Each name once per number: a number typed on a thousand rows is compared by its names, not by its pairs of rows.
CREATE OR REPLACE TEMP TABLE people_of_number AS
SELECT nik, name_key, any_value(name_skeleton) AS name_skeleton, min(place) AS place,
       arg_min(row_called(sheet_no, row_no), place) AS called, any_value(birth_on) AS birth_on
FROM same_number GROUP BY nik, name_key;

-- names compared --
CREATE OR REPLACE TEMP TABLE names_compared AS
SELECT own.nik, own.name_key, other.place, other.called, same_name(own.name_key, own.name_skeleton, own.birth_on, other.name_key, other.name_skeleton, other.birth_on) AS same
FROM people_of_number own JOIN people_of_number other USING (nik)
WHERE own.name_key IS DISTINCT FROM other.name_key;

-- repeats of a number --
CREATE OR REPLACE TEMP TABLE repeats_of_number AS
SELECT own.sheet_no, own.row_no,
       CASE WHEN first_.place < own.place THEN first_.called
            ELSE arg_min(other.called, other.place) FILTER (other.same AND other.place < own.place) END AS repeat_of,
       arg_min(other.called, other.place) FILTER (NOT other.same) AS shared_with
FROM same_number own
JOIN people_of_number first_ ON first_.nik = own.nik AND first_.name_key IS NOT DISTINCT FROM own.name_key
LEFT JOIN names_compared other ON other.nik = own.nik AND other.name_key IS NOT DISTINCT FROM own.name_key
GROUP BY own.sheet_no, own.row_no, own.place, first_.place, first_.called;

-- same person --
CREATE OR REPLACE TEMP TABLE same_person AS
WITH known AS (
    SELECT sheet_no, row_no, nik, hash(name_key, birth_on, kelurahan_code) AS person FROM standardised
    WHERE birth_on IS NOT NULL AND (contains(name_key, ' ') OR kelurahan_code IS NOT NULL)
), several AS (
    SELECT * FROM known WHERE person IN (SELECT person FROM known GROUP BY person HAVING count(*) > 1)
), placed AS (
    SELECT *, first_value(row_called(sheet_no, row_no)) OVER rows_of AS first_called,
           nth_value(row_called(sheet_no, row_no), 2) OVER rows_of AS second_called,
           row_number() OVER rows_of AS place, count(DISTINCT coalesce(nik, row_no || '/' || sheet_no)) OVER (PARTITION BY person) AS numbers
    FROM several
    WINDOW rows_of AS (PARTITION BY person ORDER BY sheet_no, row_no ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
)
SELECT sheet_no, row_no, CASE WHEN place = 1 THEN second_called ELSE first_called END AS same_person_as
FROM placed WHERE numbers > 1;

-- repeats --
CREATE OR REPLACE TEMP TABLE repeats AS
SELECT sheet_no, row_no, repeat_of, shared_with, same_person_as
FROM repeats_of_number FULL JOIN same_person USING (sheet_no, row_no);

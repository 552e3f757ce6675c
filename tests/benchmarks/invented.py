"""Invented people: a population of households, a register of some of them and messy lists, with the truth beside them.

Only for measuring and training the matcher. All in SQL, every draw a hash of (seed, row, what is drawn), so that the same
seed gives the same people on any machine. `register` and `list_rows` come in raw office writing; `people_of` in
`tests.benchmarks.standardised` turns them into the people shape.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from tests.benchmarks import invented_names as names


@dataclass(frozen=True, slots=True)
class World:
    """The size and the habits of one invented world. Shares are of rows."""

    seed: int = 1
    households: int = 60_000
    kabupaten: int = 20
    #: Share of adults in the register.
    registered: float = 0.5
    list_rows: int = 10_000
    #: Share of list rows whose person is in the register.
    of_members: float = 0.6
    #: The lists come from the first so many kabupaten.
    list_kabupaten: int = 6
    #: Multiplies every share of damage in the lists; 1 is an ordinary messy list.
    mess: float = 1.0
    #: How steeply common names are preferred: 1 flat, 3 very steep.
    name_slope: float = 2.2
    #: Share of words that are none of the common ones.
    rare_words: float = 0.12


def _array(words: list[str]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def _macros(world: World) -> str:
    variants = ", ".join(f"'{usual}': {_array(text.split())}" for usual, text in names.SPELLINGS.items())
    return f"""
CREATE OR REPLACE MACRO draw(id, what) AS (hash(id, what, {world.seed}) % 1000003) / 1000003.0;
CREATE OR REPLACE MACRO pick(id, what, n) AS CAST(floor(draw(id, what) * n) AS BIGINT);
CREATE OR REPLACE MACRO steep(id, what, n) AS CAST(floor(pow(draw(id, what), {world.name_slope}) * n) AS BIGINT);
CREATE OR REPLACE MACRO rare_word(id, what) AS
    {_array(names.SYLLABLES)}[1 + pick(id, what || 'r1', {len(names.SYLLABLES)})]
    || {_array(names.SYLLABLES)}[1 + pick(id, what || 'r2', {len(names.SYLLABLES)})]
    || {_array(names.ENDINGS)}[1 + pick(id, what || 'r3', {len(names.ENDINGS)})];
CREATE OR REPLACE MACRO word_of(id, what, words) AS
    CASE WHEN draw(id, what || 'rare') < {world.rare_words} THEN rare_word(id, what)
         ELSE words[1 + steep(id, what, len(words))] END;
CREATE OR REPLACE MACRO spelt(word, id, what) AS
    coalesce((MAP {{{variants}}})[word][1 + CAST(floor(pow(draw(id, what), 2.5) * 12) AS BIGINT)], word);
CREATE OR REPLACE MACRO with_typo(text, id, what) AS CASE pick(id, what || 'kind', 4)
    WHEN 0 THEN left(text, 1 + pick(id, what, length(text) - 1)) || substr(text, 3 + pick(id, what, length(text) - 1))
    WHEN 1 THEN left(text, 1 + pick(id, what, length(text) - 1)) || chr(CAST(65 + pick(id, what || 'c', 26) AS INTEGER))
                || substr(text, 2 + pick(id, what, length(text) - 1))
    WHEN 2 THEN left(text, 1 + pick(id, what, length(text) - 1)) || chr(CAST(65 + pick(id, what || 'c', 26) AS INTEGER))
                || substr(text, 3 + pick(id, what, length(text) - 1))
    ELSE left(text, 1 + pick(id, what, length(text) - 1))
         || reverse(substr(text, 2 + pick(id, what, length(text) - 1), 2)) || substr(text, 4 + pick(id, what, length(text) - 1)) END;
CREATE OR REPLACE MACRO digit_changed(text, id, what) AS
    left(text, pick(id, what, 16)) || pick(id, what || 'd', 10)::VARCHAR || substr(text, 2 + pick(id, what, 16));
CREATE OR REPLACE MACRO digits_swapped(text, id, what) AS
    left(text, pick(id, what, 15)) || reverse(substr(text, 1 + pick(id, what, 15), 2)) || substr(text, 3 + pick(id, what, 15));
CREATE OR REPLACE MACRO kecamatan_of(kelurahan) AS kelurahan // 9;
CREATE OR REPLACE MACRO kabupaten_of(kelurahan) AS kelurahan // 135;
CREATE OR REPLACE MACRO kelurahan_text(kelurahan) AS
    printf('%02d.%02d.%02d.%04d', 11 + kabupaten_of(kelurahan) // 12, 1 + kabupaten_of(kelurahan) % 12,
           1 + kecamatan_of(kelurahan) % 15, 1001 + kelurahan % 9);
"""


def _population(world: World) -> str:
    """Households of father, mother and children; twins; NIK whose serial counts up within kecamatan, birth date and sex."""
    kelurahan = world.kabupaten * 135
    men, women = _array(names.MEN), _array(names.WOMEN)
    return f"""
CREATE OR REPLACE TEMP TABLE household AS
SELECT h, 1 + pick(h, 'size', 5) AS size, CAST(floor(pow(draw(h, 'kel'), 1.4) * {kelurahan}) AS BIGINT) AS kelurahan,
       '62' || (811 + pick(h, 'op', 80))::VARCHAR || lpad(pick(h, 'phone', 10000000)::VARCHAR, 8, '0') AS phone,
       1948 + pick(h, 'year', 50) AS year, word_of(h, 'family', {_array(names.SECOND_MEN)}) AS family
FROM range({world.households}) AS t(h);

CREATE OR REPLACE TEMP TABLE someone AS
SELECT h * 8 + i AS person_id, i, household.*,
       CASE WHEN i = 0 THEN 'L' WHEN i = 1 THEN 'P' WHEN i = 3 AND draw(h, 'twin') < 0.025 AND draw(h, 'alike') < 0.7
            THEN CASE WHEN draw(h * 8 + 2, 'sex') < 0.5 THEN 'L' ELSE 'P' END
            WHEN draw(h * 8 + i, 'sex') < 0.5 THEN 'L' ELSE 'P' END AS sex,
       i = 3 AND draw(h, 'twin') < 0.025 AS is_twin,
       CASE WHEN i = 3 AND draw(h, 'twin') < 0.025 THEN h * 8 + 2 ELSE h * 8 + i END AS born_as
FROM household, range(6) AS t(i) WHERE i <= size;

CREATE OR REPLACE TEMP TABLE person AS
SELECT *, make_date(CASE WHEN i < 2 THEN year + pick(born_as, 'gap', 6) ELSE year + 19 + pick(born_as, 'kid', 16) END,
                    1 + pick(born_as, 'month', 12), 1 + pick(born_as, 'day', 28)) AS birth_on,
       concat_ws(' ', CASE WHEN is_twin AND draw(h, 'same first') < 0.55 THEN first_word(born_as, sex) ELSE first_word(person_id, sex) END,
           CASE WHEN draw(person_id, 'third') < 0.25 THEN
               CASE sex WHEN 'L' THEN word_of(person_id, 't3', {men}) ELSE word_of(person_id, 't3', {women}) END END,
           CASE WHEN draw(person_id, 'single') < 0.13 THEN NULL
                WHEN i <> 1 AND draw(h, 'has family name') < 0.3 THEN family
                ELSE CASE sex WHEN 'L' THEN word_of(person_id, 's2', {_array(names.SECOND_MEN)})
                              ELSE word_of(person_id, 's2', {_array(names.SECOND_WOMEN)}) END END) AS name,
       CASE WHEN draw(person_id, 'born here') < 0.75 THEN kabupaten_of(kelurahan) ELSE pick(person_id, 'born', {world.kabupaten}) END AS born_in,
       CASE WHEN draw(person_id, 'issued here') < 0.85 THEN kecamatan_of(kelurahan)
            ELSE pick(person_id, 'issued', {world.kabupaten * 15}) END AS issued_in,
       CASE WHEN draw(person_id, 'own phone') < 0.7
            THEN '62' || (811 + pick(person_id, 'op', 80))::VARCHAR || lpad(pick(person_id, 'ph', 10000000)::VARCHAR, 8, '0') ELSE phone END AS own_phone
FROM someone;

CREATE OR REPLACE TEMP TABLE population AS
SELECT person_id, h, name, sex, birth_on, kelurahan, born_in, own_phone,
       printf('%02d%02d%02d', 11 + (issued_in // 15) // 12, 1 + (issued_in // 15) % 12, 1 + issued_in % 15)
       || lpad((day(birth_on) + CASE sex WHEN 'P' THEN 40 ELSE 0 END)::VARCHAR, 2, '0') || strftime(birth_on, '%m%y')
       || lpad((row_number() OVER (PARTITION BY issued_in, birth_on, sex ORDER BY person_id)
                + CASE WHEN draw(person_id, 'gap serial') < 0.2 THEN pick(person_id, 'serial', 40) ELSE 0 END)::VARCHAR, 4, '0') AS nik,
       draw(h * 8, 'kk') AS kk_draw
FROM person WHERE year(birth_on) BETWEEN 1948 AND 2007;
"""


def _register(world: World) -> str:
    """What was known when each member registered: older addresses and phones, some gaps, some with two memberships."""
    return f"""
CREATE OR REPLACE TABLE register_raw AS
SELECT row_number() OVER (ORDER BY k) AS record_id, * EXCLUDE (k)
FROM (SELECT person_id, person_id * 2 + copy AS k, h,
        CASE WHEN draw(k, 'r nik') < 0.025 THEN NULL WHEN draw(k, 'r nik') < 0.031 THEN digit_changed(nik, k, 'r dig') ELSE nik END AS nik,
        CASE WHEN draw(k, 'r typo') < 0.025 THEN with_typo(name, k, 'r t') WHEN draw(k, 'r name') < 0.02 THEN regexp_replace(name, ' [^ ]+$', '')
             ELSE name END AS name_raw,
        CASE WHEN draw(k, 'r birth') < 0.008 THEN birth_on + CAST(1 + pick(k, 'r b', 700) AS INTEGER)
             WHEN draw(k, 'r birth') < 0.012 THEN NULL ELSE birth_on END AS birth_on,
        CASE WHEN draw(k, 'r sex') < 0.004 THEN CASE sex WHEN 'L' THEN 'P' ELSE 'L' END ELSE sex END AS sex,
        CASE WHEN draw(k, 'r place') < 0.05 THEN NULL ELSE 'KOTA ' || born_in END AS birth_place,
        CASE WHEN draw(k, 'r ph') < 0.15 THEN NULL WHEN draw(k, 'r ph') < 0.33 THEN '6285' || lpad(pick(k, 'r p', 100000000)::VARCHAR, 9, '0')
             ELSE own_phone END AS phone,
        CASE WHEN draw(k, 'r kel') < 0.10 THEN NULL WHEN draw(k, 'r kel') < 0.17 THEN kabupaten_of(kelurahan) * 135 + pick(k, 'r k', 135)
             WHEN draw(k, 'r kel') < 0.20 THEN pick(k, 'r kk', {world.kabupaten * 135}) ELSE kelurahan END AS kelurahan
      FROM (SELECT *, person_id * 2 + copy AS k FROM population, range(2) AS t(copy)
            WHERE draw(person_id, 'member') < {world.registered} AND (copy = 0 OR draw(person_id, 'two') < 0.02)));
"""


def _lists(world: World) -> str:
    """Rows as they arrive: 8 % repeated rows, every damage drawn by itself."""
    chance = {"m": world.mess}
    return f"""
CREATE OR REPLACE TEMP TABLE drawn AS
WITH there AS (SELECT *, draw(person_id, 'member') < {world.registered} AS is_member FROM population
               WHERE kabupaten_of(kelurahan) < {world.list_kabupaten}),
ranked AS (SELECT *, row_number() OVER (PARTITION BY is_member ORDER BY draw(person_id, 'list'), person_id) AS n FROM there),
chosen AS (SELECT * FROM ranked WHERE n <= CASE WHEN is_member THEN {world.list_rows * world.of_members * 0.926}
                                                ELSE {world.list_rows * (1 - world.of_members) * 0.926} END)
SELECT *, person_id * 2 + again AS k FROM chosen, range(2) AS t(again) WHERE again = 0 OR draw(person_id, 'again') < 0.08;

CREATE OR REPLACE TABLE list_raw AS
WITH ordered AS (SELECT *, row_number() OVER (ORDER BY draw(k, 'order'), k) AS record_id FROM drawn),
neighbours AS (SELECT *, lag(nik, 1, nik) OVER (ORDER BY record_id) AS nik_above FROM ordered),
named AS (SELECT *, string_split(name, ' ') AS words,
    draw(k, 'd nik') / {chance["m"]} AS dn, draw(k, 'd name') / {chance["m"]} AS da, draw(k, 'd birth') / {chance["m"]} AS db,
    draw(k, 'd name2') / {chance["m"]} AS da2 FROM neighbours)
SELECT record_id, person_id, is_member, h,
    CASE WHEN dn < 0.085 THEN NULL WHEN dn < 0.100 THEN left(nik, 15) || '0' WHEN dn < 0.112 THEN digit_changed(nik, k, 'dig')
         WHEN dn < 0.118 THEN digits_swapped(nik, k, 'swp') WHEN dn < 0.128 THEN nik_above
         WHEN dn < 0.134 THEN (nik_above::BIGINT + 1)::VARCHAR WHEN dn < 0.139 THEN left(nik, 15) WHEN dn < 0.149 THEN NULL ELSE nik END AS nik,
    CASE WHEN dn < 0.085 THEN 'nik_missing' WHEN dn < 0.100 THEN 'nik_excel_last0' WHEN dn < 0.112 THEN 'nik_digit'
         WHEN dn < 0.118 THEN 'nik_swapped' WHEN dn < 0.128 THEN 'nik_other_person' WHEN dn < 0.134 THEN 'nik_fill_down'
         WHEN dn < 0.139 THEN 'nik_short' WHEN dn < 0.149 THEN 'nik_family_card' END AS nik_damage,
    CASE WHEN da < 0.02 THEN 'name_drop_last' WHEN da < 0.04 THEN 'name_initial' WHEN da < 0.08 THEN 'name_typo' WHEN da < 0.09 THEN 'name_turned'
         WHEN da < 0.10 THEN 'name_joined' WHEN da < 0.105 THEN 'name_nick' WHEN da < 0.125 THEN 'name_father' END AS name_damage,
    CASE WHEN da < 0.02 AND len(words) > 1 THEN array_to_string(words[:-2], ' ')
         WHEN da < 0.04 AND len(words) > 1 THEN CASE WHEN draw(k, 'ini') < 0.6 THEN array_to_string(words[:-2], ' ') || ' ' || left(words[-1], 1)
                                                     ELSE left(words[1], 1) || ' ' || array_to_string(words[2:], ' ') END
         WHEN da >= 0.04 AND da < 0.08 THEN with_typo(name, k, 'typo')
         WHEN da >= 0.08 AND da < 0.09 AND len(words) > 1 THEN array_to_string(list_concat(words[2:], words[:1]), ' ')
         WHEN da >= 0.09 AND da < 0.10 THEN replace(name, ' ', '')
         WHEN da >= 0.10 AND da < 0.105 THEN right(words[1], 4)
         WHEN da >= 0.105 AND da < 0.125 THEN name || ' BIN ' || rare_word(k, 'father')
         ELSE array_to_string(list_transform(words, lambda w, i: spelt(w, k, 'spell' || i::VARCHAR)), ' ') END AS name_raw,
    CASE WHEN db < 0.04 THEN 'birth_missing' WHEN db < 0.055 THEN 'birth_jan1' WHEN db < 0.07 THEN 'birth_swapped' WHEN db < 0.085 THEN 'birth_year'
         WHEN db < 0.095 THEN 'birth_day' END AS birth_damage,
    CASE WHEN db < 0.04 THEN NULL WHEN db < 0.055 THEN make_date(year(birth_on), 1, 1)
         WHEN db < 0.07 AND day(birth_on) <= 12 THEN make_date(year(birth_on), day(birth_on), month(birth_on))
         WHEN db >= 0.07 AND db < 0.085 THEN make_date(year(birth_on) + 1 + pick(k, 'yr', 9), month(birth_on), day(birth_on))
         WHEN db >= 0.085 AND db < 0.095 THEN make_date(year(birth_on), month(birth_on), 1 + pick(k, 'dy', 28)) ELSE birth_on END AS birth_on,
    CASE WHEN draw(k, 'd sex') < 0.03 THEN NULL WHEN draw(k, 'd sex') < 0.037 THEN CASE sex WHEN 'L' THEN 'P' ELSE 'L' END ELSE sex END AS sex,
    CASE WHEN draw(k, 'd bp') < 0.08 THEN NULL WHEN draw(k, 'd bp') < 0.12 THEN 'KOTA ' || pick(k, 'bp', {world.kabupaten}) ELSE 'KOTA ' || born_in END AS birth_place,
    CASE WHEN draw(k, 'd ph') < 0.30 THEN NULL WHEN draw(k, 'd ph') < 0.40 THEN '6281' || lpad(pick(k, 'p', 100000000)::VARCHAR, 9, '0') ELSE own_phone END AS phone,
    CASE WHEN draw(k, 'd kel') < 0.07 THEN NULL WHEN draw(k, 'd kel') < 0.12 THEN kabupaten_of(kelurahan) * 135 + pick(k, 'kel', 135) ELSE kelurahan END AS kelurahan
FROM named;
"""


def build(connection: duckdb.DuckDBPyConnection, world: World) -> None:
    """Make `register_raw` and `list_raw`; both carry person_id, the truth."""
    connection.execute(_macros(world))
    for sex, words in (("L", names.MEN), ("P", names.WOMEN)):
        connection.execute(f"CREATE OR REPLACE MACRO first_word_{sex}(id) AS word_of(id, 'first', {_array(words)})")
    connection.execute(
        "CREATE OR REPLACE MACRO first_word(id, sex) AS CASE sex WHEN 'L' THEN first_word_L(id) ELSE first_word_P(id) END"
    )
    connection.execute(_population(world))
    connection.execute(_register(world))
    connection.execute(_lists(world))
    connection.execute("DROP TABLE household; DROP TABLE someone; DROP TABLE person; DROP TABLE drawn")

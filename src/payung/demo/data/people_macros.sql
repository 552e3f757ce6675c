-- Hashed twice: the low bits of a combined hash differ between two uses of one number only by a constant.
-- Pseudo-random numbers as pure functions of a person's number: the same in any order, any chunk, any thread.
CREATE OR REPLACE TEMP MACRO draw(number, what, sides) AS (hash(hash(number, what, {seed})) % sides)::BIGINT;
CREATE OR REPLACE TEMP MACRO draw2(place, day) AS (hash(hash(place, day)) & 1)::BIGINT;
-- A bijection of the numbers below 2^bits: no two persons get the same place, day, sex and serial.
CREATE OR REPLACE TEMP MACRO stirred(x, bits) AS xor(x, x >> (bits // 2));
CREATE OR REPLACE TEMP MACRO shuffled(number, salt, bits) AS
    stirred((stirred((number * 2654435761 + salt * 7919) & ((1::BIGINT << bits) - 1), bits) * 1640531527) & ((1::BIGINT << bits) - 1), bits);
CREATE OR REPLACE TEMP MACRO phone_owner(person, home) AS (CASE WHEN draw(person, 'own phone', 100) < 35 THEN home ELSE person END);
-- How the register's own clerks respelt a name; `how` picks the habit, `spot` the place.
CREATE OR REPLACE TEMP MACRO respelt(name, how, spot) AS (
    CASE
        WHEN how = 0 AND contains(name, 'MUHAMMAD') THEN replace(name, 'MUHAMMAD', (['MUHAMAD','MOHAMMAD','MOCHAMAD','MUH.','M.','MOH.'])[1 + spot % 6])
        WHEN how = 0 AND starts_with(name, 'SITI ') THEN replace(name, 'SITI ', (['ST. ','ST ','SITTI ','S. '])[1 + spot % 4])
        WHEN how = 0 AND contains(name, 'ABDUL ') THEN replace(name, 'ABDUL ', (['ABD. ','ABD ','ABDUL'])[1 + spot % 3])
        WHEN how = 1 AND contains(name, ' ') THEN regexp_replace(name, ' [^ ]+$', '')
        WHEN how = 2 AND contains(name, ' ') THEN regexp_replace(name, ' ([^ ])[^ ]*$', ' \1')
        WHEN how = 3 THEN replace(replace(name, 'DDIN', 'DIN'), 'Y', 'I')
        ELSE name[:2 + spot % greatest(length(name) - 2, 1)] || name[4 + spot % greatest(length(name) - 2, 1):]
    END);
CREATE OR REPLACE TEMP MACRO kpj_of(row_no) AS
    lpad((draw(row_no, 'joined', 24))::VARCHAR, 2, '0') || lpad(((row_no * 387420489 + {seed}) % 800000000)::VARCHAR, 9, '0');
CREATE OR REPLACE TEMP MACRO npp_of(employer) AS lpad(((employer * 7919 + 15070955) % 100000000)::VARCHAR, 8, '0');
CREATE OR REPLACE TEMP MACRO company_of(employer) AS
    (['PT ','PT ','CV ','PT ','UD ','KOPERASI '])[1 + draw(employer, 'form', 6)]
    || (['KARYA','MITRA','BINTANG','SINAR','CAHAYA','BORNEO','NUSANTARA','MULTI','PRIMA','ANUGERAH','SUMBER','BUMI'])[1 + draw(employer, 'one', 12)] || ' '
    || (['SEJAHTERA','ABADI','MANDIRI','JAYA','UTAMA','LESTARI','PERKASA','MAKMUR','SENTOSA','PERSADA','ENERGI','BAHARI'])[1 + draw(employer, 'two', 12)]
    || CASE WHEN employer > 143 THEN ' ' || employer::VARCHAR ELSE '' END;

"""The age column contradicts the birth date."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="age_not_as_born",
    weight="note",
    fails="abs(try_cast(regexp_extract(age_raw, '[0-9]{1,3}') AS INTEGER) - age_at_list) > 1",
    proposal="age_at_list::VARCHAR",
    detail="age_raw",
    why=Words(
        id="Kolom umur tidak sesuai dengan tanggal lahir.",
        en="The age column does not fit the birth date.",
    ),
    fix=Words(
        id="Periksa tanggal lahir.",
        en="Check the birth date.",
    ),
)

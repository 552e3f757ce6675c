"""Month and day were read the other way round and the NIK does not confirm it."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="birth_swapped",
    weight="review",
    fails="birth_state = 'swapped' AND nik_birth_on IS DISTINCT FROM birth_on",
    proposal="strftime(birth_on, '%d-%m-%Y')",
    detail="coalesce(nullif(birth_date_raw, ''), birth_raw)",
    why=Words(
        id="Tanggal lahir ditulis bulan dulu; dibaca hari dan bulannya tertukar.",
        en="The birth date is written month first; day and month were exchanged.",
    ),
    fix=Words(
        id="Periksa tanggal yang terbaca; tulis hari dulu (hh-bb-tttt).",
        en="Check the date as read; write the day first (dd-mm-yyyy).",
    ),
)

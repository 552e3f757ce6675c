"""A text begins like a formula."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="formula_text",
    weight="note",
    fails="begins_like_formula(name_raw) OR begins_like_formula(address_raw) OR begins_like_formula(occupation_raw) OR begins_like_formula(remark_raw) OR begins_like_formula(birth_place_raw) OR begins_like_formula(mother_name_raw) OR begins_like_formula(heir_name_raw) OR begins_like_formula(opd_raw)",
    detail="list_filter([name_raw, address_raw, occupation_raw, remark_raw, birth_place_raw, mother_name_raw, heir_name_raw, opd_raw], lambda typed: begins_like_formula(typed))[1]",
    why=Words(
        id="Ada isian yang diawali tanda rumus (=, +, @); disimpan sebagai teks biasa.",
        en="A cell begins like a formula (=, +, @); it is kept as plain text.",
    ),
    fix=Words(
        id="Tulis tanpa tanda di depan.",
        en="Write it without the sign in front.",
    ),
)

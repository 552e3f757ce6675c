"""Nothing but a title stands in the name."""

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

# Some people are named Raden: a person looks, nobody is sent back.
CHECK = Check(
    id="name_only_title",
    weight="review",
    fails="name_is_only_title(name)",
    detail="name_raw",
    why=Words(
        id="Nama hanya berisi gelar atau sapaan.",
        en="The name holds only a title.",
    ),
    fix=Words(
        id="Isi nama lengkap seperti di KTP; bila memang itu namanya, beri tanda benar.",
        en="Fill in the full name as on the KTP; if that is the name, mark it as right.",
    ),
)

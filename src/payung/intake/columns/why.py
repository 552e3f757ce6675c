"""The reasons a column proposal gives."""

from __future__ import annotations

from payung.vocabulary.words import Words

EXACT = Words(id="Judul kolom dikenal.", en="The heading is known.")
FILLER = Words(
    id="Judul kolom dikenal setelah kata tambahan dilepas.", en="The heading is known once added words are dropped."
)
BRACKET = Words(
    id="Judul kolom dikenal dari isi kurungnya.", en="The heading is known from what stands in its brackets."
)
ALTERNATIVE = Words(
    id="Kata pertama dari judul bergaris miring dikenal.", en="The first of the headings with a slash is known."
)
BEGINNING = Words(id="Kata-kata awal judul dikenal.", en="The first words of the heading are known.")
FUZZY = Words(
    id="Judul mirip judul yang dikenal (salah ketik?).", en="The heading resembles a known one (a misspelling?)."
)
WEAK = Words(
    id="Judul ini dapat berarti beberapa hal; periksa isinya.",
    en="This heading can mean several things; look at the content.",
)
OTHER_PERSON = Words(
    id="Judul ini tentang orang lain, bukan pekerjanya.", en="This heading is about another person, not the worker."
)
KNOWN_EXTRA = Words(
    id="Judul dikenal tetapi tidak dipakai; isinya tetap disimpan.",
    en="The heading is known and not used; the content is kept.",
)
UNKNOWN = Words(id="Judul tidak dikenal; isinya tetap disimpan.", en="The heading is unknown; the content is kept.")
NO_HEADING = Words(
    id="Kolom tanpa judul; isinya tetap disimpan.", en="A column without a heading; the content is kept."
)
CONTENT_AGREES = Words(id="Isi kolom sesuai dengan judulnya.", en="The content agrees with the heading.")
CONTENT_DIFFERS = Words(
    id="Isi kolom tidak sesuai dengan judulnya; mohon diperiksa.",
    en="The content does not fit the heading; please check.",
)
LOOKS_LIKE = Words(
    id="Judul tidak dikenal, tetapi isinya tampak seperti isian ini; mohon diperiksa.",
    en="The heading is unknown but the content looks like this field; please check.",
)
STAFF_NUMBER = Words(
    id="Judulnya NIK tetapi isinya tampak seperti nomor induk karyawan (bukan 16 angka); tidak dipakai sebagai NIK.",
    en="The heading says NIK but the content looks like staff numbers (not 16 digits); not taken as NIK.",
)
BOTH_IN_ONE = Words(
    id="Isinya memuat tempat dan tanggal lahir sekaligus.", en="The content holds birth place and date together."
)
IN_BOXES = Words(
    id="Angka NIK ditulis terpisah dalam beberapa kolom; disambung saat dibaca.",
    en="The digits of the NIK stand in several columns; they were joined in reading.",
)
ONLY_ONE = Words(
    id="Judulnya tentang orang tertentu, tetapi tidak ada kolom lain untuk isian ini; apakah dia pesertanya?",
    en="The heading is about a certain person, but no other column holds this; is it the worker?",
)
MERGED_HEADING = Words(
    id="Satu judul digabung di atas dua kolom; dibagi menurut isinya.",
    en="One heading is merged over two columns; split by content.",
)
CHOICES = Words(
    id="Kolom-kolom pekerjaan yang dicentang salah satunya.", en="Columns of occupations of which one is ticked."
)
TICKS = Words(id="Dua kolom L dan P yang dicentang salah satunya.", en="Two columns L and P of which one is ticked.")
SWAPPED = Words(
    id="Isi kolom NIK dan KK tampaknya tertukar; mohon diperiksa.",
    en="The contents of the NIK and KK columns seem swapped; please check.",
)
CONFLICT = Words(
    id="Beberapa kolom tampak berisi hal yang sama; mohon dipilih.",
    en="Several columns seem to hold the same thing; please choose.",
)
BESIDE = Words(
    id="Judul yang sama berulang di sebelah kanan: daftar kedua di samping daftar pertama? Orang di sana tidak dibaca; pindahkan ke bawah atau ke lembar lain.",
    en="The same headings again on the right: a second list beside the first? Its people are not read; move them below or to another sheet.",
)
BESIDE_READ = Words(
    id="Milik daftar di sebelah kanan, yang dibaca sebagai daftar tersendiri.",
    en="It belongs to the list on the right, which was read as a list of its own.",
)
SECOND = Words(
    id="Sudah ada kolom lain untuk isian ini; isinya tetap disimpan.",
    en="Another column holds this already; the content is kept.",
)
BY_CONTENT = Words(
    id="Tanpa judul: usulan menurut isi kolom; mohon disetujui.", en="No heading: proposed by content; please accept."
)
LEARNT = Words(
    id="Sesuai susunan kolom yang sudah dipelajari dari pengirim ini.", en="As learnt from this sender's layout."
)
RENAMED = Words(
    id="Judul berubah dari yang dipelajari; mohon disetujui.",
    en="The heading differs from the one learnt; please accept.",
)

#: How a heading was recognised (synonyms.Match.how) -> the reason.
HOW = {
    "exact": EXACT,
    "filler": FILLER,
    "bracket": BRACKET,
    "alternative": ALTERNATIVE,
    "beginning": BEGINNING,
    "fuzzy": FUZZY,
    "weak": WEAK,
    "other_person": OTHER_PERSON,
}

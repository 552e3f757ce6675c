"""Which kinds of personal data there are, and which of them the law sets apart (UU 27/2022 Pasal 4)."""

from __future__ import annotations

from payung.vocabulary.words import Words

GENERAL = {
    "name": Words(id="nama", en="name"),
    "nik": Words(id="NIK dan nomor KK", en="NIK and family card number"),
    "birth": Words(id="tempat dan tanggal lahir", en="place and date of birth"),
    "address": Words(id="alamat", en="address"),
    "contact": Words(id="nomor telepon", en="telephone number"),
    "work": Words(id="pekerjaan", en="occupation"),
    "membership": Words(id="nomor dan status kepesertaan", en="member number and status"),
    "photo": Words(id="foto KTP", en="photo of the KTP"),
}
#: Specific data: who is told must know it, and a look at the effects (DPIA) is due.
SPECIFIC = {
    "health": Words(id="kesehatan dan disabilitas", en="health and disability"),
    "child": Words(id="data anak", en="data of children"),
    "finance": Words(id="keuangan pribadi (desil, upah, rekening)", en="personal finance (decile, wage, account)"),
}
DATA = {**GENERAL, **SPECIFIC}
#: What a correction may change, and how a list calls it.
FIELDS = {
    "nik": Words(id="NIK", en="NIK"),
    "name": Words(id="Nama", en="Name"),
    "birth_on": Words(id="Tanggal lahir", en="Birth date"),
    "sex": Words(id="Jenis kelamin (L/P)", en="Sex (L/P)"),
    "address": Words(id="Alamat", en="Address"),
    "phone": Words(id="Telepon", en="Telephone"),
}

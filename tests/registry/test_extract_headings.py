"""What branches call the columns of their extracts."""

from __future__ import annotations

from payung.registry.extract_words import found


def test_shortened_headings_are_written_out() -> None:
    taken = found(
        ["NMR KPJ", "NM PST", "NMR NIK", "TGL LHR", "JNS KEL", "NM IBU KANDUNG", "STS KEPESERTAAN", "NM PRSH"]
    )

    assert taken == {
        "kpj": "NMR KPJ", "nama": "NM PST", "nik": "NMR NIK", "tanggal_lahir": "TGL LHR", "jenis_kelamin": "JNS KEL",
        "nama_ibu": "NM IBU KANDUNG", "status": "STS KEPESERTAAN", "nama_pembayar": "NM PRSH",
    }  # fmt: skip


def test_a_heading_that_is_known_as_it_stands_goes_first() -> None:
    taken = found(["Nama TK", "Nama Peserta", "No KTP", "NIK", "Kode Segmen", "Segmen"])

    assert (taken["nik"], taken["segmen"], taken["nama"]) == ("NIK", "Segmen", "Nama TK")

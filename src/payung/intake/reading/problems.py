"""What can be wrong with a file, in words that say what to do. One catalogue for the child, the parent and the doors."""

from __future__ import annotations

from dataclasses import dataclass, field

from payung.vocabulary.words import Words

#: `fatal`: nothing could be read; `warning`: read, but look at this; `note`: good to know.
SEVERITIES = ("fatal", "warning", "note")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a file, a sheet or a line; `words` are filled in already."""

    id: str
    severity: str
    words: Words
    sheet_no: int | None = None
    row_no: int | None = None
    fields: dict[str, object] = field(default_factory=dict)

    def to_json(self) -> dict:
        """Return the problem as it stands in reading.json."""
        words = {"id": self.words.id, "en": self.words.en}
        return {
            "id": self.id,
            "severity": self.severity,
            "words": words,
            "sheet_no": self.sheet_no,
            "row_no": self.row_no,
            "fields": self.fields,
        }

    @classmethod
    def from_json(cls, raw: dict) -> Problem:
        """Read a problem back from reading.json."""
        return cls(raw["id"], raw["severity"], Words(**raw["words"]), raw["sheet_no"], raw["row_no"], raw["fields"])


class Unreadable(Exception):
    """The file cannot be read as a list; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.words.en)
        self.problem = problem


def problem(name: str, *, sheet_no: int | None = None, row_no: int | None = None, **fields: object) -> Problem:
    """Make a problem of the catalogue, its places filled; a place may be filled with words of both languages."""
    severity, words = CATALOGUE[name]
    by_language = {language: {k: _said(v, language) for k, v in fields.items()} for language in ("id", "en")}
    said = Words(id=words.say("id", **by_language["id"]), en=words.say("en", **by_language["en"]))
    return Problem(name, severity, said, sheet_no, row_no, by_language["id"])


def _said(value: object, language: str) -> object:
    return value.say(language) if isinstance(value, Words) else value


_SAVE_AS_XLSX = "Buka di Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi."
_SAVE_AS_XLSX_EN = "Open it in Excel or LibreOffice, save it as .xlsx and send it again."

CATALOGUE: dict[str, tuple[str, Words]] = {
    "missing": (
        "fatal",
        Words(id="Berkas tidak ditemukan atau tidak dapat dibuka.", en="The file was not found or cannot be opened."),
    ),
    "empty": (
        "fatal",
        Words(
            id="Berkas kosong. Periksa berkas asalnya dan kirim lagi.",
            en="The file is empty. Check the original and send it again.",
        ),
    ),
    "encrypted": (
        "fatal",
        Words(
            id="Berkas terkunci kata sandi. Buka di Excel, hapus sandinya (File > Info > Protect Workbook), simpan, lalu kirim lagi.",
            en="The file is locked with a password. Open it in Excel, remove the password (File > Info > Protect Workbook), save and send it again.",
        ),
    ),
    "damaged": (
        "fatal",
        Words(
            id=f"Berkas rusak atau terpotong (pengiriman putus?). Kirim ulang berkas asalnya. {_SAVE_AS_XLSX}",
            en=f"The file is damaged or cut off (a broken transfer?). Send the original again. {_SAVE_AS_XLSX_EN}",
        ),
    ),
    "picture": (
        "fatal",
        Words(
            id="Berkas ini gambar ({what}), bukan lembar kerja. Minta berkas Excel aslinya; foto dan hasil pindai tidak dapat dibaca sebagai daftar.",
            en="This is a picture ({what}), not a workbook. Ask for the original Excel file; photos and scans cannot be read as a list.",
        ),
    ),
    "document": (
        "fatal",
        Words(
            id="Berkas ini dokumen {what}, bukan lembar kerja. Minta berkas Excel aslinya, atau salin tabelnya ke Excel dan simpan sebagai .xlsx.",
            en="This is a {what} document, not a workbook. Ask for the original Excel file, or copy its table into Excel and save it as .xlsx.",
        ),
    ),
    "archive": (
        "fatal",
        Words(
            id="Berkas ini arsip {what}. Ekstrak dahulu, lalu kirim berkas Excel atau CSV di dalamnya satu per satu.",
            en="This is a {what} archive. Unpack it and send the Excel or CSV files in it one by one.",
        ),
    ),
    "unknown_format": (
        "fatal",
        Words(
            id=f"Jenis berkas ini tidak dikenal. {_SAVE_AS_XLSX}",
            en=f"This kind of file is not known. {_SAVE_AS_XLSX_EN}",
        ),
    ),
    "bomb": (
        "fatal",
        Words(
            id="Isi berkas mengembang menjadi {unpacked_mb} MB (batas {limit_mb} MB) dan tidak dibuka demi keamanan. Salin datanya saja ke lembar kerja baru dan kirim lagi.",
            en="The file unpacks to {unpacked_mb} MB (limit {limit_mb} MB) and was not opened, for safety. Copy only the data into a new workbook and send it again.",
        ),
    ),
    "too_large": (
        "fatal",
        Words(
            id="Berkas terlalu besar: {size_mb} MB (batas {limit_mb} MB). Bagi per kecamatan atau simpan sebagai CSV.",
            en="The file is too large: {size_mb} MB (limit {limit_mb} MB). Split it per kecamatan or save it as CSV.",
        ),
    ),
    "memory": (
        "fatal",
        Words(
            id="Berkas membutuhkan memori lebih dari {limit_mb} MB untuk dibaca. Simpan lembar daftarnya sebagai CSV, atau bagi menjadi beberapa berkas.",
            en="Reading the file needs more than {limit_mb} MB of memory. Save the list's sheet as CSV, or split it into several files.",
        ),
    ),
    "time": (
        "fatal",
        Words(
            id="Pembacaan berkas melebihi {limit_s} detik dan dihentikan. Simpan lembar daftarnya sebagai CSV, atau bagi menjadi beberapa berkas.",
            en="Reading the file took more than {limit_s} seconds and was stopped. Save the list's sheet as CSV, or split it into several files.",
        ),
    ),
    "disk_full": (
        "fatal",
        Words(
            id="Ruang penyimpanan di mesin ini habis. Kosongkan ruang, lalu baca lagi berkas yang sama.",
            en="This machine has no disk space left. Free some, then read the same file again.",
        ),
    ),
    "crashed": (
        "fatal",
        Words(
            id=f"Berkas tidak dapat dibaca: pembacanya berhenti mendadak. {_SAVE_AS_XLSX}",
            en=f"The file cannot be read: the reader stopped suddenly. {_SAVE_AS_XLSX_EN}",
        ),
    ),
    "no_list": (
        "warning",
        Words(
            id="Tidak ada lembar yang tampak sebagai daftar orang (kolom nama atau NIK tidak ditemukan). Periksa judul kolomnya. Formulir biodata (satu lembar per orang) disalin dahulu ke satu tabel: satu baris per orang.",
            en="No sheet looks like a list of people (no name or NIK column was found). Check the headings. Forms with one person each go into one table first: one row per person.",
        ),
    ),
    "no_header": (
        "warning",
        Words(
            id="Lembar “{sheet}” tidak berjudul kolom. Kolomnya diusulkan menurut isi dan perlu disetujui.",
            en="Sheet “{sheet}” has no headings. Its columns are proposed by content and must be accepted.",
        ),
    ),
    "doubtful_columns": (
        "warning",
        Words(
            id="Lembar “{sheet}”: kolom {columns} perlu disetujui dahulu.",
            en="Sheet “{sheet}”: columns {columns} must be accepted first.",
        ),
    ),
    "side_by_side": (
        "warning",
        Words(
            id="Lembar “{sheet}”: judul yang sama ada dua kali berdampingan ({columns}). Hanya daftar kiri yang dibaca; orang di kolom {columns} belum terhitung. Pindahkan daftar itu ke bawah atau ke lembar sendiri, lalu kirim lagi.",
            en="Sheet “{sheet}”: the same headings stand twice, side by side ({columns}). Only the list on the left was read; people in columns {columns} are not counted. Move that list below or to a sheet of its own and send it again.",
        ),
    ),
    "side_by_side_read": (
        "warning",
        Words(
            id="Lembar “{sheet}”: ada dua daftar berdampingan. {rows} orang di kolom {columns} dibaca sebagai daftar tersendiri; hasilnya ada di baris yang sama, di bawah hasil orang di kirinya.",
            en="Sheet “{sheet}”: two lists stand side by side. {rows} people in columns {columns} were read as a list of their own; their result stands in the same row, below that of the person on the left.",
        ),
    ),
    "staff_number": (
        "warning",
        Words(
            id="Lembar “{sheet}”: kolom {columns} berjudul NIK tetapi tampaknya berisi nomor karyawan. Tambahkan kolom NIK dari KTP (16 angka).",
            en="Sheet “{sheet}”: column {columns} is headed NIK but seems to hold staff numbers. Add a column with the NIK of the KTP (16 digits).",
        ),
    ),
    "hidden_list": (
        "warning",
        Words(
            id="Lembar tersembunyi “{sheet}” juga berisi daftar ({rows} baris) dan ikut dibaca.",
            en="The hidden sheet “{sheet}” holds a list too ({rows} rows) and was read.",
        ),
    ),
    "empty_list": (
        "warning",
        Words(
            id="Lembar “{sheet}” berjudul kolom tetapi tanpa baris orang.",
            en="Sheet “{sheet}” has headings but no person-rows.",
        ),
    ),
    "formulas_without_values": (
        "warning",
        Words(
            id="Lembar “{sheet}”: {count} rumus tersimpan tanpa hasil, mulai {first}. Buka di Excel, simpan lagi (atau salin-tempel sebagai nilai), lalu kirim lagi.",
            en="Sheet “{sheet}”: {count} formulas are stored without their results, from {first} on. Open it in Excel, save again (or paste as values) and send it again.",
        ),
    ),
    "error_cells": (
        "warning",
        Words(
            id="Lembar “{sheet}”: {count} sel berisi galat rumus (mis. {example}), mulai {first}.",
            en="Sheet “{sheet}”: {count} cells hold formula errors (such as {example}), from {first} on.",
        ),
    ),
    "encoding_guessed": (
        "note",
        Words(
            id="Teks bukan UTF-8; dibaca sebagai {encoding}. Periksa huruf-huruf khusus.",
            en="The text is not UTF-8; it was read as {encoding}. Check special letters.",
        ),
    ),
    "stray_quote": (
        "warning",
        Words(
            id="Baris {line}: tanda kutip dibuka tanpa ditutup; baris itu dibaca apa adanya supaya baris berikutnya tidak hilang.",
            en="Line {line}: a quotation mark is opened and never closed; the line was read as it stands so that no later line is lost.",
        ),
    ),
    "live_cells": (
        "note",
        Words(
            id="{count} sel diawali tanda rumus (mis. {example}). Dibaca sebagai teks biasa; di CSV yang dikembalikan sel itu diberi tanda petik (') di depan supaya Excel tidak menjalankannya. Tanda petik itu tidak perlu dihapus.",
            en="{count} cells begin like a formula (such as {example}). They were read as plain text; in the returned CSV an apostrophe (') stands before them so that Excel does not run them. It need not be removed.",
        ),
    ),
    "web_page": (
        "note",
        Words(
            id="Berkas ini halaman web yang dinamai {extension}; tabel di dalamnya yang dibaca.",
            en="This file is a web page named {extension}; the tables in it were read.",
        ),
    ),
    "other_format": (
        "note",
        Words(
            id="Isi berkas adalah {format}, bukan {extension}; dibaca sebagai {format}.",
            en="The content of the file is {format}, not {extension}; it was read as {format}.",
        ),
    ),
    "text_in_one_column": (
        "note",
        Words(
            id="Lembar “{sheet}”: semua kolom berada dalam satu sel dengan pemisah “{separator}”; dipisahkan saat dibaca.",
            en="Sheet “{sheet}”: all columns stand in one cell, separated by “{separator}”; they were split in reading.",
        ),
    ),
    "hidden_rows": (
        "note",
        Words(
            id="Lembar “{sheet}”: {count} baris tersembunyi ikut dibaca.",
            en="Sheet “{sheet}”: {count} hidden rows were read too.",
        ),
    ),
    "merged_cells": (
        "note",
        Words(
            id="Lembar “{sheet}”: {count} sel di bawah sel gabungan diisi dengan isi sel gabungannya.",
            en="Sheet “{sheet}”: {count} cells under merged cells were filled with the merged cell's content.",
        ),
    ),
    "nik_in_name": (
        "note",
        Words(
            id="Lembar “{sheet}”: {count} NIK berada di sel nama dan dibaca dari sana. Lebih baik pisahkan menjadi dua kolom.",
            en="Sheet “{sheet}”: {count} NIKs stand in the cell of the name and were read from there. Two columns are better.",
        ),
    ),
    "ditto_marks": (
        "note",
        Words(
            id='Lembar “{sheet}”: {count} sel di kolom {columns} hanya bertanda “sama dengan di atas” (idem, sda, "); dibaca sama dengan baris di atasnya.',
            en='Sheet “{sheet}”: {count} cells of {columns} only say “as above” (idem, sda, "); they were read as the row above.',
        ),
    ),
    "ditto_own": (
        "warning",
        Words(
            id='Lembar “{sheet}”: {count} sel di kolom {columns} hanya bertanda “sama dengan di atas” (idem, sda, "). Isian itu milik tiap orang sendiri, maka dibaca kosong; isi lengkap per orang.',
            en="Sheet “{sheet}”: {count} cells of {columns} only say “as above” (idem, sda, \"). These are everybody's own, so they were read as blank; fill them in for each person.",
        ),
    ),
    "section_titles": (
        "note",
        Words(
            id="Lembar “{sheet}”: {count} baris mendapat tempat, OPD, atau pekerjaan dari judul di atasnya (mis. {example}). Disebut di tiap baris; isi selnya bila keliru.",
            en="Sheet “{sheet}”: {count} rows got their place, office or occupation from a title above them (such as {example}). Each row says so; fill in the cell if it is wrong.",
        ),
    ),
    "two_lines": (
        "note",
        Words(
            id="Lembar “{sheet}”: {count} orang ditulis dalam dua baris; baris kedua dibaca bersama baris di atasnya.",
            en="Sheet “{sheet}”: {count} people are written over two lines; the second was read together with the first.",
        ),
    ),
    "struck_out": (
        "warning",
        Words(
            id="Lembar “{sheet}”: {count} baris hurufnya dicoret. Baris itu tetap dihitung dan menunggu petugas.",
            en="Sheet “{sheet}”: the letters of {count} rows are struck out. Those rows are counted and wait for a person.",
        ),
    ),
    "several_tables": (
        "note",
        Words(
            id="Lembar “{sheet}” memuat {count} tabel dengan susunan kolom berbeda.",
            en="Sheet “{sheet}” holds {count} tables with different columns.",
        ),
    ),
    "sheet_skipped": (
        "note",
        Words(
            id="Lembar “{sheet}” bukan lembar sel ({what}) dan tidak dibaca.",
            en="Sheet “{sheet}” is not a sheet of cells ({what}) and was not read.",
        ),
    ),
    "sheet_unreadable": (
        "warning",
        Words(
            id="Lembar “{sheet}” rusak dan tidak dapat dibaca. Simpan ulang berkasnya di Excel, lalu kirim lagi.",
            en="Sheet “{sheet}” is damaged and cannot be read. Save the file again in Excel and send it again.",
        ),
    ),
}

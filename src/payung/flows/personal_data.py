"""Where the data of one person lie, which of them may go, and what the law keeps: asked about → found in every room → weighed.

One catalogue for the plan, the erasure and the answer. Each part counts what is still there, so that an erasure done twice finds
nothing the second time. Histories of rows follow their rows: what goes from a table goes from `<table>_history` as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections

from payung.access.viewer import Viewer
from payung.privacy.reasons import ERASED
from payung.registry.person_ids import born
from payung.vocabulary.words import Words

_ROW = "intake_row WHERE id = ANY (%(rows)s)"
_SIGHTED = "line_id = ANY (%(lines)s)"
_ROW_IDENTITY = (
    "nik", "nik_digits", "kk", "name", "name_key", "name_first", "name_skeleton", "birth_on", "birth_place", "sex", "phone", "rt", "rw",
    "address", "disability", "key_nik15", "key_birth_first", "key_birth_skeleton", "key_birth_kabupaten", "key_phone",
    "key_skeleton_year", "key_home_name", "mother_name",
)  # fmt: skip
_REPORT_IDENTITY = tuple(
    name for name in _ROW_IDENTITY if name not in ("nik_digits", "rt", "rw", "address", "disability", "mother_name")
)
_ITEM_IDENTITY = ("birth_on", "birth_place", "sex", "phone", "address", "rt", "rw", "corrected_nik", "corrected_name", "corrected_birth_on")  # fmt: skip


def _null(columns: tuple[str, ...]) -> str:
    return ", ".join(f"{column} = NULL" for column in columns)


@dataclass(frozen=True, slots=True)
class Part:
    """One class of data: how many are there (`counts`), and what takes them away, in order."""

    words: Words
    counts: str
    erases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One class that stays: how many are there, and by which law."""

    words: Words
    counts: str
    why: Words


#: What may always go: it serves neither money nor its proof.
FREE: Mapping[str, Part] = {
    "cells": Part(
        Words(id="sel daftar seperti ditulis pengirim", en="cells of lists as their senders wrote them"),
        f"SELECT count(*) FROM {_ROW} AND cells <> '{{}}'",
        ("UPDATE intake_row SET cells = '{}' WHERE id = ANY (%(rows)s) AND cells <> '{}'",),
    ),
    "contacts": Part(
        Words(id="nomor telepon dan nama ibu", en="telephone numbers and mothers' names"),
        f"""SELECT (SELECT count(*) FROM {_ROW} AND (phone IS NOT NULL OR mother_name IS NOT NULL))
            + (SELECT count(*) FROM eligibility_candidate WHERE id = ANY (%(candidates)s) AND phone IS NOT NULL)
            + (SELECT count(*) FROM exchanges_item WHERE id = ANY (%(items)s) AND phone IS NOT NULL)
            + (SELECT count(*) FROM registry_membership WHERE id = ANY (%(memberships)s) AND (phone IS NOT NULL OR mother_name IS NOT NULL))""",
        (
            "UPDATE intake_row SET phone = NULL, key_phone = NULL, mother_name = NULL WHERE id = ANY (%(rows)s)"
            " AND (phone IS NOT NULL OR mother_name IS NOT NULL)",
            "UPDATE eligibility_candidate SET phone = NULL WHERE id = ANY (%(candidates)s) AND phone IS NOT NULL",
            "UPDATE eligibility_candidate_history SET phone = NULL WHERE id = ANY (%(candidates)s)",
            "UPDATE exchanges_item SET phone = NULL WHERE id = ANY (%(items)s) AND phone IS NOT NULL",
            "UPDATE exchanges_item_history SET phone = NULL WHERE id = ANY (%(items)s)",
            "UPDATE registry_membership SET phone = NULL, key_phone = NULL, mother_name = NULL WHERE id = ANY (%(memberships)s)"
            " AND (phone IS NOT NULL OR mother_name IS NOT NULL)",
            "UPDATE registry_membership_history SET phone = NULL, key_phone = NULL, mother_name = NULL WHERE id = ANY (%(memberships)s)",
        ),
    ),
    "findings": Part(
        Words(id="catatan dan foto KTP dari lapangan", en="notes and KTP photos from the field"),
        "SELECT (SELECT count(*) FROM fieldwork_finding WHERE row_id = ANY (%(rows)s) AND (photo_sha256 <> '' OR note NOT IN ('', '–')))"
        f" + (SELECT count(*) FROM fieldwork_sighting WHERE {_SIGHTED} AND (photo_sha256 <> '' OR note NOT IN ('', '–')))",
        (
            # A correction must say something; that it said something stays.
            "UPDATE fieldwork_finding SET photo_sha256 = '', note = CASE WHEN answer = 'corrected' THEN '–' ELSE '' END"
            " WHERE row_id = ANY (%(rows)s) AND (photo_sha256 <> '' OR note NOT IN ('', '–'))",
            "UPDATE fieldwork_finding_history SET photo_sha256 = '', note = CASE WHEN answer = 'corrected' THEN '–' ELSE '' END"
            " WHERE row_id = ANY (%(rows)s)",
            *(
                f"UPDATE {table} SET photo_sha256 = '', note = CASE WHEN answer = 'corrected' THEN '–' ELSE '' END"
                f" WHERE {_SIGHTED} AND (photo_sha256 <> '' OR note NOT IN ('', '–'))"
                for table in ("fieldwork_sighting", "fieldwork_sighting_history")
            ),
        ),
    ),
    "pairs": Part(
        Words(id="bayangan bersamar di antrean verval", en="masked shadows in the review's queue"),
        "SELECT count(*) FROM linkage_pair WHERE id = ANY (%(pairs)s) AND (other_name IS NOT NULL OR other_nik_masked IS NOT NULL"
        " OR other_birth IS NOT NULL OR other_place IS NOT NULL)",
        (
            "UPDATE linkage_pair SET other_name = NULL, other_nik_masked = NULL, other_birth = NULL, other_place = NULL WHERE id = ANY (%(pairs)s)",
            "UPDATE linkage_judgement SET note = '' WHERE office_id = %(office)s AND note <> ''"
            " AND identity IN (SELECT identity FROM linkage_pair WHERE id = ANY (%(pairs)s))",
        ),
    ),
    "answer_words": Part(
        Words(id="jawaban instansi kata demi kata", en="answers of authorities word for word"),
        "SELECT count(*) FROM exchanges_answer_row WHERE id = ANY (%(answers)s) AND (nik IS NOT NULL OR name IS NOT NULL OR said <> '')",
        (
            "UPDATE exchanges_answer_row SET nik = NULL, name = NULL, said = '', reason = '', kpj = NULL WHERE id = ANY (%(answers)s)",
            "UPDATE exchanges_item SET corrected_nik = NULL, corrected_name = NULL, corrected_birth_on = NULL WHERE id = ANY (%(items)s)"
            " AND (corrected_nik IS NOT NULL OR corrected_name IS NOT NULL OR corrected_birth_on IS NOT NULL)",
        ),
    ),
    "social_facts": Part(
        Words(id="desil dan bantuan sosial", en="deciles and social aid"),
        "SELECT count(*) FROM eligibility_social_fact WHERE office_id = %(office)s AND nik = ANY (%(niks)s)",
        (
            "DELETE FROM eligibility_social_fact WHERE office_id = %(office)s AND nik = ANY (%(niks)s)",
            "DELETE FROM eligibility_social_fact_history WHERE office_id = %(office)s AND nik = ANY (%(niks)s)",
        ),
    ),
    "corrected": Part(
        Words(id="isi lama koreksi sebelumnya", en="former values of earlier corrections"),
        "SELECT count(*) FROM privacy_corrected WHERE row_id = ANY (%(rows)s) AND (before <> '' OR after <> '')",
        ("UPDATE privacy_corrected SET before = '', after = '' WHERE row_id = ANY (%(rows)s)",),
    ),
}

#: What may go where no decree names the person: nothing was or will be paid on it.
UNBOUND: Mapping[str, Part] = {
    "rows": Part(
        Words(id="identitas di baris daftar", en="identity in rows of lists"),
        f"SELECT count(*) FROM {_ROW} AND coalesce(nik, nik_digits, kk, name, address, birth_place, birth_on::text) IS NOT NULL",
        (
            f"UPDATE intake_row SET {_null(_ROW_IDENTITY)}, nik_state = 'missing',"
            " verdict = CASE WHEN verdict = 'refused' THEN verdict ELSE 'returned' END WHERE id = ANY (%(rows)s)",
            "DELETE FROM intake_reason WHERE row_id = ANY (%(rows)s)",
            "INSERT INTO intake_reason (row_id, office_id, sender_code, floor, reason_id, weight, detail, proposal)"
            f" SELECT id, office_id, sender_code, 'check', '{ERASED.id}', 'return', '', '' FROM {_ROW}",
        ),
    ),
    "candidates": Part(
        Words(id="calon peserta dan putusan kelayakannya", en="candidates with the decisions about them"),
        "SELECT count(*) FROM eligibility_candidate WHERE id = ANY (%(candidates)s)",
        (
            "DELETE FROM eligibility_decision WHERE candidate_id = ANY (%(candidates)s)",
            "DELETE FROM eligibility_decision_history WHERE candidate_id = ANY (%(candidates)s)",
            "DELETE FROM eligibility_candidate WHERE id = ANY (%(candidates)s)",
            "DELETE FROM eligibility_candidate_history WHERE id = ANY (%(candidates)s)",
        ),
    ),
    "package_names": Part(
        Words(id="nama di paket ke Disdukcapil dan BPJS", en="names in packages to Disdukcapil and BPJS"),
        "SELECT count(*) FROM exchanges_item WHERE id = ANY (%(items)s) AND nik NOT LIKE 'x%%'",
        tuple(
            f"UPDATE exchanges_item{history} SET nik = 'x' || lpad(id::text, 15, '0'), name = '', reason = '',"
            f" {_null(tuple(one for one in _ITEM_IDENTITY if not (history and one.startswith('corrected'))))}"
            " WHERE id = ANY (%(items)s)"
            for history in ("", "_history")
        ),
    ),
    "reports": Part(
        Words(id="laporan daftar lain (provinsi, tahun lalu)", en="reports of other lists (province, last year)"),
        "SELECT count(*) FROM registry_membership WHERE id = ANY (%(reports)s) AND source_key NOT LIKE 'x%%'",
        tuple(
            f"UPDATE registry_membership{history} SET {_null(_REPORT_IDENTITY)}, mother_name = NULL, note = NULL,"
            " source_key = 'x' || id::text WHERE id = ANY (%(reports)s)"
            for history in ("", "_history")
        ),
    ),
    "missing": Part(
        Words(id="nama di daftar yang belum terlindungi", en="names among those who are still missing"),
        "SELECT count(*) FROM coverage_missing WHERE row_id = ANY (%(rows)s)",
        ("DELETE FROM coverage_missing WHERE row_id = ANY (%(rows)s)",),
    ),
}

_MONEY = Words(
    id="UU 27/2022 Pasal 15(1)c dan Pasal 20(2)c, e: dasar pengeluaran daerah dan pemeriksaannya; disimpan sampai jadwal retensi arsip kantor (UU 43/2009 Pasal 47(2), 51(1)b).",
    en="UU 27/2022 art. 15(1)c and 20(2)c, e: what public money was spent on and is audited by; kept until the office's archive schedule ends (UU 43/2009 art. 47(2), 51(1)b).",
)  # fmt: skip
#: What stays, with the law: the answer names it.
KEPT: Mapping[str, Kept] = {
    "annex": Kept(
        Words(id="baris lampiran SK, daftar, calon dan keputusan di belakangnya", en="lines of decrees, with the list rows, candidates and decisions behind them"),
        "SELECT count(*) FROM enrolment_decree_row WHERE id = ANY (%(lines)s)",
        _MONEY,
    ),
    "months": Kept(
        Words(id="bulan iuran yang ditagih atau dibayar", en="months of contributions billed or paid"),
        "SELECT count(*) FROM contributions_bill_line WHERE enrolment_id IN (SELECT id FROM enrolment_enrolment WHERE decree_row_id = ANY (%(lines)s))",
        _MONEY,
    ),
    "memberships": Kept(
        Words(id="kepesertaan yang dilaporkan BPJS Ketenagakerjaan", en="memberships that BPJS Ketenagakerjaan reported"),
        "SELECT count(*) FROM registry_membership WHERE id = ANY (%(of_bpjs)s)",
        Words(
            id="Pengendalinya BPJS Ketenagakerjaan (UU 24/2011 Pasal 10 huruf e); permohonan diteruskan ke kantor cabang.",
            en="BPJS Ketenagakerjaan is their controller (UU 24/2011 art. 10 e); the request goes on to its branch.",
        ),
    ),
    "received_files": Kept(
        Words(id="berkas daftar seperti diterima", en="files of lists as they were received"),
        "SELECT count(*) FROM intake_list WHERE id = ANY (%(bound_lists)s)",
        Words(
            id="Berkas itu memuat banyak orang dan menjadi bukti SK; dihapus pada akhir masa simpannya (`payung database purge`).",
            en="The file holds many people and proves a decree; it goes when its retention ends (`payung database purge`).",
        ),
    ),
    "letters": Kept(
        Words(id="naskah kantor tentang daftar, paket dan SK itu", en="the office's papers about these lists, packages and decrees"),
        "SELECT count(*) FROM letters_letter WHERE office_id = %(office)s AND about = ANY (%(abouts)s)",
        Words(id="Arsip kantor (UU 43/2009 Pasal 47(2), 51(1)b); namanya tidak dapat dipisahkan.", en="The office's archive (UU 43/2009 art. 47(2), 51(1)b); a name cannot be taken out."),
    ),
    "trail": Kept(
        Words(id="kejadian di jejak, dengan nomor acak tanpa nama", en="events of the trail, under a number that names nobody"),
        "SELECT count(*) FROM audit_event WHERE about = ANY (%(trail)s)",
        Words(id="UU 27/2022 Pasal 31: rekaman pemrosesan; tersegel.", en="UU 27/2022 art. 31: record of processing; sealed."),
    ),
}  # fmt: skip

# Each set is an ARRAY of its own: PostgreSQL works it out first and then reads the large tables by their indexes, either side of an OR.
_RESOLVE = f"""
WITH asked AS (
    SELECT nik FROM intake_row WHERE %(kind)s = 'row' AND id = %(number)s AND office_id = %(office)s
    UNION SELECT nik FROM eligibility_candidate WHERE %(kind)s = 'candidate' AND id = %(number)s AND office_id = %(office)s
    UNION SELECT nik FROM registry_membership WHERE %(kind)s = 'register' AND person_id = %(number)s),
candidates AS (
    SELECT id, row_id, person_id, nik FROM eligibility_candidate WHERE office_id = %(office)s AND nik = ANY (ARRAY(SELECT nik FROM asked WHERE nik IS NOT NULL))
    UNION SELECT id, row_id, person_id, nik FROM eligibility_candidate WHERE office_id = %(office)s AND %(kind)s = 'candidate' AND id = %(number)s
    UNION SELECT id, row_id, person_id, nik FROM eligibility_candidate WHERE office_id = %(office)s AND %(kind)s = 'row' AND row_id = %(number)s),
niks AS (SELECT nik FROM candidates UNION SELECT nik FROM asked WHERE nik IS NOT NULL),
rows AS (
    SELECT id, submitted_list_id FROM intake_row WHERE office_id = %(office)s AND nik = ANY (ARRAY(SELECT nik FROM niks)::text[])
    UNION SELECT id, submitted_list_id FROM intake_row WHERE office_id = %(office)s AND id = ANY (ARRAY(SELECT row_id FROM candidates))
    UNION SELECT id, submitted_list_id FROM intake_row WHERE office_id = %(office)s AND %(kind)s = 'row' AND id = %(number)s),
people AS (
    SELECT person_id FROM candidates UNION SELECT %(number)s::bigint WHERE %(kind)s = 'register' UNION SELECT {born("nik")} FROM niks),
reported AS (
    SELECT id, source_id FROM registry_membership WHERE person_id = ANY (ARRAY(SELECT person_id FROM people))
    UNION SELECT id, source_id FROM registry_membership WHERE nik = ANY (ARRAY(SELECT nik FROM niks)::text[])),
memberships AS (SELECT r.id, s.kind IN ('bpjs_extract', 'bpjs_answer') AS is_bpjs FROM reported r JOIN registry_source s ON s.id = r.source_id),
items AS (
    SELECT id, package_id FROM exchanges_item WHERE office_id = %(office)s AND candidate_id = ANY (ARRAY(SELECT id FROM candidates))
    UNION SELECT id, package_id FROM exchanges_item WHERE office_id = %(office)s AND nik = ANY (ARRAY(SELECT nik FROM niks)::text[])),
lines AS (SELECT id, decree_id FROM enrolment_decree_row WHERE candidate_id = ANY (ARRAY(SELECT id FROM candidates)))
SELECT ARRAY(SELECT nik FROM niks)::text[] AS niks,
       ARRAY(SELECT id FROM rows) AS rows, ARRAY(SELECT DISTINCT submitted_list_id FROM rows) AS lists,
       ARRAY(SELECT id FROM candidates) AS candidates, ARRAY(SELECT person_id FROM people) AS people,
       ARRAY(SELECT id FROM memberships) AS memberships, ARRAY(SELECT id FROM memberships WHERE is_bpjs) AS of_bpjs,
       ARRAY(SELECT id FROM memberships WHERE NOT is_bpjs) AS reports,
       ARRAY(SELECT id FROM items) AS items, ARRAY(SELECT DISTINCT package_id FROM items) AS packages,
       ARRAY(SELECT id FROM lines) AS lines, ARRAY(SELECT DISTINCT decree_id FROM lines) AS decrees
"""
_FOLLOWING = """
SELECT ARRAY(SELECT id FROM linkage_pair WHERE row_id = ANY (%(rows)s) OR other_kind = 'list' AND other_id = ANY (%(rows)s)
             OR other_kind = 'register' AND other_id = ANY (%(memberships)s)) AS pairs,
       ARRAY(SELECT id FROM exchanges_answer_row WHERE office_id = %(office)s
             AND (item_id = ANY (%(items)s) OR item_id IS NULL AND nik = ANY (%(niks)s))) AS answers,
       ARRAY(SELECT one FROM unnest(%(lists)s::bigint[]) one WHERE EXISTS (
             SELECT 1 FROM intake_row r JOIN eligibility_candidate c ON c.row_id = r.id JOIN enrolment_decree_row d ON d.candidate_id = c.id
             WHERE r.submitted_list_id = one)) AS bound_lists
"""


def resolve(kind: str, number: int, *, office_id: int) -> dict[str, Any]:
    """Return the ids of everything that the office's rooms hold of one person; the register's rows belong to all offices.

    A row without a usable NIK stands for itself alone: nobody is guessed.
    """
    asked = {"kind": kind, "number": number, "office": office_id}
    with connections["owner"].cursor() as cursor:
        ids = {"office": office_id, **_one(cursor, _RESOLVE, asked)}
        ids |= _one(cursor, _FOLLOWING, ids)
    ids["abouts"] = [f"{name}:{one}" for name, key in (("list", "lists"), ("package", "packages"), ("decree", "decrees")) for one in ids[key]]  # fmt: skip
    ids["trail"] = [f"person:{one}" for one in ids["people"]] + [f"candidate:{one}" for one in ids["candidates"]] + [f"row:{one}" for one in ids["rows"]]  # fmt: skip
    return ids


def is_bound(ids: Mapping[str, Any]) -> bool:
    """Whether a decree names the person, in whatever state: its annex, its months and its papers rest on the identity."""
    return bool(ids["lines"])


def parts(ids: Mapping[str, Any]) -> dict[str, Part]:
    """Return what may go of a person."""
    return {**FREE} if is_bound(ids) else {**FREE, **UNBOUND}


def counted(what: Mapping[str, Part] | Mapping[str, Kept], ids: Mapping[str, Any]) -> dict[str, int]:
    """Return how many there are of each class, without those of which there is none."""
    found = {}
    with connections["owner"].cursor() as cursor:
        for name, one in what.items():
            cursor.execute(one.counts, ids)
            found[name] = cursor.fetchone()[0]
    return {name: count for name, count in found.items() if count}


def files_words() -> Words:
    """Return what files on the disk are called in a plan."""
    return Words(id="berkas di disk (foto, berkas daftar, salinan kerja)", en="files on the disk (photos, received lists, working copies)")  # fmt: skip


def may_plan(by: Viewer) -> None:
    """Refuse whoever neither handles nor settles requests.

    :raises NotAllowed: without one of the rights.
    """
    if "check_request" not in by.may:
        by.must("handle_request")


def _one(cursor: Any, statement: str, given: Mapping[str, Any]) -> dict[str, Any]:
    cursor.execute(statement, given)
    names = [column.name for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))

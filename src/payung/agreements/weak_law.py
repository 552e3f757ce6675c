"""Where a programme's terms rest on law that nobody has read, or on sources that conflict: said to whoever sets them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from payung.agreements.plan import ProgrammePlan, TermsPlan
from payung.law.figures import WEAK, national_figures
from payung.law.refusals import NotInForce, NotPublished
from payung.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Weak:
    """One term that rests on weak law: the field, and what is not certain about it."""

    field: str
    words: Words


def _is_pu(terms: TermsPlan) -> bool:
    return terms.values.get("segment") == "pu"


def _age_is_weak(plan: ProgrammePlan, terms: TermsPlan) -> bool:
    if _is_pu(terms):
        return False
    figure = national_figures()["bpu_age_below"]
    try:
        value = figure.at(terms.values["first_month"])
    except (NotInForce, NotPublished):
        return True
    return value.confidence in WEAK and terms.values["age_below"] >= value.value


# (field, when it applies, what to say); the marks are those of domain/regulations.md §10 and §1.3.
_POINTS: tuple[tuple[str, Callable[[ProgrammePlan, TermsPlan], bool], Words], ...] = (
    (
        "age_below",
        _age_is_weak,
        Words(
            id="batas umur BPU 64 atau 65 belum pasti (Permenaker 5/2021 belum terbaca); tanyakan kantor cabang untuk yang berumur 64.",
            en="whether the BPU age bound is 64 or 65 is open (Permenaker 5/2021 not read); ask the branch about those aged 64.",
        ),
    ),
    (
        "decile_max",
        lambda plan, terms: terms.values["decile_max"] is not None,
        Words(
            id="desil DTSEN sebagai syarat belum ditemukan dasarnya (Inpres 4/2025 belum terverifikasi); sebutkan dalam peraturan daerah.",
            en="deciles as a condition: no ground has been verified (Inpres 4/2025); say it in the local regulation.",
        ),
    ),
    (
        "social_aid",
        lambda plan, terms: terms.values["social_aid"] != "ignored",
        Words(
            id="aturan bansos (PKH/BPNT) berbeda antardaerah, tidak ada ketentuan nasional; sebutkan dalam peraturan daerah.",
            en="rules about social aid differ between regions, none is national; say it in the local regulation.",
        ),
    ),
    (
        "excluded_cover",
        lambda plan, terms: "active_other_payer" not in terms.values["excluded_cover"],
        Words(
            id="peserta yang sudah aktif dibayar pihak lain tidak ditolak: iuran dapat dibayar dua kali; setiap orang itu ditanyakan.",
            en="members whom others pay are not excluded: contributions may be paid twice; each of them is asked about.",
        ),
    ),
    (
        "ruling",
        lambda plan, terms: terms.values["payer"] in ("desa", "csr", "sponsor") and terms.values["ruling"] == "none",
        Words(
            id="apakah keringanan PP 50/2025 berlaku untuk pembayar ini belum diatur jelas; mintalah penegasan tertulis (ruling).",
            en="whether the relief of PP 50/2025 counts for this payer is open; get a written ruling.",
        ),
    ),
    (
        "kind",
        lambda plan, terms: plan.kind == "village_officers",
        Words(
            id="RT/RW, kader dan perangkat desa: praktik daerah berbeda (PU desa atau BPU), dan Dana Desa tidak boleh dipakai; tanyakan kantor cabang.",
            en="RT/RW, cadres, village officers: regions differ (PU of the village, or BPU), Dana Desa may not pay; ask the branch.",
        ),
    ),
    (
        "kind",
        lambda plan, terms: plan.kind in ("non_asn", "teachers", "health_workers"),
        Words(
            id="pegawai non-ASN: sumber berbeda apakah JKK+JKM saja atau juga JHT (PP 49/2023, Permenaker 1/2025 Pasal 3A).",
            en="non-ASN staff: sources differ on JKK+JKM alone or with JHT (PP 49/2023, Permenaker 1/2025 Pasal 3A).",
        ),
    ),
    (
        "kind",
        lambda plan, terms: plan.kind == "election",
        Words(
            id="santunan KPU sendiri (Kep. KPU 59/2023) berdampingan dengan manfaat BPJS: aturan tumpang tindihnya belum ditemukan.",
            en="KPU's own compensation (Kep. KPU 59/2023) stands beside the benefits: no rule on the overlap was found.",
        ),
    ),
    (
        "segment",
        lambda plan, terms: plan.kind == "election",
        Words(
            id="menurut pers, surat KPU 2564/SDM.06.7-SD/01/2024 menyebut badan ad hoc pegawai non-PNS KPU (PU); naskahnya belum terbaca: tanyakan"
            " kantor cabang apakah PU atau BPU.",
            en="the press says that KPU's letter 2564/SDM.06.7-SD/01/2024 calls ad hoc officers non-PNS staff of KPU (PU); it was not read: ask"
            " the branch whether they are PU or BPU.",
        ),
    ),
    (
        "segment",
        lambda plan, terms: plan.kind == "non_asn" and not _is_pu(terms),
        Words(
            id="pegawai non-ASN adalah penerima upah (PP 49/2023 Pasal 5(1)): segment bpu tidak cocok.",
            en="non-ASN staff are wage earners (PP 49/2023 Pasal 5(1)): segment bpu does not fit.",
        ),
    ),
    (
        "segment",
        lambda plan, terms: plan.kind in ("teachers", "health_workers") and not _is_pu(terms),
        Words(
            id="yang diangkat kantor atau sekolah adalah penerima upah (PU); bpu hanya bagi yang tidak menerima upah, seperti guru ngaji.",
            en="those whom an office or school employs are wage earners (PU); bpu is only for those without a wage, as Koran teachers.",
        ),
    ),
    (
        "risk",
        lambda plan, terms: _is_pu(terms),
        Words(
            id="kelas risiko JKK ditetapkan BPJS Ketenagakerjaan per pemberi kerja (PP 44/2015 Pasal 16; jasa pemerintahan: kelas I hanya menurut"
            " satu dokumen); cocokkan dengan sertifikat kepesertaan.",
            en="BPJS sets the JKK risk class of each employer (PP 44/2015 Pasal 16; government services in class I by one document only); compare"
            " with the certificate of membership.",
        ),
    ),
    (
        "income",
        lambda plan, terms: _is_pu(terms),
        Words(
            id="satu upah dasar untuk semua: iuran PU dihitung dari upah sebulan tiap orang (upah pokok dan tunjangan tetap); pisahkan program bila"
            " upahnya berbeda. Denda terlambat PU (2 % sebulan, PP 44/2015 Pasal 22) tidak masuk tagihan program.",
            en="one wage for all: PU contributions follow each person's monthly wage (basic wage and fixed allowances); make programmes of their own"
            " where wages differ. The late charge of PU (2 % a month, PP 44/2015 Pasal 22) is not in the programme's bills.",
        ),
    ),
    (
        "npp",
        lambda plan, terms: _is_pu(terms) and not terms.values.get("npp"),
        Words(
            id="NPP pemberi kerja belum diisi: berkas pendaftaran PU memerlukannya.",
            en="the employer's NPP is not filled in: the enrolment file of wage earners needs it.",
        ),
    ),
    (
        "source",
        lambda plan, terms: terms.values["source"] == "dbh_sawit" and set(terms.values["occupations"]) != {"sawit"},
        Words(
            id="DBH sawit hanya untuk pekerja sawit yang belum terdaftar (PMK 91/2023): isi occupations: [sawit].",
            en="DBH sawit pays only for palm workers not registered yet (PMK 91/2023): set occupations: [sawit].",
        ),
    ),
    (
        "source",
        lambda plan, terms: (
            terms.values["source"] == "dbhcht"
            and not {"tembakau"} <= set(terms.values["occupations"]) <= {"tembakau", "buruh_tani", "petani"}
        ),
        Words(
            id="DBHCHT untuk petani dan buruh tembakau/cengkeh dan pekerja rokok: isi occupations: [tembakau].",
            en="DBHCHT pays for tobacco and clove farmers and cigarette workers: set occupations: [tembakau].",
        ),
    ),
)


def weak_points(plan: ProgrammePlan) -> tuple[Weak, ...]:
    """Return what of a programme's terms is not certain in law, each once, in the order of the file."""
    found = [Weak(field, words) for terms in plan.terms for field, applies, words in _POINTS if applies(plan, terms)]
    return tuple(dict.fromkeys(found))

"""What a rule's choices mean, as people say them."""

from __future__ import annotations

from collections.abc import Mapping

from payung.vocabulary.words import Words

# By rule where a word means another thing elsewhere, else by the word.
OF_RULE: Mapping[tuple[str, str], Words] = {
    ("arrears_effect", "none"): Words("tidak ada akibat", "no effect"),
    ("bpu_group", "other"): Words("pekerjaan lain", "other occupations"),
    ("bpu_group", "transport"): Words("pekerja transportasi", "transport workers"),
    ("bpu_group", "entrant"): Words("pendaftar baru selama keringanan 2020", "joined during the relief of 2020"),
    ("bpu_group", "public"): Words("dibayar APBN atau APBD", "paid from APBN or APBD"),
    ("pu_jkk_group", "general"): Words("umum", "general"),
    ("pu_jkk_group", "labour_intensive"): Words("padat karya", "labour-intensive"),
    ("pu_jkk_group", "entrant"): Words("pendaftar baru selama keringanan 2020", "joined during the relief of 2020"),
    ("jp_form", "none"): Words("belum mencapai usia pensiun", "pension age not reached"),
    ("segment", "none"): Words("bukan peserta BPJS Ketenagakerjaan", "no member of BPJS Ketenagakerjaan"),
}
CHOICES: Mapping[str, Words] = {
    "no_right": Words("tidak ada hak", "no right"),
    "held_until_paid": Words("ditahan sampai tunggakan dilunasi", "held until the arrears are paid"),
    "employer_pays_first": Words(
        "dibayar dahulu oleh pemberi kerja, lalu diganti", "paid by the employer first, then refunded"
    ),
    "agency": Words("BPJS Ketenagakerjaan", "BPJS Ketenagakerjaan"),
    "employer": Words("pemberi kerja dahulu, lalu diganti BPJS", "the employer first, refunded by BPJS"),
    "employer_owes": Words("pemberi kerja, tanpa penggantian", "the employer, without refund"),
    "after_arrears": Words(
        "BPJS sesudah tunggakan dilunasi; pengobatan tetap diberikan", "BPJS once the arrears are paid; care goes on"
    ),
    "nobody": Words("tidak seorang pun: tidak ada hak", "nobody: there is no right"),
    "lump_sum": Words("sekaligus", "lump sum"),
    "pension": Words("pensiun bulanan", "monthly pension"),
    "taspen": Words("PT Taspen", "PT Taspen"),
    "asabri": Words("PT ASABRI", "PT ASABRI"),
    "bpjstk": Words("BPJS Ketenagakerjaan", "BPJS Ketenagakerjaan"),
    "pu": Words("penerima upah (PU)", "wage earner (PU)"),
    "bpu": Words("bukan penerima upah (BPU)", "self-employed (BPU)"),
    "jakon": Words("jasa konstruksi", "construction (Jakon)"),
    "micro": Words("mikro", "micro"),
    "small": Words("kecil", "small"),
    "medium": Words("menengah", "medium"),
    "large": Words("besar", "large"),
}


def said(rule: str, choice: str, language: str) -> str:
    """Return a rule's choice in words; a choice that nobody put into words stays as it is."""
    words = OF_RULE.get((rule, choice)) or CHOICES.get(choice)
    return choice if words is None else words.say(language)

"""What roles are called towards people."""

from __future__ import annotations

from payung.vocabulary.words import Words

ROLE = {
    "administrator": Words(id="Pengelola akun", en="Administrator"),
    "verifier": Words(id="Verifikator Disnaker", en="Verifier (Disnaker)"),
    "proposer": Words(id="OPD atau kelurahan pengusul", en="Proposing OPD or village"),
    "section_head": Words(id="Kepala bidang", en="Section head"),
    "treasurer": Words(id="Bendahara", en="Treasurer"),
    "population_officer": Words(id="Petugas Disdukcapil", en="Population officer (Disdukcapil)"),
    "branch_officer": Words(id="Petugas kantor cabang BPJS", en="BPJS branch officer"),
    "register_keeper": Words(id="Pengelola register", en="Register keeper"),
    "planner": Words(id="Perencana (Bappeda)", en="Planner (Bappeda)"),
    "leader": Words(id="Pimpinan daerah (Wali Kota/Bupati, Sekda)", en="Head of the region (mayor, regent, Sekda)"),
    "inspector": Words(id="Inspektorat", en="Inspectorate"),
}

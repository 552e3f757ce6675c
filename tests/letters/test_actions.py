"""Keeping letters, numbering them, handing them out: once, by the right people, and whole."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from django.db import connections

from payung.access.viewer import NotAllowed, Viewer
from payung.audit.models import Event
from payung.letters import actions, files, queries
from payung.letters.models import Letter, LetterFile
from people import NOON, viewer

MARCH = dt.date(2026, 3, 2)


@pytest.fixture
def rini(database: None) -> Viewer:
    return viewer("rini", role="verifier")


@pytest.fixture
def draft(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "undangan.docx", tmp_path / "undangan.pdf"]
    for path in paths:
        path.write_bytes(f"isi {path.suffix}".encode())
    return paths


def kept(by: Viewer, paths: list[Path], home: Path, **said: str) -> queries.LetterSeen:
    told = {"kind": "invitation", "about": "list:1", "subject": "Undangan desk data", **said}
    return actions.keep(paths=paths, home=home, by=by, at=NOON, **told)


def test_a_letter_is_kept_with_its_files_by_content(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path / "home")

    assert (letter.version, letter.number, letter.made_by) == (1, None, "rini")
    assert [file.name for file in letter.files] == ["undangan.docx", "undangan.pdf"]
    content = files.checked(tmp_path / "home", letter.files[0].sha256)
    assert content.read_bytes() == draft[0].read_bytes()
    assert content.stat().st_mode & 0o077 == 0


def test_the_same_files_again_are_the_same_letter(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    first = kept(rini, draft, tmp_path)

    assert kept(rini, list(reversed(draft)), tmp_path) == first
    assert Letter.objects.using("owner").count() == 1
    assert Event.objects.using("owner").filter(action="letter.kept").count() == 1


def test_other_files_are_the_next_version(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    first = kept(rini, draft, tmp_path)
    draft[0].write_bytes(b"isi baru")

    second = kept(rini, draft, tmp_path)

    assert (first.version, second.version) == (1, 2)
    assert [one.version for one in queries.letters(seen_by=rini, about="list:1")] == [2, 1]


def test_two_clerks_at_once_keep_one_letter(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    made: list[int] = []

    def work() -> None:
        made.append(kept(rini, draft, tmp_path).letter_id)
        for alias in ("default", "owner"):
            connections[alias].close()

    clerks = [threading.Thread(target=work) for _ in range(4)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()

    assert len(made) == 4
    assert len(set(made)) == 1


def test_a_damaged_content_is_repaired_by_keeping_again(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path / "home")
    place = files.place_of(tmp_path / "home", letter.files[0].sha256)
    place.write_bytes(b"")

    with pytest.raises(files.FileDamaged):
        actions.hand_out(letter_id=letter.letter_id, folder=tmp_path / "out", home=tmp_path / "home", by=rini, at=NOON)
    assert not (tmp_path / "out").exists()

    kept(rini, draft, tmp_path / "home")
    assert files.checked(tmp_path / "home", letter.files[0].sha256) == place


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"kind": "poem"}, actions.UnknownKind),
        ({"about": " "}, actions.NothingToKeep),
        ({"subject": ""}, actions.NothingToKeep),
    ],
)
def test_a_letter_that_says_too_little_is_refused(
    rini: Viewer, draft: list[Path], tmp_path: Path, said: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        kept(rini, draft, tmp_path, **said)
    assert Letter.objects.using("owner").count() == 0


def test_two_files_of_one_name_are_refused(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    with pytest.raises(actions.NameTaken):
        kept(rini, [draft[0], draft[0]], tmp_path)
    with pytest.raises(actions.NothingToKeep):
        kept(rini, [], tmp_path)


@pytest.mark.parametrize("role", ["proposer", "inspector", "administrator", "register_keeper"])
def test_who_may_not_write_letters_keeps_none(database: None, draft: list[Path], tmp_path: Path, role: str) -> None:
    with pytest.raises(NotAllowed):
        kept(viewer("tono", role=role), draft, tmp_path)


def test_the_number_is_typed_in_once(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path)

    numbered = actions.number_letter(letter_id=letter.letter_id, number=" 005/12/ DISNAKER ", dated=MARCH, by=rini, at=NOON)  # fmt: skip
    again = actions.number_letter(letter_id=letter.letter_id, number="005/12/ DISNAKER", dated=MARCH, by=rini, at=NOON)

    assert (numbered.number, numbered.dated) == ("005/12/ DISNAKER", MARCH)
    assert again == numbered
    assert Event.objects.using("owner").filter(action="letter.numbered").count() == 1
    with pytest.raises(actions.AlreadyNumbered) as refused:
        actions.number_letter(letter_id=letter.letter_id, number="9", dated=MARCH, by=rini, at=NOON)
    assert refused.value.number == "005/12/ DISNAKER"


def test_a_number_is_given_once_a_year_in_its_register(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    one, two, three = (kept(rini, draft, tmp_path, about=f"list:{n}").letter_id for n in (1, 2, 3))
    decree = kept(rini, draft, tmp_path, kind="decree", about="decree:1").letter_id
    actions.number_letter(letter_id=one, number="100", dated=MARCH, by=rini, at=NOON)

    with pytest.raises(actions.NumberTaken):
        actions.number_letter(letter_id=two, number="100", dated=dt.date(2026, 12, 31), by=rini, at=NOON)

    assert actions.number_letter(letter_id=three, number="100", dated=dt.date(2027, 1, 1), by=rini, at=NOON).number
    assert actions.number_letter(letter_id=decree, number="100", dated=MARCH, by=rini, at=NOON).number


@pytest.mark.parametrize("number", ["", "  ", "1\x00", "1\u202e2"])
def test_what_is_no_number_is_refused(rini: Viewer, draft: list[Path], tmp_path: Path, number: str) -> None:
    letter = kept(rini, draft, tmp_path)

    with pytest.raises(actions.NotANumber):
        actions.number_letter(letter_id=letter.letter_id, number=number, dated=MARCH, by=rini, at=NOON)


def test_a_stranger_sees_and_numbers_nothing(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path)
    branch = viewer("dedi", role="branch_officer", office="BPJS Ketenagakerjaan Bontang", kind="branch")

    assert queries.letters(seen_by=branch) == []
    with pytest.raises(queries.NoSuchLetter):
        queries.letter(letter.letter_id, seen_by=branch)
    with pytest.raises(queries.NoSuchLetter):
        actions.number_letter(letter_id=letter.letter_id, number="1", dated=MARCH, by=branch, at=NOON)
    with pytest.raises(queries.NoSuchLetter):
        actions.add_scan(letter_id=letter.letter_id, path=draft[0], home=tmp_path, by=branch, at=NOON)
    with pytest.raises(queries.NoSuchLetter):
        actions.hand_out(letter_id=letter.letter_id, folder=tmp_path / "out", home=tmp_path, by=branch, at=NOON)


def test_an_account_bound_to_senders_sees_no_letter(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path)
    lurah = viewer("lurah", role="proposer", senders=("lok-tuan",))

    assert queries.letters(seen_by=lurah) == []
    with pytest.raises(queries.NoSuchLetter):
        queries.letter(letter.letter_id, seen_by=lurah)


def test_the_database_shows_no_letter_without_a_context(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    kept(rini, draft, tmp_path)

    assert Letter.objects.count() == 0
    assert LetterFile.objects.count() == 0


def test_a_scan_joins_its_letter_once(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path / "home")
    scan = tmp_path / "pindaian.pdf"
    scan.write_bytes(b"bertanda tangan")

    for _ in range(2):
        seen = actions.add_scan(letter_id=letter.letter_id, path=scan, home=tmp_path / "home", by=rini, at=NOON)

    assert next((file.name, file.is_scan) for file in seen.files) == ("pindaian.pdf", True)
    assert len(seen.files) == 3
    scan.write_bytes(b"lain")
    with pytest.raises(actions.NameTaken):
        actions.add_scan(letter_id=letter.letter_id, path=scan, home=tmp_path / "home", by=rini, at=NOON)
    # The letter is still the one that was made: a scan does not change what it was made with.
    assert kept(rini, draft, tmp_path / "home").letter_id == letter.letter_id


def test_handing_out_copies_and_leaves_a_trace(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path / "home")

    paths = actions.hand_out(letter_id=letter.letter_id, folder=tmp_path / "out", home=tmp_path / "home", by=rini, at=NOON)  # fmt: skip

    assert [path.read_bytes() for path in paths] == [path.read_bytes() for path in draft]
    assert Event.objects.using("owner").get(action="letter.handed_out").about == f"letter:{letter.letter_id}"


def test_a_folder_that_cannot_be_written_is_named(rini: Viewer, draft: list[Path], tmp_path: Path) -> None:
    letter = kept(rini, draft, tmp_path / "home")
    (tmp_path / "sebuah-berkas").write_text("bukan folder")

    with pytest.raises(files.NoRoom, match="sebuah-berkas"):
        actions.hand_out(letter_id=letter.letter_id, folder=tmp_path / "sebuah-berkas", home=tmp_path / "home", by=rini, at=NOON)  # fmt: skip

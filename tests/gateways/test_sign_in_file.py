"""How an installation signs its people in: what a file may say, and that secrets are for its own user only."""

from __future__ import annotations

from pathlib import Path

import pytest

from payung.demo.play import FOR_VISITORS
from payung.flows import set_up_an_office
from payung.gateways import sign_in_file
from payung.gateways.sign_in_file import BadSignIn, Rules

SSO = {"issuer": "https://sso.kota.go.id/realms/pemkot/", "client_id": "payung"}


def secret(home: Path, mode: int = 0o600) -> Path:
    path = home / "identity_secret"
    path.write_text("rahasia\n")
    path.chmod(mode)
    return path


def test_a_real_office_requires_a_second_factor_without_saying_so(tmp_path: Path) -> None:
    assert sign_in_file.read(tmp_path, {}) == Rules("required", 30, None)


def test_what_the_set_up_says_is_read_back_and_the_environment_counts_more(tmp_path: Path) -> None:
    sign_in_file.keep(tmp_path, {"second_factor": "optional", "identity": SSO})
    secret(tmp_path)

    rules = sign_in_file.read(tmp_path, {})
    given = sign_in_file.read(tmp_path, {"PAYUNG_SECOND_FACTOR": "required", "PAYUNG_IDENTITY_CLAIM": "nip"})

    assert rules.second_factor == "optional"
    assert rules.identity is not None
    assert (rules.identity.issuer, rules.identity.claim, rules.identity.secret) == (
        SSO["issuer"][:-1],
        "sub",
        "rahasia",
    )
    assert rules.identity.name == "sso.kota.go.id"
    assert given.second_factor == "required"
    assert given.identity is not None
    assert given.identity.claim == "nip"
    assert sign_in_file.place(tmp_path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ({"second_factor": "maybe"}, "second_factor"),
        ({"ask_again_minutes": -1}, "ask_again_minutes"),
        ({"ask_again_minutes": "often"}, "ask_again_minutes"),
        ({"passwords": "short"}, "passwords"),
        ({"identity": {"client_id": "payung"}}, "issuer"),
        ({"identity": {**SSO, "issuer": "http://sso.kota.go.id"}}, "https"),
        ({"identity": {**SSO, "claim": "email"}}, "e-mail"),
        ({"identity": {**SSO, "secret": "in the file"}}, "identity.secret"),
        ({"identity": "sso"}, "identity"),
        ("required", "sign_in"),
    ],
)
def test_every_mistake_is_named(said: object, part: str) -> None:
    assert any(part in error for error in sign_in_file.wrong(said))
    with pytest.raises(set_up_an_office.BadPlan, match=part):
        set_up_an_office.read_plan(
            {"office": {"name": "Disnaker", "kind": "pemda", "kabupaten": "64.74"}, "sign_in": said}
        )


@pytest.mark.parametrize("mode", [0o644, 0o660])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    sign_in_file.keep(tmp_path, {"identity": SSO})
    with pytest.raises(BadSignIn, match="is not there"):
        sign_in_file.read(tmp_path, {})
    secret(tmp_path, mode)

    with pytest.raises(BadSignIn, match="chmod 600"):
        sign_in_file.read(tmp_path, {})


def test_the_set_up_keeps_rules_only_where_it_states_some(tmp_path: Path) -> None:
    office = {"name": "Disnaker", "kind": "pemda", "kabupaten": "64.74"}
    silent = set_up_an_office.read_plan({"office": office})
    open_to_all = set_up_an_office.read_plan({"office": office, "sign_in": FOR_VISITORS})

    assert set_up_an_office.keep_rules(open_to_all, home=tmp_path)
    assert not set_up_an_office.keep_rules(silent, home=tmp_path), "what was stated before stays"
    assert sign_in_file.read(tmp_path, {}).second_factor == "optional"

"""Accounts, sign-in, and the two walls."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connections
from django.db.utils import ProgrammingError

from payung.access import actions, queries
from payung.access.models import Office
from payung.access.viewer import ROLES, NotAllowed

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
PASSWORD = "kapal-nelayan-biru"


@pytest.fixture
def bontang(database: None) -> Office:
    return actions.open_office(name="Disnaker Kota Bontang", kind="pemda", kabupaten_code="64.74", at=NOON)


@pytest.fixture
def rini(bontang: Office) -> str:
    actions.open_account(name="rini", full_name="Rini", office=bontang, role="verifier", password=PASSWORD, at=NOON)
    return "rini"


def test_who_proposes_a_decree_never_enacts_one_and_who_bills_never_pays() -> None:
    for rights in ROLES.values():
        assert not {"propose_decree", "enact_decree"} <= rights
        assert not {"bill", "pay"} <= rights


def test_a_token_gives_the_rights_of_the_role(rini: str) -> None:
    token = actions.sign_in(name=rini, password=PASSWORD, at=NOON)

    viewer = queries.viewer_of(token, on=NOON)

    assert viewer.may == ROLES["verifier"]
    with pytest.raises(NotAllowed):
        viewer.must("load_register")


def test_a_token_ends_after_twelve_hours_and_after_sign_out(rini: str) -> None:
    token = actions.sign_in(name=rini, password=PASSWORD, at=NOON)

    with pytest.raises(queries.SignInFirst):
        queries.viewer_of(token, on=NOON + dt.timedelta(hours=13))
    actions.sign_out(token=token, at=NOON)
    with pytest.raises(queries.SignInFirst):
        queries.viewer_of(token, on=NOON)


def test_wrong_passwords_lock_the_name_for_a_quarter_of_an_hour(rini: str) -> None:
    for _ in range(10):
        with pytest.raises(actions.WrongNameOrPassword):
            actions.sign_in(name=rini, password="salah", at=NOON)

    with pytest.raises(actions.Locked):
        actions.sign_in(name=rini, password=PASSWORD, at=NOON)
    assert actions.sign_in(name=rini, password=PASSWORD, at=NOON + dt.timedelta(minutes=16))


def test_an_account_that_does_not_exist_is_refused_like_a_wrong_password(rini: str) -> None:
    with pytest.raises(actions.WrongNameOrPassword):
        actions.sign_in(name="siapa", password=PASSWORD, at=NOON)


def test_a_short_password_and_an_unknown_role_are_refused(bontang: Office) -> None:
    with pytest.raises(actions.WeakPassword):
        actions.open_account(name="budi", full_name="Budi", office=bontang, role="verifier", password="12345", at=NOON)
    with pytest.raises(actions.UnknownRole):
        actions.open_account(name="budi", full_name="Budi", office=bontang, role="raja", password=PASSWORD, at=NOON)


def test_the_applications_login_cannot_read_the_register_nor_change_accounts(database: None) -> None:
    for statement in (
        "SELECT count(*) FROM registry_membership",
        "SELECT count(*) FROM registry_membership_history",
        "UPDATE access_account SET role = 'administrator'",
        "DELETE FROM audit_event",
        "SELECT actor FROM audit_event",
        "INSERT INTO intake_sign_off (reason) VALUES ('x')",
    ):
        with connections["default"].cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(statement)


def test_history_keeps_the_old_row_without_the_password(bontang: Office, rini: str) -> None:
    actions.open_account(name=rini, full_name="Rini S.", office=bontang, role="inspector", password=PASSWORD, at=NOON)

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT * FROM access_account_history")
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    assert [row["role"] for row in rows] == ["verifier"]
    assert "password" not in columns
    assert '"act": "open_account"' in rows[0]["pgh_context"]

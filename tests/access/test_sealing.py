"""Secrets of second factors lie sealed: read back here, by nobody with another secret; what lay open before is sealed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connections
from django.test import Client

from payung.access import sealing
from tests.flows.office import asked
from tests.people import PASSWORD, viewer
from tests.web.test_sign_in import code_of
from tests.web.test_two_factors import with_a_phone

MIGRATION = import_module("payung.access.migrations.0005_second_factors_sealed")


def test_a_text_is_sealed_once_and_read_back_with_the_same_secret_only(settings: Any) -> None:
    sealed = sealing.seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert sealing.seal(sealed) == sealed
    assert sealing.seal("JBSWY3DPEHPK3PXP") != sealed, "the same secret twice looks different"
    assert sealing.unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert sealing.unseal("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP", "from before"
    settings.SECRET_KEY = "another installation"
    for text in (sealed, sealing.SEALED, f"{sealing.SEALED}ü"):
        with pytest.raises(sealing.NotOurs):
            sealing.unseal(text)


def activated(name: str) -> tuple[Client, str]:
    """Set an authenticator app up on the site; return who did, and the app's secret."""
    viewer(name, role="section_head")
    client = Client()
    client.post("/sign-in/login/", {"login": name, "password": PASSWORD})
    return client, with_a_phone(client)


def enters(name: str, code: str) -> bool:
    client = Client()
    client.post("/sign-in/login/", {"login": name, "password": PASSWORD})
    return client.post("/sign-in/2fa/authenticate/", {"code": code}).status_code == 302


def test_what_the_site_keeps_is_sealed_and_still_signs_in(database: None, settings: Any) -> None:
    _, secret = activated("hadi")
    kept = str(asked("SELECT data FROM mfa_authenticator ORDER BY id"))

    assert secret not in kept
    assert kept.count(sealing.SEALED) == 2, "the app's secret and the seed of the recovery codes"
    assert enters("hadi", code_of(secret, 1))
    settings.SECRET_KEY = "another installation"
    assert not enters("hadi", code_of(secret)), "another secret: no code is right, and nothing breaks"


def test_rows_from_before_are_read_and_sealed_by_the_migration(database: None) -> None:
    _, secret = activated("hadi")
    for one in Authenticator.objects.using("owner").all():
        one.data = {name: sealing.unseal(kept) if isinstance(kept, str) else kept for name, kept in one.data.items()}
        one.save(using="owner")
    assert secret in str(asked("SELECT data FROM mfa_authenticator"))
    assert enters("hadi", code_of(secret, 1))

    with connections["owner"].schema_editor() as editor:
        for _ in range(2):
            MIGRATION.seal_what_lies_open(apps, editor)

    kept = str(asked("SELECT data FROM mfa_authenticator"))
    assert secret not in kept
    assert kept.count(sealing.SEALED) == 2

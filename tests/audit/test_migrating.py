"""A new database is made in few steps; one from before goes on with the single steps that it has not seen."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from payung.audit.migrating import migrate
from tests.flows.office import asked

SQUASHED = "SELECT app, name FROM django_migrations WHERE name LIKE '%squashed%' ORDER BY 1, 2"


def owner_says(*statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_migrations_say_what_the_models_say(database: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_an_installation_that_took_all_single_steps_goes_on_untouched(database: None) -> None:
    squashed = asked(SQUASHED)
    owner_says("DELETE FROM django_migrations WHERE name LIKE '%squashed%'")

    migrate()

    assert len(squashed) > 10
    assert asked(SQUASHED) == squashed


def test_an_installation_between_two_single_steps_takes_the_rest(database: None) -> None:
    """As one whose coverage had no targets yet: the tables that stand are left alone, the missing one is made."""
    rights = "SELECT privilege_type FROM information_schema.role_table_grants WHERE table_name = 'coverage_target' AND grantee = 'payung_app'"
    before = asked(SQUASHED), asked(rights)
    owner_says(
        "DROP TABLE coverage_target",
        "DELETE FROM django_migrations WHERE name LIKE '%squashed%'",
        "DELETE FROM django_migrations WHERE (app, name) IN (('coverage', '0003_targets'), ('coverage', '0004_guards_of_targets'),"
        " ('privacy', '0003_history_at_any_size'))",
    )

    migrate()

    assert (asked(SQUASHED), asked(rights)) == before
    assert before[1] == [("SELECT",)]

"""The second wall reads its settings once a statement, whatever migration made the policy."""

from __future__ import annotations

from tests.flows.office import asked


def test_no_policy_reads_a_setting_for_every_row(database: None) -> None:
    found = asked("SELECT tablename, qual FROM pg_policies WHERE schemaname = 'public'")

    assert len(found) > 30
    assert [table for table, qual in found if "current_setting" in qual and "SELECT" not in qual] == []

"""Row history: the old row is kept on update and delete, with the actor of the transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pghistory
import pgtrigger
from django.db import connections, models

# The trigger joins old rows to new ones, and a session keeps the plan of its first statement. One that was made for no rows
# is a nested loop: 30,000 rows after it took many minutes. Without nested loops the plan is right for any number. A migration
# that makes such a trigger, or makes it anew, ends with this (tests/audit/test_history.py).
AT_ANY_SIZE = """
DO $$
DECLARE kept regprocedure;
BEGIN
    FOR kept IN SELECT oid FROM pg_proc WHERE proname LIKE 'pgtrigger\\_update\\_%' AND pronamespace = 'public'::regnamespace AND proconfig IS NULL
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET enable_nestloop = off', kept);
    END LOOP;
END $$
"""


def tracked(
    model: type[models.Model] | None = None, *, exclude: tuple[str, ...] = ()
) -> Callable[..., type[models.Model]]:
    """Keep the OLD row of every update and delete in `<table>_history`, without the excluded columns.

    Statement level and OLD only: an insert trigger for each row makes a load of a million rows 5.7 times slower,
    and the row itself is its newest version.
    """
    if model is None:
        return partial(tracked, exclude=exclude)
    app, name = model._meta.app_label, f"{model.__name__}History"
    return pghistory.track(
        pghistory.UpdateEvent(label="update", row=pghistory.Old, level=pgtrigger.Statement),
        pghistory.DeleteEvent(label="delete", row=pghistory.Old, level=pgtrigger.Statement),
        exclude=list(exclude) or None,
        obj_field=None,
        context_field=pghistory.ContextJSONField(),
        model_name=name,
        meta={"db_table": f"{model._meta.db_table}_history", "app_label": app},
    )(model)


def set_actor(*, using: str, actor: str, actor_id: int | None, act: str) -> None:
    """Name the actor for the history of this transaction; call it first, before any COPY."""
    said = json.dumps({"actor": actor, "actor_id": actor_id, "act": act})
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [said])

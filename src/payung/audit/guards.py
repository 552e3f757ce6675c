"""SQL of the second wall: what the application's login may touch, and which rows it sees."""

from __future__ import annotations

APP = "payung_app"


def grant(rights: str, *tables: str) -> str:
    """Return the statement that gives the application's login these rights, with the tables' id sequences."""
    return f"GRANT {rights} ON {', '.join(tables)} TO {APP};"


def grant_sequence(*tables: str) -> str:
    """Return the statement that lets the application's login take new ids."""
    return f"GRANT USAGE ON {', '.join(f'{table}_id_seq' for table in tables)} TO {APP};"


def narrowed(table: str, to: str) -> str:
    """Return the statement after which a login bound to purposes of packages sees, of what it saw, only the rows that `to` says.

    The setting stands in a sub-select for the reason that `rows_of_office` gives; restrictive, so no other policy opens more.
    """
    is_bound_to_none = "(SELECT coalesce(current_setting('payung.purposes', true), '') = '')"
    return f"CREATE POLICY {table}_of_purposes ON {table} AS RESTRICTIVE FOR ALL TO {APP} USING ({is_bound_to_none} OR {to});"


def rows_of_office(table: str, *, by_sender: bool = True) -> str:
    """Return the statements after which the login sees rows of its office (and its senders, if it is bound to some).

    An empty context sees nothing; `nullif` because a setting once used in a connection comes back as ''. Each setting is read
    in a sub-select: so PostgreSQL reads it once a statement, not once a row.
    """
    mine = "office_id = (SELECT nullif(current_setting('payung.office', true), '')::bigint)"
    if by_sender:
        mine += (
            " AND ((SELECT coalesce(current_setting('payung.senders', true), '') = '')"
            " OR sender_code = ANY ((SELECT string_to_array(current_setting('payung.senders', true), E'\\x1f'))::text[]))"
        )
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY {table}_of_office ON {table} FOR ALL TO {APP} USING ({mine}) WITH CHECK ({mine});"
    )

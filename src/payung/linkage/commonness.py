"""How common names, days and places are in the register that stands: counted at each load, fetched for what a list names."""

from __future__ import annotations

import datetime as dt
import hashlib

import duckdb
from django.db import connections, transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.gateways import columns
from payung.linkage import people
from payung.linkage.models import Counting

# Counted from fewer people, chance would decide what is rare: the frequencies that ship with the model are better then.
FEWEST = 10_000

# Every (kind, value) that `people.prepare` looks up for the people of a table.
_NAMED = """
    SELECT 'name' AS kind, name_key AS value FROM {table}
    UNION SELECT 'first', split_part(name_key, ' ', 1) FROM {table}
    UNION SELECT 'word', unnest(string_split(name_key, ' ')[2:]) FROM {table}
    UNION SELECT 'day', strftime(birth_on, '%m-%d') FROM {table}
    UNION SELECT 'year', strftime(birth_on, '%Y') FROM {table}
    UNION SELECT 'kelurahan', kelurahan_code FROM {table}
    UNION SELECT 'kecamatan', coalesce(kecamatan_code, left(kelurahan_code, 8)) FROM {table}
    UNION SELECT 'kabupaten', coalesce(kabupaten_code, left(kecamatan_code, 5), left(kelurahan_code, 5)) FROM {table}
"""


def count(
    connection: duckdb.DuckDBPyConnection,
    reported: str,
    *,
    source_name: str,
    as_of: dt.date,
    by: Viewer,
    at: dt.datetime,
) -> bool:
    """Count a whole register and let its frequencies stand in place of the earlier ones; return whether it was large enough.

    `reported`: table of people shape without record_id, one row per membership.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW counted_register AS SELECT 0::BIGINT AS record_id, * FROM {reported}"
    )
    counted = connection.execute("SELECT count(*) FROM counted_register").fetchall()[0][0]
    if counted < FEWEST:
        return False
    people.frequencies(connection, "counted_register", out="register_frequencies")
    # A word that is not there is rarer than any that is: said with the frequencies, since a list fetches only its own.
    connection.execute(
        "INSERT INTO register_frequencies SELECT 'unseen', kind, max(millibits) + 1000 FROM register_frequencies"
        " WHERE kind IN ('first', 'word') GROUP BY kind"
    )
    owner = connections["owner"].settings_dict
    staged = f"linkage_staging_frequency_{hashlib.sha256(source_name.encode()).hexdigest()[:12]}"
    columns.stage(owner, staged, connection, "FROM register_frequencies")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM linkage_frequency")
        cursor.execute(
            f"INSERT INTO linkage_frequency (kind, value, millibits) SELECT kind, value, millibits FROM {staged}"
        )
        cursor.execute(f"DROP TABLE {staged}")
        Counting.objects.using("owner").create(source_name=source_name, as_of=as_of, people=counted, counted_at=at)
        audit.record(
            "frequencies.counted",
            by=by.name,
            by_id=by.account_id,
            about=f"source:{source_name}",
            at=at,
            using="owner",
            people=counted,
            as_of=as_of.isoformat(),
        )
    return True


def counted_as_of() -> dt.date | None:
    """Return the day of the register whose frequencies stand; None where none was counted."""
    return Counting.objects.using("owner").order_by("-pk").values_list("as_of", flat=True).first()


def fetch(connection: duckdb.DuckDBPyConnection, *tables: str, staging: str, out: str) -> None:
    """Make the table `out` of the register's frequencies (see `people.frequencies`), of all that people of `tables` are called.

    `staging`: a part of a name that no other list uses at the same time.
    """
    owner = connections["owner"].settings_dict
    staged = f"linkage_staging_named_{staging}"
    named = " UNION ".join(_NAMED.format(table=table) for table in tables)
    columns.stage(owner, staged, connection, f"SELECT kind, value FROM ({named}) WHERE value <> ''")
    columns.fetch(
        owner,
        f"SELECT f.kind, f.value, f.millibits FROM linkage_frequency f JOIN {staged} s ON s.kind = f.kind AND s.value = f.value"
        " UNION ALL SELECT kind, value, millibits FROM linkage_frequency WHERE kind IN ('', 'unseen')",
        connection,
        out,
    )
    columns.drop(owner, staged)

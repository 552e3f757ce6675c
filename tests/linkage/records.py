"""Named people in the people shape, and tables of them."""

from __future__ import annotations

import datetime as dt

import duckdb

SITI = {
    "nik": "2171034405900001", "name": "SITI AMINAH", "birth_on": dt.date(1990, 5, 4), "birth_place": "TANJUNGPINANG",
    "sex": "P", "phone": "6281234567801", "kelurahan": "21.72.03.1001",
}  # fmt: skip
BUDI = {
    "nik": "2171030102850002", "name": "BUDI SANTOSO", "birth_on": dt.date(1985, 2, 1), "birth_place": "MEDAN",
    "sex": "L", "phone": "6281234567802", "kelurahan": "21.72.03.1002",
}  # fmt: skip
RINI = {
    "nik": "2171035503950001", "name": "RINI SUSANTI", "birth_on": dt.date(1995, 3, 15), "birth_place": "TANJUNGPINANG",
    "sex": "P", "phone": "6281234567803", "kelurahan": "21.72.03.1001",
}  # fmt: skip
#: Rini's twin: the next serial, the same birth and home.
RINA = RINI | {"nik": "2171035503950002", "name": "RINA SUSANTI"}


def person(**known: object) -> dict[str, object]:
    """Return a record of the people shape; the name is its own key."""
    name, kelurahan = known.get("name"), known.pop("kelurahan", None)
    words = str(name).split() if name else []
    return {
        "nik": None, "kk": None, "birth_on": None, "birth_place": None, "sex": None, "phone": None,
        "name_key": name, "name_first": words[0] if words else None,
        "name_skeleton": " ".join(sorted(words)) or None, "kelurahan_code": kelurahan,
        "kecamatan_code": kelurahan[:8] if kelurahan else None, "kabupaten_code": kelurahan[:5] if kelurahan else None,
    } | known  # fmt: skip


def people_table(connection: duckdb.DuckDBPyConnection, table: str, records: list[dict[str, object]]) -> None:
    """Make a table of the people shape; record_id counts from 1."""
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} (record_id BIGINT, nik VARCHAR, kk VARCHAR, name VARCHAR, name_key VARCHAR, "
        "name_first VARCHAR, name_skeleton VARCHAR, birth_on DATE, birth_place VARCHAR, sex VARCHAR, phone VARCHAR, "
        "kelurahan_code VARCHAR, kecamatan_code VARCHAR, kabupaten_code VARCHAR, mother_name VARCHAR)"
    )
    for number, record in enumerate(records, start=1):
        whole = {"record_id": number} | person(**record)
        names = ", ".join(whole)
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(whole))})", list(whole.values())
        )

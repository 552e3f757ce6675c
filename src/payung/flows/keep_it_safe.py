"""The installation as one file, and back: dump the database -> add the received files -> seal; look into it -> make room -> restore in the same order."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from payung.flows import purge_what_is_old
from payung.gateways import practice

DUMP = "database.dump"
# Beside the database: received files, papers, the models that were trained here, outlines of places, the installation's secrets, how people sign in, the zone, the clock of one for practice.
BESIDE = (
    "files",
    "letters",
    "models",
    "boundaries",
    "secret_key",
    "sign-in.json",
    "identity_secret",
    "time-zone",
    "practice-days",
)


# Everything of ours goes: a table of a later version that points at a table of the back-up would hold that one fast.
_MAKE_ROOM = """
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT oid::regclass AS name FROM pg_class
               WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relowner = current_user::regrole LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc p
               WHERE pronamespace = 'public'::regnamespace AND proowner = current_user::regrole
                 AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e') LOOP
        EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name);
    END LOOP;
    FOR one IN SELECT oid::regtype AS name FROM pg_type t
               WHERE typnamespace = 'public'::regnamespace AND typowner = current_user::regrole AND typtype = 'e'
                 AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = t.oid AND deptype = 'e') LOOP
        EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', one.name);
    END LOOP;
END $$
"""


class BackupFailed(Exception):
    """The dump or restore program refused; the message is its own."""


class NotABackup(Exception):
    """The file is not a whole backup of Payung."""


class NotEmpty(Exception):
    """The database already holds lists or people: a restore would mix two installations."""


def back_up(*, home: Path, programs: Path, database: Mapping[str, Any], target: Path) -> str:
    """Write one file that holds all of the installation; return its SHA-256. Whole or not at all.

    :raises BackupFailed: if the dump fails.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            dump = Path(folder) / DUMP
            _run([programs / "pg_dump", "--format=custom", "--compress=3", "--no-owner", f"--file={dump}"], database)
            with tarfile.open(part, "w") as archive:
                archive.add(dump, DUMP)
                for name in BESIDE:
                    if (home / name).exists():
                        archive.add(home / name, name)
        part.chmod(0o600)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return _digest(target)


def look_into(source: Path) -> None:
    """See that a file is a whole back-up; nothing is changed.

    :raises NotABackup: if it is none, or not whole.
    """
    try:
        with tarfile.open(source) as archive:
            names = archive.getnames()
    except (tarfile.TarError, EOFError, OSError) as broken:
        raise NotABackup(str(broken)) from None
    if DUMP not in names:
        raise NotABackup(DUMP)


def restore(*, home: Path, programs: Path, database: Mapping[str, Any], source: Path) -> None:
    """Bring an installation without lists and people to the state of a backup, tables and all.

    The tables are afterwards those of the version that wrote the back-up: migrate them.

    :raises NotABackup: if the file is no backup, or not whole; nothing was changed.
    :raises NotEmpty: if the installation already holds data; nothing was changed.
    :raises BackupFailed: if the database refuses it; the installation is left empty.
    """
    look_into(source)
    if not purge_what_is_old.is_empty():
        raise NotEmpty
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError) as broken:
            raise NotABackup(str(broken)) from None
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(_MAKE_ROOM)
        # An extension may be the server's own: its comment is not ours to write.
        how = ["--no-owner", "--no-comments", "--single-transaction", f"--dbname={database['NAME']}"]
        _run([programs / "pg_restore", *how, Path(folder) / DUMP], database)
        for name in BESIDE:
            if (Path(folder) / name).exists():
                _put_back(Path(folder) / name, home / name)
        if not practice.place(Path(folder)).exists():
            # What was real stays real, wherever it is brought back.
            practice.place(home).unlink(missing_ok=True)


def _put_back(kept: Path, place: Path) -> None:
    """Put a part of a back-up in its place: a fresh installation made itself a secret at its first command, and that one must go."""
    if place.is_dir():
        shutil.copytree(kept, place, dirs_exist_ok=True)
    else:
        kept.replace(place)


def _run(command: list[str | Path], database: Mapping[str, Any]) -> None:
    said = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
    }
    environment = {
        **os.environ,
        "PGDATABASE": database["NAME"],
        **{name: str(value) for name, value in said.items() if value},
    }
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise BackupFailed(done.stderr.strip()[-2000:])


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

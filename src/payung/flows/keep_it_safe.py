"""The installation as one file, and back: dump the database -> add the received files -> seal; restore in the same order."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DUMP = "database.dump"
# Beside the database: received files, papers, the models that were trained here, the installation's secrets, how people sign in, the zone.
BESIDE = ("files", "letters", "models", "secret_key", "sign-in.json", "identity_secret", "time-zone")


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


def restore(*, home: Path, programs: Path, database: Mapping[str, Any], source: Path, is_empty: bool) -> None:
    """Bring an empty installation to the state of a backup.

    :raises NotEmpty: if the installation already holds data.
    :raises NotABackup: if the file is no backup, or not whole.
    :raises BackupFailed: if the database refuses it.
    """
    if not is_empty:
        raise NotEmpty
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, EOFError, OSError) as broken:
            raise NotABackup(str(broken)) from None
        dump = Path(folder) / DUMP
        if not dump.exists():
            raise NotABackup(DUMP)
        # The tables are there already, empty and migrated; they are made anew as the dump has them.
        _run(
            [
                programs / "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                f"--dbname={database['NAME']}",
                str(dump),
            ],
            database,
        )
        for name in BESIDE:
            if (Path(folder) / name).exists() and not (home / name).exists():
                (Path(folder) / name).rename(home / name)


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

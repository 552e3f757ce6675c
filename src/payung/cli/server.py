"""The embedded database server, started for a command."""

from __future__ import annotations

from django.conf import settings

from payung.cli.terminal import refuse, t
from payung.gateways import embedded


def start() -> None:
    """See that the installation's own server answers, or end the command with why it does not; a server of others is left alone."""
    if not settings.PAYUNG_EMBEDDED:
        return
    try:
        embedded.start(settings.PAYUNG_HOME)
    except (embedded.DatabaseWillNotStart, embedded.NoDatabaseBinaries) as refused:
        refuse(t(f"Basis data tidak dapat dijalankan: {refused}", f"The database cannot be started: {refused}"))

"""Whether a failure of any of our engines means that there is no room left to write."""

from __future__ import annotations

import errno

# DuckDB, the binary bridge and PostgreSQL each say it in their own words.
_SIGNS = (
    "No space left on device",
    "File too large",
    "Disk quota exceeded",
    "max_temp_directory_size",
    "could not extend file",
)
_DISK_FULL = "53100"


def is_full(failed: BaseException) -> bool:
    """Return whether an error, or one that it came from, says that the disk (or what we may use of it) is full."""
    seen: set[int] = set()
    error: BaseException | None = failed
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return True
        if getattr(error, "sqlstate", None) == _DISK_FULL or any(sign in str(error) for sign in _SIGNS):
            return True
        error = error.__cause__ or error.__context__
    return False

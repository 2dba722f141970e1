"""Faults of disk and database that a person can mend, told as refusals with words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

from app.domain.errors import DomainError, Refused

_BY_ERRNO = {
    errno.ENOSPC: "storage.full",
    errno.EDQUOT: "storage.full",
    errno.EACCES: "storage.not_allowed",
    errno.EPERM: "storage.not_allowed",
    errno.EROFS: "storage.read_only",
    errno.ENOENT: "storage.not_found",
    errno.ENOTDIR: "storage.bad_place",
    errno.EISDIR: "storage.bad_place",
    errno.EEXIST: "storage.bad_place",
    errno.EINVAL: "storage.bad_place",
    errno.ENAMETOOLONG: "storage.bad_place",
    errno.EIO: "storage.failing",
    errno.EBUSY: "storage.in_use",
    errno.ETXTBSY: "storage.in_use",
}
# System error codes of Windows (winerror.h): sharing and lock violation, disk full, write protected, not ready.
_BY_WINERROR = {
    32: "storage.in_use",
    33: "storage.in_use",
    123: "storage.bad_place",  # a name with characters that a file may not have
    39: "storage.full",
    112: "storage.full",
    19: "storage.read_only",
    21: "storage.not_found",
}
# Primary result codes of SQLite.
_BY_SQLITE = {
    sqlite3.SQLITE_BUSY: "storage.busy",
    sqlite3.SQLITE_LOCKED: "storage.busy",
    sqlite3.SQLITE_FULL: "storage.full",
    sqlite3.SQLITE_READONLY: "storage.read_only",
    sqlite3.SQLITE_IOERR: "storage.failing",
    sqlite3.SQLITE_CORRUPT: "storage.damaged",
    sqlite3.SQLITE_NOTADB: "storage.damaged",
    sqlite3.SQLITE_CANTOPEN: "storage.not_found",
    sqlite3.SQLITE_PERM: "storage.not_allowed",
}


_NO_ROOM = sqlite3.SQLITE_IOERR_SHMSIZE
"""An extended code: the file beside the WAL, which is made when the database is opened, found no room."""


def translate(error: BaseException) -> DomainError | None:
    """The refusal that a fault amounts to, looked for along its causes; None where it is a fault of the program."""
    for one in _causes(error):
        if isinstance(one, DomainError):
            return one
        if isinstance(one, sqlite3.Error):
            number = getattr(one, "sqlite_errorcode", None) or 0
            code = "storage.full" if number == _NO_ROOM else _BY_SQLITE.get(number & 0xFF)
            if code is not None:
                return Refused(code, name="")
        if isinstance(one, OSError):
            code = _BY_WINERROR.get(getattr(one, "winerror", None) or 0) or _BY_ERRNO.get(one.errno or 0)
            if code is not None:
                return Refused(code, name=str(one.filename or ""))
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """It, and what it was raised from; SQLAlchemy raises its own from the driver's."""
    one: BaseException | None = error
    while one is not None:
        yield one
        one = one.__cause__

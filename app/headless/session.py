"""Opening the counter for a command, and the person who acts."""

from __future__ import annotations

import argparse
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap import CounterServices, is_set_up, open_counter
from app.domain.errors import Invalid, NotFound
from app.logs import start_log
from app.paths import DataFolder
from app.services.commands.base import Actor
from app.services.queries import AssetRow, ScanKind


@contextmanager
def counter(options: argparse.Namespace, *, create: bool = False, examine: bool = False) -> Iterator[CounterServices]:
    """The counter in --data. Raises as `open_counter` does."""
    folder = DataFolder(options.data) if options.data else DataFolder.default()
    if create or is_set_up(folder):  # opening it has things to tell already
        start_log(folder.logs)
    with open_counter(folder.root, create=create, examine=examine) as services:
        yield services


def fit_for_writing(path: Path | None) -> None:
    """Make the folder of a file that is to be written in the end, before anything is done. Raises OSError."""
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with tempfile.TemporaryFile(dir=path.parent):
        pass  # the folder takes files


def password() -> str:
    """From GWC_PASSWORD, so that it stands in no process list and no shell history. Raises Invalid."""
    secret = os.environ.get("GWC_PASSWORD", "")
    if not secret:
        raise Invalid("password.not_given")
    return secret


def person(services: CounterServices, options: argparse.Namespace) -> Actor:
    return services.accounts.sign_in(options.user, password())


def assets_by_tag(services: CounterServices, tags: list[str]) -> list[AssetRow]:
    """The assets that the tags (or card numbers, serials, plates) name. Raises NotFound or Invalid."""
    found = []
    for tag in tags:
        hit = services.queries.resolve(tag)
        if hit.kind is ScanKind.SEVERAL:
            raise Invalid("scan.several", text=tag, count=len(hit.assets))
        if hit.kind is not ScanKind.ASSET:
            raise NotFound("asset.unknown", tag=tag)
        found.append(hit.assets[0])
    return found

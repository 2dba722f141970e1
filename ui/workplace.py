"""What every page is given: the services and the helpers around them, as one value."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.domain.classification import Classification
from app.exchange.reference import load_classification
from app.services.accounts import Accounts
from app.services.attachments import Attachments
from app.services.authority import Here
from app.services.bus import Bus
from app.services.commands.base import Actor, Command
from app.services.paper import Typesetter
from app.services.ports import Changes
from app.services.printing.desk import PrintDesk
from app.services.queries import Queries
from app.services.slip_papers import SlipPapers
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.print_runner import PrintRunner
from ui.rfid.field import TagField
from ui.scanning import Sounds
from ui.tasks import Job, Tasks
from ui.widgets import Memory

_HERE_SECONDS = 5.0
"""How long what is known of this counter may be shown before it is read again."""


@dataclass(slots=True)
class Workplace:
    """`actor` is the signed-in person; `papers` the folder in which issued slips and labels are kept.

    `printing` runs the print jobs, `slip_papers` has the papers of slips; `classification` gives the category table of
    the site. `attachments` keeps photos and scans (None: not here); `fetch` has one brought that another counter of the
    site keeps, by its hash and size in bytes. `tags` is what this PC's RFID reader hears (None: not here).
    """

    bus: Bus
    queries: Queries
    accounts: Accounts
    typesetter: Typesetter
    papers: Path
    tasks: Tasks
    changes: ChangeHub
    errors: ErrorDesk
    memory: Memory
    sounds: Sounds
    actor: Callable[[], Actor]
    printing: PrintRunner
    slip_papers: SlipPapers
    classification: Callable[[], Classification] = load_classification
    attachments: Attachments | None = None
    fetch: Callable[[str, int], None] = lambda sha256, size: None
    tags: TagField | None = None
    _here: tuple[float, Here] | None = field(default=None, init=False, repr=False)

    @property
    def print_desk(self) -> PrintDesk:
        """The print jobs and printers of this PC; slow, so off the UI thread."""
        return self.printing.desk

    def here(self) -> Here:
        """This counter and the age of its knowledge: three settings, read at most every few seconds."""
        now = time.monotonic()
        if self._here is None or now - self._here[0] > _HERE_SECONDS:
            self._here = (now, self.queries.here())
        return self._here[1]

    def perform(
        self,
        *commands: Command,
        owner: QObject,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Carry out commands on the database worker, as the signed-in person; answers on the UI thread."""
        actor = self.actor()

        def answered(changes: Any) -> None:
            if done is not None:
                done(changes)

        return self.tasks.run(
            lambda: self.bus.execute(*commands, actor=actor, origin=owner),
            owner=owner,
            done=answered,
            failed=failed or self.errors.show,
        )

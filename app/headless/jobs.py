"""jobs: what of this PC's prints is not finished, printing it on, making it void."""

from __future__ import annotations

import argparse
import getpass
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import DomainError
from app.domain.organization import Role
from app.headless.report import complain, moment, say, say_json, say_table
from app.headless.session import counter, person
from app.services.commands.base import Actor
from app.services.printing.desk import PrintDesk
from app.services.printing.jobs import ItemState, JobRow, JobState
from app.words import sentence, word


def jobs(options: argparse.Namespace) -> int:
    """List, resume or make void. Exit code 1 where something was refused, failed or is not known."""
    with counter(options) as services:
        desk = services.print_desk
        faults: list[DomainError] = []
        if options.void is not None:
            here = Actor("", getpass.getuser(), Role.CLERK)  # this PC's paper: whoever is at it
            voider = person(services, options) if options.user else here
            desk.void(options.void, reason=options.reason, actor=voider)
            rows = [desk.job(options.void)]
        elif options.resume is not None:
            rows = _resume(desk, options, faults)
        else:
            rows = desk.unfinished() if options.unfinished else desk.jobs()
        _tell(desk, rows, options)
    for fault in faults:
        complain(fault, options)
    return 1 if faults or (options.resume is not None and any(row.unsure for row in rows)) else 0


def _resume(desk: PrintDesk, options: argparse.Namespace, faults: list[DomainError]) -> list[JobRow]:
    """Oldest first. What is not known is settled as the options say, or left as it is."""
    chosen = [desk.job(options.resume)] if options.resume else list(reversed(desk.unfinished()))
    if not options.resume:
        chosen = [row for row in chosen if row.state is not JobState.CANCELLED]
    after = []
    with _stopped_by_hand() as stop:
        for row in chosen:
            if row.unsure and (options.came_out or options.print_again):
                unsure = [it.position for it in desk.items(row.id) if it.state is ItemState.SENDING]
                desk.settle(row.id, unsure, bool(options.came_out))
                row = desk.job(row.id)
            if not row.unsure and not stop.is_set():
                try:
                    row = desk.run(row.id, lambda done, total: None, stop.is_set)
                except DomainError as refusal:
                    faults.append(refusal)
            if row.fault is not None:
                faults.append(row.fault)
            after.append(row)
    return after


@contextmanager
def _stopped_by_hand() -> Iterator[threading.Event]:
    """Ctrl+C stops between two labels, so that none of them is left not known."""
    stop = threading.Event()
    before = signal.signal(signal.SIGINT, lambda number, frame: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _tell(desk: PrintDesk, rows: list[JobRow], options: argparse.Namespace) -> None:
    language = options.language
    if options.json:
        say_json([_plain(desk, row) for row in rows])
        return
    if not rows:
        say(sentence("told.print_jobs_none", language))
        return
    say_table(
        [
            (
                row.id,
                moment(row.created_at),
                row.title,
                row.printer_name,
                word("job_state", row.state, language),
                f"{row.done}/{row.total}",
            )
            for row in rows
        ]
    )
    for row in rows:
        if row.unsure:
            first = next(it.position for it in desk.items(row.id) if it.state is ItemState.SENDING)
            say(sentence("told.print_unsure", language, title=row.title, count=row.unsure, first=first))


def _plain(desk: PrintDesk, row: JobRow) -> dict[str, object]:
    unsure = [it.position for it in desk.items(row.id) if it.state is ItemState.SENDING] if row.unsure else []
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "printer": row.printer_name,
        "state": row.state,
        "fault": row.fault.code if row.fault else "",
        "created_at": row.created_at,
        "created_by": row.created_by,
        "total": row.total,
        "done": row.done,
        "failed": row.failed,
        "voided": row.voided,
        "unsure": unsure,
        "reprint_of": row.reprint_of,
        "reprint_reason": row.reprint_reason,
    }

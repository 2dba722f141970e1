"""A counter at work in a process of its own, to be killed at any moment.

It tells on stdout, a line each and flushed, what was acknowledged: the numbers of documents, and "synced N".
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from pathlib import Path

from app.bootstrap import city_line, open_counter
from app.clock import SystemClock
from app.domain import ids
from app.exchange.reader import read_ledger
from app.services.commands.loans import HandOut, Returned, TakeBack
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.ledgers import Ledger, take_over
from sync.client.cycle import sync_once
from sync.client.transport import LineDown

OFFICE, BORROWER = "城区防汛指挥部", "孔令䶮"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def work(data: Path, ledger: Path, password: str) -> None:
    """Import once, then lend, take back and sync for ever; with no line all goes on but sync."""
    office = ids.organization_id(OFFICE)
    person = ids.person_id(office, BORROWER)
    with open_counter(data) as services:
        actor = services.accounts.sign_in("admin", password)
        say("open")
        if not services.queries.imports():
            reading = read_ledger(ledger)
            cards = Ledger(reading.name, reading.sha256, reading.unit_name, reading.unit_code, reading.cards)
            result = take_over(cards, services.bus, services.queries, actor=actor)
            assert result.changes is not None
            say(result.changes.documents[0])
        line = city_line(services)
        site = services.database.setting("site")
        known = (RegisterOrganization(OFFICE), RegisterPerson(office, BORROWER))
        while True:
            rows = [row for row in services.queries.find_assets("办公桌", 400) if row.custody == site]
            if out := tuple(Returned(row.id) for row in rows if row.status == "lent"):  # killed before they came back
                say(services.bus.execute(TakeBack(out), actor=actor).documents[-1])
            pieces = tuple([row.id for row in rows if row.status == "available"][:3])
            due = SystemClock().today() + timedelta(days=30)
            say(services.bus.execute(*known, HandOut(office, person, pieces, due), actor=actor).documents[-1])
            back = TakeBack(tuple(Returned(id) for id in pieces))
            say(services.bus.execute(back, actor=actor).documents[-1])
            try:
                say(f"synced {sync_once(services.replica, line).pushed}")
            except LineDown:
                say("down")
                time.sleep(0.1)


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])

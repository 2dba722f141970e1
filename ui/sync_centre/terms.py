"""How the sync centre says things: kinds of data, bytes, spans of time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.services.sync_queries import CycleRow
from app.words import word
from ui.i18n import language, tr
from ui.moments import exact, say_duration


def kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(name, kinds of entity) of each kind of data that a person asks for, the most urgent first."""
    return (
        (tr("Requests and approvals"), ("request", "request_line")),
        (tr("Loans and returns"), ("loan", "loan_line")),
        (tr("Property, and the pool list of other sites"), ("asset",)),
        (tr("Vehicles and trips"), ("vehicle", "dispatch")),
        (tr("Conflict cases"), ("conflict_case",)),
        (tr("Organizations, people and sites"), ("organization", "person", "site", "warehouse", "staff")),
        (tr("Papers and imported ledgers"), ("document", "ledger_import")),
    )


def say_rows(counts: Mapping[str, int]) -> str:
    """Rows by kind in words, the most first: `Loans and returns 12 · …`; what has no name here counts as other."""
    named: dict[str, int] = {}
    rest = dict(counts)
    for name, of_kind in kinds():
        count = sum(rest.pop(kind, 0) for kind in of_kind)
        if count:
            named[name] = count
    if sum(rest.values()):
        named[tr("Other records")] = sum(rest.values())
    ordered = sorted(named.items(), key=lambda one: -one[1])
    return " · ".join(f"{name} {count:,}" for name, count in ordered)


def what(command: str) -> str:
    """A command type in words."""
    return word("command", command, language())


def say_bytes(count: float) -> str:
    """`512 B`, `3.4 KB`, `12 MB`: in steps of 1024."""
    for unit in ("B", "KB", "MB", "GB"):
        if count < 1024 or unit == "GB":
            break
        count /= 1024
    return f"{count:.0f} {unit}" if count >= 10 or unit == "B" else f"{count:.1f} {unit}"


def say_seconds(seconds: float) -> str:
    """How long something took, also where it was less than a second."""
    return tr("{n} s").format(n=f"{seconds:.1f}") if seconds < 10 else say_duration(seconds)


def say_speed(cycle: CycleRow) -> str:
    """Operations per second of a cycle that sent any."""
    if not cycle.pushed or not cycle.seconds:
        return ""
    return tr("{n} operations/s").format(n=f"{cycle.pushed / cycle.seconds:,.0f}")


def say_clock(ahead: float | None) -> str:
    """This PC's clock beside the city's."""
    if ahead is None:
        return tr("not known yet")
    if abs(ahead) < 2:
        return tr("the same")
    text = tr("{time} fast") if ahead > 0 else tr("{time} slow")
    return text.format(time=say_duration(abs(ahead)))


def say_span(begin: datetime, end: datetime) -> str:
    """A spell: its begin, and its end where that is another minute."""
    first, last = exact(begin)[:16], exact(end)[:16]
    if first == last:
        return first
    return f"{first} – {last[11:]}" if first[:10] == last[:10] else f"{first} – {last}"

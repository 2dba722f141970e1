"""CUPS printers by name (Linux, macOS), through lp and lpstat: raw data for label printers, PDF as it is."""

from __future__ import annotations

import os
import subprocess
from contextlib import suppress

from app.domain.errors import Refused
from app.services.ports import Cancelled
from app.services.printing.devices import Language, PartlySent, PrinterState

_SECONDS = 30.0
# What lp says on stderr, in its untranslated words.
_REFUSALS = (
    ("does not exist", "printer.unknown"),
    ("unknown destination", "printer.unknown"),
    ("invalid destination", "printer.unknown"),
    ("not accepting", "printer.not_accepting"),
    ("No such file or directory", "printer.spooler_down"),
    ("Unable to connect", "printer.spooler_down"),
    ("Bad file descriptor", "printer.spooler_down"),
    ("scheduler is not running", "printer.spooler_down"),
    ("forbidden", "printer.not_allowed"),
    ("not authorized", "printer.not_allowed"),
)
# printer-state-reasons (RFC 8011, 5.4.12), the most telling first.
_ALARMS = (
    ("media-empty", "printer.paper_out"),
    ("media-needed", "printer.paper_out"),
    ("media-jam", "printer.jam"),
    ("cover-open", "printer.head_open"),
    ("door-open", "printer.head_open"),
    ("marker-supply-empty", "printer.ribbon_out"),
    ("toner-empty", "printer.ribbon_out"),
    ("output-area-full", "printer.bin_full"),
    ("offline", "printer.offline"),
    ("paused", "printer.paused"),
)


class CupsDevice:
    """One-way: what the spooler took is sent, and never verified."""

    def __init__(self, name: str, language: Language) -> None:
        """Raises Refused where there is no such printer or no CUPS."""
        self._name, self._language = name, language
        try:
            listed = _run(["lpstat", "-p", name])
        except subprocess.TimeoutExpired:
            raise Refused("printer.spooler_down") from None
        if listed.returncode != 0:
            raise _refusal(name, listed.stderr)

    @property
    def answers(self) -> bool:
        return False

    @property
    def whole(self) -> bool:
        return False

    def send(self, data: bytes, title: str, cancelled: Cancelled) -> PrinterState:
        raw = () if self._language is Language.PDF else ("-o", "raw")
        try:
            done = _run(["lp", "-d", self._name, *raw, "-t", title[:120].lstrip("-") or "print"], data)
        except subprocess.TimeoutExpired:
            raise PartlySent(len(data), Refused("printer.stalled")) from None
        if done.returncode != 0:  # lp hands over a whole document or none
            raise _refusal(self._name, done.stderr)
        return self.state()

    def ask(self, data: bytes, end: bytes, seconds: float) -> bytes:
        raise Refused("printer.one_way")

    def said(self, seconds: float = 0) -> bytes:
        return b""

    def state(self) -> PrinterState:
        try:
            done = _run(["lpstat", "-l", "-p", self._name])
        except (Refused, subprocess.TimeoutExpired):
            return PrinterState(False, ("printer.spooler_down",))
        if done.returncode != 0:
            return PrinterState(False, (_refusal(self._name, done.stderr).code,))
        first, *rest = done.stdout.decode("utf-8", "replace").splitlines() or [""]
        reasons = " ".join(line for line in rest if line.strip().startswith("Alerts:"))
        alarms = [code for word, code in _ALARMS if word in reasons]
        if " disabled since " in first:
            alarms.append("printer.paused")
        found = tuple(dict.fromkeys(alarms))
        return PrinterState("printer.offline" not in found, found)

    def close(self) -> None:
        """Nothing is left open."""


def cups_names() -> list[str]:
    """The queues that the system knows; none where there is no CUPS."""
    with suppress(Refused, subprocess.TimeoutExpired):
        return _run(["lpstat", "-e"]).stdout.decode("utf-8", "replace").split()
    return []


def _run(command: list[str], data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Raises Refused where the system has no such command."""
    try:
        return subprocess.run(
            command, input=data, capture_output=True, check=False, timeout=_SECONDS, env={**os.environ, "LC_ALL": "C"}
        )
    except OSError:
        raise Refused("printer.no_cups") from None


def _refusal(name: str, said: bytes) -> Refused:
    words = said.decode("utf-8", "replace").strip()
    code = next((code for part, code in _REFUSALS if part.lower() in words.lower()), "printer.cups_fault")
    return Refused(code, name=name, cause=words[:200])

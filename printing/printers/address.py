"""Where a printer is, as text: "windows:NAME", "tcp:HOST[:PORT]", "cups:NAME", "file:PATH"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.errors import Invalid

RAW_PORT = 9100
"""Where label printers take raw data (IANA: pdl-datastream)."""
KINDS = ("windows", "tcp", "cups", "file")
_HOST = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,251}[0-9A-Za-z])?")
_CUPS_NAME = re.compile(r"[^\s/#\-'\"\\][^\s/#'\"\\]{0,126}")  # as lpadmin takes them


@dataclass(frozen=True, slots=True)
class Address:
    """`name`: of the printer, its host, or the path. `port` of a host, else 0."""

    kind: str
    name: str
    port: int = 0


def parse_address(text: str) -> Address:
    """Raises Invalid: printer.address_unclear, printer.host_wrong, printer.port_wrong, printer.name_wrong."""
    kind, colon, rest = text.strip().partition(":")
    rest = rest.strip()
    if not colon or kind not in KINDS or not rest or any(ord(one) < 32 for one in rest):
        raise Invalid("printer.address_unclear", address=_shown(text))
    if kind == "tcp":
        return _tcp(rest)
    if kind == "cups" and not _CUPS_NAME.fullmatch(rest):
        raise Invalid("printer.name_wrong", name=_shown(rest))
    return Address(kind, rest)


def _tcp(text: str) -> Address:
    host, port = text, str(RAW_PORT)
    if text.startswith("["):  # IPv6, as in URLs (RFC 3986, 3.2.2)
        host, _, after = text[1:].partition("]")
        if after:
            port = after.removeprefix(":") if after.startswith(":") else ""
        valid = re.fullmatch(r"[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]+)?", host)
    else:
        if ":" in text:
            host, _, port = text.partition(":")
        valid = _HOST.fullmatch(host)
    if not valid:
        raise Invalid("printer.host_wrong", host=_shown(host))
    if not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 1 << 16):
        raise Invalid("printer.port_wrong", port=_shown(port))
    return Address("tcp", host, int(port))


def _shown(text: str) -> str:
    return "".join(one if one.isprintable() else "�" for one in text[:60])

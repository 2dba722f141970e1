"""Bar codes as modules: what may be encoded, and in which size it may be printed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import zint
from barcode.codex import Code128

from app.domain.errors import Invalid

LONGEST = 48
_LONG = re.compile(r"[0-9A-Z]{1,3300}")
# Read as commands or escapes by some printer or scanner language (ZPL, TSPL, function characters).
_UNSAFE = frozenset('>^~_"\\')
_MSB_FIRST = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class Code:
    """Dark modules of a code: `rows` hold `width` bits each, first bit highest, padded to whole bytes.

    A linear code has one row. `quiet` is the empty margin that it needs on each side, in modules;
    `least` the smallest module, in mm, that a 203 dpi printer and a plain scanner can be trusted with.
    """

    width: int
    rows: tuple[bytes, ...]
    quiet: int
    least: float

    @property
    def height(self) -> int:
        """Rows of modules."""
        return len(self.rows)

    def fit(self, room: float, dots_per_inch: int) -> float:
        """The largest module, in mm and whole dots, for which the code and its margins fit into `room` mm.

        Raises Invalid where that is smaller than `least`: a code is refused, never squeezed.
        """
        dot = 25.4 / dots_per_inch
        modules = self.width + 2 * self.quiet
        module = math.floor(room / modules / dot + 1e-9) * dot
        if module < self.least:
            raise Invalid("code.does_not_fit", needed_mm=round(self.least * modules, 1), room_mm=round(room, 1))
        return module


def check(text: str) -> str:
    """`text` if every code and printer language carries it unharmed. Raises Invalid otherwise.

    That is 1 to 48 printable ASCII characters other than `> ^ ~ _ " \\`, without a space at either end.
    """
    if not text or text != text.strip(" "):
        raise Invalid("code.empty", text=ascii(text))
    if len(text) > LONGEST:
        raise Invalid("code.too_long", length=len(text), most=LONGEST)
    for character in text:
        if not " " <= character <= "~" or character in _UNSAFE:
            raise Invalid("code.character", text=ascii(text), character=ascii(character))
    return text


def code128(text: str) -> Code:
    """Code 128 (ISO/IEC 15417), digits in pairs where that is shorter. Raises Invalid as `check`."""
    check(text)
    if text.startswith("99"):  # python-barcode 0.16 takes the pair for its own switch of code sets and drops it
        return _by_zint(zint.Symbology.CODE128, text, quiet=10, least=0.25)
    (bits,) = Code128(text).build()
    length = (len(bits) + 7) // 8
    row = (int(bits, 2) << (length * 8 - len(bits))).to_bytes(length, "big")
    return Code(len(bits), (row,), quiet=10, least=0.25)


def qr(text: str) -> Code:
    """QR code (ISO/IEC 18004) in the smallest version with error correction level Q: a quarter may be worn.

    Raises Invalid as `check`.
    """
    return _by_zint(zint.Symbology.QRCODE, check(text), quiet=4, least=0.375, correction=3)


def long_qr(text: str) -> Code:
    """A QR code of capital letters and digits alone, up to 3,300, with error correction level M.

    Raises Invalid where the text has other characters, or is empty or too long.
    """
    if not _LONG.fullmatch(text):
        raise Invalid("code.character", text=ascii(text[:LONGEST]), character="")
    return _by_zint(zint.Symbology.QRCODE, text, quiet=4, least=0.375, correction=2)


def _by_zint(symbology: zint.Symbology, text: str, *, quiet: int, least: float, correction: int = -1) -> Code:
    symbol = zint.Symbol()
    symbol.symbology = symbology
    symbol.option_1 = correction
    symbol.encode(text)
    modules = symbol.encoded_data
    stride = modules.nbytes // len(modules)
    data = modules.cast("B")[: symbol.rows * stride].tobytes().translate(_MSB_FIRST)
    length = (symbol.width + 7) // 8
    rows = tuple(data[start : start + length] for start in range(0, len(data), stride))
    return Code(symbol.width, rows, quiet, least)

"""Colours, type and icons of the whole product: `apply_theme` once, `colours()` when painting."""

from ui.theme.apply import apply_theme, colour, colours
from ui.theme.fonts import body_font, code_font, large_font
from ui.theme.icons import icon, pixmap
from ui.theme.tokens import GRID

__all__ = [
    "GRID",
    "apply_theme",
    "body_font",
    "code_font",
    "colour",
    "colours",
    "icon",
    "large_font",
    "pixmap",
]

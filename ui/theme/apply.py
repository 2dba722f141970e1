"""The theme in force, and how it reaches the application."""

from functools import cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import body_font
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import LIGHT, THEMES, Colours

_current = LIGHT


def colours() -> Colours:
    """The colours in force; read them when painting, never keep them."""
    return _current


def colour(role: str) -> QColor:
    """One colour in force by its token's name."""
    return _colour(_current.role(role))


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


def apply_theme(app: QApplication, name: str) -> None:
    """Dress the whole application in `light` or `dark`; KeyError for any other name."""
    global _current
    _current = THEMES[name]
    app.setStyle("Fusion")
    app.setFont(body_font())
    app.setPalette(_palette(_current))
    app.setStyleSheet(stylesheet(_current))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, value in {
        role.Window: c.window,
        role.WindowText: c.text,
        role.Base: c.surface,
        role.AlternateBase: c.window,
        role.Text: c.text,
        role.PlaceholderText: c.muted,
        role.Button: c.surface,
        role.ButtonText: c.text,
        role.BrightText: c.problem,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.text,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Accent: c.accent,
        role.Light: c.surface,
        role.Midlight: c.sunken,
        role.Mid: c.line,
        role.Dark: c.edge,
        role.Shadow: c.edge,
    }.items():
        palette.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.disabled))
    return palette

"""Design tokens: the only place where colours, spaces and sizes of type are written down.

Contrast of text on every ground it is used on is at least 4.5:1 (WCAG 2.1, 1.4.3), held by a test.
"""

from dataclasses import dataclass

GRID = 4
"""All spaces are multiples of this many pixels."""

BODY_PT = 10.5
LARGE_PT = 14.0
ROW = 32
ROW_DENSE = 28
CONTROL = 32
"""Height in px of buttons and fields."""
ICON = 20
RAIL = 168
RAIL_COMPACT = 64
PANEL = 320
"""Width in px of the detail panel."""
RADIUS = 4

MEANINGS = ("good", "attention", "problem", "information")


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `*_soft` is the tint behind the text of that meaning."""

    name: str
    window: str
    surface: str
    sunken: str
    line: str
    edge: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    attention: str
    attention_soft: str
    problem: str
    problem_soft: str
    problem_strong: str
    information: str
    information_soft: str

    def role(self, name: str) -> str:
        """The colour called `name`, e.g. `text`, `accent`, `problem_soft`; AttributeError otherwise."""
        value: str = getattr(self, name)
        return value


LIGHT = Colours(
    name="light",
    window="#f2f3f5",
    surface="#ffffff",
    sunken="#e9ebee",
    line="#d9dce1",
    edge="#868e99",
    text="#1a1d21",
    muted="#555c66",
    disabled="#8b919a",
    accent="#1d55a5",
    accent_strong="#174484",
    accent_soft="#e3ebf7",
    on_accent="#ffffff",
    good="#17683a",
    good_soft="#e2f2e8",
    attention="#855000",
    attention_soft="#fdf0d8",
    problem="#b0241c",
    problem_soft="#fbe7e5",
    problem_strong="#8f1b15",
    information="#0b6076",
    information_soft="#dff0f5",
)

DARK = Colours(
    name="dark",
    window="#15181c",
    surface="#1d2126",
    sunken="#282d33",
    line="#353b43",
    edge="#76808c",
    text="#e7eaee",
    muted="#a7afba",
    disabled="#6d7580",
    accent="#8db7f2",
    accent_strong="#abcbf7",
    accent_soft="#22344e",
    on_accent="#0d1a2c",
    good="#7fd09b",
    good_soft="#1b3325",
    attention="#ebb95f",
    attention_soft="#3a2d13",
    problem="#f5a199",
    problem_soft="#42221f",
    problem_strong="#f8bab4",
    information="#7bcade",
    information_soft="#16333b",
)

THEMES = {"light": LIGHT, "dark": DARK}


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Type: Microsoft YaHei UI where Windows has it, the bundled Noto Sans SC elsewhere."""

import sys
from functools import cache
from importlib.resources import as_file, files

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.tokens import BODY_PT, LARGE_PT

WINDOWS_FAMILY = "Microsoft YaHei UI"
BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf")


@cache
def families() -> tuple[str, ...]:
    """The families to use, best first; loads the bundled fonts the first time."""
    found: list[str] = []
    if sys.platform == "win32" and WINDOWS_FAMILY in QFontDatabase.families():
        found.append(WINDOWS_FAMILY)
    for name in BUNDLED:
        with as_file(files("resources") / "fonts" / name) as path:
            number = QFontDatabase.addApplicationFont(str(path)) if path.exists() else -1
        if number >= 0:
            found += [f for f in QFontDatabase.applicationFontFamilies(number) if f not in found]
    return tuple(found) or ("sans-serif",)


def body_font() -> QFont:
    """10.5 pt with figures of equal width."""
    return _font(BODY_PT)


def large_font() -> QFont:
    """14 pt, for what is read at arm's length."""
    return _font(LARGE_PT)


def code_font() -> QFont:
    """Body type for tag and document numbers, a little wider set so that digits keep apart."""
    font = _font(BODY_PT)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.3)
    return font


def _font(points: float) -> QFont:
    font = QFont(list(families()))
    font.setPointSizeF(points)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font

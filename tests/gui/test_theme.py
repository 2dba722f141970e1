"""Colours, type, icons."""

from importlib.resources import files
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from ui.theme import apply_theme, body_font, colours, icon, large_font, pixmap
from ui.theme.tokens import DARK, LIGHT, MEANINGS, Colours, contrast

ICONS = sorted(e.name[:-4] for e in (files("resources") / "icons").iterdir() if e.name.endswith(".svg"))


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def pairs(c: Colours) -> list[tuple[str, str]]:
    """Every text colour with every ground it is drawn on."""
    grounds = ("window", "surface", "sunken", "accent_soft")
    found = [(text, ground) for text in ("text", "muted") for ground in (*grounds, *(f"{m}_soft" for m in MEANINGS))]
    found += [("accent", ground) for ground in grounds]
    found += [("on_accent", "accent"), ("on_accent", "accent_strong"), ("problem_strong", "problem_soft")]
    for meaning in MEANINGS:
        found += [(meaning, ground) for ground in ("window", "surface", "accent_soft", f"{meaning}_soft")]
    return found


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda c: c.name)
def test_every_text_is_readable(theme: Colours) -> None:
    low = {
        pair: round(ratio, 2)
        for pair in pairs(theme)
        if (ratio := contrast(theme.role(pair[0]), theme.role(pair[1]))) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda c: c.name)
def test_edges_of_controls_are_seen(theme: Colours) -> None:
    """WCAG 2.1, 1.4.11: 3:1 for what shows where a control is."""
    assert min(contrast(theme.edge, ground) for ground in (theme.surface, theme.window)) >= 2.9


def test_type_is_a_chinese_face_in_the_sizes_of_the_design(chinese: QApplication) -> None:
    assert QFontDatabase.WritingSystem.SimplifiedChinese in QFontDatabase.writingSystems(
        QFontInfo(body_font()).family()
    )
    assert (body_font().pointSizeF(), large_font().pointSizeF()) == (10.5, 14.0)
    assert chinese.font().pointSizeF() == 10.5


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_line_drawings_that_take_a_colour(name: str, chinese: QApplication) -> None:
    source = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(source)  # noqa: S314 - our own file
    assert (root.get("viewBox"), root.get("stroke"), root.get("stroke-width")) == ("0 0 24 24", "currentColor", "1.75")
    image = pixmap(name, "problem", 24, 2.0).toImage()
    assert (image.width(), image.height()) == (48, 48)
    seen = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours().problem in seen


def test_an_icon_follows_the_theme(chinese: QApplication) -> None:
    one = icon("scan", "text")

    def darkest() -> int:
        image = one.pixmap(QSize(24, 24)).toImage()
        return max(
            image.pixelColor(x, y).lightness()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        )

    try:
        assert darkest() < 80
        apply_theme(chinese, "dark")
        assert darkest() > 200
    finally:
        apply_theme(chinese, "light")


def test_icon_is_crisp_at_150_percent(chinese: QApplication) -> None:
    picture = icon("scan").pixmap(QSize(20, 20), 1.5, QIcon.Mode.Normal, QIcon.State.Off)
    assert (picture.width(), picture.devicePixelRatio()) == (30, 1.5)


def test_unknown_names_are_refused(chinese: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")
    with pytest.raises(KeyError):
        apply_theme(chinese, "blue")

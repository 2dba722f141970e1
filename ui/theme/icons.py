"""Line icons from `resources/icons`, tinted with the theme in force at the moment they are painted."""

from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui.theme.apply import colours
from ui.theme.tokens import ICON


def icon(name: str, role: str = "muted") -> QIcon:
    """The icon in the colour of a token (`text`, `muted`, `accent`, `problem`, …); FileNotFoundError for no icon."""
    _source(name)
    return QIcon(_Engine(name, role))


def pixmap(name: str, role: str = "muted", size: int = ICON, ratio: float | None = None) -> QPixmap:
    """The icon as a picture of `size` logical px, crisp at the screen's (or the given) pixel ratio."""
    if ratio is None:
        app = QApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _render(name, colours().role(role), QSize(round(size * ratio), round(size * ratio)), ratio)


@cache
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def _render(name: str, tint: str, size: QSize, ratio: float) -> QPixmap:
    if size.isEmpty():  # a part that has no room yet
        return QPixmap()
    return _drawn(name, tint, size.width(), size.height(), ratio)


@lru_cache(maxsize=512)
def _drawn(name: str, tint: str, width: int, height: int, ratio: float) -> QPixmap:
    size = QSize(width, height)
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    svg = QSvgRenderer(QByteArray(_source(name).replace("currentColor", tint).encode()))
    side = min(size.width(), size.height())
    svg.render(painter, QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class _Engine(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def _tint(self, mode: QIcon.Mode) -> str:
        return colours().disabled if mode == QIcon.Mode.Disabled else colours().role(self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        picture = _render(self._name, self._tint(mode), rect.size() * ratio, ratio)
        painter.drawPixmap(rect.topLeft(), picture)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _render(self._name, self._tint(mode), size, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return _render(self._name, self._tint(mode), size * scale, scale)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

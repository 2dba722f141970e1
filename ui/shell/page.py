"""What the shell and a page know of each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.shell.badge import Badge


@dataclass(frozen=True, slots=True)
class Action:
    """Something one can do, offered by Ctrl+K."""

    key: str
    title: str
    run: Callable[[], object]
    shortcut: str = ""
    icon_name: str = "right"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A window of the shell. `factory` makes it the first time it is shown.

    The page is any QWidget; of these members the shell uses those that it has:
    `take_scan(text)`, `search(text)`, `obey(DeskCommand) -> bool`, `actions() -> list[Action]`, `shown()`,
    `keys() -> [(key, what)]`,
    signals `said(text, meaning, undo or None)` and `wanted(page key, text)`: another page is to come to the front
    and to be given the text as a scan.
    """

    key: str
    title: str
    icon_name: str
    f_key: str
    factory: Callable[[], QWidget]
    purpose: str = ""
    """One line for the help page."""
    detachable: bool = True
    badge: Badge | None = None
    claims: Callable[[str], bool] | None = None
    """Which scans are this page's wherever they are made: it comes to the front and gets them."""
    found_everywhere: bool = False
    """Ctrl+K offers what this page offers in front of any other as well; it is made for that."""


def offered(page: QWidget | None, member: str) -> Callable[..., Any] | None:
    """A page's optional method, or None."""
    found = getattr(page, member, None)
    return found if callable(found) else None

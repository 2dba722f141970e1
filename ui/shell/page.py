"""What the shell and a page know of each other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget


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
    `take_scan(text)`, `search(text)`, `actions() -> list[Action]`, `shown()`, `keys() -> [(key, what)]`,
    signal `said(text, meaning, undo or None)`.
    """

    key: str
    title: str
    icon_name: str
    f_key: str
    factory: Callable[[], QWidget]
    purpose: str = ""
    """One line for the help page."""
    detachable: bool = True


def offered(page: QWidget | None, member: str) -> Callable[..., Any] | None:
    """A page's optional method, or None."""
    found = getattr(page, member, None)
    return found if callable(found) else None

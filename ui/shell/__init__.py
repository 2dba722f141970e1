"""The frame that every window of the product lives in."""

from ui.shell.badge import Badge
from ui.shell.frame import Shell
from ui.shell.page import Action, PageSpec
from ui.shell.state import ShellState

__all__ = ["Action", "Badge", "PageSpec", "Shell", "ShellState"]

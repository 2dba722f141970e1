"""The frame that every window of the product lives in."""

from ui.shell.frame import Shell
from ui.shell.page import Action, PageSpec
from ui.shell.state import ShellState

__all__ = ["Action", "PageSpec", "Shell", "ShellState"]

"""The first start: what this counter is called, what it keeps, and who runs it."""

from ui.first_run.setup import SetUp
from ui.first_run.wizard import FirstRunWizard

__all__ = ["FirstRunWizard", "SetUp"]

"""Settings: of the counter, of its staff, of this device."""

from ui.settings.administration import Administration
from ui.settings.page import SettingsPage

__all__ = ["Administration", "SettingsPage"]

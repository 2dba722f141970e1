"""What changed, and who began it: windows hear it here and refresh just those rows."""

from PySide6.QtCore import QObject, Signal


class ChangeHub(QObject):
    """One for the application. `changed(changes, origin)`: the bus's `Changes`, and the page (or None for
    the line) that began it, which has usually shown it already.
    """

    changed = Signal(object, object)

    def publish(self, changes: object, origin: object = None) -> None:
        """Tell every window. Call it on the UI thread."""
        self.changed.emit(changes, origin)

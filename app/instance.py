"""One window per data folder: the second start brings the first to the front."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1000


def _name(root: Path) -> str:
    return "gongwucang-" + hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:24]


def raise_running_instance(root: Path) -> bool:
    """Ask the program that has this folder open to show itself. False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(root))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(b"show\n")
    socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return True


class FirstInstance(QObject):
    """Listens for a second start and calls `asked` on the UI thread."""

    def __init__(self, root: Path, asked: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(root))  # left behind by a crash; the folder's lock is ours already
        self._server.listen(_name(root))
        self._server.newConnection.connect(lambda: self._answer(asked))

    def _answer(self, asked: Callable[[], None]) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
        asked()

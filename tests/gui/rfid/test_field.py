"""The thread that hears the reader."""

import threading

from PySide6.QtCore import QObject

from ui.rfid.field import TagField


class SlowReader:
    """Hears nothing; a round ends when it is let go."""

    def __init__(self) -> None:
        self.listening, self.go_on = threading.Event(), threading.Event()
        self.closed = False

    def list(self) -> list[object]:
        self.listening.set()
        assert self.go_on.wait(30)
        return []

    def close(self) -> None:
        self.closed = True


def test_what_the_former_reader_has_not_come_to_is_done_with_the_next(qtbot) -> None:
    """Else a writer would wait for its answer for ever, and write nothing more."""
    readers = [SlowReader(), SlowReader()]
    readers[1].go_on.set()
    coming = iter(readers)
    field = TagField(lambda: next(coming))
    listener, answers = QObject(), []
    field.listen(listener)
    try:
        assert readers[0].listening.wait(30)
        field.ask(lambda reader: reader, owner=listener, done=answers.append, failed=answers.append)
        field.reopen()
        readers[0].go_on.set()
        qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    finally:
        readers[0].go_on.set()
        assert field.close()
    assert answers == [readers[1]]
    assert all(reader.closed for reader in readers)

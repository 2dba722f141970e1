"""What the interface remembers for a person: widths, columns, last page. Kept by whoever has a place for it."""

from typing import Protocol


class Memory(Protocol):
    """Small texts by key, for the signed-in person. Neither call may raise or block."""

    def read(self, key: str) -> str | None: ...

    def write(self, key: str, value: str) -> None: ...


class SessionMemory:
    """A memory that lasts as long as the process."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def read(self, key: str) -> str | None:
        return self._texts.get(key)

    def write(self, key: str, value: str) -> None:
        self._texts[key] = value

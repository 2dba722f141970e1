"""Label templates that were made here, and which is taken for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class LabelTemplates(Protocol):
    """Templates of this PC, as JSON by name, beside those that come with the product. From any thread."""

    def names(self) -> list[str]: ...

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, content: str) -> None: ...

    def remove(self, name: str) -> None:
        """It is no longer the default of anything; jobs that were made with it keep it."""
        ...

    def defaults(self) -> dict[str, str]:
        """Head of a category code (GB/T 14885; "" for all the rest) → name of the template for such pieces."""
        ...

    def put_defaults(self, name: str, heads: Iterable[str]) -> None:
        """Make that template the default of exactly these; another's claim to one of them ends."""
        ...


def default_template(defaults: Mapping[str, str], category_codes: Iterable[str]) -> str:
    """The template for pieces of all these categories: of the longest head of each code. "" where they differ or
    none is set.
    """
    found = set()
    for code in category_codes:
        heads = [head for head in defaults if code.startswith(head)]
        found.add(defaults[max(heads, key=len)] if heads else "")
    return found.pop() if len(found) == 1 else ""

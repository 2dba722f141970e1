"""Commands as data: one frozen dataclass per intention, and how they travel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol, Self, TypeVar

import msgspec

from app.domain.errors import DomainError, Invalid
from app.domain.ids import new_id
from app.domain.numbering import DocumentKind
from app.domain.organization import Role


class Nature(StrEnum):
    FACT = "fact"  # it happened in the room: the server always records it
    INTENT = "intent"  # it may still be refused


WRITERS = frozenset({Role.CLERK, Role.MANAGER, Role.ADMINISTRATOR})
MANAGERS = frozenset({Role.MANAGER, Role.ADMINISTRATOR})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class Numbers(Protocol):
    """Running numbers of this station, drawn within the transaction: unused ones return when it rolls back."""

    station: int

    def take(self, count: int) -> int:
        """The first of `count` consecutive running numbers for tags."""
        ...

    def document(self, kind: DocumentKind, day: date) -> str:
        """The next document number of that kind and day."""
        ...


@dataclass(frozen=True, slots=True)
class Command:
    """An intention. Subclasses name their type on the wire, its version, nature and who may carry it out."""

    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1
    NATURE: ClassVar[Nature] = Nature.FACT
    ROLES: ClassVar[frozenset[Role]] = WRITERS

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        """The same command with the running numbers that it needs; drawn once, at the counter."""
        return self


_REGISTRY: dict[str, type[Command]] = {}
_DECODERS: dict[type[Command], msgspec.json.Decoder[Command]] = {}  # to make one takes longer than its work
C = TypeVar("C", bound=type[Command])


def command(cls: C) -> C:
    """Make a command class known by its TYPE."""
    if cls.TYPE in _REGISTRY:
        raise ValueError(f"two commands of type {cls.TYPE}")
    _REGISTRY[cls.TYPE] = cls
    return cls


Upcast = Callable[[dict[str, Any]], dict[str, Any]]
_UPCASTS: dict[tuple[str, int], Upcast] = {}


def upcasts(type_: str, version: int) -> Callable[[Upcast], Upcast]:
    """Mark a function that makes of a body of `version`, as plain JSON values, one of `version` + 1.

    Operations are kept for ever and come late: every version that was ever released needs its step.
    """

    def mark(step: Upcast) -> Upcast:
        if (type_, version) in _UPCASTS:
            raise ValueError(f"two steps from version {version} of {type_}")
        _UPCASTS[type_, version] = step
        return step

    return mark


def versions() -> dict[str, int]:
    """Type → version of every command that this program makes."""
    return {type_: cls.VERSION for type_, cls in _REGISTRY.items()}


def encode_body(it: Command) -> str:
    """The command as compact JSON text; equal commands give equal text."""
    return msgspec.json.encode(it).decode()


def decode_body(type_: str, version: int, body: str) -> Command:
    """The command of that type, brought to this program's version of it.

    Raises Invalid where the type is not known here, the version is newer (or older than any step from it), or the
    body is malformed.
    """
    cls = _REGISTRY.get(type_)
    if cls is None:
        raise Invalid("operation.unknown", type=type_, version=version)
    if version > cls.VERSION:
        raise Invalid("operation.newer", type=type_, version=version, known=cls.VERSION)
    try:
        if version == cls.VERSION:
            decoder = _DECODERS.get(cls) or _DECODERS.setdefault(cls, msgspec.json.Decoder(cls))
            return decoder.decode(body)
        values = msgspec.json.decode(body, type=dict[str, Any])
        for step in range(version, cls.VERSION):
            if (type_, step) not in _UPCASTS:
                raise Invalid("operation.unknown", type=type_, version=version)
            values = _UPCASTS[type_, step](values)
        return msgspec.convert(values, cls, strict=True)
    except (msgspec.MsgspecError, LookupError, TypeError, ValueError) as error:
        raise Invalid("operation.malformed", type=type_, detail=str(error)) from error


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts; on every operation."""

    staff_id: str
    name: str
    role: Role


@dataclass(slots=True)
class Context:
    """The circumstances in which a handler runs: who, where, when, and what the counter then believed.

    `epochs` are the custody epochs that the counter saw; empty while it acts itself, as is `device`. `dispute` decides
    whether a refusal stands: at the counter it does; at the city server a fact is recorded all the same, as a case.
    `authority`: it is the city itself that acts.
    """

    actor: Actor
    site_id: str
    now: datetime
    today: date
    operation_id: str = field(default_factory=new_id)
    epochs: dict[str, int] = field(default_factory=dict)
    device: str = ""
    authority: bool = False
    dispute: Callable[[DomainError, str, str], bool] = lambda refusal, case, asset_id: False

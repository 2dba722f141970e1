"""Operations: committed commands as they travel, the chain that proves them, and what the city answers to each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter

import msgspec

from app.domain.errors import DomainError
from app.services.commands.base import Actor, Context

_about = attrgetter("op_id", "device", "dseq", "type", "version", "actor", "occurred_at", "pre", "body")
_encode = msgspec.json.Encoder().encode
_epochs = msgspec.json.Decoder(dict[str, int])
CHINA = timezone(timedelta(hours=8))  # one zone for every counter: gives an instant its day


class Operation(msgspec.Struct, frozen=True):
    """A committed command as it travels. `body` and `pre` are the exact JSON texts that `hash` covers.

    hash = SHA-256 over prev, op_id, device, dseq, type, version, actor, occurred_at, pre and body (`chained`).
    """

    op_id: str
    device: str
    dseq: int
    type: str
    version: int
    actor: str  # JSON: staff id, name, role
    occurred_at: str  # ISO 8601, UTC
    pre: str
    body: str
    prev: str
    hash: str


class Outcome(StrEnum):
    APPLIED = "applied"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"  # a fact, recorded, with a case
    REJECTED = "rejected"  # an intent that was refused
    QUARANTINED = "quarantined"  # not understood; kept
    REUSED = "op_id_reused"  # same id, other content; both kept


class Verdict(msgspec.Struct, frozen=True):
    """The city's answer to one operation. `reason` is a DomainError as JSON {code, params} where it was refused.

    `first` is the outcome that a duplicate had when it first came: the answer may have been lost on the way.
    """

    op_id: str
    dseq: int
    outcome: Outcome
    seq: int
    case: str | None = None
    reason: str | None = None
    first: Outcome | None = None


def seal(operation: Operation) -> Operation:
    """The operation with its hash."""
    return msgspec.structs.replace(operation, hash=hash_of(operation))


def hash_of(it: Operation) -> str:
    return chained(it.prev, _about(it))


def chained(prev: str, about: tuple[object, ...]) -> str:
    """The hash of the operation that follows `prev`; `about` are all its fields from op_id to body.

    They are hashed as a JSON array, so none can run into its neighbour.
    """
    return hashlib.sha256(_encode((prev, *about))).hexdigest()


def first_break(operations: Iterable[Operation], prev: str = "", dseq: int = 0) -> Operation | None:
    """The first operation that does not follow (dseq + 1, prev) or whose hash is not its own; None where all do."""
    for operation in operations:
        if operation.dseq != dseq + 1 or operation.prev != prev or hash_of(operation) != operation.hash:
            return operation
        dseq, prev = operation.dseq, operation.hash
    return None


def encode_actor(actor: Actor) -> str:
    return msgspec.json.encode(actor).decode()


@lru_cache(256)
def decode_actor(text: str) -> Actor:
    """Raises msgspec.MsgspecError where the text is no actor."""
    return msgspec.json.decode(text, type=Actor)


def epochs_of(operation: Operation) -> dict[str, int]:
    """The custody epochs of `pre`; empty where the text does not read."""
    try:
        return _epochs.decode(operation.pre)
    except msgspec.MsgspecError:
        return {}


def context_of(operation: Operation, site_id: str) -> Context:
    """The circumstances in which an operation is carried out again, at its site.

    Raises msgspec.MsgspecError or ValueError where its texts do not read.
    """
    at = datetime.fromisoformat(operation.occurred_at)
    if at.tzinfo is None:
        raise ValueError("an instant without its zone")
    epochs = _epochs.decode(operation.pre)
    actor = decode_actor(operation.actor)
    day = at.astimezone(CHINA).date()
    return Context(actor, site_id, at, day, operation.op_id, epochs, device=operation.device)


def encode_refusal(refusal: DomainError) -> str:
    """A refusal as JSON {code, params}, as verdicts and cases carry it."""
    return msgspec.json.encode({"code": refusal.code, "params": refusal.params}, enc_hook=str).decode()

"""What each command does. Every handler reads as the business sentence; the same one runs at counter and server."""

from __future__ import annotations

from app.services.handlers import (
    attachments,
    cases,
    imports,
    intake,
    loans,
    requests,
    returns,
    setup,
    tags,
    takeover,
    transfers,
    vehicles,
)
from app.services.handlers.registry import handle, without_right

__all__ = [
    "attachments",
    "cases",
    "handle",
    "imports",
    "intake",
    "loans",
    "requests",
    "returns",
    "setup",
    "tags",
    "takeover",
    "transfers",
    "vehicles",
    "without_right",
]

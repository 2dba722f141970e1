"""What each command does. Every handler reads as the business sentence; the same one runs at counter and server."""

from __future__ import annotations

from app.services.handlers import (
    attachments,
    imports,
    intake,
    loans,
    requests,
    returns,
    setup,
    takeover,
    transfers,
    vehicles,
)
from app.services.handlers.registry import handle

__all__ = [
    "attachments",
    "handle",
    "imports",
    "intake",
    "loans",
    "requests",
    "returns",
    "setup",
    "takeover",
    "transfers",
    "vehicles",
]

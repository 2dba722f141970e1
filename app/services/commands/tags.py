"""The RAIN tag on a piece."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.commands.base import ADMINISTRATORS, Command, Nature, command


@command
@dataclass(frozen=True, slots=True)
class BindTag(Command):
    """The tag of that TID was read, on the piece, with that EPC: both hexadecimal.

    `reason`: why it takes the place of another tag; empty where the piece has none.
    """

    TYPE = "bind_tag"

    asset_id: str
    epc: str
    tid: str
    reason: str = ""


@command
@dataclass(frozen=True, slots=True)
class UnbindTag(Command):
    """The piece has its tag no longer: it was lost, torn off, or bound by mistake.

    `tid`: of that tag. Operations of before it was told have none, and mean whichever the piece bears.
    """

    TYPE = "unbind_tag"

    asset_id: str
    reason: str
    tid: str = ""


@command
@dataclass(frozen=True, slots=True)
class SetTagScheme(Command):
    """How this site's tags are written: with its GS1 company prefix, or, where that is empty, as ISO codes.

    `afi`: 1–255; 0 for the one that is used where a site has none of its own.
    """

    TYPE = "set_tag_scheme"
    NATURE = Nature.INTENT
    ROLES = ADMINISTRATORS

    gs1_prefix: str
    afi: int = 0

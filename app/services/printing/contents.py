"""What a job prints, frozen as JSON when it is added: resumed, it prints what was asked for, whatever changed since."""

from __future__ import annotations

import msgspec

from app.services.paper import AssetLabel, CommandLabel, Label, PlaceLabel
from app.services.queries import AssetRow


class JobContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the items of a job share.

    `template`: a label template's JSON. `number`: a slip's, with the reason of its reprint and who asked for it.
    `pdf`: base64 of any other paper.
    """

    template: str = ""
    first_position: int = 1
    number: str = ""
    reason: str = ""
    by: str = ""
    pdf: bytes = b""


class _Frozen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of them."""

    asset: AssetLabel | None = None
    place: PlaceLabel | None = None
    command: CommandLabel | None = None


def encode_content(content: JobContent) -> str:
    return msgspec.json.encode(content).decode()


def decode_content(text: str) -> JobContent:
    return msgspec.json.decode(text, type=JobContent)


def encode_label(label: Label) -> str:
    if isinstance(label, AssetLabel):
        it = _Frozen(asset=label)
    elif isinstance(label, PlaceLabel):
        it = _Frozen(place=label)
    else:
        it = _Frozen(command=label)
    return msgspec.json.encode(it).decode()


def decode_label(text: str) -> Label:
    """The label that `encode_label` wrote. Raises msgspec.MsgspecError for anything else."""
    it = msgspec.json.decode(text, type=_Frozen)
    label = it.asset or it.place or it.command
    if label is None:
        raise msgspec.ValidationError("no label")
    return label


def label_of(asset: AssetRow, site: str = "") -> AssetLabel:
    """What the label of an asset says now."""
    return AssetLabel(
        tag_number=asset.tag_number,
        name=asset.name,
        organization=asset.organization,
        model=asset.model,
        acquired_on=asset.acquired_on,
        card_number=asset.card_number,
        place=asset.place,
        plate=asset.plate,
        site=site,
    )

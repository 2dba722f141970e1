"""Corrections that met: edits of different fields merge; of one field, a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_type_hints

import msgspec

from app.domain.asset import Asset
from app.domain.case import CaseKind
from app.domain.errors import Refused
from app.domain.vehicle import VehicleCard
from app.services.commands.base import Context


def texts_of(it: Asset | VehicleCard, fields: Iterable[str]) -> dict[str, str]:
    """Field → what it says, as text; nothing is empty text."""
    return {name: text_of(getattr(it, name)) for name in fields}


def text_of(value: object) -> str:
    return "" if value is None else str(value)


def set_text(it: Asset | VehicleCard, field: str, text: str) -> None:
    """Set a field to what a text of `texts_of` says. Raises ValueError where it cannot be meant."""
    hint = get_type_hints(type(it))[field]
    value = {"True": True, "False": False}.get(text, text) if hint is bool else text
    optional = type(None) in getattr(hint, "__args__", ())
    setattr(it, field, None if optional and not text else msgspec.convert(value, hint, strict=False))


def clashes(wanted: Mapping[str, str], seen: Mapping[str, str], now: Mapping[str, str]) -> frozenset[str]:
    """The fields that were meant to change and have changed to something else since they were seen."""
    return frozenset(
        name
        for name, text in wanted.items()
        if _meant(name, text, seen) and now[name] not in (seen.get(name, now[name]), text)
    )


def _meant(name: str, text: str, seen: Mapping[str, str]) -> bool:
    return name not in seen or seen[name] != text


def fields_to_write(
    asset: Asset, wanted: Mapping[str, str], seen: Mapping[str, str], now: Mapping[str, str], context: Context
) -> list[str]:
    """Those of the wanted fields that may be written: meant, and not in clash with a later edit.

    Raises Refused on a clash where a person can look again: at the counter.
    """
    clash = clashes(wanted, seen, now)
    if clash:
        refusal = Refused("asset.edited_since", name=asset.name, tag=asset.tag_number, fields=sorted(clash))
        if not context.dispute(refusal, CaseKind.FIELD_EDIT, asset.id):
            raise refusal
    return [name for name, text in wanted.items() if name not in clash and _meant(name, text, seen)]

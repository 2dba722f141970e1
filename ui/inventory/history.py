"""What happened to an asset, in plain words."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.money import format_yuan
from app.services.queries import HistoryEntry
from app.words import word
from ui.i18n import language, tr
from ui.moments import say_date
from ui.widgets import Happening, status_look

_ICONS = {
    "take_in": "in",
    "import_cards": "import",
    "start_import": "import",
    "hand_out": "out",
    "take_back": "in",
    "amend_asset": "edit",
    "move_assets": "transit",
    "finish_repair": "repair",
    "submit_request": "reserved",
    "set_vehicle_card": "vehicle",
    "dispatch_out": "vehicle",
    "dispatch_in": "vehicle",
    "bind_tag": "rfid",
    "unbind_tag": "rfid",
}
_SILENT = frozenset({"id", "version", "custody_epoch", "import_id", "category_edition"})


def happenings(
    history: Sequence[HistoryEntry], warehouses: Mapping[str, str], sites: Mapping[str, str]
) -> list[Happening]:
    """Newest first. `warehouses` and `sites` are names by id."""
    entries = sorted(history, key=lambda entry: entry.at, reverse=True)
    return [
        Happening(entry.at, _words(entry, warehouses, sites), _who(entry), _ICONS.get(entry.what, "history"))
        for entry in entries
    ]


def _words(entry: HistoryEntry, warehouses: Mapping[str, str], sites: Mapping[str, str]) -> str:
    head = word("command", entry.what, language())
    if entry.number:
        head += f" {entry.number}"
    return "\n".join([head, *_changes(entry.detail, warehouses, sites)])


def _who(entry: HistoryEntry) -> str:
    return entry.actor if entry.synced else tr("{who} · not synced").format(who=entry.actor)


def _changes(detail: str, warehouses: Mapping[str, str], sites: Mapping[str, str]) -> list[str]:
    try:
        fields = json.loads(detail) if detail else {}
    except ValueError:
        return [detail]
    if not isinstance(fields, dict):
        return []
    lines = []
    for name, change in fields.items():
        if name in _SILENT or not (isinstance(change, list) and len(change) == 2):
            continue
        before, after = (_value(name, value, warehouses, sites) for value in change)
        lines.append(tr("{field}: {before} → {after}").format(field=_field(name), before=before, after=after))
    return lines


def _value(name: str, value: object, warehouses: Mapping[str, str], sites: Mapping[str, str]) -> str:
    if value is None or value == "":
        return tr("none")
    text = str(value)
    if name == "status":
        return status_look(text)[0]
    if name == "condition":
        return word("condition", text, language())
    if name == "warehouse_id":
        return warehouses.get(text, text)
    if name == "site_id":
        return sites.get(text, text)
    if name.endswith("_fen") and isinstance(value, int):
        return format_yuan(value)
    if name == "acquired_on":
        return say_date(date.fromisoformat(text))
    return text


def _field(name: str) -> str:
    own = {
        "condition": tr("Condition"),
        "warehouse_id": tr("Warehouse"),
        "site_id": tr("Custody"),
        "organization_id": tr("Organization"),
        "category_code": tr("Category code"),
        "depreciation_fen": tr("Depreciation, yuan"),
        "acquired_on": tr("Acquired on"),
        "epc": "EPC",
        "tid": "TID",
    }
    return own.get(name) or word("field", name, language())

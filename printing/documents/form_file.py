"""A counter's form as a JSON file, to carry it to the next counter."""

from __future__ import annotations

import json

import msgspec

from app.domain.errors import Invalid
from printing.documents.form import FormChanges, changed, read_changes, shipped

MOST_BYTES = 65_536
_MARK = "gongwucang-form"


def form_file(name: str, changes: FormChanges) -> bytes:
    """The file's content, in UTF-8."""
    values = {_MARK: 1, "form": name, "changes": msgspec.to_builtins(changes)}
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def read_form_file(content: bytes, name: str) -> FormChanges:
    """What a file changes of the form of that name. Raises Invalid where it is no such file, or cannot be set."""
    if len(content) > MOST_BYTES:
        raise Invalid("form.malformed", detail=f"{len(content):,} > {MOST_BYTES:,}")
    try:
        values = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise Invalid("form.malformed", detail=str(fault)) from None
    if not isinstance(values, dict) or values.get(_MARK) != 1:
        raise Invalid("form.malformed", detail=_MARK)
    if values.get("form") != name:
        raise Invalid("form.of_other", other=str(values.get("form"))[:40])
    changes = read_changes(values.get("changes"))
    changed(shipped(name), changes)
    return changes

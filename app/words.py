"""The words for what the product refuses: what happened, what it means, what to do.

They live in `resources/i18n/messages.<language>.json`, by the code of the DomainError, as templates of str.format over
its params. `word.<name>.<value>` there are the words of single values: statuses, roles, commands, fields; `told.<what>`
are the lines that a command tells of its work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib.resources import files

from app.domain.errors import DomainError
from app.domain.numbering import group_tag_number
from app.services.operations import CHINA

LANGUAGES = ("zh_CN", "en")
_TAGS = frozenset({"tag", "first", "last", "first_before", "last_before"})
"""Params that are tag numbers, spaced for reading."""


class _Facts(dict[str, str]):
    """A fact that a city server of another version did not tell is left out; the words stand all the same."""

    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, slots=True)
class Words:
    """`title` says in a few words what happened, `meaning` in a sentence that one can pass on, `remedy` what to do."""

    title: str
    meaning: str
    remedy: str


def explain(error: DomainError, language: str = "zh_CN", names: Mapping[str, str] | None = None) -> Words:
    """The words for a refusal. `names` gives the names of what params hold as a code, such as sites.

    A code without words (of a newer city server, say) is told as such, with the code for whoever is asked for help.
    Raises KeyError for a language the product does not speak.
    """
    entry = _messages(language).get(error.code)
    facts = _Facts({name: _fact(name, value, language, names or {}) for name, value in error.params.items()})
    if entry is None:
        entry, facts = _messages(language)["words.missing"], _Facts(code=error.code)
    return Words(**{part: template.format_map(facts) for part, template in entry.items()})


def sentence(key: str, language: str = "zh_CN", **facts: object) -> str:
    """A line of what a command tells of its work: the template under `key` (told.*), filled with the facts."""
    texts = {name: _fact(name, value, language, {}) for name, value in facts.items()}
    return _messages(language)[key]["title"].format_map(texts)


def word(name: str, value: object, language: str = "zh_CN") -> str:
    """The word of one value: `word("status", Status.LENT)` → 借出; the value as text where it has none."""
    plain = value.value if isinstance(value, Enum) else value
    entry = _messages(language).get(f"word.{name}.{plain}")
    return entry["title"] if entry else str(plain)


def _fact(name: str, value: object, language: str, names: Mapping[str, str]) -> str:
    """A param as it is read: values from the wire are plain, those raised here are typed."""
    if isinstance(value, str) and not isinstance(value, Enum):
        if name in ("due", "until"):
            value = date.fromisoformat(value)
        elif name == "at":
            value = datetime.fromisoformat(value)
        elif name in _TAGS:
            return group_tag_number(value)
        elif name == "site":
            return names.get(value, value)
    if isinstance(value, datetime):
        local = value.astimezone(CHINA)
        return f"{_day(local.date(), language)} {local:%H:%M}"
    if isinstance(value, date):
        return _day(value, language)
    return word(name, value, language)


def _day(day: date, language: str) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh_CN" else day.isoformat()


@cache
def _messages(language: str) -> dict[str, dict[str, str]]:
    if language not in LANGUAGES:
        raise KeyError(language)
    text = (files("resources") / "i18n" / f"messages.{language}.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found

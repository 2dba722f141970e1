"""From typed text to assets: an FTS5 expression, and what has to be looked up in the row itself."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, column, func, literal, or_, select, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import Join

from app.domain.epc import readings
from app.persistence import search_tokens as tokens
from app.persistence.tables import asset, vehicle

_MOST_CHARACTERS, _MOST_TERMS = 100, 8
_PIECE = 32_768  # characters of a list of keys, some 4,000 of them
_GROUPED_DIGITS = 10  # so many digits in groups are one number, spaced for reading
_FIELDS = (
    asset.c.name,
    asset.c.place,
    asset.c.model,
    asset.c.card_number,
    asset.c.tag_number,
    asset.c.department,
    asset.c.keeper,
    asset.c.brand,
    asset.c.serial,
)
index = table("asset_search", column("rowid", Integer), column("asset_search", Text))


class InOrder(Join):
    """A join whose left side is SQLite's outer loop, whatever its planner thinks."""

    inherit_cache = True


@compiles(InOrder)
def _in_order(element: InOrder, compiler: Any, **options: Any) -> str:
    left, right = (compiler.process(side, **{**options, "asfrom": True}) for side in (element.left, element.right))
    return f"{left} CROSS JOIN {right} ON {compiler.process(element.onclause, **options)}"


@dataclass(frozen=True, slots=True)
class Office:
    """An organization as search sees it."""

    id: str
    name: str  # folded
    code: str  # folded


@dataclass(frozen=True, slots=True)
class Match:
    """`expression` for FTS5; `check` holds for the rows that match, None where the expression says it all."""

    expression: str
    check: ColumnElement[bool] | None


def match(text: str, offices: Sequence[Office]) -> Match | None:
    """How to find the assets that the text means. None: no asset can match.

    The text's terms, separated by spaces, are each found somewhere in the asset: as a part of a text that begins at
    any character or at the start of a word, as the tail of a number (from four characters), as consecutive pinyin
    initials of the name, or in the organization's name or initials, or the whole of its code.
    """
    terms = [_term(term, offices) for term in split(text)]
    found = [term for term in terms if term is not None]
    if not found:
        return None
    checks = [check for _, check in found if check is not None]
    check = None
    for one in checks:
        check = one if check is None else check & one
    return Match(" AND ".join(expression for expression, _ in found), check)


def split(text: str) -> list[str]:
    """The terms of a typed text, folded."""
    terms = tokens.fold(text[:_MOST_CHARACTERS]).split()
    joined = "".join(terms)
    if joined.isdigit() and len(joined) >= _GROUPED_DIGITS:
        return [joined]
    return terms[:_MOST_TERMS]


def _term(term: str, offices: Sequence[Office]) -> tuple[str, ColumnElement[bool] | None] | None:
    runs = tokens.runs(term)
    if not runs:
        return None
    parts = [part for is_word, run in runs for part in ([tokens.level(run)] if is_word else tokens.run_tokens(run))]
    branches = [_all(parts)]
    exact = len(parts) == 1 and parts[0] == term
    letters = ""
    if len(runs) == 1 and runs[0] == (True, term):
        if len(term) >= tokens.TAIL:
            branches.append(_all([tokens.tail(term)]))
            exact = exact and len(term) == tokens.TAIL
        if len(term) > 1 and not term.isdigit():
            letters = term
            branches.append(_all(tokens.initials_tokens(letters)))
            exact = exact and len(letters) == 2
    named = [office.id for office in offices if _means(office, term, letters)]
    branches.extend(_all([tokens.organization(id)]) for id in named)
    expression = f"({' OR '.join(branches)})"
    return (expression, None if exact else _check(term, letters, named))


def _means(office: Office, term: str, letters: str) -> bool:
    return term in office.name or term == office.code or (letters != "" and tokens.has_initials(office.name, letters))


def _all(parts: Sequence[str]) -> str:
    quoted = ['"' + part.replace('"', '""') + '"' for part in dict.fromkeys(parts)]
    return quoted[0] if len(quoted) == 1 else f"({' AND '.join(quoted)})"


def _check(term: str, letters: str, offices: Sequence[str]) -> ColumnElement[bool]:
    """The term in the row: LIKE first, then our own functions for what LIKE cannot fold."""
    pattern = "%" + term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    tests: list[ColumnElement[bool]] = [func.has_initials(asset.c.name, letters) == 1] if letters else []
    tests += [field.like(pattern, escape="\\") for field in _FIELDS]
    if offices:
        tests.append(asset.c.organization_id.in_(select(column("value", Text)).select_from(_each(offices))))
    tests.append(func.folded_has(literal(term), *_FIELDS) == 1)
    return or_(*tests)


def _each(values: Sequence[Any]) -> Any:
    return func.json_each(msgspec.json.encode(values).decode()).table_valued(column("value", Text), name="given")


def equip(connection: Connection) -> None:
    """Give a connection the functions that `Match.check` calls."""
    if connection.info.get("searches"):
        return
    driver: Any = connection.connection.driver_connection
    driver.create_function("has_initials", 2, tokens.has_initials, deterministic=True)
    driver.create_function("folded_has", 1 + len(_FIELDS), _folded_has, deterministic=True)
    connection.info["searches"] = True


def _folded_has(term: str, *fields: str) -> bool:
    return any(term in tokens.fold(field) for field in fields)


def found_keys(match: Match) -> Select[int]:
    """The keys of matching assets, newest first, as they come."""
    query = select(index.c.rowid.label("key")).where(index.c.asset_search.op("MATCH")(match.expression))
    if match.check is not None:
        query = query.select_from(InOrder(index, asset, asset.c.key == index.c.rowid)).where(match.check)
    return query.order_by(index.c.rowid.desc())


def plate_keys(connection: Connection, text: str) -> list[int]:
    """Keys of vehicles of whose plate the whole text is a part (two characters or more)."""
    part = "".join(split(text)).upper().replace("·", "").replace("-", "").replace(".", "")
    if not 2 <= len(part) <= 8 or not part.isalnum():
        return []
    query = select(asset.c.key).join(vehicle, vehicle.c.id == asset.c.id).where(vehicle.c.plate.contains(part))
    return list(connection.execute(query).scalars())


def identifier_keys(connection: Connection, text: str) -> list[int]:
    """Keys of what the whole text names by what the index does not hold: a plate, or the code of a RAIN tag."""
    return plate_keys(connection, text) or tag_keys(connection, text)


def tag_keys(connection: Connection, text: str) -> list[int]:
    """Keys of assets whose RAIN tag has that EPC or TID, as a reader types it."""
    codes = readings("".join(text.split()))
    if not codes:
        return []
    query = select(asset.c.key).where(or_(asset.c.epc.in_(codes), asset.c.tid.in_(codes)))
    return list(connection.execute(query).scalars())


def read_keys(connection: Connection, query: Select[int]) -> array[int]:
    """All keys of a query, in its order: gathered in SQLite, which is several times quicker than rows.

    They are taken over piece by piece, since other threads stand still while one piece is.
    """
    rows = query.subquery()
    text: str = connection.execute(select(func.json_group_array(rows.c.key))).scalar_one()
    keys: array[int] = array("q")
    begin, last = 1, len(text) - 1  # between the brackets
    while begin < last:
        end = text.find(",", begin + _PIECE)
        end = last if end < 0 else end
        keys.fromlist(msgspec.json.decode(f"[{text[begin:end]}]", type=list[int]))
        begin = end + 1
    return keys

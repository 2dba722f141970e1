"""The numbers of a command under the station that the city gave: every one that its PC drew, and nothing else."""

from dataclasses import MISSING, fields, replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.asset import Source
from app.domain.case import Decision
from app.domain.ids import new_id
from app.domain.numbering import DocumentKind, document_number, tag_number
from app.services.commands.base import _REGISTRY, Command
from app.services.commands.cases import ResolveCase
from app.services.commands.inventory import ImportCards, IntakeItem, StartImport, TakeIn
from app.services.operations import encode_refusal
from app.services.renumbering import at_station, labels_to_renew, of_enrolment, told_labels

SITE, OTHER, DAY = "370883", "370800", date(2026, 11, 29)
stations = st.integers(1, 98)


class Drawn:
    """Numbers as a PC draws them, from where its sequences stand."""

    def __init__(self, station: int, running: int) -> None:
        self.station, self.running = station, running

    def take(self, count: int) -> int:
        first, self.running = self.running, self.running + count
        return first

    def document(self, kind: DocumentKind, day: date) -> str:
        return document_number(kind, SITE, day, self.station, self.take(1))


def blank(cls: type[Command]) -> Command:
    """A command of that class; on its other fields no number depends."""
    asked = [it.name for it in fields(cls) if it.default is MISSING and it.default_factory is MISSING]
    several = {"cards": (), "items": (IntakeItem("椅子", 3),)}
    return cls(**{name: several.get(name, "") for name in asked})


COMMANDS = sorted((cls for type_, cls in _REGISTRY.items() if not type_.startswith("test.")), key=lambda it: it.TYPE)


@given(st.sampled_from(COMMANDS), stations, stations, st.integers(1, 9000))
def test_what_a_pc_drew_is_as_if_it_had_been_that_station_all_along(
    cls: type[Command], before: int, station: int, running: int
) -> None:
    command = blank(cls)
    if isinstance(command, ResolveCase):
        command = replace(command, decision=Decision.RELABEL)
    drawn = command.numbered(Drawn(before, running), SITE, DAY)
    meant = command.numbered(Drawn(station, running), SITE, DAY)
    assert at_station(drawn, SITE, station) == meant
    assert at_station(meant, SITE, station) is meant


def test_what_undoes_names_what_the_same_pc_drew() -> None:
    number, now = (document_number(DocumentKind.RETURN, SITE, DAY, it, 7) for it in (1, 2))
    for type_ in ("undo_take_in", "undo_take_back"):
        cls = _REGISTRY[type_]
        assert at_station(cls(number), SITE, 2) == cls(now)  # type: ignore[call-arg]


@pytest.mark.parametrize("tag", [tag_number(SITE, 3, 5), tag_number(OTHER, 1, 5), "", "一"])
def test_a_tag_that_was_not_drawn_with_the_decision_stays(tag: str) -> None:
    number = document_number(DocumentKind.CORRECTION, SITE, DAY, 1, 7)
    command = ResolveCase("case", Decision.RELABEL, "", number=number, tag_number=tag)
    assert at_station(command, SITE, 2).tag_number == tag


def test_numbers_of_other_sites_and_no_numbers_stay() -> None:
    for number in ("", "RK1", document_number(DocumentKind.INTAKE, OTHER, DAY, 1, 7)):
        command = _REGISTRY["undo_take_in"](number)  # type: ignore[call-arg]
        assert at_station(command, SITE, 2) is command


def test_the_labels_of_an_intake_are_told_by_their_numbers() -> None:
    before = TakeIn("office", Source.IDLE, "", (IntakeItem("椅子", 3), IntakeItem("桌子")), first_asset_id=new_id())
    before = before.numbered(Drawn(1, 41), SITE, DAY)
    told = labels_to_renew(before, at_station(before, SITE, 2), SITE)
    assert told is not None
    assert told.code == "numbers.renewed"
    expected = {"first": (2, 42), "last": (2, 45), "first_before": (1, 42), "last_before": (1, 45)}
    assert {name: told.params[name] for name in expected} == {
        name: tag_number(SITE, station, running) for name, (station, running) in expected.items()
    }
    read = told_labels(encode_refusal(told))
    assert read is not None
    assert (read.before, read.station, read.count, read.first_asset) == (1, 2, 4, before.first_asset_id)
    assert [read.bore(tag_number(SITE, 1, it)) for it in (41, 42, 45, 46)] == [False, True, True, False]
    assert not read.bore(tag_number(SITE, 2, 42))


def test_the_labels_of_a_ledger_are_told_once() -> None:
    start = StartImport("office", "台账.xlsx", "0" * 64, 3, 7, 100).numbered(Drawn(1, 1), SITE, DAY)
    told = labels_to_renew(start, at_station(start, SITE, 2), SITE)
    assert told is not None
    assert told.code == "numbers.of_ledger_renewed"
    read = told_labels(encode_refusal(told))
    assert read is not None
    assert (read.before, read.station, read.count, read.import_id) == (1, 2, 7, start.import_id)
    cards = ImportCards("import", ()).numbered(Drawn(1, 1), SITE, DAY)
    assert labels_to_renew(cards, at_station(cards, SITE, 2), SITE) is None


@pytest.mark.parametrize("reason", ["", "[]", "{}", "no json", '{"code": "numbers.renewed", "params": {}}'])
def test_a_reason_of_another_version_tells_nothing(reason: str) -> None:
    assert told_labels(reason) is None


def test_a_person_is_told_only_where_something_was_numbered_otherwise() -> None:
    assert of_enrolment(0, 2) is None
    assert of_enrolment(2, 2) is None
    told = of_enrolment(1, 2)
    assert told is not None
    assert msgspec.to_builtins(told.params) == {"before": 1, "station": 2}

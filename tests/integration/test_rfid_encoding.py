"""From an asset to a tag that is proven to bear its number: the flow over a real database, with whatever goes wrong."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from app.bootstrap import open_counter
from app.domain.errors import DomainError, Refused
from app.services.commands.tags import BindTag, SetTagScheme, UnbindTag
from app.services.queries import ScanKind
from app.services.rfid import EncodeTag
from printing.rfid.serial import SerialWriter
from tests.fakes.encoding import WAYS, counter_with, encode_all
from tests.fakes.rfid import Chip, SerialModule

ENCODES = 150  # ten thousand, and kills: dev.py bench rfid 10000


class Place:
    """A counter with pieces, and a module with a field."""

    def __init__(self, services, module, writer, actor, pieces):
        self.services, self.field, self.writer = services, module.field, writer
        self.actor, self.pieces = actor, pieces
        self.tags = EncodeTag(services.queries, services.bus)

    def row(self, at=0):
        return self.services.queries.assets([self.pieces[at]])[0]

    def encode(self, at=0, **options):
        return self.tags.encode(self.pieces[at], self.writer, self.actor, **options)

    def refused(self, at=0, **options):
        before = [bytes(chip.banks[1]) for chip in self.field]
        with pytest.raises(DomainError) as refusal:
            self.encode(at, **options)
        assert [bytes(chip.banks[1]) for chip in self.field] == before, "something was written all the same"
        return refusal.value.code


@pytest.fixture(scope="module")
def opened_before(tmp_path_factory):
    """A counter as it was set up once, with its administrator and three pieces."""
    folder = tmp_path_factory.mktemp("counter") / "data"
    with open_counter(folder, create=True) as services:
        return folder, *counter_with(services, 3)


@pytest.fixture
def place(tmp_path, opened_before):
    folder, actor, pieces = opened_before
    shutil.copytree(folder, tmp_path / "data")
    with (
        open_counter(tmp_path / "data") as services,
        SerialModule([Chip.numbered(1)]) as module,
        closing(SerialWriter(module.port)) as writer,
    ):
        yield Place(services, module, writer, actor, pieces)


def test_a_blank_tag_becomes_the_pieces_own(place):
    read = place.encode()
    row, chip = place.row(), place.field[0]
    assert (row.epc, row.tid) == (read.epc, read.tid) == (chip.epc.hex().upper(), chip.tid.hex().upper())
    assert row.epc == "A1000000" + row.tag_number
    history = place.services.queries.asset(row.id).history
    assert history[0].what == "bind_tag"


def test_writing_it_again_is_no_operation(place):
    place.encode()
    before = place.services.database.head()
    place.encode()
    assert place.services.database.head() == before


def test_a_crash_between_writing_and_binding_is_made_up_for(place):
    place.tags.write(place.pieces[0], place.writer)
    assert (place.row().epc, place.field[0].epc.hex().upper()) == ("", "A1000000" + place.row().tag_number)
    place.field[0].locked = True  # proves that nothing is written a second time
    place.encode()
    assert place.row().tid == place.field[0].tid.hex().upper()


def test_a_tag_of_another_piece_is_left_alone(place):
    place.encode(0)
    assert place.refused(1) == "tag.tid_in_use"
    place.services.bus.execute(UnbindTag(place.pieces[0], "测试"), actor=place.actor)
    assert place.refused(1) == "tag.foreign_epc", "it still says that it is the first one's"
    other = Chip.numbered(2)
    other.bear(bytes.fromhex("A1000000" + place.row(2).tag_number), 0x3101)
    place.field[:] = [other]
    assert place.refused(1) == "tag.foreign_epc", "written in a run that crashed, and never bound"


def test_tags_of_other_systems_none_and_two(place):
    place.field[0].bear(bytes.fromhex("3474257BF40000000000162E"))
    assert place.refused() == "tag.others"
    place.field.append(Chip.numbered(2))
    assert place.refused() == "tag.several_in_field"
    place.field.clear()
    assert place.refused() == "tag.none_in_field"


def test_an_epc_that_another_piece_has_is_not_written_twice(place):
    first = place.row(0)
    place.services.bus.execute(
        BindTag(place.pieces[1], "A1000000" + first.tag_number, "E28068942000500000000009"), actor=place.actor
    )
    assert place.refused(0) == "epc.in_use"


def test_a_second_tag_needs_a_reason(place):
    place.encode()
    place.field[:] = [Chip.numbered(2)]
    assert place.refused() == "tag.asset_has_tag"
    place.encode(reason="标签脱落")
    assert place.row().tid == place.field[0].tid.hex().upper()


@pytest.mark.parametrize("status", ["disposed", "allocated"])
def test_a_piece_that_has_left_gets_no_tag(place, status):
    with place.services.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE asset SET status = ? WHERE id = ?", (status, place.pieces[0]))
    assert place.refused() == f"asset.is_{status}"


def test_with_a_prefix_it_is_a_giai(place):
    place.services.bus.execute(SetTagScheme("0614141"), actor=place.actor)
    place.encode()
    chip = place.field[0]
    assert (chip.epc[0], chip.pc) == (0x34, 0x3000)


def test_its_own_tag_is_written_again_by_another_scheme_whatever_a_cut_left(place):
    place.encode()
    place.field[0].bear(bytes.fromhex("3474257BF40000000000162E"))
    place.services.bus.execute(SetTagScheme("0614141"), actor=place.actor)
    read = place.encode()
    assert place.row().epc == read.epc == place.field[0].epc.hex().upper()
    assert read.epc.startswith("34")


def test_every_scan_of_a_tag_finds_its_piece(place):
    queries = place.services.queries
    place.services.bus.execute(SetTagScheme("690123456789"), actor=place.actor)
    place.encode(0)
    row = place.row()
    for typed in (row.epc, row.epc.lower(), "3000" + row.epc, row.epc + "00000000", row.tid, f" {row.epc} "):
        hit = queries.resolve(typed)
        assert (hit.kind, [it.id for it in hit.assets]) == (ScanKind.ASSET, [row.id]), typed
        assert [it.id for it in queries.find_assets(typed)] == [row.id], typed
    assert queries.resolve("F" * 24).kind is ScanKind.UNKNOWN
    unbound, _ = place.tags.number(place.pieces[1])
    assert [it.id for it in queries.resolve(unbound).assets] == [place.pieces[1]], "by what the code is made of"
    assert queries.tagged(epc="", tid="") == []


def test_hundreds_of_encodes_with_faults_are_all_true(tmp_path):
    """Noise, lost power, half writes, missing answers, strangers' tags, and crashes before the commit."""
    tallies = encode_all(tmp_path, ENCODES, rate=0.05, seed=11)
    assert sum(it.bound for it in tallies.values()) == ENCODES
    assert all(it.false_written == [] for it in tallies.values())
    assert set(tallies) == set(WAYS)
    assert sum(sum(it.refusals.values()) for it in tallies.values()) > 10, "nothing went wrong: the faults are not real"
    assert sum(it.killed for it in tallies.values()) > 2


def test_refused_is_not_swallowed(place):
    """A reader that dies in the middle says so, and the row stays as it was."""
    place.field[0].faults.rate = 1.0
    with pytest.raises(Refused):
        place.encode()
    assert place.row().epc == ""

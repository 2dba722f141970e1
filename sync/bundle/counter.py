"""What the counter writes for the city, and what it brings in from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.domain.errors import Refused
from app.domain.ids import new_id
from app.files import written_whole
from app.services.city import SequenceGap
from app.services.feed import Cursor, Page
from app.services.replica import Replica, Way
from sync.bundle.format import Bundle, Direction, Header, Part, Record, Standing, open_bundle, write_bundle
from sync.client.cycle import must_not_be_behind
from sync.client.history import noted
from sync.client.keys import DeviceKeys, public_text
from sync.client.line import CityRefused, answer_of
from sync.client.pulling import take_page
from sync.client.pushing import next_batch, take_verdicts
from sync.client.report import Changed, SyncReport
from sync.client.transport import Reply
from sync.protocol import (
    FEED,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    Malformed,
    OpsAnswer,
    OpsRequest,
    TooLarge,
    Trouble,
    decode,
    encode,
)

M = TypeVar("M")
Check = Callable[[int, int], None]
"""Hears how much is done and in all, and may raise to stop: things are whole then."""


@dataclass(frozen=True, slots=True)
class Exported:
    operations: int
    size: int  # bytes


@dataclass(slots=True)
class Imported:
    """What a bundle brought. `report.stuck`: why operations have to go to the city once more.

    `known`: it was brought in before, and nothing was done. `more`: the city has more than went into one file.
    """

    report: SyncReport = field(default_factory=SyncReport)
    known: bool = False
    station: int | None = None  # where this bundle enrolled the counter
    station_before: int = 0  # whose number its pieces and papers bore until then, where the city gave it another one
    rewound: bool = False  # the city's feed was read anew, from its beginning
    more: bool = False


def export_bundle(
    replica: Replica,
    keys: DeviceKeys,
    path: Path,
    code: str = "",
    check: Check = lambda done, total: None,
) -> Exported:
    """Write all operations without a verdict into a file for the city; here nothing changes.

    `code`: a one-time code, to be enrolled by this file. Raises Refused (the city is not known here; not enrolled and
    no code), OSError.
    """
    city = replica.city_keys()
    if city is None:
        raise Refused("bundle.city_unknown")
    if not code and not replica.enrolled():
        raise Refused("bundle.not_enrolled")
    device, site = replica.device(), replica.site()
    sign, box = keys.private_key(device), keys.box_key(device)
    next_dseq = replica.head()[0] + 1
    batch = next_batch(replica)
    first = batch[0].dseq if batch else next_dseq
    header = Header(
        direction=Direction.UP,
        id=new_id(),
        device=device,
        site=site,
        made_at=datetime.now(UTC).isoformat(),
        receiver=city.box,
        cursor=replica.cursor(),
        first=first,
        next=next_dseq,
        reply_to=public_text(box),
        feed=FEED,
    )
    with written_whole(path) as draft, draft.open("wb") as file:
        writer = write_bundle(file, header, sign)
        if code:
            asked = EnrolRequest(code.strip(), device, site, public_text(sign), replica.station())
            writer.add(Part.ENROL, encode(asked))
        count = 0
        while batch := [it for it in batch if it.dseq < next_dseq]:  # what is done meanwhile goes with the next one
            writer.add(Part.OPS, encode(OpsRequest.of(batch)))
            count += len(batch)
            check(count, next_dseq - first)
            batch = next_batch(replica, after=batch[-1].dseq)
        writer.finish()
    return Exported(count, writer.size)


def import_bundle(
    replica: Replica,
    keys: DeviceKeys,
    path: Path,
    on_changes: Callable[[Changed], None] = lambda changed: None,
    check: Check = lambda done, total: None,
) -> Imported:
    """Take what the city answered, as from the line: verdicts, then page after page.

    The whole file is proven and read once before anything is written. Where it ends half-way, by a fault or by `check`,
    the same file goes on from the page that was reached. Raises Refused (damaged; not for this counter, not by its
    city, not what follows here), CityRefused (with the city's reason), Fork, OSError.
    """
    with open_bundle(path) as bundle, replica.turn():
        _must_be_ours(replica, bundle)
        bundle.verify(bundle.header.sender, lambda done, total: check(done, 2 * total))
        receiving = _Receiving(
            replica, keys, bundle, lambda share: check(int(bundle.size * (1 + share)), 2 * bundle.size)
        )
        if receiving.known:
            return Imported(known=True)
        done = Imported()
        with noted(replica, done.report, on_changes, lambda: (0, receiving.read), Way.FILE) as changed:
            receiving.take(done, changed)
        return done


def _must_be_ours(replica: Replica, bundle: Bundle) -> None:
    header, city = bundle.header, replica.city_keys()
    if header.direction is not Direction.DOWN:
        raise Refused("bundle.for_the_city", name=bundle.name)
    if header.device != replica.device():
        raise Refused("bundle.for_another_counter", name=bundle.name, site=header.site)
    if city is None:
        raise Refused("bundle.city_unknown")
    if header.sender != city.sign:
        raise Refused("bundle.of_another_city", name=bundle.name)


class _Receiving:
    """A proven bundle against where the counter stands. Making it reads all and writes nothing."""

    def __init__(self, replica: Replica, keys: DeviceKeys, bundle: Bundle, tell: Callable[[float], None]) -> None:
        self.read = 0  # bytes of the file, where it was taken
        self._replica = replica
        self._bundle = bundle
        self._tell = tell
        self._box = keys.box_key(replica.device())
        if public_text(self._box) != bundle.header.receiver:
            raise Refused("bundle.for_another_counter", name=bundle.name, site=bundle.header.site)
        self._starts: list[Cursor | None] = []  # of the pages
        self._head: Cursor | None = None
        self._more = False
        self._survey()
        self._page, self.known = self._position()

    def _survey(self) -> None:
        """Whether every record reads, and between which cursors the pages lie."""
        position = self._bundle.header.cursor
        try:
            for record in self._bundle.records(self._box):
                match record.part:
                    case Part.CHANGES if record.status == 410:
                        position = None
                    case Part.CHANGES if record.status == 426:
                        decode(record.body, Trouble)
                    case Part.CHANGES:
                        page = decode(record.body, ChangesAnswer)
                        self._starts.append(position)
                        position, self._head, self._more = page.next, page.next, page.more
                    case Part.STANDING:
                        decode(record.body, Standing)
                    case Part.OPS if record.status == 200:
                        decode(record.body, OpsAnswer)
                    case Part.ENROL if record.status == 201:
                        decode(record.body, EnrolAnswer)
                    case _:
                        decode(record.body, Trouble)
        except Malformed:
            raise Refused("bundle.damaged", name=self._bundle.name) from None

    def _position(self) -> tuple[int, bool]:
        """The first page to write, and whether all was brought in before. Raises Refused where none fits here."""
        replica, asked = self._replica, self._bundle.header.cursor
        here = replica.cursor()
        if replica.bundle() == self._bundle.header.id:
            return 0, True
        if not self._starts or here == asked:
            return 0, False
        if here == self._head:
            return len(self._starts), False
        if here in self._starts:
            return self._starts.index(here), False
        began = self._starts[0]
        if here is not None and (began is None or (here.epoch == began.epoch and here.seq > began.seq)):
            raise Refused("bundle.overtaken", name=self._bundle.name)
        raise Refused("bundle.does_not_follow", name=self._bundle.name)

    def take(self, done: Imported, changed: Callable[[Changed], None]) -> None:
        replica, number = self._replica, 0
        waiting = replica.pending(1, 1)
        first = waiting[0].dseq if waiting else replica.head()[0] + 1
        for record in self._bundle.records(self._box):
            match record.part:
                case Part.ENROL:
                    self._enrol(record, done, changed)
                case Part.OPS:
                    self._settle(record, first, done.report)
                case Part.STANDING:
                    self._stand(decode(record.body, Standing), done.report)
                case Part.CHANGES if record.status == 410:
                    done.rewound = True
                    if replica.cursor() == self._bundle.header.cursor:
                        replica.forget_cursor()
                case Part.CHANGES if record.status == 426:
                    done.report.stuck = done.report.stuck or decode(record.body, Trouble).code
                case Part.CHANGES:
                    if number >= self._page:
                        self._write(record, done.report, changed)
                    number += 1
                    self._tell(number / len(self._starts))
        if self._head is not None and self._page == len(self._starts):
            # Every page was written, but the end was not: what the last one asked for is done with an empty one.
            take_page(replica, Page({}, self._head, self._more), done.report, changed)
        while found := replica.index():
            changed({"asset": found})
        done.more = self._more
        self.read = self._bundle.size
        if self._head is not None:
            if not done.more:
                replica.synced()
            replica.keep_bundle(self._bundle.header.id)

    def _enrol(self, record: Record, done: Imported, changed: Callable[[Changed], None]) -> None:
        """Raises CityRefused."""
        answer = _message(record, EnrolAnswer)
        if self._replica.enrolled():
            return
        before = self._replica.station()
        if rows := dict(self._replica.enrol_by_file(answer.station)):
            changed(rows)
        done.station, done.station_before = answer.station, before if before != answer.station else 0

    def _settle(self, record: Record, first: int, report: SyncReport) -> None:
        """Raises Fork. Verdicts that the line brought meanwhile stay as they are."""
        try:
            verdicts = _message(record, OpsAnswer).results
        except TooLarge:
            report.stuck = "sync.operation_too_large"
        except SequenceGap:
            report.stuck = "bundle.gap"
        except CityRefused as refused:
            report.stuck = refused.trouble.code
        else:
            take_verdicts(self._replica, [it for it in verdicts if it.dseq >= first], report)

    def _stand(self, standing: Standing, report: SyncReport) -> None:
        """Raises CityRefused where this counter is behind the city."""
        must_not_be_behind(self._replica, standing.dseq_expected)
        if standing.dseq_expected < self._bundle.header.first:
            report.stuck = "bundle.gap"
            self._replica.rewind(standing.dseq_expected)

    def _write(self, record: Record, report: SyncReport, changed: Callable[[Changed], None]) -> None:
        answer = _message(record, ChangesAnswer)
        take_page(self._replica, Page(answer.tables, answer.next, answer.more), report, changed)


def _message(record: Record, kind: type[M]) -> M:
    """As the line reads a reply; raises as it does."""
    return answer_of(Reply(record.status, record.body), kind)

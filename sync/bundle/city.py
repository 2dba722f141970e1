"""What the city does with a counter's bundle: the same as with its requests, and the answers go into a file."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import DomainError, Refused
from app.domain.ids import new_id
from app.files import written_whole
from app.services.city import City, Device
from app.services.feed import Cursor, FeedRewound
from app.services.operations import Outcome
from sync.bundle.format import (
    MOST_FILE,
    Bundle,
    Direction,
    Header,
    Part,
    Record,
    Standing,
    Writer,
    open_bundle,
    write_bundle,
)
from sync.bundle.keys import CityKeyPair
from sync.protocol import (
    LEAST_FEED,
    PAGE,
    ChangesAnswer,
    EnrolAnswer,
    EnrolRequest,
    Malformed,
    OpsRequest,
    Trouble,
    decode,
    encode,
)
from sync.server.call import check_text
from sync.server.endpoint import trouble_of
from sync.server.operations import take_operations

log = logging.getLogger("sync.bundle")

_ROOM = MOST_FILE - (80 << 20)  # bytes after which no further page is begun: one more and the end still fit


@dataclass(slots=True)
class Answered:
    """What a bundle brought to the city, and what went into the answer. `trouble`: why operations were not taken."""

    device: str
    site: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)
    changes: int = 0
    more: bool = False
    trouble: str = ""
    size: int = 0  # bytes of the answer


def answer_bundle(city: City, keys: CityKeyPair, path: Path, answer: Path) -> Answered:
    """Carry out a counter's bundle and write the answer into the file `answer`.

    The whole bundle is proven and read once before anything is done. A second time it is answered anew, with its
    operations as duplicates. Raises Refused (damaged, not for this city, of a counter that is not known here), OSError.
    """
    with open_bundle(path) as bundle:
        header = bundle.header
        if header.direction is not Direction.UP:
            raise Refused("bundle.for_a_counter", name=bundle.name)
        if header.receiver != keys.public.box:
            raise Refused("bundle.for_another_city", name=bundle.name)
        _check_header(header, bundle.name)
        known = city.device(header.device)
        if known is not None and known.public_key != header.sender:
            raise Refused("bundle.of_another_key", name=bundle.name)
        bundle.verify(header.sender)
        enrols = _survey(bundle, keys)
        if known is None and not enrols:
            raise Refused("sync.device_unknown")
        reply = Header(
            direction=Direction.DOWN,
            id=new_id(),
            device=header.device,
            site=header.site,
            made_at=datetime.now(UTC).isoformat(),
            receiver=header.reply_to,
            cursor=header.cursor,
            first=header.first,
            next=header.next,
            answers=header.id,
        )
        with written_whole(answer) as draft, draft.open("wb") as file:
            writer = write_bundle(file, reply, keys.sign)
            told = Answered(header.device, header.site)
            _converse(city, keys, bundle, writer, told)
            writer.finish()
            told.size = writer.size
    log.info("bundle %s of device %s answered: %d operations", header.id, header.device, told.outcomes.total())
    return told


def _check_header(header: Header, name: str) -> None:
    """Whether its texts may be asked of a database. Raises Refused."""
    try:
        check_text(header.device, header.site, *((header.cursor.epoch, header.cursor.chain) if header.cursor else ()))
    except Malformed:
        raise Refused("bundle.damaged", name=name) from None


def _survey(bundle: Bundle, keys: CityKeyPair) -> bool:
    """Whether it asks for enrolment, by the key that signed it. Raises Refused where a record does not read."""
    enrols = False
    try:
        for number, record in enumerate(bundle.records(keys.box)):
            if record.part is Part.ENROL and number == 0:
                asked = decode(record.body, EnrolRequest)
                check_text(asked.code, asked.device, asked.site)
                if (asked.device, asked.public_key) != (bundle.header.device, bundle.header.sender):
                    raise Malformed("enrolment of another")
                enrols = True
            elif record.part is Part.OPS:
                decode(record.body, OpsRequest)
            else:
                raise Malformed("part")
    except Malformed:
        raise Refused("bundle.damaged", name=bundle.name) from None
    return enrols


def _converse(city: City, keys: CityKeyPair, bundle: Bundle, writer: Writer, told: Answered) -> None:
    """Each record as a request, each answer as a record; after the first trouble no further operations."""
    for record in bundle.records(keys.box):
        try:
            if record.part is Part.ENROL:
                writer.add(Part.ENROL, encode(_enrol(city, keys, record)), 201)
            else:
                writer.add(Part.OPS, _take(city, bundle.header.device, record, told), 200)
        except Exception as error:
            trouble = trouble_of(error)
            if trouble is None:
                raise
            status, why = trouble
            writer.add(record.part, encode(why), status)
            told.trouble = why.code
            break
    device = city.device(bundle.header.device)
    if device is None:
        return  # the code was refused, and that is all there is to say
    if device.suspended:
        if not told.trouble:
            told.trouble = device.why_out().code
            writer.add(Part.OPS, encode(Trouble(told.trouble)), 409 if told.trouble == "sync.fork" else 403)
        return
    writer.add(Part.STANDING, encode(Standing(device.dseq + 1)), 200)
    if bundle.header.feed < LEAST_FEED:
        writer.add(Part.CHANGES, encode(Trouble("sync.pull_blocked")), 426)
        return
    for page in _pages(city, device, bundle.header.cursor, writer):
        if isinstance(page, Trouble):
            writer.add(Part.CHANGES, encode(page), 410)
        else:
            told.changes += sum(map(len, page.tables.values()))
            told.more = page.more
            writer.add(Part.CHANGES, encode(page), 200)


def _enrol(city: City, keys: CityKeyPair, record: Record) -> EnrolAnswer:
    """Raises Refused. A device that is known with this key needs no code that is still good: its file came late."""
    asked = decode(record.body, EnrolRequest)
    try:
        device = city.enrol(asked.code, asked.device, asked.site, asked.public_key, asked.station)
    except DomainError:
        known = city.device(asked.device)
        if known is None or known.suspended:
            raise
        device = known
    return EnrolAnswer(device.id, device.site_id, device.station, keys.public.sign, keys.public.box)


def _take(city: City, id: str, record: Record, told: Answered) -> bytes:
    device = city.device(id)
    if device is None:
        raise Refused("sync.device_unknown")
    answer = take_operations(city, device, decode(record.body, OpsRequest))
    told.outcomes.update(verdict.outcome for verdict in answer.results)
    told.cases += [verdict.case for verdict in answer.results if verdict.case is not None]
    return encode(answer)


def _pages(city: City, device: Device, cursor: Cursor | None, writer: Writer) -> Iterator[ChangesAnswer | Trouble]:
    """The feed from the cursor to its end, or from its beginning where the cursor is not of this feed."""
    more = True
    while more and writer.size < _ROOM:
        try:
            page = city.changes(device, cursor, PAGE)
        except FeedRewound:
            if cursor is None:
                raise
            yield Trouble("sync.feed_rewound")
            cursor = None
            continue
        cursor, more = page.cursor, page.more
        yield ChangesAnswer(page.cursor, page.more, dict(page.tables))

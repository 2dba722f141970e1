"""The sole composition root: what a counter is made of, opened in order and closed in the reverse one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.exc import ArgumentError, OperationalError

from app.archive import FolderArchive
from app.clock import SystemClock
from app.domain import ids
from app.domain.classification import Classification
from app.domain.errors import NotFound, Refused
from app.domain.numbering import DocumentKind
from app.domain.organization import Role, WarehouseKind
from app.exchange.reference import load_classification
from app.files import write_whole
from app.paths import DataFolder
from app.persistence import search, unknown
from app.persistence.attachments import FileAttachments
from app.persistence.city import SqlCity
from app.persistence.counter import CounterDatabase, DatabaseBehind, SqlCredentials
from app.persistence.engine import server_engine, sqlite_engine
from app.persistence.journal import Journal, JournalDamaged
from app.persistence.label_templates import SqlLabelTemplates
from app.persistence.page_sums import PageSums
from app.persistence.print_jobs import SqlPrintJobs
from app.persistence.queries import SqlQueries
from app.persistence.replica import SqlReplica
from app.persistence.schema import migrate
from app.services.accounts import Accounts
from app.services.bus import Bus
from app.services.commands.base import Actor
from app.services.commands.setup import OpenSite
from app.services.paper import Slip
from app.services.ports import Changes, Clock, Station
from app.services.printing.desk import PrintDesk, PrintParts
from app.services.rfid import EncodeTag
from app.services.slip_codes import slip_code
from app.services.slip_papers import SlipPapers
from app.services.transfers import proofs_of_slip
from app.settings import FORMS, Settings
from printing.composer import JobComposer
from printing.printers.devices import SystemDevices
from printing.rfid.zpl import ZplEncoder
from printing.typesetter import PdfTypesetter
from sync.client.keys import DeviceKeys, system_vault
from sync.client.line import CityLine, NotEnrolled
from sync.client.transport import HttpTransport
from sync.client.trust import Trust

_log = logging.getLogger("gwc.bootstrap")


@dataclass(slots=True)
class CounterServices:
    """An open counter. `listeners` hear every commit, on the thread that made it."""

    folder: DataFolder
    clock: Clock
    settings: Settings
    database: CounterDatabase
    bus: Bus
    queries: SqlQueries
    accounts: Accounts
    typesetter: PdfTypesetter
    replica: SqlReplica
    attachments: FileAttachments
    devices: SystemDevices
    label_templates: SqlLabelTemplates
    composer: JobComposer
    listeners: list[Callable[[Changes], None]] = field(default_factory=list)
    print_desk: PrintDesk = field(init=False)

    def __post_init__(self) -> None:
        self.print_desk = PrintDesk(
            PrintParts(
                queries=self.queries,
                jobs=SqlPrintJobs(self.database),
                devices=self.devices,
                composer=self.composer,
                templates=self.label_templates,
                papers=self.slip_papers(),
                clock=self.clock,
                encoder=ZplEncoder(EncodeTag(self.queries, self.bus)),
            )
        )

    def classification(self) -> Classification:
        """The category table that this site loaded, else the one that comes with the product."""
        own = self.folder.categories
        return load_classification(own if own.exists() else None)

    def load_categories(self, path: Path) -> int:
        """Take over a category table; returns how many codes it lists. Raises LedgerError, nothing then changes."""
        table = load_classification(path)
        write_whole(self.folder.categories, path.read_bytes())
        return len(table)

    def slip_proofs(self, number: str) -> list[str]:
        """The signed codes for the slip of that number: of a transfer that this site sent, else none."""
        if not number.startswith(DocumentKind.TRANSFER.value):
            return []
        return proofs_of_slip(self.database, DeviceSigner(self), number)

    def slip_code(self, slip: Slip) -> str:
        """The signed code of a slip of this site; none where the counter is not enrolled: nobody could prove it."""
        if not self.replica.enrolled():
            return ""
        return slip_code(slip, self.database.station().number, DeviceSigner(self))

    def slip_papers(self) -> SlipPapers:
        """The papers of slips, kept in the folder of papers."""
        return SlipPapers(
            self.queries,
            self.typesetter,
            FolderArchive(self.folder.papers),
            self.clock,
            self.database.station,
            self.slip_proofs,
            self.slip_code,
        )

    def tell(self, changes: Changes) -> None:
        for listener in self.listeners:
            listener(changes)


def is_set_up(folder: DataFolder) -> bool:
    """Whether a counter was set up there; looks, and makes nothing."""
    return folder.database.exists()


@contextmanager
def open_counter(
    root: Path,
    *,
    clock: Clock | None = None,
    create: bool = False,
    examine: bool = False,
    wait_seconds: float = 5,
) -> Iterator[CounterServices]:
    """Open the counter whose data lies in `root`; to `examine` it, with any damage to its journal as it stands.

    Raises NotFound (no counter there, or one whose setting up did not end, unless `create`), Refused (in use by
    another program; made by a newer version), JournalDamaged, DatabaseBehind; SQLAlchemy's
    DatabaseError where the file does not read.
    """
    folder = DataFolder(root)
    if not create and not is_set_up(folder):
        raise NotFound("counter.not_set_up", folder=str(root))
    folder.create()
    clock = clock or SystemClock()
    with ExitStack() as stack:
        try:
            stack.enter_context(FileLock(folder.lock, timeout=wait_seconds))
        except Timeout:
            raise Refused("counter.in_use", folder=str(root)) from None
        sums = PageSums(folder.database)
        stack.callback(sums.close)
        sums.begin()
        writer = sqlite_engine(folder.database, writes=True)
        stack.callback(writer.dispose)
        reader = sqlite_engine(folder.database, writes=False)
        stack.callback(reader.dispose)
        database = CounterDatabase(writer, Journal(folder.journal), sums, reader=reader)
        stack.callback(database.close)
        migrate(writer)
        with database.transaction() as connection:
            unknown.take_in(connection)
            if not search.is_current(connection):
                search.rebuild(connection)
        if not create and database.head() == (0, ""):
            raise NotFound("counter.not_set_up", folder=str(root))
        try:
            recovered = database.recover(heal=not examine)
        except (JournalDamaged, DatabaseBehind):
            if not examine:
                raise
        else:
            if recovered:
                _log.info("%d operations written to the journal after a crash", recovered)
        settings = Settings.load(folder.settings)
        label_templates = SqlLabelTemplates(database)
        composer = JobComposer(clock, label_templates.get)
        services = CounterServices(
            folder=folder,
            clock=clock,
            settings=settings,
            database=database,
            bus=Bus(database, clock),
            queries=SqlQueries(reader, clock.today),
            accounts=Accounts(SqlCredentials(database), clock),
            typesetter=PdfTypesetter(clock, lambda: settings.read(FORMS) or {}, composer.read),
            replica=SqlReplica(database),
            attachments=FileAttachments(database, folder.attachments),
            devices=SystemDevices(),
            label_templates=label_templates,
            composer=composer,
        )
        services.bus.committed = services.tell
        yield services


@contextmanager
def open_city(root: Path, database_url: str | None = None) -> Iterator[SqlCity]:
    """Open the city's books: the database of the URL, or a SQLite file in `root`.

    Raises Refused (made by a newer version; a URL that is not PostgreSQL's; a server that does not answer).
    """
    with ExitStack() as stack:
        root.mkdir(parents=True, exist_ok=True)
        if database_url:
            if not database_url.startswith("postgresql"):
                raise Refused("city.unknown_database")
            try:
                writer = reader = server_engine(database_url.replace("postgresql://", "postgresql+psycopg://", 1))
            except (ArgumentError, ValueError):  # a fault in the URL may quote its password: it is not passed on
                raise Refused("city.unknown_database") from None
        else:
            writer = sqlite_engine(root / "city.db", writes=True, searchable=False)
            reader = sqlite_engine(root / "city.db", writes=False)
            stack.callback(reader.dispose)
        stack.callback(writer.dispose)
        try:
            migrate(writer)
        except OperationalError as fault:
            if not database_url:
                raise
            raise Refused("city.database_unreachable", cause=str(fault.orig).strip()) from fault
        yield SqlCity(writer, reader, root)


def city_keys(services: CounterServices) -> DeviceKeys:
    """Where this counter's device key lies."""
    return DeviceKeys(services.folder.root, system_vault())


class DeviceSigner:
    """Signs with this counter's key, which the city's other counters know once it is enrolled."""

    def __init__(self, services: CounterServices) -> None:
        self._services = services

    def device(self) -> str:
        if not self._services.replica.enrolled():
            raise Refused("transfer.not_enrolled")
        return self._services.replica.device()

    def sign(self, content: bytes) -> tuple[str, bytes]:
        device = self.device()
        return device, city_keys(self._services).private_key(device).sign(content)


def city_line(services: CounterServices) -> CityLine:
    """The line to the city server that this counter is enrolled at. Raises NotEnrolled, or as `Trust.context` does."""
    enrolment = services.replica.enrolment()
    if enrolment is None:
        raise NotEnrolled
    device = services.replica.device()
    keys = city_keys(services)
    trust = Trust.kept(services.folder.root)
    transport, waiting = HttpTransport(enrolment.server, trust), HttpTransport(enrolment.server, trust)
    return CityLine(transport, device, keys.private_key(device), keys, waiting)


DEFAULT_WAREHOUSES: tuple[tuple[WarehouseKind, str], ...] = (
    (WarehouseKind.GENERAL, "通用仓"),
    (WarehouseKind.VIRTUAL, "虚拟仓"),
    (WarehouseKind.CONFISCATED, "罚没仓"),
    (WarehouseKind.RENTAL, "租赁仓"),
    (WarehouseKind.PUBLIC_BENEFIT, "公益仓"),
    (WarehouseKind.EMERGENCY, "应急仓"),
)


def set_up_counter(
    services: CounterServices,
    *,
    site_id: str,
    site_name: str,
    administrator: str,
    password: str,
    warehouses: tuple[tuple[WarehouseKind, str], ...] = DEFAULT_WAREHOUSES,
    station: int = 1,
) -> Actor:
    """Make an empty data folder the counter of a site, with its warehouses and first administrator.

    The operation log is written last, and an empty log means that nothing is set up yet: a crash on the way is
    mended by setting up again. Raises Invalid (site code, names, password too short), Refused (set up before).
    """
    if services.database.head() != (0, ""):
        raise Refused("counter.set_up_before", site=services.database.setting("site"))
    staff_id = ids.staff_id(site_id, administrator)
    services.accounts.set_password(staff_id, password)
    services.database.set_up(ids.new_id(), Station(site_id, station))
    first = Actor(staff_id, administrator.strip(), Role.ADMINISTRATOR)
    services.bus.execute(OpenSite(site_id, site_name, warehouses, administrator), actor=first)
    return first

"""The tables. An entity's columns are its dataclass's fields, so a row, a record and a sync body are one thing.

Columns are TEXT and integers only: dates and instants as ISO 8601 text, amounts in fen, enums by value; equal on
SQLite and PostgreSQL. There are no foreign keys between entities, because the feed brings rows in pages and in
no parent-first order; `check` proves the references instead.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, text

from app.domain.asset import Asset
from app.domain.attachment import Attachment
from app.domain.case import ConflictCase
from app.domain.device import CounterDevice
from app.domain.document import Document, LedgerImport
from app.domain.events import AssetEvent
from app.domain.loan import Loan, LoanLine, Request, RequestLine
from app.domain.organization import Organization, Person, Site, Staff, Warehouse
from app.domain.transfer import Transfer, TransferLine
from app.domain.vehicle import Dispatch, VehicleCard

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)

WHOLE = BigInteger().with_variant(Integer, "sqlite")


def _column(name: str, hint: Any) -> Column[Any]:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    kinds = [option for option in options if option is not types.NoneType]
    kind = WHOLE if kinds[0] in (int, bool) else Text()
    return Column(name, kind, nullable=types.NoneType in options)


def _entity_table(name: str, entity: type[Any], *indexes: Index, keyed: bool = False) -> Table:
    """`keyed` tables have an integer key of their own, for full-text search and for paging through a million rows.

    `dirty` (counter only): dseq of the last local operation that touched the row and is not confirmed yet.
    `unknown` (counter only): JSON of what a newer city says of the row and this version has no column for.
    """
    hints = typing.get_type_hints(entity)
    columns = [_column(field.name, hints[field.name]) for field in dataclasses.fields(entity)]
    identity = next(column for column in columns if column.name == "id")
    if keyed:
        columns.insert(0, Column("key", WHOLE, primary_key=True, autoincrement=True))
        identity.unique = True
    else:
        identity.primary_key = True
    waiting = text("dirty IS NOT NULL")
    unconfirmed = Index(f"ix_{name}_dirty", "dirty", sqlite_where=waiting, postgresql_where=waiting)
    own = (Column("dirty", WHOLE, nullable=True), Column("unknown", Text, nullable=True))
    return Table(name, metadata, *columns, *own, unconfirmed, *indexes)


def _open(column: str) -> Any:
    return text(f"{column} IS NULL")


site = _entity_table("site", Site)
warehouse = _entity_table("warehouse", Warehouse, Index(None, "site_id"))
organization = _entity_table("organization", Organization)
person = _entity_table("person", Person, Index(None, "organization_id"))
staff = _entity_table("staff", Staff, Index(None, "site_id", "username", unique=True))
asset = _entity_table(
    "asset",
    Asset,
    Index(None, "tag_number", unique=True),
    Index(None, "card_number"),
    Index("ix_asset_serial", "serial", sqlite_where=text("serial <> ''"), postgresql_where=text("serial <> ''")),
    Index("ix_asset_import_id", "import_id", sqlite_where=text("import_id IS NOT NULL")),
    Index("ix_asset_epc", "epc", sqlite_where=text("epc IS NOT NULL"), postgresql_where=text("epc IS NOT NULL")),
    Index("ix_asset_tid", "tid", sqlite_where=text("tid IS NOT NULL"), postgresql_where=text("tid IS NOT NULL")),
    # The sums of every list by status without reading a million rows. Other orders are sorted when asked for:
    # an index for each would make every import slower and the file a fifth larger.
    Index(None, "name"),
    Index("ix_asset_status_value", "status", "value_fen"),
    keyed=True,
)
vehicle = _entity_table("vehicle", VehicleCard, Index(None, "plate"))
dispatch = _entity_table("dispatch", Dispatch, Index(None, "asset_id"))
request = _entity_table("request", Request, Index(None, "status"))
request_line = _entity_table("request_line", RequestLine, Index(None, "request_id"), Index(None, "asset_id"))
loan = _entity_table(
    "loan",
    Loan,
    Index(None, "person_id"),
    Index("ix_loan_open", "due_on", sqlite_where=_open("closed_at"), postgresql_where=_open("closed_at")),
)
loan_line = _entity_table(
    "loan_line",
    LoanLine,
    Index(None, "loan_id"),
    Index(None, "asset_id"),
    Index("ix_loan_line_return_number", "return_number"),
    # At most one open, undisputed loan per asset.
    Index(
        "uq_loan_line_open",
        "asset_id",
        unique=True,
        sqlite_where=text("returned_at IS NULL AND disputed = 0"),
        postgresql_where=text("returned_at IS NULL AND disputed = 0"),
    ),
)
document = _entity_table("document", Document, Index(None, "subject_id"))
ledger_import = _entity_table("ledger_import", LedgerImport, Index(None, "sha256"))
asset_event = _entity_table("asset_event", AssetEvent, Index(None, "asset_id"))
transfer = _entity_table("transfer", Transfer)
transfer_line = _entity_table("transfer_line", TransferLine, Index(None, "transfer_id"), Index(None, "asset_id"))
conflict_case = _entity_table(
    "conflict_case",
    ConflictCase,
    Index(None, "asset_id"),
    Index(
        "ix_conflict_case_open", "opened_at", sqlite_where=text("decision = ''"), postgresql_where=text("decision = ''")
    ),
)
counter_device = _entity_table("counter_device", CounterDevice)
attachment = _entity_table("attachment", Attachment, Index(None, "subject_id"), Index(None, "sha256"))

ENTITIES: dict[type[Any], Table] = {
    Site: site,
    Warehouse: warehouse,
    Organization: organization,
    Person: person,
    Staff: staff,
    Asset: asset,
    VehicleCard: vehicle,
    Dispatch: dispatch,
    Request: request,
    RequestLine: request_line,
    Loan: loan,
    LoanLine: loan_line,
    Document: document,
    LedgerImport: ledger_import,
    AssetEvent: asset_event,
    Transfer: transfer,
    TransferLine: transfer_line,
    ConflictCase: conflict_case,
    CounterDevice: counter_device,
    Attachment: attachment,
}
"""Every kind of entity; the table's name is the kind's name everywhere (Changes, feed, shadow)."""

OWN_COLUMNS = frozenset({"key", "dirty", "unknown"})
"""What a database adds to an entity's fields for itself; it does not travel."""

# What only a counter keeps.
setting = Table("setting", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
sequence = Table("sequence", metadata, Column("name", Text, primary_key=True), Column("next", WHOLE, nullable=False))
credential = Table(
    "credential",
    metadata,
    Column("staff_id", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("failures", WHOLE, nullable=False),
    Column("locked_until", Text),
)
operation = Table(
    "operation",
    metadata,
    Column("dseq", WHOLE, primary_key=True, autoincrement=False),
    Column("op_id", Text, nullable=False, unique=True),
    Column("device", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("version", WHOLE, nullable=False),
    Column("actor", Text, nullable=False),
    Column("occurred_at", Text, nullable=False),
    Column("pre", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("outcome", Text),  # the city's verdict; NULL while it waits
    Column("seq", WHOLE),
    Column("case_id", Text),
    Column("reason", Text),
    Index("ix_operation_waiting", "dseq", sqlite_where=_open("outcome")),
)
shadow = Table(
    "shadow",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("body", Text, nullable=False),  # the last confirmed row, as JSON
)
blob_upload = Table(
    "blob_upload",  # files that the city does not have yet, oldest first; their content lies in the data folder
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", WHOLE, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("sent", WHOLE, nullable=False),  # bytes that the city has confirmed
    Column("attempts", WHOLE, nullable=False),
    Column("fault", Text, nullable=False),  # code of the last one; empty where there was none
)
sync_cycle = Table(
    "sync_cycle",  # what sync did, for the graph of the last days
    metadata,
    Column("id", WHOLE, primary_key=True, autoincrement=True),
    Column("started_at", Text, nullable=False),
    Column("seconds", Text, nullable=False),  # decimal
    Column("pushed", WHOLE, nullable=False),  # operations
    Column("pulled", WHOLE, nullable=False),  # entries of the feed
    Column("sent_bytes", WHOLE, nullable=False),
    Column("received_bytes", WHOLE, nullable=False),
    Column("way", Text, nullable=False),  # line or file
    Column("fault", Text, nullable=False),  # code; empty where all went well
    Column("kinds", Text, nullable=False, server_default="{}"),  # JSON: kind of entity → rows that came
    Index(None, "started_at"),
)

# Printing: this PC's own, never synced.
printer = Table(
    "printer",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("dots_per_inch", WHOLE, nullable=False),
    Column("template", Text, nullable=False),
    Column("rfid", WHOLE, nullable=False),
    Column("acs", WHOLE, nullable=False),
    Column("media_count", WHOLE, nullable=False),
    Column("media_left", WHOLE),
)
print_job = Table(
    "print_job",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("printer_id", Text, nullable=False),
    Column("printer_name", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON: what all its items share, as it was when the job was added
    Column("actor", Text, nullable=False),  # JSON
    Column("created_at", Text, nullable=False),
    Column("running", WHOLE, nullable=False),  # 1 while the open program sends it
    Column("cancelled", WHOLE, nullable=False),
    Column("fault", Text, nullable=False),  # JSON {code, params} of why it stopped; empty: it did not
    Column("reprint_of", Text, nullable=False),
    Column("reprint_reason", Text, nullable=False),
    Index(None, "subject"),
)
print_item = Table(
    "print_item",
    metadata,
    Column("job_id", Text, primary_key=True),
    Column("position", WHOLE, primary_key=True, autoincrement=False),
    Column("asset_id", Text, nullable=False),
    Column("caption", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON of what it prints; empty where the job's says all
    Column("state", Text, nullable=False),
    Column("fault", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("epc", Text, nullable=False),
    Column("tid", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Index(None, "job_id", "state"),
    sqlite_with_rowid=False,
)
label_template = Table(
    "label_template",  # those made here, beside the ones that come with the product
    metadata,
    Column("name", Text, primary_key=True),
    Column("content", Text, nullable=False),  # JSON
    Column("changed_at", Text, nullable=False),
)

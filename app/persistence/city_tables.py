"""What only the city keeps: its devices, their operations, the cases and the feed."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, Text

from app.persistence.tables import WHOLE, metadata

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("station", WHOLE, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("dseq", WHOLE, nullable=False),
    Column("hash", Text, nullable=False),
    Column("suspended", WHOLE, nullable=False),
    Column("session", Text, nullable=False),  # the mark that the next session has to show; empty: any
    Column("session_before", Text),  # the one that was shown for it, until the new one was seen in use
    Column("enrolled_at", Text, nullable=False),
    Column("revoked_at", Text),  # by an administrator; a revoked device comes back only with a fresh code
    Column("seen_at", Text),  # its last session
    Column("app_version", Text, nullable=False, server_default=""),
    Column("box_key", Text, nullable=False, server_default=""),  # X25519, base64: for bundles that go to it
    Index(None, "site_id", "station", unique=True),
)
enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("hash", Text, primary_key=True),  # SHA-256; the code itself is shown once and not kept
    Column("site_id", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("device", Text),  # that used it up
)
session_token = Table(
    "session_token",
    metadata,
    Column("hash", Text, primary_key=True),  # SHA-256
    Column("device", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Index(None, "device"),
)
received_operation = Table(
    "received_operation",
    metadata,
    Column("device", Text, primary_key=True),
    Column("dseq", WHOLE, primary_key=True, autoincrement=False),
    Column("op_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("version", WHOLE, nullable=False),
    Column("actor", Text, nullable=False),
    Column("occurred_at", Text, nullable=False),
    Column("pre", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("prev", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("case_id", Text),
    Column("reason", Text),
    Index(None, "op_id"),
)
forked_operation = Table(
    "forked_operation",
    metadata,
    Column("device", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("dseq", WHOLE, nullable=False),
    Column("content", Text, nullable=False),  # the operation as JSON: another history of that device
    Column("received_at", Text, nullable=False),
)
change = Table(
    "change",
    metadata,
    Column("seq", WHOLE, primary_key=True, autoincrement=False),  # gapless: given under the writer's lock
    Column("scope", Text, nullable=False),
    Column("site_id", Text, nullable=False),  # where the entity belongs; empty where to none
    Column("kind", Text, nullable=False),  # what it is to its scope
    Column("pool_kind", Text),  # what it is to every other site: put, leave or del; NULL: nothing
    Column("entity", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", WHOLE, nullable=False),
    Column("body", Text, nullable=False),
    Column("chain", Text, nullable=False),
    Index(None, "scope", "seq"),
)
scope_member = Table(
    "scope_member",
    metadata,
    Column("entity", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
)
snapshot = Table(
    "snapshot",  # what a site's counter is to hold at a seq; its pages lie as files beside the database
    metadata,
    Column("id", Text, primary_key=True),
    Column("site_id", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("seq", WHOLE, nullable=False),
    Column("chain", Text, nullable=False),
    Column("pages", Text, nullable=False),  # JSON list of {sha256, size, rows}
    Column("made_at", Text, nullable=False),
    Index(None, "site_id", "made_at"),
)
blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", WHOLE, nullable=False),
    Column("site_id", Text, nullable=False),  # whose counter sent it
    Column("received", WHOLE, nullable=False),  # bytes; whole where it equals size
    Column("began_at", Text, nullable=False),
)
blob_site = Table(
    "blob_site",  # which sites may read it: those that sent it or hold its subject
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("site_id", Text, primary_key=True),
)
verified_backup = Table(
    "verified_backup",
    metadata,
    Column("made_at", Text, primary_key=True),
    Column("seq", WHOLE, nullable=False),  # every operation with a verdict up to it is in that backup
    Column("chain", Text, nullable=False),
    Column("place", Text, nullable=False),
)

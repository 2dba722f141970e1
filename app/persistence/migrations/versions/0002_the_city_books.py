"""The city's books, and an index over what a counter has not confirmed"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ENTITIES = (
    "asset",
    "asset_event",
    "dispatch",
    "document",
    "ledger_import",
    "loan",
    "loan_line",
    "organization",
    "person",
    "request",
    "request_line",
    "site",
    "staff",
    "vehicle",
    "warehouse",
)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False)


def upgrade() -> None:
    op.create_table(
        "device",
        text("id"),
        text("site_id"),
        whole("station"),
        text("public_key"),
        whole("dseq"),
        text("hash"),
        whole("suspended"),
        text("session"),
        text("session_before"),
        text("enrolled_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_device_site_id_station", "device", ["site_id", "station"], unique=True)
    op.create_table(
        "enrolment_code",
        text("hash"),
        text("site_id"),
        text("expires_at"),
        text("device", nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "session_token",
        text("hash"),
        text("device"),
        text("session"),
        text("expires_at"),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("ix_session_token_device", "session_token", ["device"])
    op.create_table(
        "received_operation",
        text("device"),
        whole("dseq"),
        text("op_id"),
        text("type"),
        whole("version"),
        text("actor"),
        text("occurred_at"),
        text("pre"),
        text("body"),
        text("prev"),
        text("hash"),
        text("received_at"),
        text("outcome"),
        whole("seq"),
        text("case_id", nullable=True),
        text("reason", nullable=True),
        sa.PrimaryKeyConstraint("device", "dseq"),
    )
    op.create_index("ix_received_operation_op_id", "received_operation", ["op_id"])
    op.create_table(
        "forked_operation",
        text("device"),
        text("hash"),
        whole("dseq"),
        text("content"),
        text("received_at"),
        sa.PrimaryKeyConstraint("device", "hash"),
    )
    op.create_table(
        "sync_case",
        text("id"),
        text("kind"),
        text("site_id"),
        text("device"),
        whole("dseq"),
        text("op_id"),
        text("asset_id"),
        text("reason"),
        text("opened_at"),
        text("closed_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_sync_case_open", "sync_case", ["opened_at"], sqlite_where=still_open, postgresql_where=still_open
    )
    op.create_table(
        "change",
        whole("seq"),
        text("scope"),
        text("site_id"),
        text("kind"),
        text("entity"),
        text("id"),
        whole("version"),
        text("body"),
        text("chain"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_change_scope_seq", "change", ["scope", "seq"])
    op.create_table(
        "scope_member", text("entity"), text("id"), text("scope"), sa.PrimaryKeyConstraint("entity", "id", "scope")
    )
    waiting = sa.text("dirty IS NOT NULL")
    for name in ENTITIES:
        op.create_index(f"ix_{name}_dirty", name, ["dirty"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    for name in ENTITIES:
        op.drop_index(f"ix_{name}_dirty", name)
    for name in (
        "scope_member",
        "change",
        "sync_case",
        "forked_operation",
        "received_operation",
        "session_token",
        "enrolment_code",
        "device",
    ):
        op.drop_table(name)

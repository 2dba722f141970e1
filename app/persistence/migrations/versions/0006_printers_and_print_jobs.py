"""Printers, print jobs with their items, and label templates of this PC's own.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _whole(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, _WHOLE, nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "printer",
        *_text("id", "name", "address", "language"),
        *_whole("dots_per_inch"),
        *_text("template"),
        *_whole("rfid", "acs", "media_count"),
        sa.Column("media_left", _WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "print_job",
        *_text("id", "kind", "title", "subject", "printer_id", "printer_name", "template", "content", "actor"),
        *_text("created_at"),
        *_whole("running", "cancelled"),
        *_text("fault", "reprint_of", "reprint_reason"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_print_job_subject", "print_job", ["subject"], unique=False)
    op.create_table(
        "print_item",
        *_text("job_id"),
        sa.Column("position", _WHOLE, autoincrement=False, nullable=False),
        *_text("asset_id", "caption", "content", "state", "fault", "reason", "epc", "tid", "changed_at"),
        sa.PrimaryKeyConstraint("job_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_print_item_job_id_state", "print_item", ["job_id", "state"], unique=False)
    op.create_table("label_template", *_text("name", "content", "changed_at"), sa.PrimaryKeyConstraint("name"))


def downgrade() -> None:
    for table in ("label_template", "print_item", "print_job", "printer"):
        op.drop_table(table)

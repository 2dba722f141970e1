"""The RAIN tag of a piece, and how a site writes its tags.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("asset", schema=None) as batch_op:
        for name in ("epc", "tid"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=True))
    for name in ("epc", "tid"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_asset_{name}", "asset", [name], unique=False, sqlite_where=there, postgresql_where=there)
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gs1_prefix", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("tag_afi", _WHOLE, server_default="0", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_column("tag_afi")
        batch_op.drop_column("gs1_prefix")
    for name in ("epc", "tid"):
        op.drop_index(f"ix_asset_{name}", table_name="asset")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        for name in ("tid", "epc"):
            batch_op.drop_column(name)

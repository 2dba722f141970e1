"""What each cycle of sync brought, by kind of entity.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sync_cycle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kinds", sa.Text(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("sync_cycle", schema=None) as batch_op:
        batch_op.drop_column("kinds")

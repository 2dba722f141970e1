"""Cases, transfers, snapshots, attachments"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unknown", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_attachment_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_attachment_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("received", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_site",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "site_id"),
    )
    op.create_table(
        "blob_upload",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("sent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attempts", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "conflict_case",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("other_site_id", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("dseq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unknown", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("conflict_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conflict_case_asset_id"), ["asset_id"], unique=False)
        batch_op.create_index(
            "ix_conflict_case_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_conflict_case_open",
            ["opened_at"],
            unique=False,
            sqlite_where=sa.text("decision = ''"),
            postgresql_where=sa.text("decision = ''"),
        )

    op.create_table(
        "counter_device",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("station", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("revoked", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("unknown", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("counter_device", schema=None) as batch_op:
        batch_op.create_index(
            "ix_counter_device_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.create_table(
        "snapshot",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_snapshot_site_id_made_at"), ["site_id", "made_at"], unique=False)

    op.create_table(
        "sync_cycle",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Text(), nullable=False),
        sa.Column("pushed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pulled", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sent_bytes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("received_bytes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sync_cycle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sync_cycle_started_at"), ["started_at"], unique=False)

    op.create_table(
        "verified_backup",
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("made_at"),
    )
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("asset_event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pool_kind", sa.Text(), nullable=True))

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revoked_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("app_version", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("box_key", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("ledger_import", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("loan_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("request_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))

    with op.batch_alter_table("warehouse", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unknown", sa.Text(), nullable=True))
    op.execute(
        "INSERT INTO conflict_case (id, kind, site_id, other_site_id, asset_id, device, dseq, operation_id, opened_at,"
        " reason, sides, decision, decided_at, decided_by, decision_reason, number, before, version)"
        " SELECT id, kind, site_id, '', asset_id, device, dseq, op_id, opened_at, reason, '[]',"
        " CASE WHEN closed_at IS NULL THEN '' ELSE 'acknowledge' END, closed_at, '', '', '', '', 1 FROM sync_case"
    )
    op.drop_index("ix_sync_case_open", table_name="sync_case")
    op.drop_table("sync_case")
    op.execute(
        "INSERT INTO counter_device (id, site_id, station, public_key, revoked, version)"
        " SELECT id, site_id, station, public_key, 0, 1 FROM device"
    )
    # Entries of the pool have another form from now on: the city begins a new feed from its rows.
    op.execute("DELETE FROM change")
    op.execute("DELETE FROM setting WHERE name = 'feed.epoch'")


def downgrade() -> None:
    op.create_table(
        "sync_case",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("dseq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sync_case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sync_case_open",
            ["opened_at"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
    with op.batch_alter_table("warehouse", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("request_line", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("loan_line", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("ledger_import", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("box_key")
        batch_op.drop_column("app_version")
        batch_op.drop_column("seen_at")
        batch_op.drop_column("revoked_at")

    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_column("pool_kind")

    with op.batch_alter_table("asset_event", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_column("unknown")

    op.drop_table("verified_backup")
    with op.batch_alter_table("sync_cycle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sync_cycle_started_at"))

    op.drop_table("sync_cycle")
    with op.batch_alter_table("snapshot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_snapshot_site_id_made_at"))

    op.drop_table("snapshot")
    with op.batch_alter_table("counter_device", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_counter_device_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.drop_table("counter_device")
    with op.batch_alter_table("conflict_case", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_conflict_case_open", sqlite_where=sa.text("decision = ''"), postgresql_where=sa.text("decision = ''")
        )
        batch_op.drop_index(
            "ix_conflict_case_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_conflict_case_asset_id"))

    op.drop_table("conflict_case")
    op.drop_table("blob_upload")
    op.drop_table("blob_site")
    op.drop_table("blob")
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_subject_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_sha256"))
        batch_op.drop_index(
            "ix_attachment_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.drop_table("attachment")

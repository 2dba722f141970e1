"""The first schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asset",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tag_number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("warehouse_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("card_number", sa.Text(), nullable=False),
        sa.Column("category_edition", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category_code", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("depreciation_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("acquisition", sa.Text(), nullable=False),
        sa.Column("acquired_on", sa.Text(), nullable=True),
        sa.Column("service_years", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("keeper", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Text(), nullable=True),
        sa.Column("custody_epoch", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("id", name=op.f("uq_asset_id")),
    )
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_card_number"), ["card_number"], unique=False)
        batch_op.create_index(
            "ix_asset_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_asset_import_id", ["import_id"], unique=False, sqlite_where=sa.text("import_id IS NOT NULL")
        )
        batch_op.create_index(batch_op.f("ix_asset_name"), ["name"], unique=False)
        batch_op.create_index(
            "ix_asset_serial",
            ["serial"],
            unique=False,
            sqlite_where=sa.text("serial <> ''"),
            postgresql_where=sa.text("serial <> ''"),
        )
        batch_op.create_index("ix_asset_status_value", ["status", "value_fen"], unique=False)
        batch_op.create_index(batch_op.f("ix_asset_tag_number"), ["tag_number"], unique=True)

    op.create_table(
        "asset_event",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("asset_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_event_asset_id"), ["asset_id"], unique=False)
        batch_op.create_index(
            "ix_asset_event_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.create_table(
        "change",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_scope_seq"), ["scope", "seq"], unique=False)

    op.create_table(
        "credential",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("locked_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("station", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("dseq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("suspended", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("session_before", sa.Text(), nullable=True),
        sa.Column("enrolled_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_device_site_id_station"), ["site_id", "station"], unique=True)

    op.create_table(
        "dispatch",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("planned_in", sa.Text(), nullable=True),
        sa.Column("out_at", sa.Text(), nullable=False),
        sa.Column("odometer_out_km", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("in_at", sa.Text(), nullable=True),
        sa.Column("odometer_in_km", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispatch_asset_id"), ["asset_id"], unique=False)
        batch_op.create_index(
            "ix_dispatch_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("voided", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            "ix_document_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_document_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "enrolment_code",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "forked_operation",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("dseq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "hash"),
    )
    op.create_table(
        "ledger_import",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("cards", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pieces", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("ledger_import", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ledger_import_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_ledger_import_sha256"), ["sha256"], unique=False)

    op.create_table(
        "loan",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("handed_out_at", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=True),
        sa.Column("approval", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("approval_reference", sa.Text(), nullable=False),
        sa.Column("approval_evidence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("extensions", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("voided", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.create_index(
            "ix_loan_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_loan_open",
            ["due_on"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_loan_person_id"), ["person_id"], unique=False)

    op.create_table(
        "loan_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("out_at", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.Text(), nullable=True),
        sa.Column("return_number", sa.Text(), nullable=True),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("liability", sa.Text(), nullable=False),
        sa.Column("repair_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("disputed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_line_id", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("loan_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loan_line_asset_id"), ["asset_id"], unique=False)
        batch_op.create_index(
            "ix_loan_line_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_loan_line_loan_id"), ["loan_id"], unique=False)
        batch_op.create_index("ix_loan_line_return_number", ["return_number"], unique=False)
        batch_op.create_index(
            "uq_loan_line_open",
            ["asset_id"],
            unique=True,
            sqlite_where=sa.text("returned_at IS NULL AND disputed = 0"),
            postgresql_where=sa.text("returned_at IS NULL AND disputed = 0"),
        )

    op.create_table(
        "operation",
        sa.Column("dseq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.Text(), nullable=False),
        sa.Column("pre", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("dseq"),
        sa.UniqueConstraint("op_id", name=op.f("uq_operation_op_id")),
    )
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.create_index("ix_operation_waiting", ["dseq"], unique=False, sqlite_where=sa.text("outcome IS NULL"))

    op.create_table(
        "organization",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(
            "ix_organization_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            "ix_person_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_person_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "received_operation",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("dseq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("op_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.Text(), nullable=False),
        sa.Column("pre", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("device", "dseq"),
    )
    with op.batch_alter_table("received_operation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_received_operation_op_id"), ["op_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_request_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_request_status"), ["status"], unique=False)

    op.create_table(
        "request_line",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("asset_id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("open", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("request_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_line_asset_id"), ["asset_id"], unique=False)
        batch_op.create_index(
            "ix_request_line_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_request_line_request_id"), ["request_id"], unique=False)

    op.create_table(
        "scope_member",
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "id", "scope"),
    )
    op.create_table(
        "sequence",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "session_token",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    with op.batch_alter_table("session_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_token_device"), ["device"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "shadow",
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entity", "id"),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paper_approval", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loan_days", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("max_extensions", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(
            "ix_site_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.create_table(
        "staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(
            "ix_staff_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_staff_site_id_username"), ["site_id", "username"], unique=True)

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

    op.create_table(
        "vehicle",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("vin", sa.Text(), nullable=False),
        sa.Column("engine_number", sa.Text(), nullable=False),
        sa.Column("displacement_ml", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("seats", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("established", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("use", sa.Text(), nullable=False),
        sa.Column("energy", sa.Text(), nullable=False),
        sa.Column("inspection_until", sa.Text(), nullable=True),
        sa.Column("insurance_until", sa.Text(), nullable=True),
        sa.Column("odometer_km", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("keys", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.create_index(
            "ix_vehicle_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_vehicle_plate"), ["plate"], unique=False)

    op.create_table(
        "warehouse",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("dirty", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("warehouse", schema=None) as batch_op:
        batch_op.create_index(
            "ix_warehouse_dirty",
            ["dirty"],
            unique=False,
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_warehouse_site_id"), ["site_id"], unique=False)

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE asset_search USING fts5("
            "tokens, content='', columnsize=0, detail=none, tokenize=\"ascii tokenchars '_'\")"
        )
        op.execute("INSERT INTO asset_search (asset_search, rank) VALUES ('hashsize', 33554432)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE asset_search")
    with op.batch_alter_table("warehouse", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_warehouse_site_id"))
        batch_op.drop_index(
            "ix_warehouse_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.drop_table("warehouse")
    with op.batch_alter_table("vehicle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vehicle_plate"))
        batch_op.drop_index(
            "ix_vehicle_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )

    op.drop_table("vehicle")
    with op.batch_alter_table("sync_case", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sync_case_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.drop_table("sync_case")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_site_id_username"))
        batch_op.drop_index(
            "ix_staff_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )

    op.drop_table("staff")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_site_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )

    op.drop_table("site")
    op.drop_table("shadow")
    op.drop_table("setting")
    with op.batch_alter_table("session_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_token_device"))

    op.drop_table("session_token")
    op.drop_table("sequence")
    op.drop_table("scope_member")
    with op.batch_alter_table("request_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_line_request_id"))
        batch_op.drop_index(
            "ix_request_line_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_request_line_asset_id"))

    op.drop_table("request_line")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_status"))
        batch_op.drop_index(
            "ix_request_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )

    op.drop_table("request")
    with op.batch_alter_table("received_operation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_received_operation_op_id"))

    op.drop_table("received_operation")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_organization_id"))
        batch_op.drop_index(
            "ix_person_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )

    op.drop_table("person")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_organization_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.drop_table("organization")
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.drop_index("ix_operation_waiting", sqlite_where=sa.text("outcome IS NULL"))

    op.drop_table("operation")
    with op.batch_alter_table("loan_line", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_loan_line_open",
            sqlite_where=sa.text("returned_at IS NULL AND disputed = 0"),
            postgresql_where=sa.text("returned_at IS NULL AND disputed = 0"),
        )
        batch_op.drop_index("ix_loan_line_return_number")
        batch_op.drop_index(batch_op.f("ix_loan_line_loan_id"))
        batch_op.drop_index(
            "ix_loan_line_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_loan_line_asset_id"))

    op.drop_table("loan_line")
    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_loan_person_id"))
        batch_op.drop_index(
            "ix_loan_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(
            "ix_loan_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )

    op.drop_table("loan")
    with op.batch_alter_table("ledger_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_import_sha256"))
        batch_op.drop_index(
            "ix_ledger_import_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.drop_table("ledger_import")
    op.drop_table("forked_operation")
    op.drop_table("enrolment_code")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_subject_id"))
        batch_op.drop_index(
            "ix_document_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )

    op.drop_table("document")
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_dispatch_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_dispatch_asset_id"))

    op.drop_table("dispatch")
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_device_site_id_station"))

    op.drop_table("device")
    op.drop_table("credential")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_scope_seq"))

    op.drop_table("change")
    with op.batch_alter_table("asset_event", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_asset_event_dirty",
            sqlite_where=sa.text("dirty IS NOT NULL"),
            postgresql_where=sa.text("dirty IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_asset_event_asset_id"))

    op.drop_table("asset_event")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_tag_number"))
        batch_op.drop_index("ix_asset_status_value")
        batch_op.drop_index(
            "ix_asset_serial", sqlite_where=sa.text("serial <> ''"), postgresql_where=sa.text("serial <> ''")
        )
        batch_op.drop_index(batch_op.f("ix_asset_name"))
        batch_op.drop_index("ix_asset_import_id", sqlite_where=sa.text("import_id IS NOT NULL"))
        batch_op.drop_index(
            "ix_asset_dirty", sqlite_where=sa.text("dirty IS NOT NULL"), postgresql_where=sa.text("dirty IS NOT NULL")
        )
        batch_op.drop_index(batch_op.f("ix_asset_card_number"))

    op.drop_table("asset")

"""Checks on visits: what each run said, the limits of each area, and the rank of a case in the queue."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# An upgrade runs before the API is started again, so nobody waits for the lock.
WHILE_STOPPED = "-- squawk-ignore require-concurrent-index-creation\n"
IMMUTABLE = ("visit_checks", "check_thresholds")


def upgrade() -> None:
    op.create_table(
        "visit_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("run", sa.SmallInteger(), nullable=False),
        sa.Column("checks_version", sa.SmallInteger(), nullable=False),
        sa.Column("flags", postgresql.JSONB(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("thresholds", postgresql.JSONB(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("run > 0 AND weight >= 0", name=op.f("ck_visit_checks_counts")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_checks_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_checks")),
        sa.UniqueConstraint("visit_id", "run", name=op.f("uq_visit_checks_visit_id_run")),
    )
    op.create_index(op.f("ix_visit_checks_area_code"), "visit_checks", ["area_code"])
    op.create_index(
        op.f("ix_visit_checks_flags"),
        "visit_checks",
        ["flags"],
        postgresql_using="gin",
        postgresql_ops={"flags": "jsonb_path_ops"},
    )
    op.create_table(
        "check_thresholds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("limits", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by"], ["users.id"], name=op.f("fk_check_thresholds_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_thresholds")),
        sa.UniqueConstraint("area_code", "valid_from", name=op.f("uq_check_thresholds_area_code_valid_from")),
    )
    # What stands near a visit in time is found through the bundles of a device, near in space through the point.
    op.execute(f"{WHILE_STOPPED}CREATE INDEX ix_bundles_device_id_id ON bundles (device_id, id)")
    op.add_column("cases", sa.Column("rank", sa.Integer(), server_default="0", nullable=False))
    op.execute(f"{WHILE_STOPPED}CREATE INDEX ix_cases_state_rank_id ON cases (state, rank, id)")
    for table in IMMUTABLE:
        op.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_immutable_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        # Managed databases may name the application's role otherwise; the triggers hold there too.
        op.execute(
            "DO $body$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') THEN"
            f" REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM field_app; END IF; END $body$"
        )


def downgrade() -> None:
    op.drop_index(op.f("ix_cases_state_rank_id"), table_name="cases")
    op.drop_column("cases", "rank")
    op.drop_index(op.f("ix_bundles_device_id_id"), table_name="bundles")
    op.drop_table("check_thresholds")
    op.drop_table("visit_checks")

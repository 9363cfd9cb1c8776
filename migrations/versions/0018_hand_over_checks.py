"""Checks on hand-overs: what each run said, and the place of a hand-over in the list of its round."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# An upgrade runs before the API is started again, so nobody waits for the lock.
WHILE_STOPPED = "-- squawk-ignore require-concurrent-index-creation\n"


def upgrade() -> None:
    op.create_table(
        "hand_over_checks",
        sa.Column("hand_over_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run", sa.SmallInteger(), nullable=False),
        sa.Column("checks_version", sa.SmallInteger(), nullable=False),
        sa.Column("flags", postgresql.JSONB(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("thresholds", postgresql.JSONB(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("run > 0 AND weight >= 0", name=op.f("ck_hand_over_checks_counts")),
        sa.ForeignKeyConstraint(["hand_over_id"], ["hand_overs.id"], name=op.f("fk_hand_over_checks_hand_over_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_checks")),
        sa.UniqueConstraint("hand_over_id", "run", name=op.f("uq_hand_over_checks_hand_over_id_run")),
    )
    op.create_index(op.f("ix_hand_over_checks_area_code"), "hand_over_checks", ["area_code"])
    for when, name in (("UPDATE OR DELETE", "immutable"), ("TRUNCATE", "immutable_all")):
        each = "STATEMENT" if when == "TRUNCATE" else "ROW"
        op.execute(
            f"CREATE TRIGGER hand_over_checks_{name} BEFORE {when} ON hand_over_checks"
            f" FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
    # Managed databases may name the application's role otherwise; the triggers hold there too.
    op.execute(
        "DO $body$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') THEN"
        " REVOKE UPDATE, DELETE, TRUNCATE ON hand_over_checks FROM field_app; END IF; END $body$"
    )
    op.create_table(
        "hand_over_ranks",
        sa.Column("hand_over_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["hand_over_id"], ["hand_overs.id"], name=op.f("fk_hand_over_ranks_hand_over_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_hand_over_ranks_round_id")),
        sa.PrimaryKeyConstraint("hand_over_id", name=op.f("pk_hand_over_ranks")),
    )
    op.create_index(op.f("ix_hand_over_ranks_area_code"), "hand_over_ranks", ["area_code"])
    op.create_index(
        op.f("ix_hand_over_ranks_round_id_rank_hand_over_id"), "hand_over_ranks", ["round_id", "rank", "hand_over_id"]
    )
    # Hand-overs from before have not been checked and stand behind those with flags.
    op.execute(
        "INSERT INTO hand_over_ranks (hand_over_id, round_id, rank, area_code)"
        " SELECT id, round_id, 0, area_code FROM hand_overs"
    )
    op.execute(f"{WHILE_STOPPED}CREATE INDEX ix_hand_overs_officer_id_id ON hand_overs (officer_id, id)")


def downgrade() -> None:
    op.drop_index(op.f("ix_hand_overs_officer_id_id"), table_name="hand_overs")
    op.drop_table("hand_over_ranks")
    op.drop_table("hand_over_checks")

"""Tables of journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Text, nullable=True),
        sa.Column("accessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_access_log")),
    )
    op.create_index(op.f("ix_access_log_actor_id_seq"), "access_log", ["actor_id", "seq"], unique=False)
    op.create_index(op.f("ix_access_log_area_code"), "access_log", ["area_code"], unique=False)
    op.create_index(op.f("ix_access_log_subject"), "access_log", ["subject"], unique=False)
    op.create_table(
        "journal_entries",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Text, nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("event ~ '^[a-z_]+\\.[a-z_]+$'", name=op.f("ck_journal_entries_event_form")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entries")),
        sa.UniqueConstraint("id", name=op.f("uq_journal_entries_id")),
    )
    op.create_index(op.f("ix_journal_entries_actor_id_seq"), "journal_entries", ["actor_id", "seq"], unique=False)
    op.create_index(op.f("ix_journal_entries_area_code"), "journal_entries", ["area_code"], unique=False)
    op.create_index(op.f("ix_journal_entries_subject_id"), "journal_entries", ["subject_id"], unique=False)
    op.create_table(
        "journal_pending",
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["journal_entries.seq"], name=op.f("fk_journal_pending_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_pending")),
    )
    op.create_table(
        "journal_positions",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("sequenced_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("position >= 0", name=op.f("ck_journal_positions_not_negative")),
        sa.ForeignKeyConstraint(["seq"], ["journal_entries.seq"], name=op.f("fk_journal_positions_seq")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_journal_positions")),
        sa.UniqueConstraint("seq", name=op.f("uq_journal_positions_seq")),
    )


def downgrade() -> None:
    op.drop_table("journal_positions")
    op.drop_table("journal_pending")
    op.drop_index(op.f("ix_journal_entries_subject_id"), table_name="journal_entries")
    op.drop_index(op.f("ix_journal_entries_area_code"), table_name="journal_entries")
    op.drop_index(op.f("ix_journal_entries_actor_id_seq"), table_name="journal_entries")
    op.drop_table("journal_entries")
    op.drop_index(op.f("ix_access_log_subject"), table_name="access_log")
    op.drop_index(op.f("ix_access_log_area_code"), table_name="access_log")
    op.drop_index(op.f("ix_access_log_actor_id_seq"), table_name="access_log")
    op.drop_table("access_log")

"""The record is asked for one kind of entry, or one kind of look, among tens of millions."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_journal_entries_event_seq", "journal_entries", ["event", "seq"])
    op.create_index("ix_access_log_action_seq", "access_log", ["action", "seq"])


def downgrade() -> None:
    op.drop_index("ix_access_log_action_seq", "access_log")
    op.drop_index("ix_journal_entries_event_seq", "journal_entries")

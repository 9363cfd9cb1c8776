"""The record is asked for one kind of entry, or for those of a day, among tens of millions; and so is the access log."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# An upgrade runs before the API is started again, so nobody waits for the lock.
WHILE_STOPPED = "-- squawk-ignore require-concurrent-index-creation\n"
INDEXES = {"journal_entries": ("event", "recorded_at"), "access_log": ("action", "accessed_at")}


def upgrade() -> None:
    for table, columns in INDEXES.items():
        for column in columns:
            op.execute(f"{WHILE_STOPPED}CREATE INDEX ix_{table}_{column}_seq ON {table} ({column}, seq)")


def downgrade() -> None:
    for table, columns in INDEXES.items():
        for column in columns:
            op.drop_index(f"ix_{table}_{column}_seq", table)

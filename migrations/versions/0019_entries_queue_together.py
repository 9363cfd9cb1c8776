"""Entries of one statement are queued for their positions together: a trigger for each row cost more than the entries."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

EACH_STATEMENT = "REFERENCING NEW TABLE AS added FOR EACH STATEMENT"
EACH_ROW = "FOR EACH ROW"


def upgrade() -> None:
    _queue(EACH_STATEMENT, "INSERT INTO journal_pending (seq) SELECT seq FROM added")


def downgrade() -> None:
    _queue(EACH_ROW, "INSERT INTO journal_pending (seq) VALUES (NEW.seq)")


def _queue(each: str, statement: str) -> None:
    op.execute("DROP TRIGGER journal_entries_queue ON journal_entries")
    op.execute(
        "CREATE OR REPLACE FUNCTION queue_journal_entry() RETURNS trigger LANGUAGE plpgsql"
        f" AS $body$ BEGIN {statement}; RETURN NULL; END $body$"
    )
    op.execute(
        f"CREATE TRIGGER journal_entries_queue AFTER INSERT ON journal_entries {each}"
        " EXECUTE FUNCTION queue_journal_entry()"
    )

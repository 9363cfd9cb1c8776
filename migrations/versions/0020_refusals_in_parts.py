"""Why a file was not taken is kept in parts, so that the pages can say it in either language."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


# One row for each file that was ever sent: rewritten in an instant, and before the API is started again.
SMALL = "-- squawk-ignore changing-column-type\n"


def upgrade() -> None:
    op.execute(
        f"{SMALL}ALTER TABLE imports ALTER COLUMN refusal TYPE jsonb USING CASE WHEN refusal IS NOT NULL THEN"
        " jsonb_build_object('code', 'file_unreadable', 'detail', refusal, 'problems', '[]'::jsonb) END"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE imports ALTER COLUMN refusal TYPE text USING refusal ->> 'detail'")

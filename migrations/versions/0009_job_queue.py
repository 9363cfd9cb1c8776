"""The tables and functions of the job queue, from the release of procrastinate that the lock file pins."""

from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy import DDL

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # DDL takes the text as it is but for percent signs; unlike the driver it also serves `upgrade --sql`.
    op.execute(DDL(SchemaManager.get_schema().replace("%", "%%")))


def downgrade() -> None:
    op.execute("DROP FUNCTION IF EXISTS procrastinate_notify_queue_job_inserted_v1 CASCADE")
    op.execute(
        "DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE"
    )

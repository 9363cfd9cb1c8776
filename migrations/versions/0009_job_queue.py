"""The tables and functions of the job queue, from the release of procrastinate that the lock file pins."""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The driver would read a percent sign as the begin of a parameter.
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))


def downgrade() -> None:
    op.execute("DROP FUNCTION IF EXISTS procrastinate_notify_queue_job_inserted_v1 CASCADE")
    op.execute(
        "DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs, procrastinate_workers CASCADE"
    )

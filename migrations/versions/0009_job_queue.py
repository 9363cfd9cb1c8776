"""The tables, types and functions of the job queue, from the release of procrastinate that the lock file pins."""

from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy import DDL, text

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("procrastinate_events", "procrastinate_periodic_defers", "procrastinate_jobs", "procrastinate_workers")

# Whatever the release brought bears its name; a table's own row type leaves with the table.
FUNCTIONS = text("SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'procrastinate\\_%' ORDER BY 1")
TYPES = text("""
    SELECT t.oid::regtype::text FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typname LIKE 'procrastinate\\_%' AND (t.typtype = 'e' OR (t.typtype = 'c' AND c.relkind = 'c')) ORDER BY 1
""")


def upgrade() -> None:
    # DDL takes the text as it is but for percent signs; unlike the driver it also serves `upgrade --sql`.
    op.execute(DDL(SchemaManager.get_schema().replace("%", "%%")))


def downgrade() -> None:
    connection = op.get_bind()
    for function in connection.scalars(FUNCTIONS).all():
        # Its triggers go with it.
        op.execute(f"DROP FUNCTION {function} CASCADE")
    op.execute(f"DROP TABLE {', '.join(TABLES)}")
    for each in connection.scalars(TYPES).all():
        op.execute(f"DROP TYPE {each}")

"""The journal keeps digests of the rows that evidence rests on; those that were there before are counted once.

The count becomes an entry of its own, so that it is in the log like everything else: a row that is put in beside the
journal later makes one too many.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

BOUND = (
    "allocations", "assignments", "bundles", "captures", "cases", "decisions", "determinations", "devices",
    "endorsement_lists", "enrolment_statuses", "enrolments", "hand_overs", "instruments", "photo_inspections", "photos",
    "role_grants", "rounds", "users", "visit_evaluations", "visit_members", "visits",
)  # fmt: skip


def upgrade() -> None:
    _count_rows()
    op.add_column("bundles", sa.Column("signed_after", JSONB(none_as_null=True), nullable=True))


def downgrade() -> None:
    # The entry of the journal stays.
    op.drop_column("bundles", "signed_after")


def _count_rows() -> None:
    counts = " UNION ALL ".join(f"SELECT '{table}' AS name, count(*) AS rows FROM {table}" for table in BOUND)
    op.execute(
        "INSERT INTO journal_entries (id, event, subject_id, area_code, recorded_at, data)"
        " SELECT gen_random_uuid(), 'digests.begun', gen_random_uuid(), '', now(),"
        " jsonb_build_object('rows_before', jsonb_object_agg(name, rows))"
        f" FROM ({counts}) AS counted WHERE rows > 0 HAVING count(*) > 0"
    )

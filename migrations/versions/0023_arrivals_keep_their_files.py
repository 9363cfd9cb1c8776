"""The files of what arrives keep their length.

A photo is here for a minute, so vacuum finds these tables empty all day. Each time it would cut the files off, behind a lock
that nobody may write under, and the next photos would pay for making them long again: 2 to 3 % of a visit.
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("photo_arrivals", "photo_pieces")


def upgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} SET (vacuum_truncate = off, toast.vacuum_truncate = off)")


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} RESET (vacuum_truncate, toast.vacuum_truncate)")

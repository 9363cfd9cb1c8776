"""What the comparison of the card at the door gave is a field of the hand-over; the note is for words alone."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_CHECKS = {
    "card_check_known": "card_check IN ('matches', 'differs', 'no_number')",
    "card_check_of_delivery": "card_check IS NULL OR outcome = 'delivered'",
}


def upgrade() -> None:
    op.add_column("hand_overs", sa.Column("card_check", sa.Text, nullable=True))
    # Every row that is there has NULL in the new column, so looking at them takes no longer than reading them once.
    for name, condition in _CHECKS.items():
        op.execute(
            "-- squawk-ignore constraint-missing-not-valid\n"
            f"ALTER TABLE hand_overs ADD CONSTRAINT ck_hand_overs_{name} CHECK ({condition})"
        )


def downgrade() -> None:
    op.drop_column("hand_overs", "card_check")

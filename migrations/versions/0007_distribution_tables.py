"""Tables of distribution."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_code", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("package", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("state IN ('preparing', 'open', 'closed')", name=op.f("ck_rounds_state_known")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_rounds_period_order")),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_rounds_closing_dated")),
        sa.ForeignKeyConstraint(["opened_by"], ["users.id"], name=op.f("fk_rounds_opened_by")),
        sa.ForeignKeyConstraint(["programme_code"], ["programmes.code"], name=op.f("fk_rounds_programme_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    op.create_index(op.f("ix_rounds_area_code"), "rounds", ["area_code"], unique=False)
    op.create_index(op.f("ix_rounds_programme_code_state"), "rounds", ["programme_code", "state"], unique=False)
    op.create_table(
        "allocations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("packages", sa.SmallInteger(), nullable=False),
        sa.Column("allocated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id", "household_id"],
            ["enrolments.id", "enrolments.household_id"],
            name=op.f("fk_allocations_enrolment_id_household_id"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_allocations_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_allocations_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
        sa.UniqueConstraint("round_id", "area_code", "id", name=op.f("uq_allocations_round_id_area_code_id")),
        sa.UniqueConstraint("round_id", "enrolment_id", name=op.f("uq_allocations_round_id_enrolment_id")),
    )
    op.create_index(op.f("ix_allocations_area_code"), "allocations", ["area_code"], unique=False)
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("allocation_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("received_by", sa.Text, nullable=True),
        sa.Column("receiver_name", sa.Text, nullable=True),
        sa.Column("receiver_relationship", sa.Text, nullable=True),
        sa.Column("failure", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("latitude_e7", sa.Integer(), nullable=True),
        sa.Column("longitude_e7", sa.Integer(), nullable=True),
        sa.Column("accuracy_mm", sa.Integer(), nullable=True),
        sa.Column("position_missing_reason", sa.Text, nullable=True),
        sa.Column("position_samples", postgresql.JSONB(), nullable=False),
        sa.Column(
            "point",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            sa.Computed(
                "ST_SetSRID(ST_MakePoint(longitude_e7 / 10000000.0, latitude_e7 / 10000000.0), 4326)",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'delivered') = (received_by IS NOT NULL AND received_by IN ('self', 'family_member', 'proxy'))",
            name=op.f("ck_hand_overs_receiver_named"),
        ),
        sa.CheckConstraint(
            "(outcome = 'not_delivered') = (failure IS NOT NULL AND failure IN ('not_at_home', 'not_found', 'moved', 'deceased', 'refused', 'not_entitled', 'package_missing', 'package_damaged'))",
            name=op.f("ck_hand_overs_failure_named"),
        ),
        sa.CheckConstraint("outcome IN ('delivered', 'not_delivered')", name=op.f("ck_hand_overs_outcome_known")),
        sa.CheckConstraint(
            "received_by IS NULL OR received_by = 'self' OR length(btrim(receiver_name)) > 0",
            name=op.f("ck_hand_overs_other_receiver_has_name"),
        ),
        sa.CheckConstraint("(latitude_e7 IS NULL) = (longitude_e7 IS NULL)", name=op.f("ck_hand_overs_point_whole")),
        sa.CheckConstraint(
            "outcome = 'not_delivered' OR latitude_e7 IS NOT NULL OR length(btrim(position_missing_reason)) > 0",
            name=op.f("ck_hand_overs_position_or_reason"),
        ),
        sa.CheckConstraint("latitude_e7 BETWEEN -900000000 AND 900000000", name=op.f("ck_hand_overs_latitude_range")),
        sa.CheckConstraint(
            "longitude_e7 BETWEEN -1800000000 AND 1800000000", name=op.f("ck_hand_overs_longitude_range")
        ),
        sa.ForeignKeyConstraint(
            ["round_id", "area_code", "allocation_id"],
            ["allocations.round_id", "allocations.area_code", "allocations.id"],
            name=op.f("fk_hand_overs_round_id_area_code_allocation_id"),
        ),
        sa.ForeignKeyConstraint(["id"], ["bundles.id"], name=op.f("fk_hand_overs_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["users.id"], name=op.f("fk_hand_overs_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_allocation_id"), "hand_overs", ["allocation_id"], unique=False)
    op.create_index(op.f("ix_hand_overs_area_code"), "hand_overs", ["area_code"], unique=False)
    op.create_index(op.f("ix_hand_overs_area_code_id"), "hand_overs", ["area_code", "id"], unique=False)
    op.create_index(
        op.f("ix_hand_overs_round_id_area_code_id"),
        "hand_overs",
        ["round_id", "area_code", "id"],
        unique=False,
        postgresql_include=["outcome"],
    )
    op.create_index(
        "ix_hand_overs_failed",
        "hand_overs",
        ["round_id"],
        unique=False,
        postgresql_where=sa.text("outcome = 'not_delivered'"),
    )
    op.create_index(op.f("ix_hand_overs_point"), "hand_overs", ["point"], unique=False, postgresql_using="gist")
    op.create_index(
        "uq_hand_overs_delivered",
        "hand_overs",
        ["allocation_id"],
        unique=True,
        postgresql_where=sa.text("outcome = 'delivered'"),
    )


def downgrade() -> None:
    op.drop_index("uq_hand_overs_delivered", table_name="hand_overs", postgresql_where=sa.text("outcome = 'delivered'"))
    op.drop_index(op.f("ix_hand_overs_point"), table_name="hand_overs", postgresql_using="gist")
    op.drop_index(
        "ix_hand_overs_failed", table_name="hand_overs", postgresql_where=sa.text("outcome = 'not_delivered'")
    )
    op.drop_index(op.f("ix_hand_overs_round_id_area_code_id"), table_name="hand_overs", postgresql_include=["outcome"])
    op.drop_index(op.f("ix_hand_overs_area_code_id"), table_name="hand_overs")
    op.drop_index(op.f("ix_hand_overs_area_code"), table_name="hand_overs")
    op.drop_index(op.f("ix_hand_overs_allocation_id"), table_name="hand_overs")
    op.drop_table("hand_overs")
    op.drop_index(op.f("ix_allocations_area_code"), table_name="allocations")
    op.drop_table("allocations")
    op.drop_index(op.f("ix_rounds_programme_code_state"), table_name="rounds")
    op.drop_index(op.f("ix_rounds_area_code"), table_name="rounds")
    op.drop_table("rounds")

"""Tables of review."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "endorsement_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("programme_code", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.Uuid(), nullable=True),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_sha256", sa.Text, nullable=True),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text), nullable=True),
        sa.Column("letter_number", sa.Text, nullable=True),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("signatory_name", sa.Text, nullable=True),
        sa.Column("signatory_capacity", sa.Text, nullable=True),
        sa.Column("letter_sha256", sa.Text, nullable=True),
        sa.Column("endorsed_by", sa.Uuid(), nullable=True),
        sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "signatory_capacity IN ('kepala_daerah', 'wakil_kepala_daerah', 'sekda_atas_nama_kepala_daerah')",
            name=op.f("ck_endorsement_lists_capacity_allowed"),
        ),
        sa.CheckConstraint(
            "state <> 'endorsed' OR (letter_number IS NOT NULL AND letter_date IS NOT NULL AND signatory_name IS NOT NULL AND signatory_capacity IS NOT NULL AND letter_sha256 IS NOT NULL AND endorsed_by IS NOT NULL)",
            name=op.f("ck_endorsement_lists_endorsed_has_letter"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR (content_sha256 IS NOT NULL AND sealed_by IS NOT NULL)",
            name=op.f("ck_endorsement_lists_sealed_has_hash"),
        ),
        sa.CheckConstraint("state IN ('draft', 'sealed', 'endorsed')", name=op.f("ck_endorsement_lists_state_known")),
        sa.ForeignKeyConstraint(["drafted_by"], ["users.id"], name=op.f("fk_endorsement_lists_drafted_by")),
        sa.ForeignKeyConstraint(["endorsed_by"], ["users.id"], name=op.f("fk_endorsement_lists_endorsed_by")),
        sa.ForeignKeyConstraint(
            ["programme_code"], ["programmes.code"], name=op.f("fk_endorsement_lists_programme_code")
        ),
        sa.ForeignKeyConstraint(["sealed_by"], ["users.id"], name=op.f("fk_endorsement_lists_sealed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_lists")),
        sa.UniqueConstraint("id", "state", name=op.f("uq_endorsement_lists_id_state")),
    )
    op.create_index(op.f("ix_endorsement_lists_area_code"), "endorsement_lists", ["area_code"], unique=False)
    op.create_index(
        "uq_endorsement_lists_letter_number",
        "endorsement_lists",
        ["letter_number", "letter_date"],
        unique=True,
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "state IN ('awaiting_review', 'returned', 'accepted', 'rejected')",
            name=op.f("ck_cases_state_known"),
        ),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_cases_household_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_cases_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_area_code"), "cases", ["area_code"], unique=False)
    op.create_index(
        op.f("ix_cases_state_area_code_opened_at_id"),
        "cases",
        ["state", "area_code", "opened_at", "id"],
        unique=False,
    )
    op.create_index(op.f("ix_cases_visit_id"), "cases", ["visit_id"], unique=False)
    op.create_index(
        "uq_cases_open_household",
        "cases",
        ["household_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('awaiting_review', 'returned')"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("verifier_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reason_code", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("photo_kinds", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("without_field_evidence", sa.Boolean(), nullable=False),
        sa.Column("photo_overrides", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("content_sha256", sa.Text, nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "verdict <> 'return_photos' OR cardinality(photo_kinds) > 0",
            name=op.f("ck_decisions_photo_kinds_named"),
        ),
        sa.CheckConstraint(
            "verdict IN ('accept', 'return_visit', 'return_photos', 'reject')",
            name=op.f("ck_decisions_verdict_known"),
        ),
        sa.CheckConstraint(
            "(verdict IN ('return_visit', 'return_photos')) = (assignment_id IS NOT NULL)",
            name=op.f("ck_decisions_return_is_assigned"),
        ),
        sa.CheckConstraint("length(btrim(reason)) >= 3", name=op.f("ck_decisions_reason_given")),
        sa.CheckConstraint("reviewer_id <> verifier_id", name=op.f("ck_decisions_reviewer_is_not_verifier")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_decisions_assignment_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["users.id"], name=op.f("fk_decisions_reviewer_id")),
        sa.ForeignKeyConstraint(
            ["visit_id", "verifier_id"],
            ["visits.id", "visits.verifier_id"],
            name=op.f("fk_decisions_visit_id_verifier_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("case_id", "visit_id", name=op.f("uq_decisions_case_id_visit_id")),
    )
    op.create_index(op.f("ix_decisions_area_code"), "decisions", ["area_code"], unique=False)
    op.create_table(
        "determinations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("programme_code", sa.Text, nullable=False),
        sa.Column("component", sa.Text, nullable=False),
        sa.Column("eligible", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_determinations_decision_id")),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_determinations_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_determinations_person_id")),
        sa.ForeignKeyConstraint(["programme_code"], ["programmes.code"], name=op.f("fk_determinations_programme_code")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["users.id"], name=op.f("fk_determinations_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_determinations")),
        sa.UniqueConstraint("id", "reviewer_id", name=op.f("uq_determinations_id_reviewer_id")),
    )
    op.create_index(op.f("ix_determinations_area_code"), "determinations", ["area_code"], unique=False)
    op.create_index(op.f("ix_determinations_area_code_id"), "determinations", ["area_code", "id"], unique=False)
    op.create_index(
        op.f("ix_determinations_household_id_programme_code_id"),
        "determinations",
        ["household_id", "programme_code", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_determinations_programme_code_area_code_id"),
        "determinations",
        ["programme_code", "area_code", "id"],
        unique=False,
    )
    op.create_index(
        "uq_determinations_subject",
        "determinations",
        [
            "decision_id",
            "programme_code",
            "component",
            sa.literal_column("coalesce(person_id, '00000000-0000-0000-0000-000000000000')"),
        ],
        unique=True,
    )
    op.create_table(
        "endorsement_list_items",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("determination_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("recipient_name", sa.Text, nullable=True),
        sa.Column("nik_masked", sa.Text, nullable=True),
        sa.Column("nik_hash", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.Text, nullable=True),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["determination_id", "reviewer_id"],
            ["determinations.id", "determinations.reviewer_id"],
            name=op.f("fk_endorsement_list_items_determination_id_reviewer_id"),
        ),
        sa.ForeignKeyConstraint(["list_id"], ["endorsement_lists.id"], name=op.f("fk_endorsement_list_items_list_id")),
        sa.PrimaryKeyConstraint("list_id", "determination_id", name=op.f("pk_endorsement_list_items")),
        sa.UniqueConstraint("determination_id", name=op.f("uq_endorsement_list_items_determination_id")),
        sa.UniqueConstraint("list_id", "number", name=op.f("uq_endorsement_list_items_list_id_number")),
    )
    op.create_index(op.f("ix_endorsement_list_items_area_code"), "endorsement_list_items", ["area_code"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_endorsement_list_items_area_code"), table_name="endorsement_list_items")
    op.drop_table("endorsement_list_items")
    op.drop_index("uq_determinations_subject", table_name="determinations")
    op.drop_index(op.f("ix_determinations_programme_code_area_code_id"), table_name="determinations")
    op.drop_index(op.f("ix_determinations_household_id_programme_code_id"), table_name="determinations")
    op.drop_index(op.f("ix_determinations_area_code_id"), table_name="determinations")
    op.drop_index(op.f("ix_determinations_area_code"), table_name="determinations")
    op.drop_table("determinations")
    op.drop_index(op.f("ix_decisions_area_code"), table_name="decisions")
    op.drop_table("decisions")
    op.drop_index(
        "uq_cases_open_household",
        table_name="cases",
        postgresql_where=sa.text("state IN ('awaiting_review', 'returned')"),
    )
    op.drop_index(op.f("ix_cases_visit_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_state_area_code_opened_at_id"), table_name="cases")
    op.drop_index(op.f("ix_cases_area_code"), table_name="cases")
    op.drop_table("cases")
    op.drop_index("uq_endorsement_lists_letter_number", table_name="endorsement_lists")
    op.drop_index(op.f("ix_endorsement_lists_area_code"), table_name="endorsement_lists")
    op.drop_table("endorsement_lists")

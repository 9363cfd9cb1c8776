"""Tables of registry."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("file_sha256", sa.Text, nullable=False),
        sa.Column("object_key", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("refusal", sa.Text, nullable=True),
        sa.Column("bytes_total", sa.BigInteger(), nullable=False),
        sa.Column("bytes_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_rejected", sa.Integer(), nullable=False),
        sa.Column("households_stored", sa.Integer(), nullable=False),
        sa.Column("people_stored", sa.Integer(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "status IN ('waiting', 'running', 'finished', 'refused', 'failed')",
            name=op.f("ck_imports_status_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index(op.f("ix_imports_area_code"), "imports", ["area_code"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("nik_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("nik_hash", sa.LargeBinary(), nullable=True),
        sa.Column("nik_masked", sa.Text, nullable=True),
        sa.Column("nik_status", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("search_name", sa.Text, nullable=False),
        sa.Column("sex", sa.Text, nullable=True),
        sa.Column("birth_place", sa.Text, nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("mother_name", sa.Text, nullable=True),
        sa.Column("occupation", sa.Text, nullable=True),
        sa.Column("education", sa.Text, nullable=True),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "nik_status IN ('absent', 'temporary') OR nik_hash IS NOT NULL",
            name=op.f("ck_people_nik_present"),
        ),
        sa.CheckConstraint(
            "nik_status IN ('given', 'verified', 'temporary', 'absent', 'invalid')",
            name=op.f("ck_people_nik_status_known"),
        ),
        sa.CheckConstraint("sex IN ('M', 'F')", name=op.f("ck_people_sex_known")),
        sa.CheckConstraint("(nik_sealed IS NULL) = (nik_hash IS NULL)", name=op.f("ck_people_nik_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_area_code_id"), "people", ["area_code", "id"], unique=False)
    op.create_index(op.f("ix_people_nik_hash"), "people", ["nik_hash"], unique=False)
    op.create_index(
        "ix_people_search_name",
        "people",
        ["search_name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search_name": "gin_trgm_ops"},
    )
    op.create_index(
        "uq_people_verified_nik",
        "people",
        ["nik_hash"],
        unique=True,
        postgresql_where=sa.text("nik_status = 'verified'"),
    )
    op.create_table(
        "programmes",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("components", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("legal_basis", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("unit IN ('person', 'household')", name=op.f("ck_programmes_unit_known")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_programmes")),
    )
    op.create_table(
        "households",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("latitude_e7", sa.Integer(), nullable=True),
        sa.Column("longitude_e7", sa.Integer(), nullable=True),
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
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("(latitude_e7 IS NULL) = (longitude_e7 IS NULL)", name=op.f("ck_households_point_whole")),
        sa.CheckConstraint("latitude_e7 BETWEEN -900000000 AND 900000000", name=op.f("ck_households_latitude_range")),
        sa.CheckConstraint(
            "longitude_e7 BETWEEN -1800000000 AND 1800000000", name=op.f("ck_households_longitude_range")
        ),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_households_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
    )
    op.create_index(op.f("ix_households_area_code_id"), "households", ["area_code", "id"], unique=False)
    op.create_index(
        op.f("ix_households_import_id"),
        "households",
        ["import_id"],
        unique=False,
        postgresql_where=sa.text("import_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_households_point"), "households", ["point"], unique=False, postgresql_using="gist")
    op.create_table(
        "import_rejections",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_rejections_import_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_rejections")),
    )
    op.create_index(op.f("ix_import_rejections_area_code"), "import_rejections", ["area_code"], unique=False)
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_code", sa.Text, nullable=False),
        sa.Column("component", sa.Text, nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_enrolments_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id")),
        sa.ForeignKeyConstraint(["programme_code"], ["programmes.code"], name=op.f("fk_enrolments_programme_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("id", "household_id", name=op.f("uq_enrolments_id_household_id")),
    )
    op.create_index(op.f("ix_enrolments_area_code_id"), "enrolments", ["area_code", "id"], unique=False)
    op.create_index(op.f("ix_enrolments_household_id"), "enrolments", ["household_id"], unique=False)
    op.create_index(op.f("ix_enrolments_person_id"), "enrolments", ["person_id"], unique=False)
    op.create_index(
        "uq_enrolments_subject",
        "enrolments",
        [
            "programme_code",
            "component",
            "household_id",
            sa.literal_column("coalesce(person_id, '00000000-0000-0000-0000-000000000000')"),
        ],
        unique=True,
    )
    op.create_table(
        "family_cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("number_masked", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_family_cards_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_cards")),
    )
    op.create_index(op.f("ix_family_cards_number_hash"), "family_cards", ["number_hash"], unique=False)
    op.create_index(
        "uq_family_cards_current",
        "family_cards",
        ["household_id", "number_hash"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("relationship", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "period",
            postgresql.DATERANGE(),
            sa.Computed("daterange(valid_from, valid_to)", persisted=True),
            nullable=False,
        ),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        postgresql.ExcludeConstraint(
            (sa.column("person_id"), "="),
            (sa.column("period"), "&&"),
            using="gist",
            name="ex_memberships_person_period",
        ),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_memberships_period_order")),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_memberships_household_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_household_id"), "memberships", ["household_id"], unique=False)
    op.create_table(
        "enrolment_statuses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'active', 'suspended', 'ended')",
            name=op.f("ck_enrolment_statuses_status_known"),
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_enrolment_statuses_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_statuses")),
    )
    op.create_index(op.f("ix_enrolment_statuses_area_code"), "enrolment_statuses", ["area_code"], unique=False)
    op.create_index(
        op.f("ix_enrolment_statuses_enrolment_id_effective_from_number"),
        "enrolment_statuses",
        ["enrolment_id", "effective_from", "number"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_enrolment_statuses_enrolment_id_effective_from_number"), table_name="enrolment_statuses")
    op.drop_index(op.f("ix_enrolment_statuses_area_code"), table_name="enrolment_statuses")
    op.drop_table("enrolment_statuses")
    op.drop_index(op.f("ix_memberships_household_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_index("uq_family_cards_current", table_name="family_cards", postgresql_where=sa.text("valid_to IS NULL"))
    op.drop_index(op.f("ix_family_cards_number_hash"), table_name="family_cards")
    op.drop_table("family_cards")
    op.drop_index("uq_enrolments_subject", table_name="enrolments")
    op.drop_index(op.f("ix_enrolments_person_id"), table_name="enrolments")
    op.drop_index(op.f("ix_enrolments_household_id"), table_name="enrolments")
    op.drop_index(op.f("ix_enrolments_area_code_id"), table_name="enrolments")
    op.drop_table("enrolments")
    op.drop_index(op.f("ix_import_rejections_area_code"), table_name="import_rejections")
    op.drop_table("import_rejections")
    op.drop_index(op.f("ix_households_point"), table_name="households", postgresql_using="gist")
    op.drop_index(
        op.f("ix_households_import_id"),
        table_name="households",
        postgresql_where=sa.text("import_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_households_area_code_id"), table_name="households")
    op.drop_table("households")
    op.drop_table("programmes")
    op.drop_index("uq_people_verified_nik", table_name="people", postgresql_where=sa.text("nik_status = 'verified'"))
    op.drop_index(
        "ix_people_search_name",
        table_name="people",
        postgresql_using="gin",
        postgresql_ops={"search_name": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_people_nik_hash"), table_name="people")
    op.drop_index(op.f("ix_people_area_code_id"), table_name="people")
    op.drop_table("people")
    op.drop_index(op.f("ix_imports_area_code"), table_name="imports")
    op.drop_table("imports")

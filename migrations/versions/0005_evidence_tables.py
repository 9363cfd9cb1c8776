"""Tables of evidence."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instruments",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("document_sha256", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_instruments")),
        sa.UniqueConstraint("document_sha256", name=op.f("uq_instruments_document_sha256")),
    )
    op.create_table(
        "photos",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_photos_sha256_form")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_photos")),
    )
    op.create_table(
        "photo_inspections",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("inspection_version", sa.SmallInteger(), nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("reasons", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("remarks", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("stripped_sha256", sa.Text, nullable=True),
        sa.Column("hash_full", sa.LargeBinary(), nullable=True),
        sa.Column("hash_crop5", sa.LargeBinary(), nullable=True),
        sa.Column("hash_crop10", sa.LargeBinary(), nullable=True),
        sa.Column("has_derivatives", sa.Boolean(), nullable=False),
        sa.Column("inspected_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict <> 'refused' OR cardinality(reasons) > 0",
            name=op.f("ck_photo_inspections_refusal_has_reason"),
        ),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'accepted_with_remarks', 'refused')",
            name=op.f("ck_photo_inspections_verdict_known"),
        ),
        sa.ForeignKeyConstraint(["sha256"], ["photos.sha256"], name=op.f("fk_photo_inspections_sha256")),
        sa.PrimaryKeyConstraint("sha256", "inspection_version", name=op.f("pk_photo_inspections")),
    )
    op.create_index(
        op.f("ix_photo_inspections_stripped_sha256"), "photo_inspections", ["stripped_sha256"], unique=False
    )
    op.create_table(
        "upload_parts",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("object_key", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0 AND start >= 0", name=op.f("ck_upload_parts_range")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_upload_parts_author_id")),
        sa.PrimaryKeyConstraint("sha256", "author_id", "start", name=op.f("pk_upload_parts")),
    )
    op.create_table(
        "assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("verifier_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_code", sa.Text, nullable=False),
        sa.Column("instrument_version", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("returns_visit_id", sa.Uuid(), nullable=True),
        sa.Column("return_reason", sa.Text, nullable=True),
        sa.Column("return_photo_kinds", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("assigned_by", sa.Uuid(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("status IN ('open', 'done', 'withdrawn')", name=op.f("ck_assignments_status_known")),
        sa.ForeignKeyConstraint(["assigned_by"], ["users.id"], name=op.f("fk_assignments_assigned_by")),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_assignments_household_id")),
        sa.ForeignKeyConstraint(
            ["instrument_code", "instrument_version"],
            ["instruments.code", "instruments.version"],
            name=op.f("fk_assignments_instrument_code_instrument_version"),
        ),
        sa.ForeignKeyConstraint(["verifier_id"], ["users.id"], name=op.f("fk_assignments_verifier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_area_code"), "assignments", ["area_code"], unique=False)
    op.create_index(op.f("ix_assignments_household_id"), "assignments", ["household_id"], unique=False)
    op.create_index(
        op.f("ix_assignments_verifier_id_status_id"),
        "assignments",
        ["verifier_id", "status", "id"],
        unique=False,
    )
    op.create_table(
        "bundles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("content_sha256", sa.Text, nullable=False),
        sa.Column("photo_count", sa.SmallInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("content_sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_bundles_content_sha256_form")),
        sa.CheckConstraint("kind IN ('visit', 'hand_over')", name=op.f("ck_bundles_kind_known")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_bundles_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_bundles_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundles")),
    )
    op.create_index(op.f("ix_bundles_area_code"), "bundles", ["area_code"], unique=False)
    op.create_index(op.f("ix_bundles_author_id_id"), "bundles", ["author_id", "id"], unique=False)
    op.create_index(
        "ix_bundles_incomplete",
        "bundles",
        ["received_at"],
        unique=False,
        postgresql_where="completed_at IS NULL",
    )
    op.create_table(
        "captures",
        sa.Column("bundle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("latitude_e7", sa.Integer(), nullable=True),
        sa.Column("longitude_e7", sa.Integer(), nullable=True),
        sa.Column("accuracy_mm", sa.Integer(), nullable=True),
        sa.Column("envelope", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_captures_sha256_form")),
        sa.CheckConstraint("size BETWEEN 1 AND 26214400", name=op.f("ck_captures_size_range")),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundles.id"], name=op.f("fk_captures_bundle_id")),
        sa.PrimaryKeyConstraint("bundle_id", "number", name=op.f("pk_captures")),
    )
    op.create_index(op.f("ix_captures_area_code"), "captures", ["area_code"], unique=False)
    op.create_index(op.f("ix_captures_sha256"), "captures", ["sha256"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("replaces_visit_id", sa.Uuid(), nullable=True),
        sa.Column("verifier_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_code", sa.Text, nullable=False),
        sa.Column("instrument_version", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("recommendation", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("occupation", sa.Text, nullable=True),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("latitude_e7", sa.Integer(), nullable=True),
        sa.Column("longitude_e7", sa.Integer(), nullable=True),
        sa.Column("accuracy_mm", sa.Integer(), nullable=True),
        sa.Column("position_samples", postgresql.JSONB(astext_type=sa.Text), nullable=False),
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
        sa.Column("remarks", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("app_version", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "channel IN ('field_app', 'odk_collect', 'import', 'api')", name=op.f("ck_visits_channel_known")
        ),
        sa.CheckConstraint(
            "outcome IN ('visited', 'not_found', 'moved', 'deceased', 'refused', 'not_at_home', 'no_access')",
            name=op.f("ck_visits_outcome_known"),
        ),
        sa.CheckConstraint(
            "recommendation IN ('eligible', 'not_eligible', 'unsure')",
            name=op.f("ck_visits_recommendation_known"),
        ),
        sa.CheckConstraint("(latitude_e7 IS NULL) = (longitude_e7 IS NULL)", name=op.f("ck_visits_point_whole")),
        sa.CheckConstraint("latitude_e7 BETWEEN -900000000 AND 900000000", name=op.f("ck_visits_latitude_range")),
        sa.CheckConstraint("longitude_e7 BETWEEN -1800000000 AND 1800000000", name=op.f("ck_visits_longitude_range")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_visits_assignment_id")),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_visits_household_id")),
        sa.ForeignKeyConstraint(["id"], ["bundles.id"], name=op.f("fk_visits_id")),
        sa.ForeignKeyConstraint(
            ["instrument_code", "instrument_version"],
            ["instruments.code", "instruments.version"],
            name=op.f("fk_visits_instrument_code_instrument_version"),
        ),
        sa.ForeignKeyConstraint(["replaces_visit_id"], ["visits.id"], name=op.f("fk_visits_replaces_visit_id")),
        sa.ForeignKeyConstraint(["verifier_id"], ["users.id"], name=op.f("fk_visits_verifier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
        sa.UniqueConstraint("id", "verifier_id", name=op.f("uq_visits_id_verifier_id")),
    )
    op.create_index(op.f("ix_visits_area_code"), "visits", ["area_code"], unique=False)
    op.create_index(op.f("ix_visits_area_code_id"), "visits", ["area_code", "id"], unique=False)
    op.create_index(op.f("ix_visits_household_id"), "visits", ["household_id"], unique=False)
    op.create_index(op.f("ix_visits_point"), "visits", ["point"], unique=False, postgresql_using="gist")
    op.create_index(op.f("ix_visits_verifier_id_id"), "visits", ["verifier_id", "id"], unique=False)
    op.create_table(
        "visit_evaluations",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("instrument_code", sa.Text, nullable=False),
        sa.Column("instrument_version", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text), nullable=False),
        sa.Column("evaluated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_code", "instrument_version"],
            ["instruments.code", "instruments.version"],
            name=op.f("fk_visit_evaluations_instrument_code_instrument_version"),
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_evaluations_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "instrument_code", "instrument_version", name=op.f("pk_visit_evaluations")),
    )
    op.create_index(op.f("ix_visit_evaluations_area_code"), "visit_evaluations", ["area_code"], unique=False)
    op.create_table(
        "visit_members",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("nik_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("nik_hash", sa.LargeBinary(), nullable=True),
        sa.Column("nik_masked", sa.Text, nullable=True),
        sa.Column("relationship", sa.Text, nullable=False),
        sa.Column("sex", sa.Text, nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("occupation", sa.Text, nullable=True),
        sa.Column("school", sa.Text, nullable=True),
        sa.Column("present", sa.Boolean(), nullable=True),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_visit_members_person_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_members_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "number", name=op.f("pk_visit_members")),
    )
    op.create_index(op.f("ix_visit_members_area_code"), "visit_members", ["area_code"], unique=False)
    op.create_index(op.f("ix_visit_members_nik_hash"), "visit_members", ["nik_hash"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_visit_members_nik_hash"), table_name="visit_members")
    op.drop_index(op.f("ix_visit_members_area_code"), table_name="visit_members")
    op.drop_table("visit_members")
    op.drop_index(op.f("ix_visit_evaluations_area_code"), table_name="visit_evaluations")
    op.drop_table("visit_evaluations")
    op.drop_index(op.f("ix_visits_verifier_id_id"), table_name="visits")
    op.drop_index(op.f("ix_visits_point"), table_name="visits", postgresql_using="gist")
    op.drop_index(op.f("ix_visits_household_id"), table_name="visits")
    op.drop_index(op.f("ix_visits_area_code_id"), table_name="visits")
    op.drop_index(op.f("ix_visits_area_code"), table_name="visits")
    op.drop_table("visits")
    op.drop_index(op.f("ix_captures_sha256"), table_name="captures")
    op.drop_index(op.f("ix_captures_area_code"), table_name="captures")
    op.drop_table("captures")
    op.drop_index("ix_bundles_incomplete", table_name="bundles", postgresql_where="completed_at IS NULL")
    op.drop_index(op.f("ix_bundles_author_id_id"), table_name="bundles")
    op.drop_index(op.f("ix_bundles_area_code"), table_name="bundles")
    op.drop_table("bundles")
    op.drop_index(op.f("ix_assignments_verifier_id_status_id"), table_name="assignments")
    op.drop_index(op.f("ix_assignments_household_id"), table_name="assignments")
    op.drop_index(op.f("ix_assignments_area_code"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_table("upload_parts")
    op.drop_index(op.f("ix_photo_inspections_stripped_sha256"), table_name="photo_inspections")
    op.drop_table("photo_inspections")
    op.drop_table("photos")
    op.drop_table("instruments")

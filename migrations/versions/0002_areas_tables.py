"""Tables of areas."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Checked once a statement, over all rows it changed: an EXCLUDE constraint costs 25 s for the national list.
GUARD = """
    BEGIN
      IF EXISTS (SELECT FROM changed n JOIN areas o ON o.code = n.code AND o.id <> n.id AND o.period && n.period) THEN
        RAISE EXCEPTION 'versions of one area overlap'
          USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'guard_area_versions', TABLE = 'areas';
      END IF;
      RETURN NULL;
    END
"""


def upgrade() -> None:
    op.create_table(
        "area_editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source_sha256", sa.Text, nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_editions")),
    )
    op.create_table(
        "area_findings",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("finding", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("handled", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["area_editions.id"], name=op.f("fk_area_findings_edition_id")),
        sa.PrimaryKeyConstraint("edition_id", "number", name=op.f("pk_area_findings")),
    )
    op.create_table(
        "area_polygons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column(
            "land",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        postgresql.ExcludeConstraint(
            (sa.column("area_code"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            using="gist",
            name="ex_area_polygons_code_period",
        ),
        sa.CheckConstraint("origin IN ('drawn', 'repaired', 'union')", name=op.f("ck_area_polygons_origin_known")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_area_polygons_period_order")),
        sa.ForeignKeyConstraint(["edition_id"], ["area_editions.id"], name=op.f("fk_area_polygons_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_polygons")),
    )
    op.create_index(
        "ix_area_polygons_current",
        "area_polygons",
        ["area_code"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_index(op.f("ix_area_polygons_land"), "area_polygons", ["land"], unique=False, postgresql_using="gist")
    op.create_table(
        "area_successions",
        sa.Column("code", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("successor_code", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["area_editions.id"], name=op.f("fk_area_successions_edition_id")),
        sa.PrimaryKeyConstraint("code", "successor_code", "changed_on", name=op.f("pk_area_successions")),
    )
    op.create_table(
        "areas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("parent_code", sa.String(length=40, collation="C"), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column(
            "period",
            postgresql.DATERANGE(),
            sa.Computed("daterange(valid_from, valid_to)", persisted=True),
            nullable=False,
        ),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "code ~ '^[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4}(\\.[0-9]{3}(\\.[0-9]{3})?)?)?)?)?$'",
            name=op.f("ck_areas_code_form"),
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 6", name=op.f("ck_areas_level_known")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_areas_period_order")),
        sa.ForeignKeyConstraint(["edition_id"], ["area_editions.id"], name=op.f("fk_areas_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_areas_code_valid_from")),
    )
    op.create_index(
        "ix_areas_current_code", "areas", ["code"], unique=True, postgresql_where=sa.text("valid_to IS NULL")
    )
    op.create_index(
        "ix_areas_current_parent",
        "areas",
        ["parent_code"],
        unique=False,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.execute(f"CREATE FUNCTION guard_area_versions() RETURNS trigger LANGUAGE plpgsql AS $body${GUARD}$body$")
    # PostgreSQL gives a trigger its changed rows as a table only for one kind of statement.
    for event in ("INSERT", "UPDATE"):
        op.execute(
            f"CREATE TRIGGER areas_versions_{event.lower()} AFTER {event} ON areas REFERENCING NEW TABLE AS changed"
            " FOR EACH STATEMENT EXECUTE FUNCTION guard_area_versions()"
        )


def downgrade() -> None:
    op.drop_index("ix_areas_current_parent", table_name="areas", postgresql_where=sa.text("valid_to IS NULL"))
    op.drop_index("ix_areas_current_code", table_name="areas", postgresql_where=sa.text("valid_to IS NULL"))
    op.drop_table("areas")
    op.execute("DROP FUNCTION guard_area_versions()")
    op.drop_table("area_successions")
    op.drop_index(op.f("ix_area_polygons_land"), table_name="area_polygons", postgresql_using="gist")
    op.drop_index("ix_area_polygons_current", table_name="area_polygons", postgresql_where=sa.text("valid_to IS NULL"))
    op.drop_table("area_polygons")
    op.drop_table("area_findings")
    op.drop_table("area_editions")

"""Re-use of photos: the order of the search, the matches it found, and the fingerprint of an inspection.

Photos that were inspected before have neither; `field-api photos reinspect` queues them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

IMMUTABLE = ("photo_scenes", "photo_matches")


def upgrade() -> None:
    op.add_column("photo_inspections", sa.Column("fingerprint", sa.Text, nullable=True))
    op.create_table(
        "photo_scenes",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bundle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("trimmed", sa.Boolean(), nullable=False),
        sa.Column("hash_full", sa.LargeBinary(), nullable=True),
        sa.Column("hash_crop5", sa.LargeBinary(), nullable=True),
        sa.Column("hash_crop10", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("position >= 0", name=op.f("ck_photo_scenes_position_range")),
        sa.CheckConstraint(
            "(hash_full IS NULL) = (hash_crop5 IS NULL) AND (hash_full IS NULL) = (hash_crop10 IS NULL)",
            name=op.f("ck_photo_scenes_hashes_together"),
        ),
        sa.CheckConstraint(
            "octet_length(hash_full) = 32 AND octet_length(hash_crop5) = 32 AND octet_length(hash_crop10) = 32",
            name=op.f("ck_photo_scenes_hashes_size"),
        ),
        sa.ForeignKeyConstraint(
            ["bundle_id", "number"],
            ["captures.bundle_id", "captures.number"],
            name=op.f("fk_photo_scenes_bundle_id_number"),
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_photo_scenes")),
    )
    op.create_index(
        op.f("ix_photo_scenes_bundle_id_number_trimmed"),
        "photo_scenes",
        ["bundle_id", "number", "trimmed"],
        unique=True,
    )
    op.create_table(
        "photo_matches",
        sa.Column("bundle_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("other_bundle_id", sa.Uuid(), nullable=False),
        sa.Column("other_number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("other_came_first", sa.Boolean(), nullable=False),
        sa.Column("layer", sa.Text, nullable=False),
        sa.Column("distance", sa.SmallInteger(), nullable=False),
        sa.Column("pair", sa.Text, nullable=True),
        sa.Column("symmetry", sa.Text, nullable=True),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint("bundle_id <> other_bundle_id", name=op.f("ck_photo_matches_two_acts")),
        sa.CheckConstraint("layer IN ('file', 'stripped', 'scene')", name=op.f("ck_photo_matches_layer_known")),
        sa.CheckConstraint("standing IN ('reuse', 'same_matter')", name=op.f("ck_photo_matches_standing_known")),
        sa.CheckConstraint("distance BETWEEN 0 AND 60", name=op.f("ck_photo_matches_distance_range")),
        sa.CheckConstraint(
            "(layer = 'scene') = (pair IS NOT NULL) AND (layer = 'scene') = (symmetry IS NOT NULL)",
            name=op.f("ck_photo_matches_scene_told"),
        ),
        sa.ForeignKeyConstraint(
            ["bundle_id", "number"],
            ["captures.bundle_id", "captures.number"],
            name=op.f("fk_photo_matches_bundle_id_number"),
        ),
        sa.ForeignKeyConstraint(
            ["other_bundle_id", "other_number"],
            ["captures.bundle_id", "captures.number"],
            name=op.f("fk_photo_matches_other_bundle_id_other_number"),
        ),
        sa.PrimaryKeyConstraint(
            "bundle_id", "number", "other_bundle_id", "other_number", name=op.f("pk_photo_matches")
        ),
    )
    op.create_index(op.f("ix_photo_matches_area_code"), "photo_matches", ["area_code"])
    for table in IMMUTABLE:
        op.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_immutable_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in reversed(IMMUTABLE):
        op.drop_table(table)
    op.drop_column("photo_inspections", "fingerprint")

"""The Merkle log: leaves, tiles and checkpoints, and the salts of the journal's commitments.

Leaves and checkpoints are never changed or removed; of a tile only the rightmost one of a level grows; a salt is never
changed, and removed when a person's data is erased.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

IMMUTABLE = ("log_leaves", "log_checkpoints")

# A tile only grows; what it held before it keeps.
GUARD_TILE = """
    BEGIN
      IF TG_OP = 'DELETE' OR (NEW.level, NEW.number) <> (OLD.level, OLD.number)
         OR octet_length(NEW.hashes) < octet_length(OLD.hashes)
         OR substring(NEW.hashes FROM 1 FOR octet_length(OLD.hashes)) <> OLD.hashes THEN
        RAISE EXCEPTION 'a tile only grows'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = 'log_tiles';
      END IF;
      RETURN NEW;
    END
"""


def upgrade() -> None:
    op.create_table(
        "log_leaves",
        sa.Column("index", sa.BigInteger(), nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(commitment) = 32", name=op.f("ck_log_leaves_commitment_size")),
        sa.CheckConstraint("index >= 0", name=op.f("ck_log_leaves_not_negative")),
        sa.PrimaryKeyConstraint("index", name=op.f("pk_log_leaves")),
    )
    op.create_table(
        "log_tiles",
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0",
            name=op.f("ck_log_tiles_whole_hashes"),
        ),
        sa.PrimaryKeyConstraint("level", "number", name=op.f("pk_log_tiles")),
    )
    op.create_table(
        "log_checkpoints",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("verifier_key", sa.Text, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("octet_length(root) = 32", name=op.f("ck_log_checkpoints_root_size")),
        sa.CheckConstraint("size > 0", name=op.f("ck_log_checkpoints_not_empty")),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_log_checkpoints")),
    )
    op.create_table(
        "journal_salts",
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(salt) = 16", name=op.f("ck_journal_salts_size")),
        sa.ForeignKeyConstraint(["position"], ["journal_positions.position"], name=op.f("fk_journal_salts_position")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_journal_salts")),
    )
    op.execute(f"CREATE FUNCTION guard_tile() RETURNS trigger LANGUAGE plpgsql AS $body${GUARD_TILE}$body$")
    op.execute(
        "CREATE TRIGGER log_tiles_guard BEFORE UPDATE OR DELETE ON log_tiles FOR EACH ROW EXECUTE FUNCTION guard_tile()"
    )
    op.execute(
        "CREATE TRIGGER log_tiles_guard_all BEFORE TRUNCATE ON log_tiles FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER journal_salts_kept BEFORE UPDATE ON journal_salts FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    for table in IMMUTABLE:
        op.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_immutable_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        # Managed databases may name the application's role otherwise; the triggers hold there too.
        op.execute(
            "DO $body$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') THEN"
            f" REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM field_app; END IF; END $body$"
        )


def downgrade() -> None:
    for table in ("journal_salts", "log_checkpoints", "log_tiles", "log_leaves"):
        op.drop_table(table)
    op.execute("DROP FUNCTION guard_tile()")

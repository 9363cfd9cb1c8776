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
    _create_witness_tables()
    op.add_column("bundles", sa.Column("signed_after", JSONB(none_as_null=True), nullable=True))


def downgrade() -> None:
    # The entry of the journal stays.
    op.drop_column("bundles", "signed_after")
    op.drop_table("log_cosignatures")
    op.drop_table("log_witnessed")
    op.execute("DROP FUNCTION guard_witnessed()")


def _count_rows() -> None:
    counts = " UNION ALL ".join(f"SELECT '{table}' AS name, count(*) AS rows FROM {table}" for table in BOUND)
    op.execute(
        "INSERT INTO journal_entries (id, event, subject_id, area_code, recorded_at, data)"
        " SELECT gen_random_uuid(), 'digests.begun', gen_random_uuid(), '', now(),"
        " jsonb_build_object('rows_before', jsonb_object_agg(name, rows))"
        f" FROM ({counts}) AS counted WHERE rows > 0 HAVING count(*) > 0"
    )


# A witness never signs a smaller tree after a larger one, whatever its code does.
GUARD_WITNESSED = """
    BEGIN
      IF TG_OP = 'DELETE' OR NEW.origin <> OLD.origin OR NEW.size < OLD.size
         OR (NEW.size = OLD.size AND NEW.root <> OLD.root) THEN
        RAISE EXCEPTION 'a witness does not go back'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = 'log_witnessed';
      END IF;
      RETURN NEW;
    END
"""


def _create_witness_tables() -> None:
    op.create_table(
        "log_cosignatures",
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("witness", sa.Text, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["size"], ["log_checkpoints.size"], name=op.f("fk_log_cosignatures_size")),
        sa.PrimaryKeyConstraint("size", "witness", name=op.f("pk_log_cosignatures")),
    )
    op.create_table(
        "log_witnessed",
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("cosigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("octet_length(root) = 32", name=op.f("ck_log_witnessed_root_size")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_log_witnessed_not_negative")),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_log_witnessed")),
    )
    op.execute(f"CREATE FUNCTION guard_witnessed() RETURNS trigger LANGUAGE plpgsql AS $body${GUARD_WITNESSED}$body$")
    guards = (
        ("log_witnessed_guard", "BEFORE UPDATE OR DELETE ON log_witnessed FOR EACH ROW", "guard_witnessed"),
        ("log_witnessed_guard_all", "BEFORE TRUNCATE ON log_witnessed FOR EACH STATEMENT", "refuse_change"),
        ("log_cosignatures_immutable", "BEFORE UPDATE OR DELETE ON log_cosignatures FOR EACH ROW", "refuse_change"),
        ("log_cosignatures_immutable_all", "BEFORE TRUNCATE ON log_cosignatures FOR EACH STATEMENT", "refuse_change"),
    )
    for name, when, function in guards:
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()")
    op.execute(
        "DO $body$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') THEN"
        " REVOKE UPDATE, DELETE, TRUNCATE ON log_cosignatures FROM field_app; END IF; END $body$"
    )

"""Sealed lists carry a Merkle root over salted commitments of their items.

A list that was sealed and not signed yet becomes a draft again, to be sealed under a root; one that was endorsed keeps the
letter that it has, and its old hash stays in the journal.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None

GUARD_LIST = """
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'draft' THEN RETURN OLD; END IF;
      ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state = 'draft' THEN RETURN NEW; END IF;
      ELSIF OLD.state = 'draft' AND NEW.state = 'draft' THEN
        RETURN NEW;
      ELSIF OLD.state = 'draft' AND NEW.state = 'sealed' THEN
        -- Numbers are unique within a list, so as many as the highest of them are all from 1 on.
        IF (SELECT count(*) <> NEW.size OR max(number) <> NEW.size OR min(number) <> 1
                   OR count(number) <> NEW.size OR count(commitment) <> NEW.size OR count(salt) <> NEW.size
              FROM endorsement_list_items WHERE list_id = NEW.id) THEN
          RAISE EXCEPTION 'an item of the list has no number or no commitment'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_list_numbered', TABLE = 'endorsement_lists';
        END IF;
        RETURN NEW;
      ELSIF OLD.state = 'sealed' AND NEW.state = 'endorsed'
        AND (NEW.id, NEW.title, NEW.period, NEW.programme_code, NEW.area_code, NEW.root, NEW.size, NEW.counts,
             NEW.sealed_by, NEW.sealed_at, NEW.drafted_by, NEW.drafted_at)
          IS NOT DISTINCT FROM
            (OLD.id, OLD.title, OLD.period, OLD.programme_code, OLD.area_code, OLD.root, OLD.size, OLD.counts,
             OLD.sealed_by, OLD.sealed_at, OLD.drafted_by, OLD.drafted_at) THEN
        IF EXISTS (SELECT FROM endorsement_list_items WHERE list_id = NEW.id AND reviewer_id = NEW.endorsed_by) THEN
          RAISE EXCEPTION 'whoever decided a case does not endorse it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_approver_is_not_reviewer',
                  TABLE = 'endorsement_lists';
        END IF;
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'a sealed list is never changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_list_sealed', TABLE = 'endorsement_lists';
    END
"""

# As 0008 has it, for the way back.
OLD_GUARD_LIST = """
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'draft' THEN RETURN OLD; END IF;
      ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state = 'draft' THEN RETURN NEW; END IF;
      ELSIF OLD.state = 'draft' AND NEW.state = 'draft' THEN
        RETURN NEW;
      ELSIF OLD.state = 'draft' AND NEW.state = 'sealed' THEN
        IF EXISTS (SELECT FROM endorsement_list_items WHERE list_id = NEW.id AND number IS NULL) THEN
          RAISE EXCEPTION 'an item of the list has no number'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_list_numbered', TABLE = 'endorsement_lists';
        END IF;
        RETURN NEW;
      ELSIF OLD.state = 'sealed' AND NEW.state = 'endorsed'
        AND (NEW.id, NEW.title, NEW.period, NEW.programme_code, NEW.area_code, NEW.content_sha256, NEW.counts,
             NEW.sealed_by, NEW.sealed_at, NEW.drafted_by, NEW.drafted_at)
          IS NOT DISTINCT FROM
            (OLD.id, OLD.title, OLD.period, OLD.programme_code, OLD.area_code, OLD.content_sha256, OLD.counts,
             OLD.sealed_by, OLD.sealed_at, OLD.drafted_by, OLD.drafted_at) THEN
        IF EXISTS (SELECT FROM endorsement_list_items WHERE list_id = NEW.id AND reviewer_id = NEW.endorsed_by) THEN
          RAISE EXCEPTION 'whoever decided a case does not endorse it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_approver_is_not_reviewer',
                  TABLE = 'endorsement_lists';
        END IF;
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'a sealed list is never changed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_list_sealed', TABLE = 'endorsement_lists';
    END
    """

LISTS, ITEMS = "endorsement_lists", "endorsement_list_items"
# A check beside a column that is new and empty cannot fail, and the tables of lists are small.
UNCHECKED = "-- squawk-ignore constraint-missing-not-valid\n"


def upgrade() -> None:
    op.add_column(LISTS, sa.Column("root", sa.LargeBinary(), nullable=True))
    op.add_column(LISTS, sa.Column("size", sa.Integer(), nullable=True))
    op.add_column(ITEMS, sa.Column("commitment", sa.LargeBinary(), nullable=True))
    op.add_column(ITEMS, sa.Column("salt", sa.LargeBinary(), nullable=True))
    _reopen_unsigned()
    op.execute(f"ALTER TABLE {LISTS} DROP CONSTRAINT ck_endorsement_lists_sealed_has_hash")
    op.execute(f"-- squawk-ignore ban-drop-column\nALTER TABLE {LISTS} DROP COLUMN content_sha256")
    for table, name, condition in (
        (LISTS, "sealed_has_author", "state = 'draft' OR sealed_by IS NOT NULL"),
        (LISTS, "sealed_has_root", "state <> 'sealed' OR root IS NOT NULL"),
        (LISTS, "root_with_size", "(root IS NULL) = (size IS NULL)"),
        (LISTS, "root_form", "octet_length(root) = 32 AND size > 0"),
        (ITEMS, "commitment_size", "octet_length(commitment) = 32"),
        (ITEMS, "salt_size", "octet_length(salt) = 16"),
    ):
        op.execute(f"{UNCHECKED}ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({condition})")
    op.execute(f"CREATE OR REPLACE FUNCTION guard_list() RETURNS trigger LANGUAGE plpgsql AS $body${GUARD_LIST}$body$")
    for table in (LISTS, ITEMS):
        op.execute(
            f"CREATE TRIGGER {table}_guard_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _reopen_unsigned() -> None:
    for table in (LISTS, ITEMS):
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_guard")
    op.execute(
        f"UPDATE {ITEMS} SET number = NULL, recipient_name = NULL, nik_masked = NULL, nik_hash = NULL, address = NULL"
        f" FROM {LISTS} WHERE {LISTS}.id = list_id AND state = 'sealed'"
    )
    op.execute(
        f"UPDATE {LISTS} SET state = 'draft', sealed_by = NULL, sealed_at = NULL, version = version + 1,"
        " counts = jsonb_build_object('items', counts -> 'items') WHERE state = 'sealed'"
    )
    for table in (LISTS, ITEMS):
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_guard")


def downgrade() -> None:
    op.execute(
        "DO $$ BEGIN IF EXISTS (SELECT FROM endorsement_lists WHERE state <> 'draft') THEN"
        " RAISE EXCEPTION 'sealed lists have roots that would be lost'; END IF; END $$"
    )
    for table in (LISTS, ITEMS):
        op.execute(f"DROP TRIGGER {table}_guard_all ON {table}")
    op.execute(
        f"CREATE OR REPLACE FUNCTION guard_list() RETURNS trigger LANGUAGE plpgsql AS $body${OLD_GUARD_LIST}$body$"
    )
    op.add_column(LISTS, sa.Column("content_sha256", sa.Text, nullable=True))
    op.create_check_constraint(
        op.f("ck_endorsement_lists_sealed_has_hash"),
        LISTS,
        "state = 'draft' OR (content_sha256 IS NOT NULL AND sealed_by IS NOT NULL)",
    )
    op.drop_constraint("ck_endorsement_lists_sealed_has_author", LISTS)
    for table, columns in ((LISTS, ("root", "size")), (ITEMS, ("commitment", "salt"))):
        for column in columns:
            op.drop_column(table, column)

"""Sealed lists carry a Merkle root over salted commitments of their items, and a person's data can be erased.

A list that was sealed and not signed yet becomes a draft again, to be sealed under a root; one that was endorsed keeps the
letter that it has, and its old hash stays in the journal.

Facts are never changed but for one thing: functions of the owner empty the columns that name a person, for somebody who has a
row in `erasures`, and such a row is committed only together with the journal entry that tells of it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBERED = """(SELECT count(*) <> NEW.size OR max(number) <> NEW.size OR min(number) <> 1
                   OR count(number) <> NEW.size OR count(commitment) <> NEW.size OR count(salt) <> NEW.size
              FROM endorsement_list_items WHERE list_id = NEW.id)"""
GUARD_LIST = f"""
    BEGIN
      IF TG_OP = 'DELETE' THEN
        IF OLD.state = 'draft' THEN RETURN OLD; END IF;
      ELSIF TG_OP = 'INSERT' THEN
        IF NEW.state = 'draft' THEN RETURN NEW; END IF;
      ELSIF OLD.state = 'draft' AND NEW.state = 'draft' THEN
        RETURN NEW;
      ELSIF OLD.state = 'draft' AND NEW.state = 'sealed' THEN
        -- Numbers are unique within a list, so as many as the highest of them are all from 1 on.
        IF {NUMBERED} THEN
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

# Whether a change does nothing but empty some of these columns, by the hand of whoever owns the table.
ONLY_ERASES = """
    SELECT current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = relation)
       AND after - columns = before - columns
       AND NOT EXISTS (
         SELECT FROM jsonb_each(after - columns_set_once) AS now
          WHERE now.key = ANY (columns) AND now.value IS DISTINCT FROM before -> now.key
            AND now.value::text NOT IN ('null', '""', '"-"', '{}', '[]', 'false'))
       AND NOT EXISTS (
         SELECT FROM unnest(columns_set_once) AS once WHERE before ->> once IS NOT NULL AND after -> once <> before -> once)
"""

# The columns of each kind of fact that may become empty; `point` is computed after the trigger has seen the row.
ERASABLE = {
    "visits": ("latitude_e7", "longitude_e7", "accuracy_mm", "position_samples", "point", "note", "occupation"),
    "visit_members": ("name", "nik_sealed", "nik_hash", "nik_masked", "sex", "birth_date", "occupation", "school"),
    "captures": ("latitude_e7", "longitude_e7", "accuracy_mm", "envelope"),
    "photos": ("erased_at",),
    "photo_inspections": ("findings", "stripped_sha256", "hash_full", "hash_crop5", "hash_crop10", "has_derivatives"),
    "hand_overs": (
        "receiver_name", "receiver_relationship", "note", "latitude_e7", "longitude_e7", "accuracy_mm",
        "position_missing_reason", "position_samples", "point",
    ),
}  # fmt: skip
ERASABLE_OF_ITEM = ("recipient_name", "nik_masked", "nik_hash", "address", "salt")

ERASES_ITEM = f"""            IF TG_OP = 'UPDATE' AND only_erases(to_jsonb(OLD), to_jsonb(NEW), ARRAY{list(ERASABLE_OF_ITEM)}, TG_RELID) THEN
              RETURN NEW;
            END IF;
"""
GUARDS = {
    "guard_erasable": """
        BEGIN
          IF TG_OP = 'UPDATE' AND only_erases(to_jsonb(OLD), to_jsonb(NEW), TG_ARGV, TG_RELID) THEN
            RETURN NEW;
          END IF;
          RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = TG_TABLE_NAME;
        END
    """,
    "guard_salt": """
        BEGIN
          IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
            RETURN OLD;
          END IF;
          RAISE EXCEPTION 'a salt goes only with the data of a person'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = TG_TABLE_NAME;
        END
    """,
    "guard_erasure_recorded": """
        BEGIN
          IF NOT EXISTS (SELECT FROM journal_entries WHERE subject_id = NEW.person_id AND event = 'person.erased') THEN
            RAISE EXCEPTION 'an erasure is told in the journal'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_erasure_recorded', TABLE = 'erasures';
          END IF;
          RETURN NULL;
        END
    """,
    "guard_list_item": f"""
        DECLARE
          changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.list_id ELSE NEW.list_id END;
        BEGIN
          -- Nor does an item leave a sealed list by being moved to a draft.
          IF (SELECT state FROM endorsement_lists WHERE id = changed FOR SHARE) <> 'draft'
             OR TG_OP = 'UPDATE' AND OLD.list_id <> changed
                AND (SELECT state FROM endorsement_lists WHERE id = OLD.list_id FOR SHARE) <> 'draft' THEN
{ERASES_ITEM}            RAISE EXCEPTION 'a sealed list is never changed'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_list_sealed', TABLE = 'endorsement_list_items';
          END IF;
          RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        END
    """,
}

# Each empties only what belongs to the person, or to households where nobody else ever was.
HOUSEHOLDS = "SELECT household_id FROM memberships WHERE person_id = person"
ALONE = f"{HOUSEHOLDS} EXCEPT SELECT household_id FROM memberships WHERE person_id <> person"
BUNDLES_ALONE = f"""
    SELECT id FROM visits WHERE household_id IN ({ALONE})
    UNION ALL
    SELECT hand_overs.id FROM hand_overs JOIN allocations ON allocations.id = allocation_id WHERE household_id IN ({ALONE})
"""
ERASERS = {
    "erase_salts(person uuid, subjects uuid[])": """
        DELETE FROM journal_salts USING journal_positions, journal_entries
         WHERE journal_positions.position = journal_salts.position AND journal_entries.seq = journal_positions.seq
           AND journal_entries.subject_id = ANY (subjects) AND journal_entries.event <> 'person.erased';
    """,
    "erase_visit_members(person uuid, visit_ids uuid[], numbers int[])": f"""
        UPDATE visit_members SET name = '', nik_sealed = NULL, nik_hash = NULL, nik_masked = NULL, sex = NULL,
               birth_date = NULL, occupation = NULL, school = NULL
          FROM unnest(visit_ids, numbers) AS named (visit_id, number), visits
         WHERE visit_members.visit_id = named.visit_id AND visit_members.number = named.number
           AND visits.id = named.visit_id
           AND visit_members.name <> ''
           AND (visit_members.person_id = person OR visits.household_id IN ({HOUSEHOLDS}));
    """,
    "erase_visits(person uuid, visit_ids uuid[])": f"""
        UPDATE visits SET latitude_e7 = NULL, longitude_e7 = NULL, accuracy_mm = NULL, position_samples = '[]', note = '',
               occupation = NULL
         WHERE id = ANY (visit_ids) AND household_id IN ({ALONE})
           AND (latitude_e7 IS NOT NULL OR position_samples <> '[]' OR note <> '' OR occupation IS NOT NULL);
    """,
    "erase_captures(person uuid, bundle_ids uuid[])": f"""
        UPDATE captures SET latitude_e7 = NULL, longitude_e7 = NULL, accuracy_mm = NULL, envelope = '{{}}'
         WHERE bundle_id = ANY (bundle_ids) AND bundle_id IN ({BUNDLES_ALONE})
           AND (latitude_e7 IS NOT NULL OR envelope <> '{{}}');
    """,
    "erase_photos(person uuid, hashes text[], moment timestamptz)": f"""
        hashes := ARRAY(
          SELECT sha256 FROM captures WHERE sha256 = ANY (hashes)
           GROUP BY sha256 HAVING bool_and(bundle_id IN ({BUNDLES_ALONE})));
        UPDATE photo_inspections SET findings = '{{}}', stripped_sha256 = NULL, hash_full = NULL, hash_crop5 = NULL,
               hash_crop10 = NULL, has_derivatives = false
         WHERE sha256 = ANY (hashes);
        UPDATE photos SET erased_at = moment WHERE sha256 = ANY (hashes) AND erased_at IS NULL;
    """,
    "erase_list_items(person uuid, determination_ids uuid[])": f"""
        UPDATE endorsement_list_items SET recipient_name = NULL, nik_masked = NULL, nik_hash = NULL, address = NULL, salt = NULL
          FROM determinations
         WHERE determinations.id = determination_id AND determination_id = ANY (determination_ids) AND salt IS NOT NULL
           AND (determinations.person_id = person OR determinations.household_id IN ({HOUSEHOLDS}));
    """,
    "erase_receivers(person uuid, hand_over_ids uuid[])": f"""
        UPDATE hand_overs SET receiver_name = CASE WHEN receiver_name IS NOT NULL THEN '-' END, receiver_relationship = NULL,
               note = ''
          FROM allocations
         WHERE hand_overs.id = ANY (hand_over_ids) AND allocations.id = allocation_id AND household_id IN ({HOUSEHOLDS})
           AND (receiver_name <> '-' OR receiver_relationship IS NOT NULL OR note <> '');
    """,
    "erase_hand_over_places(person uuid, hand_over_ids uuid[])": f"""
        UPDATE hand_overs SET latitude_e7 = NULL, longitude_e7 = NULL, accuracy_mm = NULL, position_samples = '[]',
               position_missing_reason = '-'
          FROM allocations
         WHERE hand_overs.id = ANY (hand_over_ids) AND allocations.id = allocation_id AND household_id IN ({ALONE})
           AND (latitude_e7 IS NOT NULL OR position_samples <> '[]' OR position_missing_reason <> '-');
    """,
}

# As 0008 has them, for the way back.
OLD_GUARD_LIST = (
    GUARD_LIST.replace("NEW.root, NEW.size", "NEW.content_sha256")
    .replace("OLD.root, OLD.size", "OLD.content_sha256")
    .replace(NUMBERED, "EXISTS (SELECT FROM endorsement_list_items WHERE list_id = NEW.id AND number IS NULL)")
)
OLD_GUARD_ITEM = GUARDS["guard_list_item"].replace(ERASES_ITEM, "")

LISTS, ITEMS = "endorsement_lists", "endorsement_list_items"
# A check beside a column that is new and empty cannot fail, and the tables of lists are small.
UNCHECKED = "-- squawk-ignore constraint-missing-not-valid\n"


def upgrade() -> None:
    op.add_column(LISTS, sa.Column("root", sa.LargeBinary(), nullable=True))
    op.add_column(LISTS, sa.Column("size", sa.Integer(), nullable=True))
    op.add_column(ITEMS, sa.Column("commitment", sa.LargeBinary(), nullable=True))
    op.add_column(ITEMS, sa.Column("salt", sa.LargeBinary(), nullable=True))
    _reopen_unsigned()
    op.execute(
        f"-- squawk-ignore ban-drop-constraint\nALTER TABLE {LISTS} DROP CONSTRAINT ck_endorsement_lists_sealed_has_hash"
    )
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
    _make_erasures()
    _make_erasable()
    for signature, body in ERASERS.items():
        _make_eraser(signature, body)


def _make_erasures() -> None:
    op.add_column("people", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("photos", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("legal_basis", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("with_photos", sa.Boolean(), nullable=False),
        sa.Column("erased_by", sa.Uuid(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False),
        sa.CheckConstraint(
            "legal_basis IN ('no_longer_needed', 'consent_withdrawn', 'subject_request', 'unlawful_processing',"
            " 'retention_ended')",
            name=op.f("ck_erasures_legal_basis_known"),
        ),
        sa.CheckConstraint("length(btrim(reason)) >= 5", name=op.f("ck_erasures_reason_given")),
        sa.ForeignKeyConstraint(["erased_by"], ["users.id"], name=op.f("fk_erasures_erased_by")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_erasures_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasures")),
    )
    op.create_index(op.f("ix_erasures_area_code"), "erasures", ["area_code"], unique=False)


def _make_erasable() -> None:
    op.execute(
        "CREATE FUNCTION only_erases(before jsonb, after jsonb, columns text[], relation oid,"
        f" columns_set_once text[] DEFAULT '{{erased_at}}') RETURNS boolean LANGUAGE sql STABLE AS $body${ONLY_ERASES}$body$"
    )
    for name, body in GUARDS.items():
        op.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$")
    for table, columns in ERASABLE.items():
        arguments = ", ".join(f"'{column}'" for column in columns)
        op.execute(f"DROP TRIGGER {table}_immutable ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION guard_erasable({arguments})"
        )
    for name, when, function in (
        ("journal_salts_erased", "BEFORE DELETE ON journal_salts FOR EACH ROW", "guard_salt"),
        ("journal_salts_erased_all", "BEFORE TRUNCATE ON journal_salts FOR EACH STATEMENT", "refuse_change"),
        ("erasures_immutable", "BEFORE UPDATE OR DELETE ON erasures FOR EACH ROW", "refuse_change"),
        ("erasures_immutable_all", "BEFORE TRUNCATE ON erasures FOR EACH STATEMENT", "refuse_change"),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()")
    op.execute(
        "CREATE CONSTRAINT TRIGGER erasures_recorded AFTER INSERT ON erasures DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION guard_erasure_recorded()"
    )


def _make_eraser(signature: str, body: str) -> None:
    name = signature.partition("(")[0]
    op.execute(f"""
        CREATE FUNCTION {signature} RETURNS int LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public, pg_temp AS $body$
        #variable_conflict use_column
        DECLARE
          erased int;
        BEGIN
          IF NOT EXISTS (SELECT FROM erasures WHERE erasures.person_id = person) THEN
            RAISE EXCEPTION 'nothing is erased without an erasure'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_erasure_recorded', TABLE = 'erasures';
          END IF;
          {body}
          GET DIAGNOSTICS erased = ROW_COUNT;
          RETURN erased;
        END
        $body$
    """)
    # Managed databases may name the application's role otherwise; there the function is for whoever may connect.
    op.execute(
        "DO $body$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') THEN"
        f" REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO field_app; END IF; END $body$"
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
    _drop_erasures()
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


def _drop_erasures() -> None:
    for signature in ERASERS:
        op.execute(f"DROP FUNCTION {signature.partition('(')[0]}")
    for table in ERASABLE:
        op.execute(f"DROP TRIGGER {table}_immutable ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_immutable BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        f"CREATE OR REPLACE FUNCTION guard_list_item() RETURNS trigger LANGUAGE plpgsql AS $body${OLD_GUARD_ITEM}$body$"
    )
    for name in ("journal_salts_erased", "journal_salts_erased_all"):
        op.execute(f"DROP TRIGGER {name} ON journal_salts")
    op.drop_table("erasures")
    for table in ("people", "photos"):
        op.drop_column(table, "erased_at")
    for name in ("guard_erasable", "guard_salt", "guard_erasure_recorded", "only_erases"):
        op.execute(f"DROP FUNCTION {name}")

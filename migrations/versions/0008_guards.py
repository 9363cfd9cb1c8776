"""Triggers that hold what no column can: facts stay, seals hold, nothing incomplete is decided.

Every refusal is a check_violation that names its guard as a constraint, so that the application maps it to an error
code like any other constraint.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IMMUTABLE = (
    "access_log",
    "allocations",
    "area_editions",
    "area_findings",
    "area_successions",
    "captures",
    "decisions",
    "determinations",
    "enrolment_statuses",
    "enrolments",
    "hand_overs",
    "import_rejections",
    "instruments",
    "journal_entries",
    "journal_positions",
    "photo_inspections",
    "photos",
    "visit_evaluations",
    "visit_members",
    "visits",
)
# What the application's own role may only add to and read, besides the trigger.
APPEND_ONLY = ("access_log", "journal_entries", "journal_positions")

FUNCTIONS = {
    "refuse_change": """
        BEGIN
          RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = TG_TABLE_NAME;
        END
    """,
    "queue_journal_entry": """
        BEGIN
          INSERT INTO journal_pending (seq) VALUES (NEW.seq);
          RETURN NULL;
        END
    """,
    "guard_bundle": """
        BEGIN
          IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'completed_at' <> to_jsonb(OLD) - 'completed_at'
             OR OLD.completed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a bundle is never changed'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = 'bundles';
          END IF;
          IF EXISTS (SELECT FROM captures c LEFT JOIN photos p ON p.sha256 = c.sha256
                      WHERE c.bundle_id = NEW.id AND p.sha256 IS NULL)
             OR NEW.photo_count <> (SELECT count(*) FROM captures c WHERE c.bundle_id = NEW.id) THEN
            RAISE EXCEPTION 'a photo of the manifest is not stored'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_bundle_complete', TABLE = 'bundles';
          END IF;
          RETURN NEW;
        END
    """,
    "guard_new_bundle": """
        BEGIN
          IF NEW.completed_at IS NOT NULL AND NEW.photo_count > 0 THEN
            RAISE EXCEPTION 'a bundle with photos begins incomplete'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_bundle_complete', TABLE = 'bundles';
          END IF;
          RETURN NEW;
        END
    """,
    "guard_decision": """
        BEGIN
          IF NOT EXISTS (SELECT FROM bundles WHERE id = NEW.visit_id AND completed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'the visit is not complete'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_decision_complete', TABLE = 'decisions';
          END IF;
          RETURN NEW;
        END
    """,
    "guard_list": """
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
    """,
    "guard_list_item": """
        DECLARE
          changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.list_id ELSE NEW.list_id END;
        BEGIN
          -- Nor does an item leave a sealed list by being moved to a draft.
          IF (SELECT state FROM endorsement_lists WHERE id = changed FOR SHARE) <> 'draft'
             OR TG_OP = 'UPDATE' AND OLD.list_id <> changed
                AND (SELECT state FROM endorsement_lists WHERE id = OLD.list_id FOR SHARE) <> 'draft' THEN
            RAISE EXCEPTION 'a sealed list is never changed'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_list_sealed', TABLE = 'endorsement_list_items';
          END IF;
          RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        END
    """,
}

TRIGGERS = (
    ("journal_entries", "queue", "AFTER INSERT", "ROW", "queue_journal_entry"),
    ("bundles", "guard", "BEFORE UPDATE OR DELETE", "ROW", "guard_bundle"),
    ("bundles", "guard_new", "BEFORE INSERT", "ROW", "guard_new_bundle"),
    ("decisions", "guard", "BEFORE INSERT", "ROW", "guard_decision"),
    ("endorsement_lists", "guard", "BEFORE INSERT OR UPDATE OR DELETE", "ROW", "guard_list"),
    ("endorsement_list_items", "guard", "BEFORE INSERT OR UPDATE OR DELETE", "ROW", "guard_list_item"),
    *((table, "immutable", "BEFORE UPDATE OR DELETE", "ROW", "refuse_change") for table in IMMUTABLE),
    *((table, "immutable_all", "BEFORE TRUNCATE", "STATEMENT", "refuse_change") for table in IMMUTABLE),
)


def upgrade() -> None:
    for name, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$")
    for table, name, when, each, function in TRIGGERS:
        op.execute(f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()")
    # Managed databases may name the application's role otherwise; the triggers hold there too.
    for table in APPEND_ONLY:
        op.execute(
            "DO $body$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') THEN"
            f" REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM field_app; END IF; END $body$"
        )


def downgrade() -> None:
    for table, name, *_ in reversed(TRIGGERS):
        op.execute(f"DROP TRIGGER {table}_{name} ON {table}")
    for name in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {name}()")

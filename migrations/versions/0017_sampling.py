"""Second looks at a drawn share of the decisions: the draws, blind second reviews, back-checks and their assignments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# An upgrade runs before the API is started again, so nobody waits for the lock.
WHILE_STOPPED = "-- squawk-ignore require-concurrent-index-creation\n"
IMMUTABLE = ("sample_draws", "back_check_assignments")
TABLES = ("sample_draws", "second_reviews", "back_checks", "back_check_assignments")
FIRST_HANDS = ("decision_id", "first_reviewer_id", "first_verifier_id")

FUNCTIONS = {
    # A second look moves forward only: what it is about stays, and an answer is for good.
    "guard_second_look": """
        DECLARE
          progress text[] := '{reviewer_id,taken_at,finding,reason,visit_id,verifier_id,answered_at,version}';
        BEGIN
          IF TG_OP = 'DELETE' OR OLD.answered_at IS NOT NULL
             OR to_jsonb(NEW) - progress <> to_jsonb(OLD) - progress THEN
            RAISE EXCEPTION 'a second look is never taken back'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_immutable', TABLE = TG_TABLE_NAME;
          END IF;
          RETURN NEW;
        END
    """,
    "guard_back_check_assignment": """
        BEGIN
          IF (SELECT verifier_id FROM assignments WHERE id = NEW.assignment_id) = NEW.first_verifier_id THEN
            RAISE EXCEPTION 'whoever made the first visit does not check it'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_back_check_verifier', TABLE = TG_TABLE_NAME;
          END IF;
          RETURN NEW;
        END
    """,
    "guard_assigned_verifier": """
        BEGIN
          IF EXISTS (SELECT FROM back_check_assignments
                      WHERE assignment_id = NEW.id AND first_verifier_id = NEW.verifier_id) THEN
            RAISE EXCEPTION 'whoever made the first visit does not check it'
              USING ERRCODE = 'check_violation', CONSTRAINT = 'guard_back_check_verifier', TABLE = TG_TABLE_NAME;
          END IF;
          RETURN NEW;
        END
    """,
}
TRIGGERS = (
    ("second_reviews", "guard", "BEFORE UPDATE OR DELETE", "ROW", "guard_second_look"),
    ("back_checks", "guard", "BEFORE UPDATE OR DELETE", "ROW", "guard_second_look"),
    ("back_check_assignments", "guard", "BEFORE INSERT", "ROW", "guard_back_check_assignment"),
    ("assignments", "guard_back_check", "BEFORE UPDATE OF verifier_id", "ROW", "guard_assigned_verifier"),
    *((table, "immutable", "BEFORE UPDATE OR DELETE", "ROW", "refuse_change") for table in IMMUTABLE),
    *((table, "immutable_all", "BEFORE TRUNCATE", "STATEMENT", "refuse_change") for table in IMMUTABLE),
    *((table, "kept", "BEFORE TRUNCATE", "STATEMENT", "refuse_change") for table in ("second_reviews", "back_checks")),
)


def upgrade() -> None:
    op.execute(f"{WHILE_STOPPED}CREATE UNIQUE INDEX uq_decisions_hands ON decisions (id, reviewer_id, verifier_id)")
    _create_draws()
    _create_second_reviews()
    _create_back_checks()
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_area_code"), table, ["area_code"])
    for name, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$")
    for table, name, when, each, function in TRIGGERS:
        op.execute(f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()")


def downgrade() -> None:
    op.execute("DROP TRIGGER assignments_guard_back_check ON assignments")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("uq_decisions_hands", table_name="decisions")
    for name in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {name}()")


def _area_code() -> sa.Column[str]:
    return sa.Column("area_code", sa.String(length=40, collation="C"), nullable=False)


def _of_a_draw(table: str) -> tuple[sa.Column[Any] | sa.Constraint, ...]:
    """The decision that is looked at again, with the hands it went through first."""
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in FIRST_HANDS),
        sa.ForeignKeyConstraint(
            FIRST_HANDS,
            ["sample_draws.decision_id", "sample_draws.reviewer_id", "sample_draws.verifier_id"],
            name=op.f(f"fk_{table}_{'_'.join(FIRST_HANDS)}"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("decision_id", name=op.f(f"uq_{table}_decision_id")),
    )


def _create_draws() -> None:
    op.create_table(
        "sample_draws",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("verifier_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("clean", sa.Boolean(), nullable=False),
        sa.Column("second_review_permille", sa.SmallInteger(), nullable=False),
        sa.Column("second_review_drawn", sa.Boolean(), nullable=False),
        sa.Column("back_check_permille", sa.SmallInteger(), nullable=False),
        sa.Column("back_check_drawn", sa.Boolean(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        _area_code(),
        sa.CheckConstraint(
            "second_review_permille BETWEEN 0 AND 1000 AND back_check_permille BETWEEN 0 AND 1000",
            name=op.f("ck_sample_draws_shares"),
        ),
        sa.CheckConstraint(
            "(clean AND second_review_permille > 0 OR NOT second_review_drawn)"
            " AND (clean AND back_check_permille > 0 OR NOT back_check_drawn)",
            name=op.f("ck_sample_draws_drawn_with_a_share"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id", "reviewer_id", "verifier_id"],
            ["decisions.id", "decisions.reviewer_id", "decisions.verifier_id"],
            name=op.f("fk_sample_draws_decision_id_reviewer_id_verifier_id"),
        ),
        sa.ForeignKeyConstraint(["check_id"], ["visit_checks.id"], name=op.f("fk_sample_draws_check_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_sample_draws")),
        sa.UniqueConstraint(
            "decision_id",
            "reviewer_id",
            "verifier_id",
            name=op.f("uq_sample_draws_decision_id_reviewer_id_verifier_id"),
        ),
    )


def _create_second_reviews() -> None:
    op.create_table(
        "second_reviews",
        *_of_a_draw("second_reviews"),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _area_code(),
        sa.CheckConstraint(
            "reviewer_id NOT IN (first_reviewer_id, first_verifier_id)",
            name=op.f("ck_second_reviews_reviewer_is_another"),
        ),
        sa.CheckConstraint("(reviewer_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_second_reviews_taken_whole")),
        sa.CheckConstraint(
            "(finding IS NULL) = (answered_at IS NULL) AND (finding IS NULL) = (reason IS NULL)"
            " AND (finding IS NULL OR reviewer_id IS NOT NULL)",
            name=op.f("ck_second_reviews_answered_whole"),
        ),
        sa.CheckConstraint(
            "finding IN ('eligible', 'not_eligible', 'cannot_tell')", name=op.f("ck_second_reviews_finding_known")
        ),
        sa.CheckConstraint("length(btrim(reason)) >= 3", name=op.f("ck_second_reviews_reason_given")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["users.id"], name=op.f("fk_second_reviews_reviewer_id")),
    )
    op.create_index(
        "ix_second_reviews_open",
        "second_reviews",
        ["reviewer_id", "id"],
        postgresql_where=sa.text("answered_at IS NULL"),
    )


def _create_back_checks() -> None:
    op.create_table(
        "back_checks",
        *_of_a_draw("back_checks"),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("verifier_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _area_code(),
        sa.CheckConstraint("verifier_id <> first_verifier_id", name=op.f("ck_back_checks_verifier_is_another")),
        sa.CheckConstraint(
            "(visit_id IS NULL) = (answered_at IS NULL) AND (visit_id IS NULL) = (verifier_id IS NULL)",
            name=op.f("ck_back_checks_answered_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id", "verifier_id"],
            ["visits.id", "visits.verifier_id"],
            name=op.f("fk_back_checks_visit_id_verifier_id"),
        ),
        sa.UniqueConstraint("id", "first_verifier_id", name=op.f("uq_back_checks_id_first_verifier_id")),
    )
    op.create_table(
        "back_check_assignments",
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("back_check_id", sa.Uuid(), nullable=False),
        sa.Column("first_verifier_id", sa.Uuid(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        _area_code(),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name=op.f("fk_back_check_assignments_assignment_id")
        ),
        sa.ForeignKeyConstraint(
            ["back_check_id", "first_verifier_id"],
            ["back_checks.id", "back_checks.first_verifier_id"],
            name=op.f("fk_back_check_assignments_back_check_id_first_verifier_id"),
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_back_check_assignments")),
    )
    op.create_index(op.f("ix_back_check_assignments_back_check_id"), "back_check_assignments", ["back_check_id"])

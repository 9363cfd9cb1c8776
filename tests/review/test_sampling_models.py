"""What the database refuses of draws and second looks, whatever the code does."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from field_api import constraints
from field_api.clock import new_id
from field_api.evidence.models.visits import Assignment
from field_api.identity.rules import Role
from field_api.review.models import BackCheck, SecondReview
from field_api.review.service.back_checks import assign_back_check
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import review as review_factory
from tests.factories import sampling as factory

AT = review_factory.AT
TAKE = "UPDATE second_reviews SET reviewer_id = :by, taken_at = now() WHERE id = :id"
ANSWER = (
    "UPDATE second_reviews SET reviewer_id = :by, taken_at = now(), finding = 'eligible', reason = 'uji coba',"
    " answered_at = now() WHERE id = :id"
)


@pytest.fixture
def review(session: Session) -> SecondReview:
    factory.shares(session)
    return factory.second_review(session)


@pytest.fixture
def check(session: Session) -> BackCheck:
    factory.shares(session)
    return factory.back_check(session)


def refusal(session: Session, statement: str, **values: Any) -> tuple[str, str]:
    """Code and constraint of the refusal that a statement meets."""
    with pytest.raises(IntegrityError) as refused, session.begin_nested():
        session.execute(text(statement), values)
    explained = constraints.explain(refused.value)
    return explained.code, explained.extra["constraint"]


class TestSecondReviews:
    @pytest.mark.parametrize("hand", ["first_reviewer_id", "first_verifier_id"])
    def test_the_first_hands_take_none(self, session: Session, review: SecondReview, hand: str) -> None:
        assert refusal(session, TAKE, id=review.id, by=getattr(review, hand))[0] == "second_reviewer_not_independent"

    def test_the_first_hands_cannot_be_misnamed(self, session: Session, review: SecondReview) -> None:
        found = refusal(
            session,
            "INSERT INTO second_reviews (id, decision_id, first_reviewer_id, first_verifier_id, area_code, version)"
            " SELECT :new, decision_id, :by, first_verifier_id, area_code, 1 FROM second_reviews"
            " ON CONFLICT (decision_id) DO UPDATE SET first_reviewer_id = :by",
            new=new_id(), by=identity_factory.user(session).id,
        )  # fmt: skip

        assert found[0] == "immutable"

    def test_an_answer_is_for_good(self, session: Session, review: SecondReview) -> None:
        session.execute(text(ANSWER), {"id": review.id, "by": identity_factory.user(session).id})

        for act in ("UPDATE second_reviews SET finding = 'not_eligible'", "DELETE FROM second_reviews"):
            assert refusal(session, act)[0] == "immutable"

    def test_nobody_answers_what_nobody_took(self, session: Session, review: SecondReview) -> None:
        found = refusal(
            session, "UPDATE second_reviews SET finding = 'eligible', reason = 'uji coba', answered_at = now()"
        )

        assert found[1] == "ck_second_reviews_answered_whole"

    def test_an_answer_needs_a_reason(self, session: Session, review: SecondReview) -> None:
        by = identity_factory.user(session).id

        assert refusal(session, ANSWER.replace("uji coba", "  "), id=review.id, by=by)[1] == (
            "ck_second_reviews_reason_given"
        )


class TestBackChecks:
    def assigned(self, session: Session, check: BackCheck) -> Assignment:
        verifier = identity_factory.user(session, Role.VERIFIER, "31.75.06")
        line = assign_back_check(
            session, review_factory.actor(session), back_check_id=check.id, assignment_id=new_id(),
            verifier_id=verifier.id, due_on=None, at=AT,
        )  # fmt: skip
        assert line.assignment is not None
        return line.assignment

    def test_an_assignment_of_the_first_verifier_serves_none(self, session: Session, check: BackCheck) -> None:
        his = evidence_factory.assignment(session, verifier_id=check.first_verifier_id)

        found = refusal(
            session,
            "INSERT INTO back_check_assignments (assignment_id, back_check_id, first_verifier_id, area_code, assigned_at)"
            " SELECT :assignment, id, first_verifier_id, area_code, now() FROM back_checks",
            assignment=his.id,
        )

        assert found == ("verifier_is_first", "guard_back_check_verifier")

    def test_nor_does_it_go_to_him_later(self, session: Session, check: BackCheck) -> None:
        made = self.assigned(session, check)

        found = refusal(
            session, "UPDATE assignments SET verifier_id = :by WHERE id = :id", id=made.id, by=check.first_verifier_id
        )

        assert found[0] == "verifier_is_first"

    def test_a_visit_of_the_first_verifier_answers_nothing(self, session: Session, check: BackCheck) -> None:
        his = evidence_factory.visit(session, verifier_id=check.first_verifier_id)

        found = refusal(
            session, "UPDATE back_checks SET visit_id = :visit, verifier_id = :by, answered_at = now()",
            visit=his.id, by=check.first_verifier_id,
        )  # fmt: skip

        assert found[1] == "ck_back_checks_verifier_is_another"

    def test_an_answer_is_for_good(self, session: Session, check: BackCheck) -> None:
        visit = evidence_factory.visit(session)
        check.visit_id, check.verifier_id, check.answered_at = visit.id, visit.verifier_id, AT
        session.flush()

        assert refusal(session, "UPDATE back_checks SET visit_id = NULL, verifier_id = NULL, answered_at = NULL")[
            0
        ] == ("immutable")

    def test_an_assignment_stays_with_its_back_check(self, session: Session, check: BackCheck) -> None:
        self.assigned(session, check)

        for act in ("UPDATE back_check_assignments SET assigned_at = now()", "DELETE FROM back_check_assignments"):
            assert refusal(session, act)[0] == "immutable"


class TestDraws:
    def test_a_draw_stays(self, session: Session, review: SecondReview) -> None:
        for act in ("UPDATE sample_draws SET second_review_drawn = false", "DELETE FROM sample_draws"):
            assert refusal(session, act)[0] == "immutable"

    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ("false, 50, true, 20, false", "ck_sample_draws_drawn_with_a_share"),
            ("true, 0, true, 20, false", "ck_sample_draws_drawn_with_a_share"),
            ("true, 50, false, 0, true", "ck_sample_draws_drawn_with_a_share"),
            ("true, 1001, false, 20, false", "ck_sample_draws_shares"),
        ],
    )
    def test_nothing_is_drawn_without_a_share_or_with_a_doubt(
        self, session: Session, changes: str, constraint: str
    ) -> None:
        decision = factory.decided(session)

        found = refusal(
            session,
            "INSERT INTO sample_draws (decision_id, reviewer_id, verifier_id, area_code, check_id, clean,"
            " second_review_permille, second_review_drawn, back_check_permille, back_check_drawn, drawn_at)"
            f" SELECT :id, :reviewer, :verifier, '31', id, {changes}, now() FROM visit_checks WHERE visit_id = :visit",
            id=decision.id, reviewer=decision.reviewer_id, verifier=decision.verifier_id, visit=decision.visit_id,
        )  # fmt: skip

        assert found[1] == constraint

    @pytest.mark.parametrize("table", ["sample_draws", "second_reviews", "back_checks", "back_check_assignments"])
    def test_no_table_is_emptied_all_at_once(self, session: Session, review: SecondReview, table: str) -> None:
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(f"TRUNCATE {table} CASCADE"))

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.identity.rules import Actor, Grant, OutsideArea, Role
from field_api.journal.models import AccessRecord, JournalEntry
from field_api.review.queries import sampling as queries
from field_api.review.rules.sampling import (
    TAKEN_FOR,
    Finding,
    SecondReviewerNotIndependent,
    SecondReviewTaken,
)
from field_api.review.service.dossiers import SecondReviewOpen, view_dossier
from field_api.review.service.second_reviews import (
    SecondReviewAnswered,
    SecondReviewNotFound,
    SecondReviewNotTaken,
    answer_second_review,
    take_second_review,
    view_second_review,
)
from tests.factories import review as review_factory
from tests.factories import sampling as factory

AT = review_factory.AT
ANSWER: dict[str, Any] = {"finding": Finding.NOT_ELIGIBLE, "reason": "Rumah permanen dua lantai."}


@pytest.fixture(autouse=True)
def everything_is_drawn(session: Session) -> None:
    factory.shares(session)


def reviewer(session: Session) -> Actor:
    return review_factory.actor(session)


def known_as(user_id: Any) -> Actor:
    return Actor(user_id, new_id(), None, "test", (Grant(Role.DINSOS_REVIEWER, "31"),))


def listed(session: Session, actor: Actor, **asked: Any) -> list[Any]:
    question = {"answered": False, "area": None, "at": AT, "after": None, "limit": 50} | asked
    return queries.second_reviews_page(session, reviewer_id=actor.user_id, **question).items


class TestTaking:
    def test_one_takes_it_and_nobody_else(self, session: Session) -> None:
        review, one, other = factory.second_review(session), reviewer(session), reviewer(session)
        assert listed(session, one) == listed(session, other) == [review]

        take_second_review(session, one, review_id=review.id, at=AT)
        take_second_review(session, one, review_id=review.id, at=AT + timedelta(hours=1))

        assert (review.reviewer_id, review.taken_at) == (one.user_id, AT)
        assert (listed(session, one), listed(session, other)) == ([review], [])
        with pytest.raises(SecondReviewTaken):
            take_second_review(session, other, review_id=review.id, at=AT)

    def test_after_a_week_it_is_free_again(self, session: Session) -> None:
        review, one, other = factory.second_review(session), reviewer(session), reviewer(session)
        take_second_review(session, one, review_id=review.id, at=AT)
        later = AT + TAKEN_FOR + timedelta(seconds=1)
        assert listed(session, other, at=later) == [review]

        take_second_review(session, other, review_id=review.id, at=later)

        with pytest.raises(SecondReviewNotTaken):
            answer_second_review(session, one, review_id=review.id, **ANSWER, at=later)

    @pytest.mark.parametrize("hand", ["first_reviewer_id", "first_verifier_id"])
    def test_not_the_first_hands(self, session: Session, hand: str) -> None:
        review = factory.second_review(session)
        first = known_as(getattr(review, hand))

        assert listed(session, first) == []
        with pytest.raises(SecondReviewerNotIndependent):
            take_second_review(session, first, review_id=review.id, at=AT)

    def test_not_who_has_opened_the_dossier(self, session: Session) -> None:
        review, curious = factory.second_review(session), reviewer(session)
        view_dossier(session, curious, case_id=factory.case_of(session, review).id, at=AT)

        assert listed(session, curious) == []
        with pytest.raises(SecondReviewerNotIndependent):
            take_second_review(session, curious, review_id=review.id, at=AT)

    def test_nor_who_has_opened_another_dossier_of_the_household(self, session: Session) -> None:
        review, curious = factory.second_review(session), reviewer(session)
        decided = factory.case_of(session, review)
        older = review_factory.case(session, household_id=decided.household_id, state="rejected")
        view_dossier(session, curious, case_id=older.id, at=AT)

        with pytest.raises(SecondReviewerNotIndependent):
            take_second_review(session, curious, review_id=review.id, at=AT)

    def test_a_look_at_another_household_is_no_obstacle(self, session: Session) -> None:
        review, one = factory.second_review(session), reviewer(session)
        view_dossier(session, one, case_id=review_factory.case(session).id, at=AT)

        assert take_second_review(session, one, review_id=review.id, at=AT) is review

    def test_not_without_the_role_for_the_area(self, session: Session) -> None:
        review = factory.second_review(session)

        with pytest.raises(OutsideArea):
            take_second_review(session, review_factory.actor(session, area_code="35"), review_id=review.id, at=AT)

    def test_an_unknown_one_is_not_found(self, session: Session) -> None:
        with pytest.raises(SecondReviewNotFound):
            take_second_review(session, reviewer(session), review_id=new_id(), at=AT)


class TestTheBlindDossier:
    def test_it_shows_the_evidence_and_leaves_a_trace(self, session: Session) -> None:
        review, one = factory.second_review(session), reviewer(session)
        case = factory.case_of(session, review)
        take_second_review(session, one, review_id=review.id, at=AT)

        shown = view_second_review(session, one, review_id=review.id, at=AT).evidence

        assert (shown.visit.id, len(shown.photos), len(shown.evaluations)) == (case.visit_id, 2, 1)
        look = session.scalars(select(AccessRecord).where(AccessRecord.actor_id == one.user_id)).one()
        assert (look.action, look.subject) == ("dossier.viewed", str(case.id))
        assert look.data["second_review"] == str(review.id)

    def test_nobody_sees_it_who_has_not_taken_it(self, session: Session) -> None:
        review = factory.second_review(session)

        with pytest.raises(SecondReviewNotTaken):
            view_second_review(session, reviewer(session), review_id=review.id, at=AT)

    def test_the_ordinary_dossiers_of_the_household_are_closed_until_the_answer(self, session: Session) -> None:
        review, one = factory.second_review(session), reviewer(session)
        decided = factory.case_of(session, review)
        older = review_factory.case(session, household_id=decided.household_id, state="rejected")
        take_second_review(session, one, review_id=review.id, at=AT)

        for case in (decided, older):
            with pytest.raises(SecondReviewOpen):
                view_dossier(session, one, case_id=case.id, at=AT)
        view_dossier(session, reviewer(session), case_id=decided.id, at=AT)

        answer_second_review(session, one, review_id=review.id, **ANSWER, at=AT)
        assert view_dossier(session, one, case_id=decided.id, at=AT).case is decided


class TestAnswering:
    def test_an_answer_is_for_good_and_the_same_again_a_repeat(self, session: Session) -> None:
        review, one = factory.second_review(session), reviewer(session)
        take_second_review(session, one, review_id=review.id, at=AT)

        answer_second_review(session, one, review_id=review.id, **ANSWER, at=AT)
        answer_second_review(session, one, review_id=review.id, **ANSWER, at=AT + timedelta(hours=1))

        assert (review.finding, review.answered_at) == ("not_eligible", AT)
        assert (listed(session, one), listed(session, one, answered=True)) == ([], [review])
        with pytest.raises(SecondReviewAnswered):
            answer_second_review(
                session, one, review_id=review.id, finding=Finding.ELIGIBLE, reason=ANSWER["reason"], at=AT
            )

    def test_each_step_leaves_an_entry_without_the_words(self, session: Session) -> None:
        review, one = factory.second_review(session), reviewer(session)
        take_second_review(session, one, review_id=review.id, at=AT)
        answer_second_review(session, one, review_id=review.id, **ANSWER, at=AT)

        entries = session.scalars(
            select(JournalEntry).where(JournalEntry.subject_id == review.decision_id).order_by(JournalEntry.seq)
        ).all()

        assert [(entry.event, entry.actor_id) for entry in entries] == [
            ("sample.drawn", None),
            ("second_review.taken", one.user_id),
            ("second_review.answered", one.user_id),
        ]
        assert "permanen" not in str([entry.data for entry in entries])
        assert entries[-1].data["finding"] == "not_eligible"

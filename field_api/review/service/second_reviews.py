"""Second reviews: another reviewer takes a drawn decision, sees its evidence without it, and says what he finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.errors import Conflict, NotFound
from field_api.evidence.service.photos import inspected_photos
from field_api.identity import service as identity
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Access, Event
from field_api.permissions import Permission
from field_api.review.models import SecondReview
from field_api.review.queries import cases as case_queries
from field_api.review.queries import sampling as queries
from field_api.review.rules.sampling import Finding, SecondReviewTaken, check_second_reviewer, is_free
from field_api.review.service.dossiers import VisitEvidence, evidence_of


class SecondReviewNotFound(NotFound):
    """There is no such second review in the actor's area."""

    code = "second_review_not_found"


class SecondReviewNotTaken(Conflict):
    """The reviewer has not taken it, or has let it go to another one."""

    code = "second_review_not_taken"


class SecondReviewAnswered(Conflict):
    """The answer is there and says something else."""

    code = "second_review_answered"


@dataclass(frozen=True, slots=True)
class BlindDossier:
    """The evidence of one visit; nothing of a decision, its reason and author, of enrolments, flags or other visits."""

    review: SecondReview
    evidence: VisitEvidence
    user_names: Mapping[UUID, str]


def take_second_review(session: Session, actor: Actor, *, review_id: UUID, at: datetime) -> SecondReview:
    """Take a second review; who has it already takes it again without a change.

    Raises `SecondReviewNotFound`, `SecondReviewTaken`, `SecondReviewerNotIndependent`.
    """
    review = _require(session, actor, review_id)
    if review.reviewer_id == actor.user_id:
        return review
    if not is_free(taken_at=review.taken_at, answered=review.answered_at is not None, at=at):
        raise SecondReviewTaken("Another reviewer has taken this one. Choose another from the list.")
    check_second_reviewer(
        actor.user_id,
        first_reviewer_id=review.first_reviewer_id,
        verifier_id=review.first_verifier_id,
        has_looked=queries.has_looked(session, actor.user_id, review.decision_id),
    )
    review.reviewer_id, review.taken_at = actor.user_id, at
    _record(session, actor, Event.SECOND_REVIEW_TAKEN, review, data={}, at=at)
    return review


def view_second_review(session: Session, actor: Actor, *, review_id: UUID, at: datetime) -> BlindDossier:
    """The evidence that a second reviewer judges; the look is recorded like one at the dossier.

    Raises `SecondReviewNotFound`, `SecondReviewNotTaken`.
    """
    review = _require_taken(session, actor, review_id)
    case, decision = queries.case_of_decision(session, review.decision_id)
    visit = case_queries.visit(session, decision.visit_id)
    journal.record_access(
        session,
        actor,
        Access.DOSSIER_VIEWED,
        subject=str(case.id),
        area_code=case.area_code,
        at=at,
        data={"visit": str(visit.id), "second_review": str(review.id)},
    )
    return BlindDossier(
        review=review,
        evidence=evidence_of(session, case, visit, inspected_photos(session, bundle_id=visit.id), at=at),
        user_names=identity.names_of(session, {visit.verifier_id}),
    )


def answer_second_review(
    session: Session, actor: Actor, *, review_id: UUID, finding: Finding, reason: str, at: datetime
) -> SecondReview:
    """Say what the evidence shows; the same answer again is a repeat.

    Raises `SecondReviewNotFound`, `SecondReviewNotTaken`, and `SecondReviewAnswered` for another answer.
    """
    review = _require_taken(session, actor, review_id)
    if review.answered_at is not None:
        if (review.finding, review.reason) == (finding.value, reason):
            return review
        raise SecondReviewAnswered("You have answered this one already; an answer is for good.")
    review.finding, review.reason, review.answered_at = finding.value, reason, at
    _record(session, actor, Event.SECOND_REVIEW_ANSWERED, review, data={"finding": finding.value}, at=at)
    return review


def _require(session: Session, actor: Actor, review_id: UUID) -> SecondReview:
    review = queries.second_review(session, review_id, lock=True)
    if review is None:
        raise SecondReviewNotFound("There is no such second review in your area.")
    actor.require(Permission.CASE_DECIDE, review.area_code)
    return review


def _require_taken(session: Session, actor: Actor, review_id: UUID) -> SecondReview:
    review = _require(session, actor, review_id)
    if review.reviewer_id != actor.user_id:
        raise SecondReviewNotTaken("Take the second review first; only who has taken it sees its evidence.")
    return review


def _record(
    session: Session, actor: Actor, event: Event, review: SecondReview, *, data: Mapping[str, Any], at: datetime
) -> None:
    session.flush()
    journal.append(
        session,
        actor,
        event,
        subject_id=review.decision_id,
        area_code=review.area_code,
        at=at,
        data={"second_review": str(review.id), **data},
        rows=[review],
    )

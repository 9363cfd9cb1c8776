from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from field_api import clock, db
from field_api.errors import PreconditionFailed
from field_api.evidence.models.photos import Capture
from field_api.evidence.models.visits import Assignment, Visit
from field_api.evidence.service.assignments import NotAVerifierHere
from field_api.identity.rules import Actor, Role
from field_api.journal.models import JournalEntry
from field_api.review.models import Case, Decision
from field_api.review.rules.decisions import NewDecision, PhotoOverride
from field_api.review.rules.determinations import NewDetermination
from field_api.review.rules.verdicts import (
    CaseNotAwaitingReview,
    EvidenceMarkWrong,
    InvalidDecision,
    PhotosUnsettled,
    ReviewerIsVerifier,
    Verdict,
)
from field_api.review.service.cases import CaseNotFound
from field_api.review.service.decisions import Decided, DecisionConflict, decide_case
from field_api.scope import Scope
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
HOME = NewDetermination("sembako", "package", None, eligible=True, reason="sesuai bukti")


@pytest.fixture
def reviewer(session: Session) -> Actor:
    return review_factory.actor(session)


@pytest.fixture
def case(session: Session) -> Case:
    """A case whose visit was made by somebody who may go again."""
    registry_factory.programme(session)
    verifier = identity_factory.user(session, Role.VERIFIER, "31.75")
    return review_factory.case(session, evidence_factory.visit(session, verifier_id=verifier.id))


def accepting(**changes: Any) -> NewDecision:
    made = NewDecision(
        decision_id=clock.new_id(),
        verdict=Verdict.ACCEPT,
        reason_code="evidence_supports",
        reason="sesuai bukti",
        determinations=(HOME,),
    )
    return replace(made, **changes)


def rejecting(**changes: Any) -> NewDecision:
    return accepting(
        **{"verdict": Verdict.REJECT, "reason_code": "not_poor", "determinations": (replace(HOME, eligible=False),)}
        | changes
    )


def returning(verdict: Verdict = Verdict.RETURN_VISIT, **changes: Any) -> NewDecision:
    of_photos = verdict is Verdict.RETURN_PHOTOS
    defaults = {
        "verdict": verdict,
        "reason_code": "photo_unclear" if of_photos else "answers_contradict",
        "determinations": (),
        "photo_kinds": ("house_front",) if of_photos else (),
    }
    return accepting(**defaults | changes)


def decide(session: Session, actor: Actor, case_id: UUID, decision: NewDecision, **changes: Any) -> Decided:
    options: dict[str, Any] = {
        "content": {"id": str(decision.decision_id), "reason": decision.reason},
        "match_version": review_factory.any_version,
        "at": AT,
    }
    return decide_case(session, actor, case_id=case_id, decision=decision, **options | changes)


def test_accepting_records_who_is_eligible_for_what(session: Session, reviewer: Actor, case: Case) -> None:
    decided = decide(session, reviewer, case.id, accepting())

    assert case.state == "accepted"
    assert not decided.repeated
    assert [(each.programme_code, each.eligible) for each in decided.determinations] == [("sembako", True)]
    assert (decided.decision.visit_id, decided.decision.reviewer_id) == (case.visit_id, reviewer.user_id)


def test_a_decision_leaves_one_journal_entry_without_words_of_people(
    session: Session, reviewer: Actor, case: Case
) -> None:
    decide(session, reviewer, case.id, accepting())

    entries = session.scalars(select(JournalEntry).where(JournalEntry.subject_id == case.id)).all()
    assert [entry.event for entry in entries] == ["case.decided"]
    assert entries[0].data["verdict"] == "accept"
    assert "reason" not in entries[0].data


def test_rejecting_closes_the_case(session: Session, reviewer: Actor, case: Case) -> None:
    decided = decide(session, reviewer, case.id, rejecting())

    assert case.state == "rejected"
    assert [each.eligible for each in decided.determinations] == [False]


def test_a_person_is_determined_by_programme_and_component(session: Session, reviewer: Actor, case: Case) -> None:
    home = session.get_one(registry_factory.Household, case.household_id)
    child = registry_factory.person(session, home, relationship="child")
    registry_factory.programme(session, "pkh", unit="person")
    eligible = NewDetermination("pkh", "elderly", child.id, eligible=True, reason="sesuai")

    decided = decide(session, reviewer, case.id, accepting(determinations=(eligible, HOME)))

    assert {(each.programme_code, each.person_id) for each in decided.determinations} == {
        ("pkh", child.id),
        ("sembako", None),
    }


@pytest.mark.parametrize("verdict", [Verdict.RETURN_VISIT, Verdict.RETURN_PHOTOS])
def test_a_return_asks_the_same_verifier_again(session: Session, reviewer: Actor, case: Case, verdict: Verdict) -> None:
    visit = session.get_one(Visit, case.visit_id)
    decision = returning(verdict, due_on=date(2026, 3, 20))

    decided = decide(session, reviewer, case.id, decision)

    assignment = session.get_one(Assignment, decided.decision.assignment_id)
    assert case.state == "returned"
    assert (assignment.verifier_id, assignment.returns_visit_id) == (visit.verifier_id, visit.id)
    assert assignment.return_photo_kinds == list(decision.photo_kinds)
    assert assignment.due_on == date(2026, 3, 20)


def test_a_return_may_go_to_another_verifier_of_the_area_only(session: Session, reviewer: Actor, case: Case) -> None:
    stranger = identity_factory.user(session, Role.VERIFIER, "35.10")
    with pytest.raises(NotAVerifierHere):
        decide(session, reviewer, case.id, returning(verifier_id=stranger.id))

    colleague = identity_factory.user(session, Role.VERIFIER, "31.75.06")
    decided = decide(session, reviewer, case.id, returning(verifier_id=colleague.id))

    assert session.get_one(Assignment, decided.decision.assignment_id).verifier_id == colleague.id


def test_the_same_decision_again_answers_the_same(session: Session, reviewer: Actor, case: Case) -> None:
    decision = returning()
    first = decide(session, reviewer, case.id, decision)

    again = decide(session, reviewer, case.id, decision, match_version=_stale)

    assert again.repeated
    assert again.decision is first.decision
    assert session.scalar(select(func.count()).select_from(Assignment)) == 1


def _stale(_: int) -> None:
    raise PreconditionFailed("somebody was here")


def test_the_id_of_a_decision_is_not_reused(session: Session, reviewer: Actor, case: Case) -> None:
    decision = accepting()
    decide(session, reviewer, case.id, decision)

    with pytest.raises(DecisionConflict):
        decide(session, reviewer, case.id, decision, content={"id": "other"})
    with pytest.raises(DecisionConflict):
        decide(session, review_factory.actor(session), case.id, decision)


def test_who_saw_an_older_state_decides_nothing(session: Session, reviewer: Actor, case: Case) -> None:
    with pytest.raises(PreconditionFailed):
        decide(session, reviewer, case.id, accepting(), match_version=_stale)

    assert session.scalar(select(func.count()).select_from(Decision)) == 0


@pytest.mark.parametrize("state", ["returned", "accepted", "rejected"])
def test_a_case_that_does_not_wait_is_not_decided(session: Session, reviewer: Actor, case: Case, state: str) -> None:
    review_factory.close(session, case, state)

    with pytest.raises(CaseNotAwaitingReview):
        decide(session, reviewer, case.id, accepting())


def test_the_verifier_does_not_review_his_own_visit(session: Session, case: Case) -> None:
    visit = session.get_one(Visit, case.visit_id)
    both = replace(review_factory.actor(session), user_id=visit.verifier_id)

    with pytest.raises(ReviewerIsVerifier):
        decide(session, both, case.id, rejecting())


def test_a_case_of_the_neighbour_is_not_found(session: Session, reviewer: Actor, case: Case) -> None:
    db.set_scope(session, Scope.of(["31.74"]))

    with pytest.raises(CaseNotFound):
        decide(session, reviewer, case.id, accepting())


def test_a_refused_photo_is_returned_or_passed_over_with_a_reason(session: Session, reviewer: Actor) -> None:
    registry_factory.programme(session)
    visit = evidence_factory.visit(session, photos=2, inspected=None)
    good, refused = session.scalars(
        select(Capture.sha256).where(Capture.bundle_id == visit.id).order_by(Capture.number)
    )
    evidence_factory.inspection(session, good)
    evidence_factory.inspection(session, refused, verdict="refused")
    case = review_factory.case(session, visit)
    with pytest.raises(PhotosUnsettled):
        decide(session, reviewer, case.id, accepting())

    passed = accepting(photo_overrides=(PhotoOverride(refused, "foto kedua, yang pertama cukup"),))
    decided = decide(session, reviewer, case.id, passed)

    assert decided.decision.photo_overrides == [{"sha256": refused, "reason": "foto kedua, yang pertama cukup"}]


def test_a_visit_whose_photos_nobody_has_inspected_waits(session: Session, reviewer: Actor) -> None:
    registry_factory.programme(session)
    case = review_factory.case(session, evidence_factory.visit(session, inspected=None))

    with pytest.raises(PhotosUnsettled):
        decide(session, reviewer, case.id, accepting())


def test_a_decision_without_field_evidence_is_marked(session: Session, reviewer: Actor) -> None:
    registry_factory.programme(session)
    case = review_factory.case(session, evidence_factory.visit(session, outcome="moved"))
    with pytest.raises(EvidenceMarkWrong):
        decide(session, reviewer, case.id, rejecting(reason_code="moved"))

    decided = decide(session, reviewer, case.id, rejecting(reason_code="moved", without_field_evidence=True))

    assert decided.decision.without_field_evidence


def test_somebody_of_another_household_is_not_determined_here(session: Session, reviewer: Actor, case: Case) -> None:
    registry_factory.programme(session, "pkh", unit="person")
    stranger = registry_factory.person(session)
    about_stranger = NewDetermination("pkh", "elderly", stranger.id, eligible=True, reason="sesuai")

    with pytest.raises(InvalidDecision) as refused:
        decide(session, reviewer, case.id, accepting(determinations=(about_stranger,)))

    assert [problem.code for problem in refused.value.problems] == ["not_a_member"]

"""Deciding a case: accept, return for a visit or for photos, reject; each with a reason, each once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.errors import Conflict
from field_api.evidence.models.visits import Visit
from field_api.evidence.service.assignments import assign_visit
from field_api.evidence.service.photos import inspected_photos
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event, canonical_json
from field_api.permissions import Permission
from field_api.review.models import Case, Decision, Determination
from field_api.review.queries import cases as queries
from field_api.review.rules.decisions import NewDecision
from field_api.review.rules.determinations import NewDetermination, ProgrammeTerms, check_determinations
from field_api.review.rules.verdicts import (
    CaseState,
    ReviewedPhoto,
    check_evidence,
    check_reason,
    check_reviewer,
    state_after,
)
from field_api.review.service.cases import require_case

# Compares the version of a row with the one that the caller saw; raises when they differ.
MatchVersion = Callable[[int], None]


class DecisionConflict(Conflict):
    """The id belongs to a decision with other content, or of another reviewer."""

    code = "decision_conflict"


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision as recorded, its case, and whether it was there before."""

    case: Case
    decision: Decision
    determinations: Sequence[Determination]
    repeated: bool


def decide_case(
    session: Session,
    actor: Actor,
    *,
    case_id: UUID,
    decision: NewDecision,
    content: Mapping[str, Any],
    match_version: MatchVersion,
    at: datetime,
) -> Decided:
    """Decide on the visit under review (A2, B2). `content` is the payload as sent, by which a repeat is known.

    The same decision again answers the same, whatever happened since; with other content it is a `DecisionConflict`.
    Raises `CaseNotFound`, `CaseNotAwaitingReview`, `ReviewerIsVerifier`, `PhotosUnsettled`, `EvidenceMarkWrong`,
    `InvalidDecision`, and what `match_version` raises when the case has changed.
    """
    case = require_case(session, case_id, lock=True)
    digest = hashlib.sha256(canonical_json({"case": str(case_id), "decision": dict(content)})).hexdigest()
    known = queries.decision(session, decision.decision_id)
    if known is not None:
        if known.content_sha256 != digest or known.reviewer_id != actor.user_id:
            raise DecisionConflict("This id belongs to another decision. Make a new id.")
        return Decided(case, known, queries.determinations_of(session, [known.id])[known.id], repeated=True)
    actor.require(Permission.CASE_DECIDE, case.area_code)
    match_version(case.version)
    visit = queries.visit(session, case.visit_id)
    next_state = _check(session, actor, case, visit, decision, at=at)
    recorded = _record_decision(session, actor, case, visit, decision, digest, at=at)
    determinations = _record_determinations(session, recorded, case, decision.determinations)
    case.state = next_state.value
    session.flush()
    _append_to_journal(session, actor, case, recorded, determinations, at=at)
    return Decided(case, recorded, determinations, repeated=False)


def _check(
    session: Session, actor: Actor, case: Case, visit: Visit, decision: NewDecision, *, at: datetime
) -> CaseState:
    """Everything that the rules ask of this decision; the state it leads to."""
    next_state = state_after(CaseState(case.state), decision.verdict)
    check_reviewer(reviewer_id=actor.user_id, verifier_id=visit.verifier_id)
    check_reason(decision.verdict, reason_code=decision.reason_code, photo_kinds=decision.photo_kinds)
    photos = [
        ReviewedPhoto(capture.sha256, capture.kind, inspection.verdict if inspection else None)
        for capture, inspection in inspected_photos(session, bundle_id=visit.id)
    ]
    check_evidence(
        decision.verdict,
        visit_outcome=visit.outcome,
        photos=photos,
        overridden=frozenset(override.sha256 for override in decision.photo_overrides),
        marked_without_evidence=decision.without_field_evidence,
    )
    today = local_day(at, case.area_code)
    codes = {each.programme_code for each in decision.determinations}
    check_determinations(
        decision.verdict,
        decision.determinations,
        programmes={programme.code: _terms(programme) for programme in queries.programmes(session, codes)},
        member_ids=queries.member_ids(session, case.household_id, on=today),
        on=today,
    )
    return next_state


def _terms(programme: Any) -> ProgrammeTerms:
    return ProgrammeTerms(
        unit=programme.unit,
        components=frozenset(component["code"] for component in programme.components),
        valid_from=programme.valid_from,
        valid_to=programme.valid_to,
    )


def _record_decision(
    session: Session, actor: Actor, case: Case, visit: Visit, decision: NewDecision, digest: str, *, at: datetime
) -> Decision:
    recorded = Decision(
        id=decision.decision_id,
        area_code=case.area_code,
        case_id=case.id,
        visit_id=visit.id,
        verifier_id=visit.verifier_id,
        reviewer_id=actor.user_id,
        verdict=decision.verdict.value,
        reason_code=decision.reason_code,
        reason=decision.reason,
        photo_kinds=list(decision.photo_kinds),
        without_field_evidence=decision.without_field_evidence,
        photo_overrides=[{"sha256": each.sha256, "reason": each.reason} for each in decision.photo_overrides],
        assignment_id=None if decision.verdict.is_final else _send_back(session, actor, visit, decision, at=at),
        content_sha256=digest,
        decided_at=at,
    )
    session.add(recorded)
    session.flush()
    return recorded


def _send_back(session: Session, actor: Actor, visit: Visit, decision: NewDecision, *, at: datetime) -> UUID:
    """The new assignment that a return makes: with the instrument of the visit, which it names."""
    assignment = assign_visit(
        session,
        actor,
        assignment_id=new_id(),
        household_id=visit.household_id,
        verifier_id=decision.verifier_id or visit.verifier_id,
        instrument_code=visit.instrument_code,
        instrument_version=visit.instrument_version,
        due_on=decision.due_on,
        at=at,
        returns_visit_id=visit.id,
        return_reason=decision.reason,
        return_photo_kinds=decision.photo_kinds,
    )
    return assignment.id


def _record_determinations(
    session: Session, recorded: Decision, case: Case, determinations: Sequence[NewDetermination]
) -> list[Determination]:
    rows = [
        Determination(
            # Made here, not by the client: later ids mean later determinations, also between two reviewers.
            id=new_id(),
            area_code=case.area_code,
            decision_id=recorded.id,
            reviewer_id=recorded.reviewer_id,
            household_id=case.household_id,
            person_id=each.person_id,
            programme_code=each.programme_code,
            component=each.component,
            eligible=each.eligible,
            reason=each.reason,
        )
        for each in determinations
    ]
    session.add_all(rows)
    session.flush()
    return rows


def _append_to_journal(
    session: Session,
    actor: Actor,
    case: Case,
    recorded: Decision,
    determinations: Sequence[Determination],
    *,
    at: datetime,
) -> None:
    journal.append(
        session,
        actor,
        Event.CASE_DECIDED,
        subject_id=case.id,
        area_code=case.area_code,
        at=at,
        data={
            "decision": str(recorded.id),
            "visit": str(recorded.visit_id),
            "verdict": recorded.verdict,
            "reason_code": recorded.reason_code,
            "without_field_evidence": recorded.without_field_evidence,
            "content_sha256": recorded.content_sha256,
            "eligible": sum(each.eligible for each in determinations),
            "not_eligible": sum(not each.eligible for each in determinations),
            "assignment": str(recorded.assignment_id) if recorded.assignment_id else None,
        },
        rows=[case, recorded, *determinations],
    )

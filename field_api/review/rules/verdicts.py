"""What a reviewer may decide about a visit, and what a decision must say about its evidence.

Refuses a verdict on a case that does not wait for one, a decision by the verifier himself, and a final verdict that
passes over photos which the inspection refused or has not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from field_api.errors import Conflict, FieldProblem, Forbidden, InvalidInput


class CaseState(StrEnum):
    AWAITING_REVIEW = "awaiting_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Verdict(StrEnum):
    ACCEPT = "accept"
    RETURN_VISIT = "return_visit"
    RETURN_PHOTOS = "return_photos"
    REJECT = "reject"

    @property
    def is_final(self) -> bool:
        """Whether the verdict ends the case, so that it may carry determinations."""
        return self in {Verdict.ACCEPT, Verdict.REJECT}


STATE_AFTER: Mapping[Verdict, CaseState] = {
    Verdict.ACCEPT: CaseState.ACCEPTED,
    Verdict.RETURN_VISIT: CaseState.RETURNED,
    Verdict.RETURN_PHOTOS: CaseState.RETURNED,
    Verdict.REJECT: CaseState.REJECTED,
}

# Closed, so that reasons can be counted; the words beside the code say the rest.
REASON_CODES: Mapping[Verdict, frozenset[str]] = {
    Verdict.ACCEPT: frozenset({"evidence_supports", "confirmed_otherwise", "other"}),
    Verdict.RETURN_VISIT: frozenset(
        {"household_not_met", "answers_contradict", "position_doubtful", "members_incomplete", "wrong_house", "other"}
    ),
    Verdict.RETURN_PHOTOS: frozenset({"photo_refused", "photo_unclear", "photo_of_something_else", "photo_missing", "other"}),
    Verdict.REJECT: frozenset(
        {"not_poor", "moved", "deceased", "not_found", "visit_refused", "duplicate", "excluded", "other"}
    ),
}  # fmt: skip


class CaseNotAwaitingReview(Conflict):
    """The case was decided, or waits for new evidence."""

    code = "case_not_awaiting_review"


class ReviewerIsVerifier(Forbidden):
    """Whoever made the visit does not decide on it; the database holds the same."""

    code = "reviewer_is_verifier"


class PhotosUnsettled(Conflict):
    """Photos were refused or not yet inspected, and the decision does not say why they may be passed over."""

    code = "photos_unsettled"


class EvidenceMarkWrong(Conflict):
    """The decision says that it rests on field evidence, or that it does not, and the visit shows the contrary (A2)."""

    code = "field_evidence_mark_wrong"


class InvalidDecision(InvalidInput):
    """A decision that contradicts itself."""

    code = "decision_invalid"


@dataclass(frozen=True, slots=True)
class ReviewedPhoto:
    """A photo of the visit; `verdict` is the inspection's newest, None as long as there is none."""

    sha256: str
    kind: str
    verdict: str | None


@dataclass(frozen=True, slots=True)
class VisitMoment:
    """What orders two visits of one household: the phone's own time, and which visit it answers."""

    visit_id: UUID
    finished_at: datetime
    answers_visit_ids: frozenset[UUID | None]


def takes_over(newer: VisitMoment, current: VisitMoment) -> bool:
    """Whether a visit that has just become complete takes the place of the one under review.

    A visit made in answer to a return always does, whatever the phone's clock says; a visit from before, which was
    only sent late, stays a part of the history.
    """
    if current.visit_id in newer.answers_visit_ids:
        return True
    return (newer.finished_at, newer.visit_id) > (current.finished_at, current.visit_id)


def state_after(state: CaseState, verdict: Verdict) -> CaseState:
    """The state that a verdict leads to; `CaseNotAwaitingReview` when none is due."""
    if state is CaseState.RETURNED:
        raise CaseNotAwaitingReview("The case was returned. It can be decided when the new visit is complete.")
    if state is not CaseState.AWAITING_REVIEW:
        raise CaseNotAwaitingReview("The case is closed. A new visit opens a new case.")
    return STATE_AFTER[verdict]


def check_reviewer(*, reviewer_id: UUID, verifier_id: UUID) -> None:
    """Raise `ReviewerIsVerifier` when both are one person."""
    if reviewer_id == verifier_id:
        raise ReviewerIsVerifier("You made this visit yourself. Another reviewer must decide on it.")


def check_reason(verdict: Verdict, *, reason_code: str, photo_kinds: Sequence[str]) -> None:
    """Raise `InvalidDecision` when the reason belongs to another verdict, or photos are asked for without a kind."""
    problems = []
    if reason_code not in REASON_CODES[verdict]:
        allowed = ", ".join(sorted(REASON_CODES[verdict]))
        problems.append(
            FieldProblem("/reason_code", "unknown_reason", f"{verdict} does not know this reason.", f"Use {allowed}.")
        )
    if verdict is Verdict.RETURN_PHOTOS and not photo_kinds:
        problems.append(
            FieldProblem("/photo_kinds", "missing", "No photo is asked for.", "Name the kinds of photos to take again.")
        )
    if verdict is not Verdict.RETURN_PHOTOS and photo_kinds:
        problems.append(
            FieldProblem("/photo_kinds", "superfluous", "Only return_photos asks for photos.", "Leave the kinds out.")
        )
    if problems:
        raise InvalidDecision("The decision contradicts itself.", problems=problems)


def lacks_field_evidence(*, visit_outcome: str, photos: Sequence[ReviewedPhoto]) -> bool:
    """Whether a decision on this visit is one "tanpa bukti lapangan" (A2).

    True when the household was not met, or no photo of the visit survived the inspection.
    """
    return visit_outcome != "visited" or all(photo.verdict == "refused" for photo in photos)


def check_evidence(
    verdict: Verdict,
    *,
    visit_outcome: str,
    photos: Sequence[ReviewedPhoto],
    overridden: frozenset[str],
    marked_without_evidence: bool,
) -> None:
    """Check that a final verdict settles every photo and says truly whether it rests on field evidence.

    `overridden` holds the hashes of photos that the reviewer passes over with a reason. A return needs neither:
    it asks for better evidence.
    """
    known = {photo.sha256 for photo in photos}
    if strangers := sorted(overridden - known):
        raise InvalidDecision("A photo is passed over that the visit does not hold.", extra={"photos": strangers})
    if not verdict.is_final:
        return
    open_photos = [
        photo for photo in photos if photo.verdict in {None, "refused"} and photo.sha256 not in overridden
    ]  # fmt: skip
    if open_photos:
        raise PhotosUnsettled(
            "Photos were refused by the inspection or wait for it. Return them, or say for each why it may be passed over.",
            extra={"photos": [{"sha256": p.sha256, "kind": p.kind, "verdict": p.verdict} for p in open_photos]},
        )
    if lacks_field_evidence(visit_outcome=visit_outcome, photos=photos) != marked_without_evidence:
        must = "has no field evidence: mark the decision" if not marked_without_evidence else "has field evidence"
        raise EvidenceMarkWrong(
            f"The visit {must} (without_field_evidence, 'tanpa bukti lapangan').",
            extra={"without_field_evidence": not marked_without_evidence},
        )

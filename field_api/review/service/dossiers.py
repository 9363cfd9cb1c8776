"""The dossier of one case (View Data BNBA, A3): all that a reviewer needs on one page, and a trace of who looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.codes import ancestors_of
from field_api.areas.rules.zones import local_day
from field_api.errors import Forbidden
from field_api.evidence.models.photos import Capture, PhotoInspection
from field_api.evidence.models.visits import Visit, VisitEvaluation, VisitMember
from field_api.evidence.rules.photos.views import photo_url, photo_views
from field_api.evidence.rules.reuse.findings import OtherPhoto, ReusedPhoto
from field_api.evidence.service import checks, reuse
from field_api.evidence.service.check_runs import run_view
from field_api.evidence.service.photos import inspected_photos
from field_api.identity import service as identity
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.journal.rules import Access
from field_api.registry.models import Household
from field_api.review.models import Case, Decision, Determination
from field_api.review.queries import cases as case_queries
from field_api.review.queries import dossiers as queries
from field_api.review.queries import sampling as sampling_queries
from field_api.review.queries.dossiers import EnrolmentLine, Member
from field_api.review.rules.verdicts import ReviewedPhoto, lacks_field_evidence
from field_api.review.service.cases import require_case


class SecondReviewOpen(Forbidden):
    """The reader has taken a second review of this household, which the dossier would spoil."""

    code = "second_review_open"


# A household has a handful of visits; whoever needs older lines reads the journal itself.
JOURNAL_LINES = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where the verifier stood: which area's land that is, and how far from the household's point."""

    area_code: str | None
    area_name: str | None
    inside_household_area: bool | None
    metres_from_house: int | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision about the household, in this case or an earlier one."""

    decision: Decision
    determinations: Sequence[Determination]


@dataclass(frozen=True, slots=True)
class OtherLine:
    """The other photo of a match, the case that its visit belongs to, and its picture; None where there is none."""

    photo: OtherPhoto
    case_id: UUID | None
    large_url: str | None


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A photo of the visit that another act brought as well; `other` is None outside the reader's scope."""

    match: ReusedPhoto
    other: OtherLine | None


@dataclass(frozen=True, slots=True)
class VisitEvidence:
    """What one visit brought, and whom and where it met; nothing of what was concluded from it. NIK only masked."""

    household: Household | None
    area_names: Mapping[str, str]
    members: Sequence[Member]
    visit: Visit
    visit_members: Sequence[VisitMember]
    photos: Sequence[Mapping[str, Any]]
    place: Place
    evaluations: Sequence[VisitEvaluation]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one case. `earlier_visits` may hold visits whose photos are still missing.

    `journal` holds what happened to the case, its household and its visits, the newest first; `user_names` names those
    who visited, decided or stand in the journal.
    """

    case: Case
    evidence: VisitEvidence
    photo_matches: Sequence[MatchLine]
    check: Mapping[str, Any] | None
    lacks_field_evidence: bool
    earlier_visits: Sequence[Visit]
    incomplete_visit_ids: Sequence[UUID]
    decisions: Sequence[DecisionLine]
    enrolments: Sequence[EnrolmentLine]
    journal: Sequence[JournalEntry]
    user_names: Mapping[UUID, str]


def view_dossier(session: Session, actor: Actor, *, case_id: UUID, at: datetime) -> Dossier:
    """Gather the dossier of a case and record that this actor looked at it. Raises `CaseNotFound`, `SecondReviewOpen`."""
    case = require_case(session, case_id)
    if sampling_queries.open_second_review(session, actor.user_id, case.household_id):
        raise SecondReviewOpen("You have taken the second review of this household. Answer it first.")
    visit = case_queries.visit(session, case.visit_id)
    photos = inspected_photos(session, bundle_id=visit.id)
    decisions = queries.decisions_of(session, case.household_id)
    determinations = case_queries.determinations_of(session, [each.id for each in decisions])
    visits = queries.visits_of(session, case.household_id)
    entries = queries.journal_of(
        session, [case.id, case.household_id, *(each.id for each in visits)], limit=JOURNAL_LINES
    )
    matches = reuse.reused_photos_of(session, visit_id=visit.id)
    people = {each.verifier_id for each in visits} | {each.reviewer_id for each in decisions}
    people |= {each.actor_id for each in entries if each.actor_id}
    people |= {each.other.author_id for each in matches if each.other}
    reviewed = [ReviewedPhoto(photo.sha256, photo.kind, seen.verdict if seen else None) for photo, seen in photos]
    journal.record_access(
        session,
        actor,
        Access.DOSSIER_VIEWED,
        subject=str(case.id),
        area_code=case.area_code,
        at=at,
        data={"visit": str(visit.id)},
    )
    return Dossier(
        case=case,
        evidence=evidence_of(session, case, visit, photos, at=at),
        photo_matches=_match_lines(session, matches),
        check=run_view(checks.newest_check(session, visit.id)),
        lacks_field_evidence=lacks_field_evidence(visit_outcome=visit.outcome, photos=reviewed),
        earlier_visits=[each for each in visits if each.id != visit.id],
        incomplete_visit_ids=queries.incomplete_among(session, [each.id for each in visits]),
        decisions=[DecisionLine(each, determinations[each.id]) for each in decisions],
        enrolments=queries.enrolments_of(session, case.household_id, on=local_day(at, case.area_code)),
        journal=entries,
        user_names=identity.names_of(session, people),
    )


def evidence_of(
    session: Session,
    case: Case,
    visit: Visit,
    photos: Sequence[tuple[Capture, PhotoInspection | None]],
    *,
    at: datetime,
) -> VisitEvidence:
    """Gather what a visit of the case's household shows, with its inspected photos, as things stand on the day `at`."""
    today = local_day(at, case.area_code)
    return VisitEvidence(
        household=queries.household(session, case.household_id),
        area_names=areas.names_of(session, [*ancestors_of(case.area_code), case.area_code], on=today),
        members=queries.members_of(session, case.household_id, on=today),
        visit=visit,
        visit_members=queries.visit_members_of(session, visit.id),
        photos=_shown_photos(photos),
        place=_place_of(session, case, visit, on=today),
        evaluations=queries.evaluations_of(session, visit.id),
    )


def _match_lines(session: Session, matches: Sequence[ReusedPhoto]) -> list[MatchLine]:
    others = [match.other for match in matches if match.other]
    homes = {other.bundle_id: other.household_id for other in others if other.household_id}
    cases = queries.cases_of_visits(session, homes)
    return [MatchLine(match, _other_line(match.other, cases) if match.other else None) for match in matches]


def _other_line(photo: OtherPhoto, cases: Mapping[UUID, UUID]) -> OtherLine:
    url = photo_url(photo.bundle_id, photo.number, "large") if photo.has_picture else None
    return OtherLine(photo, cases.get(photo.bundle_id), url)


def _shown_photos(photos: Sequence[tuple[Capture, PhotoInspection | None]]) -> list[dict[str, Any]]:
    """The photos of a complete visit as a reviewer is shown them: every one of them is stored."""
    return photo_views(
        [photo for photo, _ in photos],
        stored={photo.sha256 for photo, _ in photos},
        inspections={photo.sha256: seen for photo, seen in photos if seen},
    )


def _place_of(session: Session, case: Case, visit: Visit, *, on: date) -> Place:
    """Where the verifier of a visit stood, as the areas are drawn on that day."""
    if visit.latitude_e7 is None or visit.longitude_e7 is None:
        return Place(None, None, None, None)
    area = areas.area_at(session, latitude_e7=visit.latitude_e7, longitude_e7=visit.longitude_e7, on=on)
    return Place(
        area_code=area.code if area else None,
        area_name=area.name if area else None,
        # The land may be drawn less deep than the household's own code, so either may contain the other.
        inside_household_area=_same_branch(area.code, case.area_code) if area else None,
        metres_from_house=queries.metres_from_house(session, visit_id=visit.id),
    )


def _same_branch(code: str, other: str) -> bool:
    return f"{code}.".startswith(f"{other}.") or f"{other}.".startswith(f"{code}.")

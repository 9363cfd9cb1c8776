"""Gathering all that the checks know of a visit; nothing is judged here."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.zones import local_day
from field_api.evidence.models.photos import Capture, PhotoInspection
from field_api.evidence.models.visits import Assignment, VisitMember
from field_api.evidence.queries import checks as queries
from field_api.evidence.queries import reuse
from field_api.evidence.queries.photos import inspected_captures_of
from field_api.evidence.queries.visits import evaluations_of, members_of
from field_api.evidence.rules.checks.facts import AssignmentFacts, PhotoFacts, PhotoMatch, VisitEvidence
from field_api.evidence.rules.checks.readings import fix_of, moment, original_exif, place_of, samples_of
from field_api.evidence.rules.geodesy import Place
from field_api.evidence.rules.reuse.standing import SIMILAR_PICTURE, Standing
from field_api.registry.rules.nik import InvalidNik, Sex, parse_nik, warnings
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import NIK_CONTEXT


def gather(session: Session, keys: KeyRing, found: queries.Subject) -> VisitEvidence:
    """All that the checks know of a visit."""
    visit, household, device_id = found.visit, found.household, found.bundle.device_id
    day = local_day(visit.finished_at, visit.area_code)
    fix = fix_of(visit.latitude_e7, visit.longitude_e7, visit.accuracy_mm, visit.position_samples)
    surroundings = queries.surroundings(session, visit, device_id, fix.place if fix else None)
    members = members_of(session, visit.id)
    return VisitEvidence(
        household_id=visit.household_id,
        outcome=visit.outcome,
        recommendation=visit.recommendation,
        channel=visit.channel,
        started_at=visit.started_at,
        finished_at=visit.finished_at,
        received_at=visit.received_at,
        local_day=day,
        remarks=frozenset(visit.remarks),
        fix=fix,
        samples=samples_of(visit.position_samples),
        photos=photo_facts(session, visit.id),
        answers=visit.answers,
        member_count=len(members),
        outcomes=[each.outcome for each in evaluations_of(session, visit.id)],
        near_in_time=surroundings.near_in_time,
        recent_accuracies_mm=surroundings.recent_accuracies_mm,
        around=surroundings.around,
        household_place=place_of(household.latitude_e7, household.longitude_e7),
        metres_outside=areas.metres_outside(session, visit.area_code, **fix.place._asdict(), on=day) if fix else None,
        assignment=_assignment(found.assignment),
        members_elsewhere=queries.members_elsewhere(session, visit),
        nik_findings=_nik_findings(keys, members),
    )


def photo_facts(session: Session, bundle_id: UUID, *, same_picture: int = SIMILAR_PICTURE) -> list[PhotoFacts]:
    """What is known of the photos of an act; pictures more than `same_picture` bits apart are left out."""
    matches = [
        match
        for match in reuse.matches_of(session, bundle_id)
        if match.standing == Standing.REUSE and match.distance <= same_picture
    ]
    rare = {each.number for each in reuse.rare_fingerprints_of(session, bundle_id)}
    return [
        _photo(
            capture,
            seen,
            # Whoever was copied later is not at fault.
            matches=[
                PhotoMatch(each.layer, each.distance)
                for each in matches
                if each.number == capture.number and each.other_came_first
            ],
            sent_again=any(each.number == capture.number and not each.other_came_first for each in matches),
            fingerprint_rare=capture.number in rare,
        )
        for capture, seen in inspected_captures_of(session, bundle_id)
    ]


def _photo(
    capture: Capture,
    seen: PhotoInspection | None,
    *,
    matches: Sequence[PhotoMatch],
    sent_again: bool,
    fingerprint_rare: bool,
) -> PhotoFacts:
    samples = capture.envelope.get("samples")
    exif = original_exif(capture.envelope) or (seen.findings.get("exif") if seen else None) or {}
    position = exif.get("position")
    return PhotoFacts(
        number=capture.number,
        kind=capture.kind,
        taken_at=capture.taken_at,
        fix=fix_of(capture.latitude_e7, capture.longitude_e7, capture.accuracy_mm, samples),
        samples=samples_of(samples),
        exif_place=Place(position["latitude_e7"], position["longitude_e7"]) if position else None,
        exif_taken_at=moment(exif.get("captured_at")),
        remarks=frozenset(seen.remarks) if seen else frozenset(),
        fingerprint_rare=fingerprint_rare,
        matches=matches,
        sent_again=sent_again,
    )


def _assignment(assignment: Assignment | None) -> AssignmentFacts | None:
    return AssignmentFacts(assignment.assigned_at, assignment.due_on) if assignment else None


def _nik_findings(keys: KeyRing, members: Sequence[VisitMember]) -> list[str]:
    """Codes of `registry.rules.nik.warnings` about the members as they were met; one for each that has any."""
    found = []
    for member in members:
        if member.nik_sealed is None:
            continue
        try:
            nik = parse_nik(keys.open_sealed(member.nik_sealed, context=NIK_CONTEXT))
        except InvalidNik:
            continue
        sex: Sex | None = "M" if member.sex == "M" else "F" if member.sex == "F" else None
        found += [each.code for each in warnings(nik, birth_date=member.birth_date, sex=sex)[:1]]
    return found

"""Putting a visit to the checks, and setting the limits they hold it to. The only writer of these tables."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api import jobs
from field_api.areas import service as areas
from field_api.areas.rules.codes import ancestors_of, parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.errors import Conflict, NotFound
from field_api.evidence.models.checks import CheckThresholds, VisitCheck
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Visit
from field_api.evidence.queries import checks as queries
from field_api.evidence.queries.visits import evaluations_of, members_of
from field_api.evidence.rules.checks.catalogue import CHECKS_VERSION, flags_on
from field_api.evidence.rules.checks.check import Flag, weight_of
from field_api.evidence.rules.checks.facts import PhotoFacts, PhotoMatch, VisitEvidence
from field_api.evidence.rules.checks.movement import partners_of
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import Place
from field_api.evidence.rules.reuse.standing import Standing
from field_api.evidence.service import reuse
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.permissions import Permission
from field_api.registry.rules.nik import InvalidNik, Sex, parse_nik, warnings
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import NIK_CONTEXT


class VisitNotChecked(NotFound):
    """The visit is unknown or its photos have not all arrived."""

    code = "visit_not_checked"


class ThresholdsExist(Conflict):
    """Limits of this area begin on that day already; limits are never changed, only followed by newer ones."""

    code = "thresholds_exist"


def queue_check(session: Session, *, bundle_id: UUID) -> None:
    """Queue the checks of a bundle that is a visit."""
    bundle = session.get(Bundle, bundle_id)
    if bundle is not None and bundle.kind == "visit":
        jobs.defer(session, "evidence.check_visit", visit_id=bundle_id)


def check_visit(session: Session, author: Author, keys: KeyRing, *, visit_id: UUID, at: datetime) -> VisitCheck:
    """Put a complete visit to every check and keep what they say; a run that says the same as the last adds nothing.

    The journal entry holds codes and the weight. Raises `VisitNotChecked`.
    """
    # Two runs at once take turns, so that the second sees what the first has said.
    session.get(Bundle, visit_id, with_for_update=True)
    found = queries.subject(session, visit_id)
    if found is None:
        raise VisitNotChecked("A visit is checked when all its photos have arrived.")
    evidence = gather(session, keys, found)
    limits = thresholds_for(session, found.visit.area_code, on=evidence.local_day)
    flags = flags_on(evidence, limits)
    last = newest_check(session, visit_id)
    told = [flag.to_json() for flag in flags]
    if last is not None and (last.checks_version, last.flags) == (CHECKS_VERSION, told):
        return last
    checked = VisitCheck(
        id=new_id(),
        visit_id=visit_id,
        area_code=found.visit.area_code,
        run=last.run + 1 if last else 1,
        checks_version=CHECKS_VERSION,
        flags=told,
        weight=weight_of(flags),
        thresholds=limits.to_json(),
        checked_at=at,
    )
    session.add(checked)
    session.flush()
    journal.append(
        session,
        author,
        Event.VISIT_CHECKED,
        subject_id=visit_id,
        area_code=checked.area_code,
        at=at,
        data={
            "run": checked.run,
            "version": CHECKS_VERSION,
            "weight": checked.weight,
            "codes": sorted({flag.code for flag in flags}),
        },
        rows=[checked],
    )
    _look_again(session, evidence, limits, flags)
    return checked


def _look_again(session: Session, evidence: VisitEvidence, limits: Thresholds, flags: Sequence[Flag]) -> None:
    """Have the visits checked once more that a flag is about as well, and that were checked too early to show it.

    It comes to an end: a run that says the same as the last asks for nothing, and who has the flag is not asked for.
    """
    codes = {flag.code for flag in flags}
    partners = {code: others for code, others in partners_of(evidence, limits).items() if code in codes}
    known = queries.newest_codes(session, {visit_id for others in partners.values() for visit_id in others})
    lacking = {
        visit_id
        for code, others in partners.items()
        for visit_id in others
        if visit_id in known and code not in known[visit_id]
    }
    for visit_id in sorted(lacking):
        jobs.defer(session, "evidence.check_visit", visit_id=visit_id)


def newest_check(session: Session, visit_id: UUID) -> VisitCheck | None:
    """The newest run over a visit within the scope of the session; None before the first."""
    return queries.newest_check(session, visit_id)


def gather(session: Session, keys: KeyRing, found: queries.Subject) -> VisitEvidence:
    """All that the checks know of a visit."""
    visit, device_id = found.visit, found.bundle.device_id
    day = local_day(visit.finished_at, visit.area_code)
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
        fix=queries.fix_of(visit.latitude_e7, visit.longitude_e7, visit.accuracy_mm, visit.position_samples),
        samples=tuple(queries.samples_of(visit.position_samples)),
        photos=_photo_facts(session, visit.id),
        answers=visit.answers,
        member_count=len(members_of(session, visit.id)),
        outcomes=[each.outcome for each in evaluations_of(session, visit.id)],
        near_in_time=queries.near_in_time(session, visit, device_id),
        recent_accuracies_mm=queries.recent_accuracies(session, visit),
        around=queries.around(session, visit, device_id),
        household_place=_place_of(found),
        metres_outside=_metres_outside(session, visit, on=day),
        assignment=queries.assignment_facts(found.assignment),
        members_elsewhere=queries.members_elsewhere(session, visit),
        nik_findings=_nik_findings(session, keys, visit),
    )


def thresholds_for(session: Session, area_code: str, *, on: date) -> Thresholds:
    """The limits of an area on a day: the country's, changed by each deeper area that has its own."""
    codes = ["", *ancestors_of(area_code), area_code]
    changes: dict[str, object] = {}
    for each in queries.limits_for(session, codes, on=on):
        changes |= each.limits
    return Thresholds.from_json(changes)


def set_thresholds(
    session: Session,
    actor: Actor,
    *,
    area_code: str,
    valid_from: date,
    limits: Mapping[str, object],
    reason: str,
    at: datetime,
) -> CheckThresholds:
    """Set limits for an area ("" the country) from a day on. Raises ThresholdsInvalid, ThresholdsExist, OutsideArea."""
    code = parse_area_code(area_code) if area_code else ""
    actor.require(Permission.CHECK_MANAGE, code)
    Thresholds.from_json(limits)
    if any(each.valid_from == valid_from for each in queries.limits_for(session, [code], on=valid_from)):
        raise ThresholdsExist("Limits of this area begin on that day already. Choose another day.")
    made = CheckThresholds(
        id=new_id(),
        area_code=code,
        valid_from=valid_from,
        limits=dict(limits),
        reason=reason,
        set_by=actor.user_id,
        set_at=at,
    )
    session.add(made)
    session.flush()
    journal.append(
        session,
        actor,
        Event.THRESHOLDS_SET,
        subject_id=made.id,
        area_code=code,
        at=at,
        data={"valid_from": valid_from.isoformat(), "limits": dict(limits)},
        rows=[made],
    )
    return made


def _photo_facts(session: Session, visit_id: UUID) -> list[PhotoFacts]:
    matches = reuse.photo_matches_of(session, visit_id=visit_id)
    rare = {each.number for each in reuse.rare_fingerprints_of(session, visit_id=visit_id)}
    return [
        replace(
            queries.photo_facts(capture, seen),
            # Whoever was copied later is not at fault.
            matches=[
                PhotoMatch(each.layer, each.distance)
                for each in matches
                if each.number == capture.number and each.other_came_first and each.standing == Standing.REUSE
            ],
            fingerprint_rare=capture.number in rare,
        )
        for capture, seen in queries.photos(session, visit_id)
    ]


def _place_of(found: queries.Subject) -> Place | None:
    household = found.household
    if household.latitude_e7 is None or household.longitude_e7 is None:
        return None
    return Place(household.latitude_e7, household.longitude_e7)


def _metres_outside(session: Session, visit: Visit, *, on: date) -> int | None:
    if visit.latitude_e7 is None or visit.longitude_e7 is None:
        return None
    return areas.metres_outside(
        session, visit.area_code, latitude_e7=visit.latitude_e7, longitude_e7=visit.longitude_e7, on=on
    )


def _nik_findings(session: Session, keys: KeyRing, visit: Visit) -> list[str]:
    """Codes of `registry.rules.nik.warnings` about the members as they were met; one for each that has any."""
    found = []
    for member in queries.members_with_nik(session, visit.id):
        try:
            nik = parse_nik(keys.open_sealed(member.nik_sealed or b"", context=NIK_CONTEXT))
        except InvalidNik:
            continue
        sex: Sex | None = "M" if member.sex == "M" else "F" if member.sex == "F" else None
        found += [each.code for each in warnings(nik, birth_date=member.birth_date, sex=sex)[:1]]
    return found

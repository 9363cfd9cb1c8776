"""What happened in the field: assignments, visits in every stage, and their photos."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from field_api.demo.answers import INSTRUMENTS, answers_of
from field_api.demo.living import living_conditions
from field_api.demo.people import Household
from field_api.demo.seed.pictures import Picture, Shot, Studio
from field_api.demo.seed.plan import NEIGHBOURHOOD, TOWN, VISITED_DAYS_AGO, PlannedVisit, Stage
from field_api.demo.seed.setting import Act, Setting, as_sent
from field_api.demo.seed.timeline import Timeline
from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.evidence.rules.photos.inspection import PhotoInspection
from field_api.evidence.rules.submissions import MemberStatement, Position, VisitSubmission
from field_api.evidence.service.assignments import assign_visit
from field_api.evidence.service.inspection import inspect_bundle
from field_api.evidence.service.uploads import receive_piece
from field_api.evidence.service.visits import submit_visit
from field_api.identity.rules import Actor
from field_api.journal.rules import SystemAuthor
from field_api.registry.rules.kinship import parse_sex
from field_api.review.service.cases import open_case

APP_VERSION = "demo"
_SENT_AFTER = timedelta(minutes=3)
_PHOTOS_SENT_AFTER = timedelta(minutes=5)
_ASSIGNED_BEFORE_DAYS = 4
_OPEN_ASSIGNED_DAYS_AGO = 5
_DUE_IN_DAYS = (2, 5, 9, 14)
_MIDDLING_DECILE, _POOR_DECILE = 6, 4
# What the verifier wrote when the household was not met.
_NOT_MET = (
    ("moved", "Menurut tetangga, keluarga ini pindah ke luar kabupaten bulan lalu."),
    ("not_found", "Alamat dicari bersama ketua RT, rumahnya tidak ada."),
    ("deceased", "Penghuni tunggal meninggal dunia; keterangan dari ketua RT."),
)


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An assignment that waits for its visit."""

    household: Household
    due_on: date


def shots_of(visit: PlannedVisit) -> list[Shot]:
    """What the verifier photographed on this visit."""
    conditions = living_conditions(visit.household)
    return [
        Shot(
            kind=kind,
            seed=str(visit.visit_id),
            conditions=conditions,
            taken_at=visit.taken_at(number),
            latitude_e7=visit.fix.latitude_e7,
            longitude_e7=visit.fix.longitude_e7,
            accuracy_mm=visit.fix.accuracy_mm,
            inspected=visit.stage.is_decided,
        )
        for number, kind in enumerate(visit.kinds)
    ]


def open_tasks(households: Sequence[Household], visits: Sequence[PlannedVisit], timeline: Timeline) -> list[OpenTask]:
    """Every household of the town, and half of the neighbourhood, that nobody has visited yet."""
    visited = {visit.household.household_id for visit in visits}
    waiting = [
        each
        for each in households
        if each.household_id not in visited and each.area_code.startswith((TOWN, f"{NEIGHBOURHOOD}.2001"))
    ]
    return [
        OpenTask(household, timeline.today + timedelta(days=_DUE_IN_DAYS[number % len(_DUE_IN_DAYS)]))
        for number, household in enumerate(waiting)
    ]


def assignment_id_of(timeline: Timeline, household: Household) -> UUID:
    """The id of the first assignment for a household."""
    return timeline.id_at(timeline.moment(_OPEN_ASSIGNED_DAYS_AGO, 9), "assignment", str(household.household_id))


def acts_of_assigning(setting: Setting, visits: Sequence[PlannedVisit], tasks: Sequence[OpenTask]) -> Iterator[Act]:
    """The reviewer asks for every visit, those that were made and those that wait."""
    for visit in visits:
        at = setting.timeline.moment(VISITED_DAYS_AGO[visit.stage] + _ASSIGNED_BEFORE_DAYS, 9)
        due_on = visit.started_at.date() + timedelta(days=_DUE_IN_DAYS[0])
        yield Act(at, partial(_assign, setting, visit.household, due_on))
    for task in tasks:
        yield Act(
            setting.timeline.moment(_OPEN_ASSIGNED_DAYS_AGO, 9),
            partial(_assign, setting, task.household, task.due_on),
        )


def acts_of_visiting(setting: Setting, studio: Studio, visits: Sequence[PlannedVisit]) -> Iterator[Act]:
    """The verifier visits, sends, and uploads what the network lets through."""
    for visit in visits:
        yield Act(visit.finished_at + _SENT_AFTER, partial(_visit, setting, studio, visit))


def _assign(setting: Setting, household: Household, due_on: date, at: datetime) -> None:
    code, version = INSTRUMENTS[0]
    assign_visit(
        setting.session,
        setting.actors["penelaah"],
        assignment_id=assignment_id_of(setting.timeline, household),
        household_id=household.household_id,
        verifier_id=_verifier_of(setting, household).user_id,
        instrument_code=code,
        instrument_version=version,
        due_on=due_on,
        at=at,
    )


def _visit(setting: Setting, studio: Studio, visit: PlannedVisit, at: datetime) -> None:
    verifier = _verifier_of(setting, visit.household)
    pictures = studio.pictures_of(visit.visit_id)
    submission = _submission(setting, visit, [setting.declared(verifier, picture) for picture in pictures])
    submit_visit(
        setting.session,
        verifier,
        setting.keys,
        visit_id=visit.visit_id,
        visit=submission,
        content=as_sent(submission),
        at=at,
    )
    arrived_at = visit.finished_at + _PHOTOS_SENT_AFTER
    if visit.stage is Stage.PHOTOS_MISSING:
        _send_in_part(setting, verifier, visit, pictures, at=arrived_at)
        return
    for picture in pictures:
        _send(setting, verifier, picture, at=arrived_at)
    _inspect(setting, visit, pictures, at=arrived_at)
    open_case(setting.session, SystemAuthor(), visit_id=visit.visit_id, at=arrived_at)


def _send(setting: Setting, verifier: Actor, picture: Picture, *, at: datetime, length: int | None = None) -> None:
    receive_piece(
        setting.session,
        verifier,
        sha256=picture.declaration.sha256,
        offset=0,
        content=picture.content[:length],
        at=at,
    )


def _send_in_part(
    setting: Setting, verifier: Actor, visit: PlannedVisit, pictures: Sequence[Picture], *, at: datetime
) -> None:
    """Stop where a bad network stops: before the first byte, in the middle of a photo, after one of two."""
    if visit.number == 0:
        return
    first = pictures[0]
    _send(setting, verifier, first, at=at, length=len(first.content) // 2 if visit.number == 1 else None)


def _inspect(setting: Setting, visit: PlannedVisit, pictures: Sequence[Picture], *, at: datetime) -> None:
    """Record what the studio found about photos of decided cases; the worker looks at the others."""
    found = {picture.content: picture.inspection for picture in pictures if picture.inspection is not None}

    def develop(content: bytes) -> PhotoInspection:
        return found[content]

    if found:
        inspect_bundle(setting.session, SystemAuthor(), setting.store, develop=develop, bundle_id=visit.visit_id, at=at)


def _verifier_of(setting: Setting, household: Household) -> Actor:
    return setting.actors["tetangga" if household.area_code.startswith(NEIGHBOURHOOD) else "verifikator"]


def _submission(setting: Setting, visit: PlannedVisit, photos: Sequence[CaptureDeclaration]) -> VisitSubmission:
    household, met = visit.household, visit.stage is not Stage.NOT_MET
    outcome, note = ("visited", "Ditemui di rumah oleh kepala keluarga.") if met else _NOT_MET[visit.number]
    fix = visit.fix
    sample = {"latitude_e7": fix.latitude_e7, "longitude_e7": fix.longitude_e7, "accuracy_mm": fix.accuracy_mm}
    return VisitSubmission(
        household_id=household.household_id,
        assignment_id=assignment_id_of(setting.timeline, household),
        replaces_visit_id=None,
        instruments=INSTRUMENTS,
        outcome=outcome,
        recommendation=_recommendation(household) if met else None,
        occupation=household.members[0].occupation if met else None,
        note=note,
        answers=answers_of(living_conditions(household)) if met else {},
        members=[*_members(setting, household)] if met else [],
        position=Position(**sample, samples=[sample | {"at": visit.started_at.isoformat()}]),
        position_missing_reason=None,
        photos=photos,
        channel="field_app",
        app_version=APP_VERSION,
        started_at=visit.started_at,
        finished_at=visit.finished_at,
    )


def _recommendation(household: Household) -> str:
    if household.decile <= _POOR_DECILE:
        return "eligible"
    return "unsure" if household.decile <= _MIDDLING_DECILE else "not_eligible"


def _members(setting: Setting, household: Household) -> Iterator[MemberStatement]:
    for person in household.members:
        yield MemberStatement(
            name=person.name,
            relationship=person.relationship,
            person_id=setting.person_ids[person.nik],
            nik=person.nik,
            sex=parse_sex(person.sex),
            birth_date=person.birth_date,
            occupation=person.occupation,
            school=person.school.name if person.school else None,
            present=True,
        )

"""What was decided: cases accepted, returned and rejected, a list endorsed with its letter, and a list in the making."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from field_api.areas import service as areas
from field_api.demo.people import Household, Person
from field_api.demo.seed.plan import TOWN, VISITED_DAYS_AGO, PlannedVisit, Stage
from field_api.demo.seed.setting import Act, Setting, any_version, as_sent
from field_api.demo.seed.timeline import Timeline
from field_api.demo.signature import signed
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.programmes import require_programme
from field_api.review.rules.decisions import NewDecision
from field_api.review.rules.determinations import NewDetermination
from field_api.review.rules.verdicts import Verdict
from field_api.review.service.cases import open_case
from field_api.review.service.decisions import decide_case
from field_api.review.service.endorsements import SignedLetter, draw_letter, endorse_list
from field_api.review.service.lists import add_items, draft_list, seal_list

PACKAGE_PROGRAMME, PACKAGE = "paket-sembako-apbd", "package"
FAMILY_PROGRAMME = "pkh"
ENDORSED_AREA = f"{TOWN}.1001"
_DECIDED_AFTER_DAYS = 2
_DRAFTED_DAYS_AGO, _SEALED_DAYS_AGO, _ENDORSED_DAYS_AGO, _FAMILY_LIST_DAYS_AGO = 18, 17, 15, 2
_DAYS_PER_YEAR = 365.25
_OLD_AGE, _SCHOOL_AGE = 60, 7
_LAST_PRIMARY_GRADE, _LAST_LOWER_GRADE = 6, 9
_VERDICTS = {
    Stage.ENDORSED: (Verdict.ACCEPT, "evidence_supports", "Foto dan jawaban cocok; sembilan kriteria atau lebih terlihat."),
    Stage.ACCEPTED: (Verdict.ACCEPT, "evidence_supports", "Kondisi rumah dan penghasilan sesuai dengan isian."),
    Stage.REJECTED: (Verdict.REJECT, "not_poor", "Rumah permanen, daya listrik besar, dan ada kendaraan."),
    Stage.RETURNED: (Verdict.RETURN_PHOTOS, "photo_unclear", "Foto bagian dalam terlalu gelap, lantai tidak terlihat."),
}  # fmt: skip
_RETURNED_KINDS = ("house_inside",)


def acts_of_deciding(setting: Setting, visits: Sequence[PlannedVisit]) -> Iterator[Act]:
    """The reviewer decides two days after each visit."""
    for visit in visits:
        if visit.stage.is_decided:
            at = setting.timeline.moment(VISITED_DAYS_AGO[visit.stage] - _DECIDED_AFTER_DAYS, 10, 7 * visit.number)
            yield Act(at, partial(_decide, setting, visit))


def acts_of_endorsing(setting: Setting) -> Iterator[Act]:
    """One list is drafted, sealed and endorsed with a letter; another one is still being made."""
    moment = setting.timeline.moment
    yield Act(moment(_DRAFTED_DAYS_AGO, 9), partial(_draft, setting, PACKAGE_PROGRAMME, ENDORSED_AREA))
    yield Act(moment(_SEALED_DAYS_AGO, 9), partial(_seal, setting))
    yield Act(moment(_ENDORSED_DAYS_AGO, 11), partial(_endorse, setting))
    yield Act(moment(_FAMILY_LIST_DAYS_AGO, 9), partial(_draft, setting, FAMILY_PROGRAMME, TOWN))


def list_id_of(timeline: Timeline, programme_code: str) -> UUID:
    """The id of the demo's list for a programme."""
    return timeline.id_at(timeline.moment(_DRAFTED_DAYS_AGO, 9), "list", programme_code)


def determinations_for(
    person_ids: Mapping[str, UUID], household: Household, *, on: date, eligible: bool
) -> list[NewDetermination]:
    """The package for the household, and for an eligible one the family programme for each member it fits (B2)."""
    package = NewDetermination(
        programme_code=PACKAGE_PROGRAMME,
        component=PACKAGE,
        person_id=None,
        eligible=eligible,
        reason="Memenuhi kriteria BPS-14." if eligible else "Tidak memenuhi kriteria BPS-14.",
    )
    if not eligible:
        return [package]
    fitting = ((person, _family_component(person, on)) for person in household.members)
    return [
        package,
        *(
            NewDetermination(FAMILY_PROGRAMME, component, person_ids[person.nik], True, "Usia atau sekolah.")  # noqa: FBT003 - read by column
            for person, component in fitting
            if component
        ),
    ]


def _family_component(person: Person, on: date) -> str | None:
    age = (on - person.birth_date).days / _DAYS_PER_YEAR
    if age >= _OLD_AGE:
        return "elderly"
    if age < _SCHOOL_AGE:
        return "early_childhood"
    if person.school is None:
        return None
    if person.school.grade <= _LAST_PRIMARY_GRADE:
        return "primary_school"
    return "lower_secondary" if person.school.grade <= _LAST_LOWER_GRADE else "upper_secondary"


def _decide(setting: Setting, visit: PlannedVisit, at: datetime) -> None:
    case = open_case(setting.session, SystemAuthor(), visit_id=visit.visit_id, at=at)
    verdict, reason_code, reason = _VERDICTS[visit.stage]
    decision = NewDecision(
        decision_id=setting.timeline.id_at(at, "decision", str(visit.visit_id)),
        verdict=verdict,
        reason_code=reason_code,
        reason=reason,
        photo_kinds=() if verdict.is_final else _RETURNED_KINDS,
        determinations=determinations_for(
            setting.person_ids, visit.household, on=at.date(), eligible=verdict is Verdict.ACCEPT
        )
        if verdict.is_final
        else (),
    )
    decide_case(
        setting.session,
        setting.actors["penelaah"],
        case_id=case.id,
        decision=decision,
        content=as_sent(decision),
        match_version=any_version,
        at=at,
    )


def _draft(setting: Setting, programme_code: str, area_code: str, at: datetime) -> None:
    list_id, reviewer = list_id_of(setting.timeline, programme_code), setting.actors["penelaah"]
    programme = require_programme(setting.session, programme_code).name
    place = areas.names_of(setting.session, [area_code], on=at.date())[area_code]
    draft_list(
        setting.session,
        reviewer,
        list_id=list_id,
        title=f"Daftar penerima {programme}, {place}",
        period=f"{at:%Y-%m}",
        programme_code=programme_code,
        area_code=area_code,
        at=at,
    )
    add_items(setting.session, reviewer, list_id=list_id, determination_ids=None, match_version=any_version, at=at)


def _seal(setting: Setting, at: datetime) -> None:
    list_id = list_id_of(setting.timeline, PACKAGE_PROGRAMME)
    seal_list(setting.session, setting.actors["penelaah"], list_id=list_id, match_version=any_version, at=at)


def _endorse(setting: Setting, at: datetime) -> None:
    list_id, approver = list_id_of(setting.timeline, PACKAGE_PROGRAMME), setting.actors["pengesah"]
    draft = draw_letter(setting.session, approver, list_id=list_id, origin=setting.origin, at=at)
    letter = SignedLetter(
        number=f"400.9/117/DINSOS/{at:%Y}",
        date=at.date(),
        signatory_name="Bupati Contoh",
        signatory_capacity="kepala_daerah",
        content=signed(draft),
    )
    endorse_list(
        setting.session,
        approver,
        setting.store,
        list_id=list_id,
        letter=letter,
        origin=setting.origin,
        match_version=any_version,
        at=at,
    )

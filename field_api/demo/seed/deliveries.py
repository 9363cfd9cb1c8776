"""What was handed over: one open round, with packages delivered, packages that came back, and packages still waiting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import select

from field_api.demo.living import living_conditions
from field_api.demo.people import Household
from field_api.demo.randomness import seeded
from field_api.demo.seed.decisions import ENDORSED_AREA, PACKAGE_PROGRAMME
from field_api.demo.seed.pictures import Shot, Studio
from field_api.demo.seed.plan import OFFICER_RW, Fix, PlannedVisit, Stage, fix_near
from field_api.demo.seed.setting import Act, Setting, as_sent
from field_api.demo.seed.timeline import Timeline
from field_api.distribution.models import Allocation
from field_api.distribution.rules.hand_overs import DELIVERED, NOT_DELIVERED, HandOverReport
from field_api.distribution.rules.rounds import RoundPlan
from field_api.distribution.service.hand_overs import confirm_hand_over
from field_api.distribution.service.rounds import open_round
from field_api.evidence.service.uploads import receive_piece
from field_api.identity.rules import Actor

_OPENED_DAYS_AGO, _STARTS_DAYS_AGO, _HANDED_OVER_DAYS_AGO = 5, 3, 1
_ROUND_DAYS = 14
_FIRST_HOUR, _MINUTES_BETWEEN = 8, 20
_SENT_AFTER = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class PlannedDelivery:
    """What became of one package; without a `failure` it was received by `received_by`."""

    hand_over_id: UUID
    household: Household
    handed_over_at: datetime
    fix: Fix
    failure: str | None
    received_by: str | None
    note: str


# The first package still waits, so that the officers of its RT and RW have one to hand over.
_LEFT_WAITING = 1
# What happened door by door; the packages after the last door wait as well.
_DOORS = (
    (None, "self", "Diterima langsung."),
    (None, "family_member", "Diterima anggota keluarga yang tinggal serumah."),
    ("not_at_home", None, "Rumah terkunci, tetangga tidak tahu ke mana."),
    (None, "self", "Diterima langsung."),
    ("refused", None, "Menolak, minta diberikan kepada tetangga."),
    (None, "self", "Diterima langsung; lansia, paket diantar ke dalam."),
    (None, "self", "Diterima langsung."),
    ("moved", None, "Sudah pindah menurut ketua RT."),
)


def plan_deliveries(visits: Sequence[PlannedVisit], timeline: Timeline) -> list[PlannedDelivery]:
    """What became of the packages so far, in the order of the doors."""
    endorsed = [visit.household for visit in visits if visit.stage is Stage.ENDORSED]
    endorsed.sort(key=lambda household: (household.area_code, household.household_id))
    behind = endorsed[_LEFT_WAITING:]
    return [_delivery(number, household, timeline) for number, household in enumerate(behind[: len(_DOORS)])]


def shots_of(delivery: PlannedDelivery) -> list[Shot]:
    """The photo of a hand-over; a package that came back has none."""
    if delivery.failure is not None:
        return []
    return [
        Shot(
            kind="hand_over",
            seed=str(delivery.hand_over_id),
            conditions=living_conditions(delivery.household),
            taken_at=delivery.handed_over_at,
            latitude_e7=delivery.fix.latitude_e7,
            longitude_e7=delivery.fix.longitude_e7,
            accuracy_mm=delivery.fix.accuracy_mm,
            inspected=False,
        )
    ]


def acts_of_delivering(setting: Setting, studio: Studio, deliveries: Sequence[PlannedDelivery]) -> Iterator[Act]:
    """The approver opens a round; the officers confirm what happened at each door."""
    yield Act(setting.timeline.moment(_OPENED_DAYS_AGO, 13), partial(_open_round, setting))
    for delivery in deliveries:
        yield Act(delivery.handed_over_at + _SENT_AFTER, partial(_confirm, setting, studio, delivery))


def round_id_of(timeline: Timeline) -> UUID:
    """The id of the round of the demo."""
    return timeline.id_at(timeline.moment(_OPENED_DAYS_AGO, 13), "round")


def _delivery(number: int, household: Household, timeline: Timeline) -> PlannedDelivery:
    failure, received_by, note = _DOORS[number]
    handed_over_at = timeline.moment(_HANDED_OVER_DAYS_AGO, _FIRST_HOUR, number * _MINUTES_BETWEEN)
    return PlannedDelivery(
        hand_over_id=timeline.id_at(handed_over_at, "hand_over", str(household.household_id)),
        household=household,
        handed_over_at=handed_over_at,
        fix=fix_near(household, seeded("hand_over", timeline.seed, str(household.household_id))),
        failure=failure,
        received_by=received_by,
        note=note,
    )


def _open_round(setting: Setting, at: datetime) -> None:
    timeline = setting.timeline
    starts_on = timeline.day(_STARTS_DAYS_AGO)
    plan = RoundPlan(
        programme_code=PACKAGE_PROGRAMME,
        area_code=ENDORSED_AREA,
        title="Paket sembako, tahap 1",
        package="10 kg beras, 2 liter minyak goreng, 1 kg gula, 5 kaleng sarden",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=_ROUND_DAYS),
    )
    open_round(setting.session, setting.actors["pengesah"], round_id=round_id_of(timeline), plan=plan, at=at)


def _confirm(setting: Setting, studio: Studio, delivery: PlannedDelivery, at: datetime) -> None:
    officer = _officer_of(setting, delivery.household)
    pictures = studio.pictures_of(delivery.hand_over_id)
    photos = [setting.declared(officer, picture) for picture in pictures]
    report = _report(setting, delivery)
    confirm_hand_over(
        setting.session,
        officer,
        hand_over_id=delivery.hand_over_id,
        report=report,
        photos=photos,
        content={"report": as_sent(report), "photos": [as_sent(photo) for photo in photos]},
        at=at,
    )
    for picture in pictures:
        receive_piece(
            setting.session,
            officer,
            sha256=picture.declaration.sha256,
            offset=0,
            content=picture.content,
            at=at,
        )


def _report(setting: Setting, delivery: PlannedDelivery) -> HandOverReport:
    relative = delivery.household.members[-1] if delivery.received_by == "family_member" else None
    return HandOverReport(
        allocation_id=_allocation_of(setting, delivery.household),
        outcome=NOT_DELIVERED if delivery.failure else DELIVERED,
        handed_over_at=delivery.handed_over_at,
        received_by=delivery.received_by,
        receiver_name=relative.name if relative else None,
        receiver_relationship=relative.relationship if relative else None,
        card_check=None if delivery.failure else "matches",
        failure=delivery.failure,
        note=delivery.note,
        latitude_e7=delivery.fix.latitude_e7,
        longitude_e7=delivery.fix.longitude_e7,
        accuracy_mm=delivery.fix.accuracy_mm,
    )


def _allocation_of(setting: Setting, household: Household) -> UUID:
    return setting.session.scalars(
        select(Allocation.id).where(
            Allocation.round_id == round_id_of(setting.timeline), Allocation.household_id == household.household_id
        )
    ).one()


def _officer_of(setting: Setting, household: Household) -> Actor:
    return setting.actors["ketua-rw" if household.area_code.startswith(f"{OFFICER_RW}.") else "kelurahan"]

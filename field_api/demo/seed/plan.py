"""The story of the demo: which household stands where in the main job, and what was photographed there when.

Pure. Accepted are the poorest, rejected the best off, as a plausible city would have it. Everything happens in two
kecamatan: the first shows every stage, the second belongs to the neighbour's verifier.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from field_api.demo.house_photos import PhotoKind
from field_api.demo.people import Household
from field_api.demo.randomness import seeded
from field_api.demo.seed.timeline import Timeline

TOWN = "35.99.01"
NEIGHBOURHOOD = "35.99.02"
OFFICER_RW = "35.99.01.1001.001"


class Stage(StrEnum):
    """How far a visited household has come; households without a stage have an open assignment at most."""

    ENDORSED = "endorsed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RETURNED = "returned"
    AWAITING = "awaiting"
    NOT_MET = "not_met"
    PHOTOS_MISSING = "photos_missing"

    @property
    def is_decided(self) -> bool:
        return self in {Stage.ENDORSED, Stage.ACCEPTED, Stage.REJECTED, Stage.RETURNED}


# Days before the demo is made. A stage lies further back the further it has come.
VISITED_DAYS_AGO = {
    Stage.ENDORSED: 24,
    Stage.ACCEPTED: 10,
    Stage.REJECTED: 9,
    Stage.RETURNED: 6,
    Stage.NOT_MET: 4,
    Stage.AWAITING: 3,
    Stage.PHOTOS_MISSING: 1,
}
_KINDS: dict[Stage, tuple[PhotoKind, ...]] = {
    Stage.AWAITING: ("house_front", "house_inside", "kitchen"),
    Stage.NOT_MET: ("house_front",),
}
_USUAL_KINDS: tuple[PhotoKind, ...] = ("house_front", "house_inside")
_FIRST_HOUR = 8
_MINUTES_BETWEEN_VISITS = 25
_VISITS_A_DAY = 14
_GPS_SPREAD_E7 = 300


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a phone believed to be, in 1e-7 degree, and its accuracy in millimetres."""

    latitude_e7: int
    longitude_e7: int
    accuracy_mm: int


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """One visit of the story; `number` counts the visits of its stage."""

    visit_id: UUID
    household: Household
    stage: Stage
    number: int
    started_at: datetime
    finished_at: datetime
    fix: Fix
    kinds: tuple[PhotoKind, ...]

    def taken_at(self, number: int) -> datetime:
        """When the photo of this number was taken."""
        return self.started_at + timedelta(minutes=2 + 3 * number)


def plan_visits(households: Sequence[Household], timeline: Timeline) -> list[PlannedVisit]:
    """Every visit that was made so far, the oldest first."""
    visits = []
    stages = sorted(_staged(households), key=lambda pair: (-VISITED_DAYS_AGO[pair[1]], pair[0].area_code))
    for stage, group in groupby(stages, key=lambda pair: pair[1]):
        for number, (household, _) in enumerate(group):
            visits.append(_visit(household, stage, number, timeline))
    return sorted(visits, key=lambda visit: (visit.started_at, visit.visit_id))


def fix_near(household: Household, chance: random.Random) -> Fix:
    """A fix at the house of `household`, a few metres off, as phones give it."""
    return Fix(
        latitude_e7=household.latitude_e7 + round(chance.gauss(0, _GPS_SPREAD_E7)),
        longitude_e7=household.longitude_e7 + round(chance.gauss(0, _GPS_SPREAD_E7)),
        accuracy_mm=chance.randrange(3_000, 14_000),
    )


def _staged(households: Sequence[Household]) -> Iterator[tuple[Household, Stage]]:
    """Choose the households of each stage; no household is chosen twice."""

    def poorest(area_code: str) -> list[Household]:
        inside = [each for each in households if f"{each.area_code}.".startswith(f"{area_code}.")]
        return sorted(inside, key=lambda each: (each.decile, each.household_id))

    # The RT officer needs packages of his own; half of the RW stays open for a first visit.
    own_rt, whole_rw = poorest(f"{OFFICER_RW}.001")[:1], poorest(OFFICER_RW)
    rest_of_rw = [each for each in whole_rw if each not in own_rt]
    choices = {
        Stage.ENDORSED: [*own_rt, *rest_of_rw[: len(whole_rw) // 2 - 1], *poorest("35.99.01.1001.002")[:5]],
        Stage.ACCEPTED: poorest("35.99.01.1001.003")[:4],
        Stage.RETURNED: poorest("35.99.01.1001.004")[:2],
        Stage.REJECTED: poorest("35.99.01.1001.004")[2:][-2:],
        Stage.AWAITING: [*poorest("35.99.01.1002")[:7], *poorest("35.99.02.2001")[:3]],
        Stage.NOT_MET: poorest("35.99.01.1003")[:3],
        Stage.PHOTOS_MISSING: poorest("35.99.01.1004")[:3],
    }
    for stage, chosen in choices.items():
        yield from ((household, stage) for household in chosen)


def _visit(household: Household, stage: Stage, number: int, timeline: Timeline) -> PlannedVisit:
    chance = seeded("visit", timeline.seed, str(household.household_id))
    days_later, place = divmod(number, _VISITS_A_DAY)
    started_at = timeline.moment(
        VISITED_DAYS_AGO[stage] - days_later, _FIRST_HOUR, place * _MINUTES_BETWEEN_VISITS + chance.randrange(5)
    )
    finished_at = started_at + timedelta(minutes=chance.randrange(14, 22))
    return PlannedVisit(
        visit_id=timeline.id_at(finished_at, "visit", str(household.household_id)),
        household=household,
        stage=stage,
        number=number,
        started_at=started_at,
        finished_at=finished_at,
        fix=fix_near(household, chance),
        kinds=_KINDS.get(stage, _USUAL_KINDS),
    )

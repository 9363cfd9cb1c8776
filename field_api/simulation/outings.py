"""Where and when honest verifiers are, each habit with the disorder that belongs to it. Pure.

Every habit shall meet the checks with what they might mistake for fraud: poor fixes under a roof, phones whose clock is
wrong, forms sent weeks later, a dozen households in one building, a registry that has the house elsewhere.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from field_api.demo.people import Household
from field_api.demo.randomness import happens
from field_api.demo.seed.timeline import Timeline
from field_api.evidence.rules.geodesy import Place, metres_between
from field_api.simulation.habits import Habit
from field_api.simulation.receiver import moved

VISITS_A_DAY = 9
_FIRST_HOUR = 8
_METRES_PER_SECOND = 1.2
_LATE_DAYS = (10, 22)
_CLOCK_MINUTES = 40
# Our own guess: the registry has the house at the office of the RT, or anywhere.
_REGISTERED_ELSEWHERE = 0.03


@dataclass(frozen=True, slots=True)
class Outing:
    """One visit in place and time: where the phone is, when it begins in true time, how long, how good the fix.

    `clock_ahead` is what the phone's clock is ahead of the true time; `waits` how long the visit is kept unsent.
    """

    household: Household
    place: Place
    started_at: datetime
    minutes: float
    accuracy_m: float
    waits: timedelta
    # How far off the fixes really are; None: as far as their accuracy says.
    error_m: float | None = None
    clock_ahead: timedelta = timedelta(0)

    @property
    def finished_at(self) -> datetime:
        return self.started_at + timedelta(minutes=self.minutes)


class _Manner(NamedTuple):
    """Minutes of a visit and metres of accuracy, each from and to."""

    minutes: tuple[float, float] = (12, 25)
    accuracy: tuple[float, float] = (4, 15)


_MANNERS = {
    Habit.HURRIED: _Manner(minutes=(3.2, 7)),
    Habit.INDOORS: _Manner(accuracy=(20, 90)),
    Habit.OLD_PHONE: _Manner(accuracy=(8, 40)),
    Habit.FLATS: _Manner(minutes=(8, 15), accuracy=(8, 25)),
    Habit.PHOTO_REUSER: _Manner(minutes=(4, 8)),
}


def outings_of(habit: Habit, households: Sequence[Household], chance: random.Random, made_at: datetime) -> list[Outing]:
    """One outing to each household, on foot from one to the next, over the days before `made_at` (aware)."""
    days = -(-len(households) // VISITS_A_DAY)
    late = chance.randint(*_LATE_DAYS) if habit is Habit.LATE else 0
    outings: list[Outing] = []
    for number, household in enumerate(households):
        place = true_place(household, chance)
        if number % VISITS_A_DAY == 0:
            # The last round was the day before yesterday, so that what waits for the evening was sent before now.
            days_ago = days - number // VISITS_A_DAY + late + 1
            began = Timeline(made_at, 0).moment(days_ago, _FIRST_HOUR) + timedelta(minutes=chance.uniform(0, 40))
        else:
            walk = metres_between(outings[-1].place, place) / _METRES_PER_SECOND
            began = outings[-1].finished_at + timedelta(seconds=walk + chance.uniform(120, 600))
        outings.append(_outing(habit, household, place, began, chance))
    if habit is Habit.LATE:
        return [replace(each, waits=made_at - each.finished_at - timedelta(minutes=5)) for each in outings]
    return _until_now(outings, made_at, chance) if habit is Habit.WRONG_CLOCK else outings


def true_place(household: Household, chance: random.Random) -> Place:
    """Where the house is; the registry knows that to some metres, or not at all."""
    spread = 300.0 if happens(_REGISTERED_ELSEWHERE, chance) else 8.0
    registered = Place(household.latitude_e7, household.longitude_e7)
    return moved(registered, chance.gauss(0, spread), chance.gauss(0, spread))


def _outing(habit: Habit, household: Household, place: Place, began: datetime, chance: random.Random) -> Outing:
    manner = _MANNERS.get(habit, _Manner())
    # Most send while they walk; the others in the evening, over the network of somebody.
    waits = timedelta(minutes=chance.uniform(1, 20)) if happens(0.6, chance) else timedelta(hours=chance.uniform(3, 14))
    return Outing(household, place, began, chance.uniform(*manner.minutes), chance.uniform(*manner.accuracy), waits)


def _until_now(outings: Sequence[Outing], made_at: datetime, chance: random.Random) -> list[Outing]:
    """A wrong clock is seen only on what is sent at once, so this verifier works until the very moment."""
    later = made_at - timedelta(minutes=2) - outings[-1].finished_at
    ahead = timedelta(minutes=chance.uniform(-_CLOCK_MINUTES, _CLOCK_MINUTES))
    at_once = timedelta(minutes=1)
    return [replace(each, started_at=each.started_at + later, clock_ahead=ahead, waits=at_once) for each in outings]

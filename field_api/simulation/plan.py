"""The truth: who works where, how, and which visit deceives. Pure: it follows from a seed, a size and a moment.

Two regencies sixty kilometres apart, so that somebody can be in both at once. The registry is wrong at the rates of
domain 2.12 where it gives one; shares that are our own guess are named so.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from field_api.demo.district import District, Layout, Site, synthetic_district
from field_api.demo.people import Household, households
from field_api.demo.randomness import happens, seeded
from field_api.evidence.rules.geodesy import Place
from field_api.simulation.compose import Worker, compose
from field_api.simulation.habits import ROTATION, Habit
from field_api.simulation.outings import outings_of
from field_api.simulation.receiver import moved
from field_api.simulation.tricks import Scheme, deceive
from field_api.simulation.visits import PlannedVisit

# The codes 35.80 to 35.97 belong to no regency; 35.99 is the demo's.
_FIRST_CODE, _PAIRS = 80, 9
# Baluran and, sixty kilometres to the east, the sea: nobody lives at either.
_LONGITUDES = (114.40, 114.95)
_LATITUDE = -7.835
_RTS_PER_RW, _RWS_PER_VILLAGE, _HOUSEHOLDS_PER_VILLAGE = 4, 3, 60
_FEWEST_EACH, _MOST_EACH = 4, 22
_DECEIVING_SHARE = 0.7
# Our own guess: Android takes the position out of most photos that a browser picks (domain 2.14).
_KEEPS_EXIF = 0.3
FEWEST, MOST = 12, 5000


@dataclass(frozen=True, slots=True)
class Verifier:
    """A verifier with the households he is sent to; the last of them, from `honest_count` on, he deceives about."""

    username: str
    habit: Habit
    households: tuple[Household, ...]
    honest_count: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All that happens; `visits` in the order in which they are sent."""

    seed: int
    made_at: datetime
    sites: tuple[Site, ...]
    districts: tuple[District, ...]
    verifiers: tuple[Verifier, ...]
    visits: tuple[PlannedVisit, ...]

    @property
    def households(self) -> list[Household]:
        return [household for verifier in self.verifiers for household in verifier.households]


def make_plan(seed: int, *, count: int, made_at: datetime) -> Plan:
    """Plan one visit to each of `count` households (12 to 5,000), all before `made_at` (aware)."""
    if not FEWEST <= count <= MOST:
        raise ValueError(f"a simulation has from {FEWEST} to {MOST} households")
    habits = _habits(count)
    shares = [count * (number + 1) // len(habits) - count * number // len(habits) for number in range(len(habits))]
    far = sum(_far_share(habit, share) for habit, share in zip(habits, shares, strict=True))
    sites = sites_of(seed)
    wanted = (count - far, max(1, far))
    districts = tuple(synthetic_district(seed, _layout(size), site) for size, site in zip(wanted, sites, strict=True))
    near, away = (
        households(district, count=size, seed=2 * seed + number, made_at=made_at)
        for number, (district, size) in enumerate(zip(districts, wanted, strict=True))
    )
    verifiers = tuple(
        _verifier(f"sim{seed}-{number:02}", habit, share, near, away)
        for number, (habit, share) in enumerate(zip(habits, shares, strict=True), start=1)
    )
    visits: list[PlannedVisit] = []
    for verifier in verifiers:
        visits += _visits(
            verifier, _partner(verifier, verifiers), visits, seeded("simulation", verifier.username), made_at
        )
    ordered = tuple(sorted(visits, key=lambda visit: (visit.sent_at, visit.visit_id)))
    return Plan(seed, made_at, sites, districts, verifiers, ordered)


def _visits(
    verifier: Verifier, partner: str, earlier: Sequence[PlannedVisit], chance: random.Random, made_at: datetime
) -> list[PlannedVisit]:
    """First the honest visits of a verifier, then those that deceive."""
    worker = Worker(verifier.username, verifier.habit, happens(_KEEPS_EXIF, chance))
    outings = outings_of(verifier.habit, verifier.households, chance, made_at)
    honest: list[PlannedVisit] = []
    for outing in outings[: verifier.honest_count]:
        honest.append(compose(worker, outing, [*earlier, *honest], chance))
    if verifier.habit.honest:
        return honest
    scheme = Scheme(worker, [*earlier, *honest], partner, chance)
    return honest + deceive(scheme, outings[verifier.honest_count :])


def sites_of(seed: int) -> tuple[Site, ...]:
    """The two regencies of a seed; another seed has others, until the codes are used up."""
    first = _FIRST_CODE + 2 * (seed % _PAIRS)
    return tuple(
        Site(f"35.{first + number}", f"Kabupaten Simulasi {first + number}", _LATITUDE, longitude)
        for number, longitude in enumerate(_LONGITUDES)
    )


def _habits(count: int) -> list[Habit]:
    """So many verifiers that each habit occurs, as long as each of them has a few households."""
    number = max(min(len(ROTATION), count // _FEWEST_EACH), math.ceil(count / _MOST_EACH))
    return [ROTATION[place % len(ROTATION)] for place in range(number)]


def _layout(count: int) -> Layout:
    """Villages of a dozen RT in one kecamatan, as many as the households need."""
    village = (_RTS_PER_RW,) * _RWS_PER_VILLAGE
    return ((village,) * math.ceil(count / _HOUSEHOLDS_PER_VILLAGE),)


def _deceived(habit: Habit, share: int) -> int:
    return 0 if habit.honest else math.ceil(share * _DECEIVING_SHARE)


def _far_share(habit: Habit, share: int) -> int:
    """How many of his households lie in the other regency."""
    return _deceived(habit, share) // 2 if habit is Habit.TELEPORTER else 0


def _verifier(
    username: str, habit: Habit, share: int, near: Iterator[Household], away: Iterator[Household]
) -> Verifier:
    honest_count = share - _deceived(habit, share)
    far = _far_share(habit, share)
    own = [next(near) for _ in range(share - far)]
    if habit is Habit.FLATS:
        own = _in_one_building(own)
    others = [next(away) for _ in range(far)]
    # One here, one there, as long as there are some of both.
    rest = own[honest_count:]
    mixed = [each for pair in zip(others, rest, strict=False) for each in pair] + rest[far:]
    return Verifier(username, habit, tuple(own[:honest_count] + mixed), honest_count)


def _in_one_building(dwellings: Sequence[Household]) -> list[Household]:
    """The same households as neighbours on a few floors: an honest round that looks like a desk."""
    first = dwellings[0]
    chance = seeded("building", str(first.household_id))
    home = Place(first.latitude_e7, first.longitude_e7)
    places = [moved(home, chance.uniform(-6, 6), chance.uniform(-6, 6)) for _ in dwellings]
    return [
        replace(each, area_code=first.area_code, latitude_e7=place.latitude_e7, longitude_e7=place.longitude_e7)
        for each, place in zip(dwellings, places, strict=True)
    ]


def _partner(verifier: Verifier, verifiers: Sequence[Verifier]) -> str:
    """Who lends him a phone: somebody else who colludes, else the first of all."""
    others = [each for each in verifiers if each is not verifier]
    colluding = [each for each in others if each.habit is Habit.COLLUDER]
    return (colluding or others)[0].username

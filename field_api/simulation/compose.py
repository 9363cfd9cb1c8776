"""Making a visit of an outing: samples, photos, members, and what happens on the way to the server. Pure."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from field_api.areas.rules.zones import WIB
from field_api.demo.house_photos import PhotoKind
from field_api.demo.import_file import FaultRates
from field_api.demo.people import Household, Person
from field_api.demo.randomness import happens, uuid7_at
from field_api.evidence.rules.checks.facts import Fix
from field_api.simulation.habits import Fault, Habit
from field_api.simulation.outings import Outing
from field_api.simulation.pictures import Edit, PlannedPhoto, Scene
from field_api.simulation.receiver import fixes_at, standing_still
from field_api.simulation.visits import Member, Network, PlannedVisit

KINDS: tuple[PhotoKind, ...] = ("house_front", "house_inside")
_SAMPLES, _SAMPLE_SECONDS = 6, 3.0
# Published: BPKP found 3,877,975 of some 97 million people of the list invalid (domain 2.12).
_NIK_DIFFERS = 0.04
_RATES = FaultRates()
# Our own guesses: nobody is found, the phone dies, the network repeats or cuts.
_NOT_MET, _DEAD_PHONE, _BAD_NETWORK = 0.04, 0.03, 0.1
# As well: the chip of an old phone holds its fix while it does not move; some of its photos are dark or blurred.
_HOLDS_FIX, _FLAWED_PHOTO = 0.1, 0.15
_POOR_DECILE, _MIDDLING_DECILE = 4, 6


@dataclass(frozen=True, slots=True)
class Worker:
    """Who makes a visit: user name, habit, and whether his phone leaves the position in the EXIF of its photos."""

    username: str
    habit: Habit
    keeps_exif: bool


def compose(
    worker: Worker,
    outing: Outing,
    others: Sequence[PlannedVisit],
    chance: random.Random,
    *,
    always_met: bool = False,
) -> PlannedVisit:
    """The visit as it would honestly be made; `others` are earlier ones, with whose people this may be confused."""
    old = worker.habit is Habit.OLD_PHONE
    ahead = outing.clock_ahead
    started_at, finished_at = outing.started_at + ahead, outing.finished_at + ahead
    third = (finished_at - started_at) / 3
    holds = old and happens(_HOLDS_FIX, chance)

    def samples(moment: datetime) -> tuple[Fix, ...]:
        moments = [moment - timedelta(seconds=_SAMPLE_SECONDS * back) for back in reversed(range(_SAMPLES))]
        fixes = fixes_at(outing.place, outing.accuracy_m, moments, chance, error_m=outing.error_m, whole_metres=old)
        return standing_still(fixes) if holds else fixes

    visit_id = uuid7_at(finished_at, chance)
    met = always_met or not happens(_NOT_MET, chance)
    photos = []
    for number, kind in enumerate(KINDS if met else KINDS[:1], start=1):
        taken_at = started_at + number * third
        fixes = samples(taken_at)
        place = fixes[-1].place if worker.keeps_exif else None
        scene = Scene(kind, visit_id, outing.household, taken_at.astimezone(WIB), place)
        flaw = chance.choice((Edit.DARK, Edit.BLURRED)) if old and happens(_FLAWED_PHOTO, chance) else Edit.NONE
        photos.append(PlannedPhoto(scene, taken_at, fixes, flaw))
    members, faults = _members(outing.household, others, chance)
    return PlannedVisit(
        visit_id=visit_id,
        username=worker.username,
        habit=worker.habit,
        household=outing.household,
        started_at=started_at,
        finished_at=finished_at,
        sent_at=outing.finished_at + outing.waits,
        samples=samples(started_at + timedelta(seconds=40)),
        photos=tuple(photos),
        members=members,
        recommendation=_recommendation(outing.household),
        network=_network(chance),
        signed_by=worker.username,
        met=met,
        faults=faults if met else frozenset(),
    )


def standing_at(visit: PlannedVisit, fixes: Sequence[Fix]) -> PlannedVisit:
    """The same visit with one fix (the last of `fixes`) in every place where the phone would have measured."""
    fixed = fixes[-1]

    def at(samples: Sequence[Fix]) -> tuple[Fix, ...]:
        return tuple(replace(fixed, at=each.at) for each in samples)

    photos = tuple(replace(photo, samples=at(photo.samples)) for photo in visit.photos)
    return replace(visit, samples=at(visit.samples), photos=photos)


def _members(
    household: Household, others: Sequence[PlannedVisit], chance: random.Random
) -> tuple[tuple[Member, ...], frozenset[Fault]]:
    members, faults = [], set()
    for person in household.members:
        member = Member(person, person.nik, person.birth_date)
        if happens(_RATES.nik_absent, chance):
            member = replace(member, nik=None)
        elif happens(_NIK_DIFFERS, chance):
            member = replace(member, birth_date=_misread(person))
            faults.add(Fault.NIK_DIFFERS)
        elif others and happens(_RATES.nik_double + _RATES.person_double, chance):
            member = replace(member, nik=chance.choice(others).household.members[0].nik)
            faults.add(Fault.NIK_DOUBLE)
        members.append(member)
    return tuple(members), frozenset(faults)


def _misread(person: Person) -> date:
    """A birth date that is a year off, as on an old card; the 29th of February becomes the 28th."""
    born = person.birth_date
    return born.replace(year=born.year - 1, day=min(born.day, 28))


def _recommendation(household: Household) -> str:
    if household.decile <= _POOR_DECILE:
        return "eligible"
    return "unsure" if household.decile <= _MIDDLING_DECILE else "not_eligible"


def _network(chance: random.Random) -> Network:
    drawn = chance.random()
    if drawn < _DEAD_PHONE:
        return Network.NONE
    if drawn < _DEAD_PHONE + _BAD_NETWORK:
        return Network.REPEATED
    return Network.CUT if drawn < _DEAD_PHONE + 2 * _BAD_NETWORK else Network.GOOD

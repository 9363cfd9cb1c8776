"""What an officer does with the packages of a round: most are handed over, some get lost, some only seem handed over. Pure.

No source gives a rate of lost packages; the shares here are our own guesses.
"""

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from field_api.areas.rules.zones import WIB
from field_api.demo.people import Household
from field_api.demo.randomness import happens, seeded, uuid7_at
from field_api.evidence.rules.checks.facts import Fix
from field_api.evidence.rules.geodesy import Place, metres_between
from field_api.simulation.outings import true_place
from field_api.simulation.pictures import Edit, PlannedPhoto, Scene
from field_api.simulation.receiver import fixes_at, moved, standing_still

_SAMPLES, _SAMPLE_SECONDS = 6, 3.0
_METRES_PER_SECOND = 1.2
_AT_THE_DOOR = (60, 240)
_CARD_COMPARED, _ACCURACY_METRES = 0.85, (4.0, 15.0)
_HOME_METRES = (350.0, 900.0)
_EDITS = (Edit.CROPPED, Edit.BRIGHTENED, Edit.RECOMPRESSED, Edit.MIRRORED)


class Fate(StrEnum):
    """What becomes of a package."""

    DELIVERED = "delivered"
    MOVED = "moved"
    # The officer says so himself, or nobody says anything.
    REPORTED_MISSING = "package_missing"
    VANISHED = "vanished"
    # Kept by the officer, who says that it was delivered.
    PRETENDED = "pretended"


class Pretence(StrEnum):
    """How an officer shows a delivery that never was."""

    COPIED = "photo_copied"
    EDITED = "photo_edited"
    AT_HOME = "from_home"
    FROZEN = "position_frozen"
    # A passer-by poses at the very door: nothing that is sent tells it.
    POSED = "posed"


_SHARES = {Fate.DELIVERED: 54, Fate.MOVED: 7, Fate.REPORTED_MISSING: 6, Fate.VANISHED: 8, Fate.PRETENDED: 25}


@dataclass(frozen=True, slots=True)
class PlannedHandOver:
    """One package with its label and what the phone sends of it; a package that vanished is not spoken of."""

    hand_over_id: UUID
    allocation_id: str
    fate: Fate
    pretence: Pretence | None
    at: datetime
    samples: tuple[Fix, ...]
    photo: PlannedPhoto | None
    card_compared: bool

    @property
    def label(self) -> str:
        """The fate and, of a pretended one, how."""
        return f"{self.fate.value}: {self.pretence.value}" if self.pretence else self.fate.value


def plan_hand_overs(seed: int, packages: Sequence[tuple[str, Household]], made_at: datetime) -> list[PlannedHandOver]:
    """One officer on foot from door to door on the day of `made_at` (aware), with what he does at each.

    `packages` are allocations with their households, in the order in which he goes.
    """
    chance = seeded("packages", seed)
    fates = [chance.choices(list(_SHARES), weights=list(_SHARES.values()))[0] for _ in packages]
    places = [true_place(household, chance) for _, household in packages]
    home = moved(places[0], chance.uniform(*_HOME_METRES), 0) if places else None
    planned: list[PlannedHandOver] = []
    for number, at in enumerate(_moments(places, made_at, chance)):
        (allocation_id, household), fate = packages[number], fates[number]
        honest = _honest(allocation_id, household, places[number], at, chance)
        if fate is Fate.PRETENDED and home is not None:
            planned.append(_pretended(honest, planned, home, chance))
        elif fate is Fate.DELIVERED:
            planned.append(honest)
        else:
            planned.append(replace(honest, fate=fate, photo=None))
    return planned


def _moments(places: Sequence[Place], made_at: datetime, chance: random.Random) -> list[datetime]:
    """When he stands at each door: the last a little before `made_at`, all on its day; after midnight he hurries."""
    gaps = [
        metres_between(one, other) / _METRES_PER_SECOND + chance.uniform(*_AT_THE_DOOR)
        for one, other in itertools.pairwise(places)
    ]
    last = made_at - timedelta(seconds=min(300.0, _since_midnight(made_at) / 4))
    haste = min(1.0, _since_midnight(last) / (sum(gaps) + 1))
    moments = [last]
    for gap in reversed(gaps):
        moments.append(moments[-1] - timedelta(seconds=gap * haste))
    return moments[::-1][: len(places)]


def _since_midnight(moment: datetime) -> float:
    local = moment.astimezone(WIB)
    return (local - datetime.combine(local.date(), time(), WIB)).total_seconds()


def _honest(
    allocation_id: str, household: Household, place: Place, at: datetime, chance: random.Random
) -> PlannedHandOver:
    samples = _samples(place, at, chance)
    scene = Scene("hand_over", household.household_id, household, at.astimezone(WIB), samples[-1].place)
    return PlannedHandOver(
        hand_over_id=uuid7_at(at, chance),
        allocation_id=allocation_id,
        fate=Fate.DELIVERED,
        pretence=None,
        at=at,
        samples=samples,
        photo=PlannedPhoto(scene, at, samples),
        card_compared=happens(_CARD_COMPARED, chance),
    )


def _samples(place: Place, at: datetime, chance: random.Random) -> tuple[Fix, ...]:
    moments = [at - timedelta(seconds=_SAMPLE_SECONDS * back) for back in reversed(range(_SAMPLES))]
    return fixes_at(place, chance.uniform(*_ACCURACY_METRES), moments, chance)


def _pretended(
    honest: PlannedHandOver, earlier: Sequence[PlannedHandOver], home: Place, chance: random.Random
) -> PlannedHandOver:
    """The same package kept by the officer: each way of pretending in turn, as far as there is a photo to take."""
    before = sum(each.fate is Fate.PRETENDED for each in earlier)
    pretence = list(Pretence)[before % len(Pretence)]
    photos = [each.photo for each in earlier if each.fate is Fate.DELIVERED and each.photo]
    if pretence in {Pretence.COPIED, Pretence.EDITED} and not photos:
        pretence = Pretence.AT_HOME
    kept = replace(honest, fate=Fate.PRETENDED, pretence=pretence)
    match pretence:
        case Pretence.COPIED:
            return replace(kept, photo=replace(chance.choice(photos), taken_at=honest.at))
        case Pretence.EDITED:
            return replace(kept, photo=replace(chance.choice(photos), taken_at=honest.at, edit=chance.choice(_EDITS)))
        case Pretence.AT_HOME:
            return replace(kept, samples=_samples(home, honest.at, chance))
        case Pretence.FROZEN:
            return replace(kept, samples=standing_still(honest.samples))
        case _:
            return kept

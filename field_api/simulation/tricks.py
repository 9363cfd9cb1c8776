"""How each dishonest habit makes its visits: the honest ones, bent as whoever bends them would. Pure."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from field_api.areas.rules.zones import WIB
from field_api.demo.randomness import happens
from field_api.evidence.rules.checks.facts import Fix
from field_api.evidence.rules.geodesy import Place
from field_api.simulation.compose import Worker, compose, standing_at
from field_api.simulation.habits import REUSES, Habit, Trick
from field_api.simulation.outings import Outing
from field_api.simulation.pictures import Edit, PlannedPhoto
from field_api.simulation.receiver import moved
from field_api.simulation.visits import PlannedVisit

_EVENING_HOUR = 19
# A receiver that stays where it is keeps its error: the labelled sequences of desks scatter by so much.
_DESK_METRES = 3.0
_GALLERY_DAYS = (1, 12)
_POSITION_TRICKS = (
    Trick.POSITION_FROZEN, Trick.POSITION_FROZEN, Trick.POSITION_MOCKED, Trick.POSITION_TYPED, Trick.POSITION_IMITATED,
)  # fmt: skip
_COLLUSIONS = (Trick.PHONE_BORROWED, Trick.BRIBED, Trick.PADDED)
_RICH_DECILE = 7
_FOUR_DECIMALS_E7 = 1_000
_EDITS = {
    Trick.PHOTO_COPIED: Edit.NONE,
    Trick.PHOTO_CROPPED: Edit.CROPPED,
    Trick.PHOTO_BRIGHTENED: Edit.BRIGHTENED,
    Trick.PHOTO_RECOMPRESSED: Edit.RECOMPRESSED,
    Trick.PHOTO_MIRRORED: Edit.MIRRORED,
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """What a deceiver has at hand: what he is, earlier visits (his own last), and who lends him a phone."""

    worker: Worker
    earlier: Sequence[PlannedVisit]
    partner: str
    chance: random.Random


def deceive(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """The visits that are made of these outings, each with its label."""
    return _SCHEMES[scheme.worker.habit](scheme, outings)


def _made(scheme: Scheme, outing: Outing) -> PlannedVisit:
    """The honest visit to start from; who deceives always claims to have met somebody."""
    return compose(scheme.worker, outing, scheme.earlier, scheme.chance, always_met=True)


def _models(scheme: Scheme) -> Sequence[PlannedVisit]:
    """Earlier honest visits that met somebody, whose photos and people can be used again."""
    return [each for each in scheme.earlier if each.met and each.trick is None] or scheme.earlier


def _at_the_desk(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """Form after form at home in the evening, a minute or three each, with photos that somebody took earlier."""
    chance = scheme.chance
    desk = moved(outings[0].place, chance.uniform(-400, 400), chance.uniform(-400, 400))
    began = outings[-1].started_at.astimezone(WIB).replace(hour=_EVENING_HOUR, minute=0) - timedelta(days=1)
    accuracy = chance.uniform(6, 25)
    visits = []
    for outing in outings:
        taken = replace(
            outing,
            place=desk,
            started_at=began,
            minutes=chance.uniform(1, 4),
            accuracy_m=accuracy * chance.uniform(0.8, 1.2),
            error_m=_DESK_METRES,
        )
        visit = _made(scheme, taken)
        photos = tuple(_from_the_gallery(photo, outing, scheme) for photo in visit.photos)
        visits.append(replace(visit, photos=photos, trick=Trick.DESK_FILLED))
        began = taken.finished_at + timedelta(seconds=chance.uniform(15, 60))
    return visits


def _from_the_gallery(photo: PlannedPhoto, outing: Outing, scheme: Scheme) -> PlannedPhoto:
    """The photo was taken at the house, days before; its EXIF says so when the phone keeps it."""
    earlier = photo.scene.taken_at - timedelta(days=scheme.chance.randint(*_GALLERY_DAYS))
    place = outing.place if scheme.worker.keeps_exif else None
    return replace(photo, scene=replace(photo.scene, taken_at=earlier, place=place))


def _teleporting(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """Now here, now sixty kilometres away, a few minutes later: one account that several people use."""
    chance = scheme.chance
    began = outings[0].started_at
    visits = []
    for outing in outings:
        taken = replace(outing, started_at=began, minutes=chance.uniform(5, 9))
        visits.append(replace(_made(scheme, taken), trick=Trick.TELEPORTED))
        began = taken.finished_at + timedelta(minutes=chance.uniform(2, 30))
    return visits


def _reusing_photos(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """He stands before the house and sends the photos of another one: as they are, or edited."""
    visits = []
    for number, outing in enumerate(outings):
        visit = _made(scheme, outing)
        trick = REUSES[number % len(REUSES)]
        # Often one of the day before, sometimes a colleague's.
        models = _models(scheme)
        source = scheme.chance.choice(models[-8:] if happens(0.7, scheme.chance) else models)
        photos = tuple(
            replace(photo, scene=model.scene, edit=_EDITS[trick])
            for photo, model in zip(visit.photos, source.photos, strict=False)
        )
        visits.append(replace(visit, photos=photos, trick=trick))
    return visits


def _faking_positions(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """An app that feigns a position: frozen, marked as mocked, typed from a map, or with noise of its own."""
    visits = []
    for number, outing in enumerate(outings):
        visit = _made(scheme, outing)
        trick = _POSITION_TRICKS[number % len(_POSITION_TRICKS)]
        visits.append(replace(_feigned(visit, trick), trick=trick))
    return visits


def _feigned(visit: PlannedVisit, trick: Trick) -> PlannedVisit:
    fix = visit.samples[-1]
    match trick:
        case Trick.POSITION_MOCKED:
            return standing_at(visit, [replace(fix, accuracy_mm=0, mocked=True)])
        case Trick.POSITION_TYPED:
            rounded = Place(*(round(part / _FOUR_DECIMALS_E7) * _FOUR_DECIMALS_E7 for part in fix.place))
            return _each_at(visit, rounded)
        case Trick.POSITION_FROZEN:
            return standing_at(visit, [fix])
        case _:
            return visit


def _each_at(visit: PlannedVisit, place: Place) -> PlannedVisit:
    """The point typed once for the visit as a whole; what its photos say stays."""
    return replace(visit, samples=(replace(visit.samples[-1], place=place),))


def _sharing_a_point(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """Every house from one feigned point, at the usual hours."""
    first = _made(scheme, outings[0])
    point: Fix = first.samples[-1]
    visits = [first, *(_made(scheme, each) for each in outings[1:])]
    return [replace(standing_at(visit, [point]), trick=Trick.POINT_SHARED) for visit in visits]


def _colluding(scheme: Scheme, outings: Sequence[Outing]) -> list[PlannedVisit]:
    """With a colleague's phone, with a household that pays, with people who live elsewhere."""
    visits: list[PlannedVisit] = []
    for number, outing in enumerate(outings):
        visit = _made(scheme, outing)
        trick = _COLLUSIONS[number % len(_COLLUSIONS)]
        if trick is Trick.BRIBED and outing.household.decile < _RICH_DECILE:
            trick = Trick.PHONE_BORROWED
        visits.append(replace(_colluded(visit, trick, scheme), trick=trick))
    return visits


def _colluded(visit: PlannedVisit, trick: Trick, scheme: Scheme) -> PlannedVisit:
    match trick:
        case Trick.BRIBED:
            return replace(visit, recommendation="eligible")
        case Trick.PADDED:
            neighbours = _models(scheme)[-1]
            return replace(visit, members=visit.members + neighbours.members[:2], recommendation="eligible")
        case _:
            return replace(visit, signed_by=scheme.partner)


_SCHEMES: Mapping[Habit, Callable[[Scheme, Sequence[Outing]], list[PlannedVisit]]] = {
    Habit.DESK_FILLER: _at_the_desk,
    Habit.TELEPORTER: _teleporting,
    Habit.PHOTO_REUSER: _reusing_photos,
    Habit.POSITION_FAKER: _faking_positions,
    Habit.POINT_SHARER: _sharing_a_point,
    Habit.COLLUDER: _colluding,
}

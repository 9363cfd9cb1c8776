"""Fixes of a satellite receiver at rest: off by an error that hardly changes, wandering a little all the time.

Pure. The reported accuracy is a radius that holds the true place two times out of three, as browsers define it.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from field_api.evidence.rules.checks.facts import Fix
from field_api.evidence.rules.geodesy import E7, METRES_PER_DEGREE, Place

# The radius of 68 in 100 errors, in standard deviations of each axis.
_RADIUS_IN_DEVIATIONS = 1.51
# How far a fix wanders between two samples some seconds apart.
_STEP_METRES = 0.35


def fixes_at(
    place: Place,
    accuracy_m: float,
    moments: Sequence[datetime],
    chance: random.Random,
    *,
    error_m: float | None = None,
    whole_metres: bool = False,
) -> tuple[Fix, ...]:
    """One fix for each moment; `whole_metres` for phones that round the accuracy they report.

    `error_m` is the radius of the true errors, where it is another than the one reported.
    """
    deviation = (accuracy_m if error_m is None else error_m) / _RADIUS_IN_DEVIATIONS
    north, east = chance.gauss(0, deviation), chance.gauss(0, deviation)
    fixes = []
    for moment in moments:
        north, east = north + chance.gauss(0, _STEP_METRES), east + chance.gauss(0, _STEP_METRES)
        millimetres = round(accuracy_m * chance.uniform(850, 1200))
        accuracy_mm = max(1, round(millimetres / 1000)) * 1000 if whole_metres else millimetres
        fixes.append(Fix(moved(place, north, east), accuracy_mm, moment))
    return tuple(fixes)


def moved(place: Place, north_m: float, east_m: float) -> Place:
    """The place so many metres to the north and to the east."""
    per_metre = E7 / METRES_PER_DEGREE
    shrink = math.cos(math.radians(place.latitude_e7 / E7))
    return Place(
        place.latitude_e7 + round(north_m * per_metre), place.longitude_e7 + round(east_m * per_metre / shrink)
    )


def standing_still(fixes: Sequence[Fix]) -> tuple[Fix, ...]:
    """All fixes at the place and accuracy of the first, as a fixed or a frozen receiver gives them."""
    first = fixes[0]
    return tuple(replace(fix, place=first.place, accuracy_mm=first.accuracy_mm) for fix in fixes)

"""What stands around an act in the field, as the look-ups of every kind of act ask for it and read it."""

from collections.abc import Sequence
from typing import Any

from field_api.evidence.rules.checks.facts import OtherAct
from field_api.evidence.rules.checks.readings import fix_of
from field_api.evidence.rules.geodesy import E7, METRES_PER_DEGREE, Place

RECENT_ACTS = 20
"""How many acts before this one its accuracy is compared with."""
# A little more than any threshold of a cluster: the rules decide what is near.
_AROUND_METRES = 20
_MOST_AROUND = 200


def near(place: Place) -> dict[str, float]:
    """Twenty metres around a place in degrees, and how many acts there are asked for: more than any rule wants."""
    return {
        "latitude": place.latitude_e7 / E7,
        "longitude": place.longitude_e7 / E7,
        "degrees": _AROUND_METRES / METRES_PER_DEGREE,
        "most": _MOST_AROUND,
    }


def other_act(row: Sequence[Any]) -> OtherAct:
    """Another act of a row: id, household, latitude, longitude, accuracy, samples, end, whether by the same hand."""
    act_id, household_id, latitude, longitude, accuracy, samples, finished_at, same_hand = row
    fix = fix_of(latitude, longitude, accuracy, samples)
    if fix is None:
        raise ValueError("only acts with a position are asked for")
    return OtherAct(act_id, household_id, fix, finished_at, same_hand=bool(same_hand))

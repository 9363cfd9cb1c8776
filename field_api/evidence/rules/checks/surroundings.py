"""What stands around an act in the field, as the look-ups of every kind of act ask for it and read it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from field_api.evidence.rules.checks.facts import OtherAct
from field_api.evidence.rules.checks.readings import fix_of
from field_api.evidence.rules.geodesy import E7, METRES_PER_DEGREE, Place

RECENT_ACTS = 20
"""How many acts before this one its accuracy is compared with."""
MOST_AROUND = 200
"""How many acts around this one are asked for: more than any rule wants."""
# A little more than any threshold of a cluster: the rules decide what is near.
_AROUND_METRES = 20


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The acts around one, as `ActEvidence` holds them; accuracies in millimetres, that of the newest act first."""

    near_in_time: Sequence[OtherAct]
    around: Sequence[OtherAct]
    recent_accuracies_mm: Sequence[int]


def within_reach(place: Place | None) -> dict[str, float | None]:
    """Twenty metres around a place, in degrees; nothing lies around an act without a place."""
    return {
        "latitude": place.latitude_e7 / E7 if place else None,
        "longitude": place.longitude_e7 / E7 if place else None,
        "degrees": _AROUND_METRES / METRES_PER_DEGREE,
    }


def surroundings_of(rows: Iterable[Sequence[Any]]) -> Surroundings:
    """The surroundings in rows that begin with why each was found: `near_in_time`, `around` or `recent`.

    Id and accuracy follow; but for recent acts, where no more is asked, also household, latitude, longitude, the
    samples of the receiver (for those near in time), the end, and whether it was by the same hand.
    """
    found = defaultdict(list)
    for why, *act in rows:
        found[why].append(act)
    return Surroundings(
        near_in_time=[_other_act(act) for act in found["near_in_time"]],
        around=[_other_act(act) for act in found["around"]],
        recent_accuracies_mm=[accuracy for _, accuracy, *_ in sorted(found["recent"], reverse=True)],
    )


def _other_act(row: Sequence[Any]) -> OtherAct:
    act_id, accuracy, household_id, latitude, longitude, samples, finished_at, same_hand = row
    fix = fix_of(latitude, longitude, accuracy, samples)
    if fix is None:
        raise ValueError("only acts with a position are asked for")
    return OtherAct(act_id, household_id, fix, finished_at, same_hand=bool(same_hand))

"""Checks on one act among others: one point for many houses, many houses at one spot, speeds nobody reaches."""

from collections.abc import Iterator
from operator import itemgetter
from uuid import UUID

from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import ActEvidence, OtherAct, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import metres_between

# Five centimetres: no two fixes of a real receiver agree so well.
_SAME_POINT_E7 = 5
# A working day, whatever the zone.
_DAY_SECONDS = 12 * 3600


def partners_of(act: ActEvidence, limits: Thresholds) -> dict[str, frozenset[UUID]]:
    """By code, the other acts that a flag of this one is about: what it says holds for them as well.

    They came first and were checked before there was anything to see, so they want another look (evidence A5, rule 5:
    uploads arrive out of order).
    """
    at_one_spot = _at_one_spot(act, limits)
    found = {
        "point_shared": _at_the_same_point(act),
        "visits_clustered": at_one_spot,
        "hand_overs_clustered": at_one_spot,
        "speed_impossible": [other for other, _ in _too_fast_from(act, limits)],
    }
    return {code: frozenset(other.act_id for other in others) for code, others in found.items() if others}


def _at_the_same_point(act: ActEvidence) -> list[OtherAct]:
    if act.fix is None:
        return []
    here = act.fix.place
    return [
        other
        for other in act.around
        if abs(other.fix.place.latitude_e7 - here.latitude_e7) <= _SAME_POINT_E7
        and abs(other.fix.place.longitude_e7 - here.longitude_e7) <= _SAME_POINT_E7
    ]


def many_at_one_spot(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    """How many households, this one included, the same hand came to at this very spot; nothing for a few."""
    households = {other.household_id for other in _at_one_spot(act, limits)}
    if len(households) + 1 >= limits.cluster_households:
        yield {"households": len(households) + 1}


def _at_one_spot(act: ActEvidence, limits: Thresholds) -> list[OtherAct]:
    """Acts by the same hand at this very spot within a working day."""
    if act.fix is None:
        return []
    here = act.fix.place
    return [
        other
        for other in act.around
        if other.same_hand
        and abs((other.finished_at - act.finished_at).total_seconds()) < _DAY_SECONDS
        and metres_between(other.fix.place, here) * 10 <= limits.cluster_decimetres
    ]


def _too_fast_from(act: ActEvidence, limits: Thresholds) -> Iterator[tuple[OtherAct, dict[str, int]]]:
    """The neighbours in time from which nobody gets here, each with what was measured."""
    if act.fix is None:
        return
    for other in act.near_in_time:
        # A fix that is itself unsure by more than the distance asked about shows no movement.
        if max(act.fix.spread, other.fix.spread) > limits.speed_metres:
            continue
        apart = (act.fix.at or act.finished_at) - (other.fix.at or other.finished_at)
        seconds = max(1, abs(round(apart.total_seconds())))
        metres = metres_between(act.fix.place, other.fix.place) - act.fix.spread - other.fix.spread
        if metres > limits.speed_metres and metres > limits.speed_metres_per_second * seconds:
            yield other, {"metres": metres, "seconds": seconds, "km_h": metres * 36 // (seconds * 10)}


@check(
    "point_shared", Severity.ALARM, Place.POSITION,
    indonesian="Titik yang sama persis dipakai untuk {households} keluarga lain.",
    english="The very same point was sent for {households} other households.",
)  # fmt: skip
def point_shared(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    households = {other.household_id for other in _at_the_same_point(act)}
    if len(households) >= limits.shared_point_households:
        yield {"households": len(households)}


@check(
    "visits_clustered", Severity.DOUBT, Place.POSITION,
    indonesian="{households} keluarga dikunjungi dari satu tempat pada hari yang sama.",
    english="{households} households were visited from one spot on the same day.",
)  # fmt: skip
def visits_clustered(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    yield from many_at_one_spot(visit, limits)


@check(
    "speed_impossible", Severity.ALARM, Place.TIMES,
    indonesian="{metres} m dari tempat sebelum atau sesudahnya ditempuh dalam {seconds} detik ({km_h} km/jam).",
    english="{metres} m from the place before or after were covered in {seconds} s ({km_h} km/h).",
)  # fmt: skip
def speed_impossible(act: ActEvidence, limits: Thresholds) -> Iterator[Details]:
    fastest = max((found for _, found in _too_fast_from(act, limits)), key=itemgetter("km_h"), default=None)
    if fastest:
        yield fastest


OF_ANY_ACT: tuple[Check[ActEvidence], ...] = (point_shared, speed_impossible)
CHECKS: tuple[Check[VisitEvidence], ...] = (point_shared, visits_clustered, speed_impossible)

"""Checks on one visit among others: one point for many houses, many houses at one spot, speeds nobody reaches."""

from collections.abc import Iterator
from operator import itemgetter
from uuid import UUID

from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import OtherVisit, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import metres_between

# Five centimetres: no two fixes of a real receiver agree so well.
_SAME_POINT_E7 = 5
# A working day, whatever the zone.
_DAY_SECONDS = 12 * 3600


def partners_of(visit: VisitEvidence, limits: Thresholds) -> dict[str, frozenset[UUID]]:
    """By code, the other visits that a flag of this one is about: what it says holds for them as well.

    They came first and were checked before there was anything to see, so they want another look (evidence A5, rule 5:
    uploads arrive out of order).
    """
    found = {
        "point_shared": _at_the_same_point(visit),
        "visits_clustered": _at_one_spot(visit, limits),
        "speed_impossible": [other for other, _ in _too_fast_from(visit, limits)],
    }
    return {code: frozenset(other.visit_id for other in others) for code, others in found.items() if others}


def _at_the_same_point(visit: VisitEvidence) -> list[OtherVisit]:
    if visit.fix is None:
        return []
    here = visit.fix.place
    return [
        other
        for other in visit.around
        if abs(other.fix.place.latitude_e7 - here.latitude_e7) <= _SAME_POINT_E7
        and abs(other.fix.place.longitude_e7 - here.longitude_e7) <= _SAME_POINT_E7
    ]


def _at_one_spot(visit: VisitEvidence, limits: Thresholds) -> list[OtherVisit]:
    if visit.fix is None:
        return []
    here = visit.fix.place
    return [
        other
        for other in visit.around
        if other.same_hand
        and abs((other.finished_at - visit.finished_at).total_seconds()) < _DAY_SECONDS
        and metres_between(other.fix.place, here) * 10 <= limits.cluster_decimetres
    ]


def _too_fast_from(visit: VisitEvidence, limits: Thresholds) -> Iterator[tuple[OtherVisit, dict[str, int]]]:
    """The neighbours in time from which nobody gets here, each with what was measured."""
    if visit.fix is None:
        return
    for other in visit.near_in_time:
        # A fix that is itself unsure by more than the distance asked about shows no movement.
        if max(visit.fix.spread, other.fix.spread) > limits.speed_metres:
            continue
        apart = (visit.fix.at or visit.finished_at) - (other.fix.at or other.finished_at)
        seconds = max(1, abs(round(apart.total_seconds())))
        metres = metres_between(visit.fix.place, other.fix.place) - visit.fix.spread - other.fix.spread
        if metres > limits.speed_metres and metres > limits.speed_metres_per_second * seconds:
            yield other, {"metres": metres, "seconds": seconds, "km_h": metres * 36 // (seconds * 10)}


@check(
    "point_shared", Severity.ALARM, Place.POSITION,
    indonesian="Titik yang sama persis dipakai untuk {households} keluarga lain.",
    english="The very same point was sent for {households} other households.",
)  # fmt: skip
def point_shared(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    households = {other.household_id for other in _at_the_same_point(visit)}
    if len(households) >= limits.shared_point_households:
        yield {"households": len(households)}


@check(
    "visits_clustered", Severity.DOUBT, Place.POSITION,
    indonesian="{households} keluarga dikunjungi dari satu tempat pada hari yang sama.",
    english="{households} households were visited from one spot on the same day.",
)  # fmt: skip
def visits_clustered(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    near = {other.household_id for other in _at_one_spot(visit, limits)}
    if len(near) + 1 >= limits.cluster_households:
        yield {"households": len(near) + 1}


@check(
    "speed_impossible", Severity.ALARM, Place.TIMES,
    indonesian="{metres} m dari kunjungan lain ditempuh dalam {seconds} detik ({km_h} km/jam).",
    english="{metres} m from another visit were covered in {seconds} s ({km_h} km/h).",
)  # fmt: skip
def speed_impossible(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    fastest = max((found for _, found in _too_fast_from(visit, limits)), key=itemgetter("km_h"), default=None)
    if fastest:
        yield fastest


CHECKS: tuple[Check, ...] = (point_shared, visits_clustered, speed_impossible)

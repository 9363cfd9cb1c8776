"""Checks on one visit among others: one point for many houses, many houses at one spot, speeds nobody reaches."""

from collections.abc import Iterator

from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import metres_between

# Five centimetres: no two fixes of a real receiver agree so well.
_SAME_POINT_E7 = 5
# A working day, whatever the zone.
_DAY_SECONDS = 12 * 3600


@check(
    "point_shared", Severity.ALARM, Place.POSITION,
    indonesian="Titik yang sama persis dipakai untuk {households} keluarga lain.",
    english="The very same point was sent for {households} other households.",
)  # fmt: skip
def point_shared(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    if visit.fix is None:
        return
    here = visit.fix.place
    households = {
        other.household_id
        for other in visit.around
        if abs(other.fix.place.latitude_e7 - here.latitude_e7) <= _SAME_POINT_E7
        and abs(other.fix.place.longitude_e7 - here.longitude_e7) <= _SAME_POINT_E7
    }
    if len(households) >= limits.shared_point_households:
        yield {"households": len(households)}


@check(
    "visits_clustered", Severity.DOUBT, Place.POSITION,
    indonesian="{households} keluarga dikunjungi dari satu tempat pada hari yang sama.",
    english="{households} households were visited from one spot on the same day.",
)  # fmt: skip
def visits_clustered(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    if visit.fix is None:
        return
    near = {
        other.household_id
        for other in visit.around
        if other.same_hand
        and abs((other.finished_at - visit.finished_at).total_seconds()) < _DAY_SECONDS
        and metres_between(other.fix.place, visit.fix.place) * 10 <= limits.cluster_decimetres
    }
    if len(near) + 1 >= limits.cluster_households:
        yield {"households": len(near) + 1}


@check(
    "speed_impossible", Severity.ALARM, Place.TIMES,
    indonesian="{metres} m dari kunjungan lain ditempuh dalam {seconds} detik ({km_h} km/jam).",
    english="{metres} m from another visit were covered in {seconds} s ({km_h} km/h).",
)  # fmt: skip
def speed_impossible(visit: VisitEvidence, limits: Thresholds) -> Iterator[Details]:
    if visit.fix is None:
        return
    fastest: dict[str, int] = {}
    for other in visit.near_in_time:
        apart = (visit.fix.at or visit.finished_at) - (other.fix.at or other.finished_at)
        seconds = max(1, abs(round(apart.total_seconds())))
        spread = ((visit.fix.accuracy_mm or 0) + (other.fix.accuracy_mm or 0)) // 1000
        metres = metres_between(visit.fix.place, other.fix.place) - spread
        if metres > limits.speed_metres and metres > limits.speed_metres_per_second * seconds:
            found = {"metres": metres, "seconds": seconds, "km_h": metres * 36 // (seconds * 10)}
            fastest = max(fastest or found, found, key=lambda each: each["km_h"])
    if fastest:
        yield fastest


CHECKS: tuple[Check, ...] = (point_shared, visits_clustered, speed_impossible)

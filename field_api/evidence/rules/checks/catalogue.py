"""All checks in the order in which their flags are shown, and the one call that puts a visit to them."""

from collections.abc import Mapping

from field_api.evidence.rules.checks import answers, arrival, members, movement, photos, position, times
from field_api.evidence.rules.checks.check import Check, Flag
from field_api.evidence.rules.checks.facts import VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds

CHECKS_VERSION = 2
"""Raise it whenever the same evidence would give other flags."""

CHECKS: Mapping[str, Check] = {
    check.code: check
    for module in (photos, position, movement, times, answers, members, arrival)
    for check in module.CHECKS
}


def flags_on(visit: VisitEvidence, limits: Thresholds) -> tuple[Flag, ...]:
    """Every flag of a visit; an honest, careful one has none (evidence A3 to A5)."""
    return tuple(flag for check in CHECKS.values() for flag in check.flags(visit, limits))

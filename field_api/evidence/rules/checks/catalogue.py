"""All checks in the order in which their flags are shown, and the one call that puts an act in the field to them."""

from collections.abc import Mapping
from typing import Any

from field_api.evidence.rules.checks import answers, arrival, hand_overs, members, movement, photos, position, times
from field_api.evidence.rules.checks.check import Act_contra, Check, Flag
from field_api.evidence.rules.checks.facts import HandOverEvidence, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds

CHECKS_VERSION = 5
"""Raise it whenever the same evidence would give other flags."""

OF_VISITS: Mapping[str, Check[VisitEvidence]] = {
    check.code: check
    for module in (photos, position, movement, times, answers, members, arrival)
    for check in module.CHECKS
}
OF_HAND_OVERS: Mapping[str, Check[HandOverEvidence]] = {check.code: check for check in hand_overs.CHECKS}
CHECKS: Mapping[str, Check[Any]] = {**OF_VISITS, **OF_HAND_OVERS}
"""Every check by its code, which means the same wherever it stands."""
LOOKED_AT: Mapping[str, Mapping[str, Check[Any]]] = {"visit": OF_VISITS, "hand_over": OF_HAND_OVERS}


def flags_on(visit: VisitEvidence, limits: Thresholds) -> tuple[Flag, ...]:
    """Every flag of a visit; an honest, careful one has none (evidence A3 to A5)."""
    return _flags(OF_VISITS, visit, limits)


def flags_on_hand_over(hand_over: HandOverEvidence, limits: Thresholds) -> tuple[Flag, ...]:
    """Every flag of a hand-over, delivered or not; an honest, careful one has none."""
    return _flags(OF_HAND_OVERS, hand_over, limits)


def _flags(checks: Mapping[str, Check[Act_contra]], act: Act_contra, limits: Thresholds) -> tuple[Flag, ...]:
    return tuple(flag for check in checks.values() for flag in check.flags(act, limits))

"""How often decisions are wrong, estimated from the sample: per group and kind of second look, each with its interval.

A wrong inclusion is an accepted household that the second look calls not eligible, a wrong exclusion a rejected one
that it calls eligible. The shares of a sample may change with the day and the area, so each look counts for as many
decisions as it stands for (1 / share); within one share that is the plain proportion.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from field_api.areas.rules.zones import WIB
from field_api.errors import FieldProblem, InvalidInput
from field_api.review.rules.intervals import wilson_interval
from field_api.review.rules.sampling import Finding, SampleKind

_MONTHS = 12
_PERIOD = re.compile(r"(?P<year>20[0-9]{2})(-(?P<month>0[1-9]|1[0-2]))?")


class PeriodInvalid(InvalidInput):
    """Neither a year nor a month."""

    code = "period_invalid"


class Grouping(StrEnum):
    """By what the estimates are told apart."""

    AREA = "area"
    VERIFIER = "verifier"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share of decisions: `part` of `whole` looks say so, `value` is weighted, `low` to `high` its interval.

    `weighted` tells that the looks stand for unequal numbers of decisions, so that part / whole is not the value.
    """

    part: int
    whole: int
    value: float | None
    low: float
    high: float
    weighted: bool

    def to_json(self) -> dict[str, Any]:
        return {
            "part": self.part,
            "whole": self.whole,
            "value": None if self.value is None else round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "weighted": self.weighted,
        }


def estimate(looks: Sequence[tuple[int, bool]]) -> Estimate:
    """The share of decisions for which something holds, from looks of (share of the draw in permille, whether it holds).

    The weighted mean of Hájek (1971); its interval is Wilson's on the effective size of Kish (1965), (Σw)² / Σw².
    """
    weights = [1000 / permille for permille, _ in looks]
    part = sum(holds for _, holds in looks)
    if not looks:
        return Estimate(0, 0, None, 0.0, 1.0, weighted=False)
    if len(set(weights)) == 1:
        low, high = wilson_interval(part / len(looks), len(looks))
        return Estimate(part, len(looks), part / len(looks), low, high, weighted=False)
    value = sum(weight for weight, (_, holds) in zip(weights, looks, strict=True) if holds) / sum(weights)
    low, high = wilson_interval(value, sum(weights) ** 2 / sum(weight**2 for weight in weights))
    return Estimate(part, len(looks), value, low, high, weighted=True)


@dataclass(frozen=True, slots=True)
class SampledDecision:
    """A decision that was drawn: with which share, what was decided, and what the second look says, None as yet."""

    group: str
    kind: SampleKind
    permille: int
    accepted: bool
    recommendation: str | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Quality:
    """What the sample says of one group by one kind of second look.

    `decisions` are all on visits without a doubt, drawn or not. `recommendation_differs` is the first verifier's word
    against the second look, where both say eligible or not.
    """

    group: str
    kind: SampleKind
    decisions: int
    drawn: int
    answered: int
    cannot_tell: int
    wrong_inclusion: Estimate
    wrong_exclusion: Estimate
    recommendation_differs: Estimate


def qualities(decisions: Mapping[str, int], sample: Iterable[SampledDecision]) -> list[Quality]:
    """One row for each group and kind of second look, in the order of groups; `decisions` counts them by group."""
    found: dict[tuple[str, SampleKind], list[SampledDecision]] = {
        (group, kind): [] for group in decisions for kind in SampleKind
    }
    for each in sample:
        found.setdefault((each.group, each.kind), []).append(each)
    return [
        _quality(group, kind, decisions.get(group, 0), drawn)
        for (group, kind), drawn in sorted(
            found.items(), key=lambda item: (item[0][0], item[0][1] != SampleKind.SECOND_REVIEW)
        )
    ]


def _quality(group: str, kind: SampleKind, decisions: int, drawn: Sequence[SampledDecision]) -> Quality:
    answered = [each for each in drawn if each.finding is not None]
    told = [each for each in answered if each.finding is not Finding.CANNOT_TELL]
    spoken = [each for each in told if each.recommendation in {Finding.ELIGIBLE, Finding.NOT_ELIGIBLE}]
    return Quality(
        group=group,
        kind=kind,
        decisions=decisions,
        drawn=len(drawn),
        answered=len(answered),
        cannot_tell=len(answered) - len(told),
        wrong_inclusion=estimate(
            [(each.permille, each.finding is Finding.NOT_ELIGIBLE) for each in told if each.accepted]
        ),
        wrong_exclusion=estimate(
            [(each.permille, each.finding is Finding.ELIGIBLE) for each in told if not each.accepted]
        ),
        recommendation_differs=estimate([(each.permille, each.recommendation != each.finding) for each in spoken]),
    )


def area_group(area_code: str, *, below: str) -> str:
    """The part of a code that is one level deeper than the area `below` ("" the country); a shorter code stays whole."""
    depth = len(below.split(".")) + 1 if below else 1
    return ".".join(area_code.split(".")[:depth])


def period_of(text: str) -> tuple[datetime, datetime]:
    """First moment and the one after the last of "2026" or "2026-03", by the clocks of the west (WIB).

    Raises `PeriodInvalid`.
    """
    found = _PERIOD.fullmatch(text)
    if found is None:
        problem = FieldProblem(
            "/period", "period_invalid", "This is neither a year nor a month.", "Write 2026 or 2026-03."
        )
        raise PeriodInvalid("The period cannot be read.", problems=[problem])
    year, month = int(found["year"]), int(found["month"] or 1)
    last = month if found["month"] else _MONTHS
    return datetime(year, month, 1, tzinfo=WIB), datetime(year + last // _MONTHS, last % _MONTHS + 1, 1, tzinfo=WIB)

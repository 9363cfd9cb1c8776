"""What the checks are worth against the truth: per check, for the whole weight, and for the order of the queue. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from field_api.evidence.rules.checks.catalogue import CHECKS
from field_api.evidence.rules.checks.check import WEIGHTS
from field_api.review.rules.intervals import Share
from field_api.simulation.figures import Gain, gains
from field_api.simulation.habits import LOOKS_FOR
from field_api.simulation.observed import EVERYWHERE, Seen, in_order

CAVEAT = (
    "The truth was invented by those who wrote the checks, so the figures show that the product does what was meant,"
    " not how often it is right in the field; precision also depends on the invented share of fraud."
)


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """One check. `precision`: of what it flagged, how much deceives; `recall`: of what it looks for, how much it flagged.

    `right` counts flags on visits with a cause that this very check looks for; `alarms` are flags on honest visits by
    group.
    """

    code: str
    severity: str
    precision: Share
    right: Share
    recall: Share | None
    alarms: Mapping[str, Share]

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity,
            "precision": self.precision.to_json(),
            "right": self.right.to_json(),
            "recall": self.recall.to_json() if self.recall else None,
            "false_alarms": {group: share.to_json() for group, share in self.alarms.items()},
        }


@dataclass(frozen=True, slots=True)
class WeightFigures:
    """All visits that weigh at least so much, beside the labels."""

    at_least: int
    precision: Share
    recall: Share
    false_alarms: Share

    def to_json(self) -> dict[str, Any]:
        shares = {"precision": self.precision, "recall": self.recall, "false_alarms": self.false_alarms}
        return {"at_least": self.at_least} | {name: share.to_json() for name, share in shares.items()}


@dataclass(frozen=True, slots=True)
class Report:
    """The comparison as a whole; `caught` says of each cause how much of it got any flag but a note."""

    visits: int
    frauds: int
    checks: Sequence[CheckFigures]
    weights: Sequence[WeightFigures]
    gains: Sequence[Gain]
    caught: Mapping[str, Share]
    caveat: str = CAVEAT

    def to_json(self) -> dict[str, Any]:
        return {
            "caveat": self.caveat,
            "visits": self.visits,
            "frauds": self.frauds,
            "checks": [check.to_json() for check in self.checks],
            "weight": [weight.to_json() for weight in self.weights],
            "queue": [gain.to_json() for gain in self.gains],
            "caught_by_cause": {cause: share.to_json() for cause, share in self.caught.items()},
        }


def compare(seen: Sequence[Seen], looks_for: Mapping[str, frozenset[Any]] = LOOKS_FOR, caveat: str = CAVEAT) -> Report:
    """Put what was flagged beside the labels; `looks_for` names the causes that each check was written for."""
    wanted = {code: frozenset(str(cause) for cause in causes) for code, causes in looks_for.items()}
    checks = [_check(code, seen, wanted.get(code)) for code in CHECKS if code not in EVERYWHERE]
    # What only has notes is no reason to look twice.
    doubtful = min(weight for weight in WEIGHTS.values() if weight > 1)
    return Report(
        visits=len(seen),
        frauds=sum(each.fraud for each in seen),
        checks=[check for check in checks if check.recall is not None or check.precision.whole],
        weights=[_weight(least, seen) for least in sorted(WEIGHTS.values())],
        gains=gains([each.fraud for each in in_order(seen)]),
        caught=_caught(seen, doubtful),
        caveat=caveat,
    )


def _check(code: str, seen: Sequence[Seen], wanted: frozenset[str] | None) -> CheckFigures:
    flagged = [each for each in seen if code in each.flags]
    caused = [each for each in seen if wanted and each.causes & wanted]
    honest = Counter(each.group for each in seen if not each.fraud)
    alarms = Counter(each.group for each in flagged if not each.fraud)
    return CheckFigures(
        code=code,
        severity=CHECKS[code].severity.value,
        precision=Share(sum(each.fraud for each in flagged), len(flagged)),
        right=Share(sum(bool(wanted and each.causes & wanted) for each in flagged), len(flagged)),
        recall=Share(sum(code in each.flags for each in caused), len(caused)) if wanted else None,
        alarms={group: Share(count, honest[group]) for group, count in sorted(alarms.items())},
    )


def _weight(least: int, seen: Sequence[Seen]) -> WeightFigures:
    heavy = [each for each in seen if each.weight >= least]
    right = sum(each.fraud for each in heavy)
    frauds = sum(each.fraud for each in seen)
    return WeightFigures(
        at_least=least,
        precision=Share(right, len(heavy)),
        recall=Share(right, frauds),
        false_alarms=Share(len(heavy) - right, len(seen) - frauds),
    )


def _caught(seen: Sequence[Seen], least: int) -> dict[str, Share]:
    """Of each cause, how many visits weigh at least so much."""
    with_cause = {cause: [each for each in seen if cause in each.causes] for each in seen for cause in each.causes}
    return {
        cause: Share(sum(each.weight >= least for each in visits), len(visits))
        for cause, visits in sorted(with_cause.items())
    }


def lines_of(report: Report) -> Iterator[str]:
    """The report for a terminal."""
    yield f"{report.visits} visits, {report.frauds} of them deceive. 95 % intervals in brackets."
    yield ""
    yield f"{'check':<24} {'flags that deceive':<24} {'found of what it looks for':<28} honest ones it flagged"
    for check in report.checks:
        recall = "nothing simulated" if check.recall is None or not check.recall.whole else str(check.recall)
        alarms = ", ".join(f"{group} {share.part}/{share.whole}" for group, share in check.alarms.items()) or "none"
        yield f"{check.code:<24} {check.precision!s:<24} {recall:<28} {alarms}"
    yield ""
    yield f"{'weight':<24} {'of these deceive':<24} {'of the deceiving':<28} of the honest"
    for weight in report.weights:
        name = f"{weight.at_least} or more"
        yield f"{name:<24} {weight.precision!s:<24} {weight.recall!s:<28} {weight.false_alarms}"
    yield ""
    for gain in report.gains:
        over = "nothing to find" if gain.over_chance is None else f"{gain.over_chance:.1f} times chance"
        yield f"the first {100 * (gain.first.value or 0):.0f} % of the queue hold {gain.found} of the deceiving: {over}"
    yield ""
    yield "weighs as much as a doubt: " + "; ".join(
        f"{cause} {share.part}/{share.whole}" for cause, share in report.caught.items()
    )
    silent = [check.code for check in report.checks if check.recall and check.recall.whole and not check.recall.part]
    if silent:
        yield f"Checks that found nothing of what they look for: {', '.join(silent)}."
    yield report.caveat

"""How an instrument turns criteria or points into an outcome: by count, by any, or by points and tables.

Methods are never merged: two instruments may call one household by two names, and both names are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from field_api.evidence.rules.instruments.conditions import ITEM_CODE, OPTION_CODE
from field_api.evidence.rules.instruments.document_parts import Part

OUTCOME_CODE = r"[a-z][a-z_]*"
LIKELIHOOD = r"[0-9](?:\.[0-9]+)?(?:e-[0-9]{2})?"


@dataclass(frozen=True, slots=True)
class CountScoring:
    """The outcome is `reached` when at least `threshold` criteria are met."""

    threshold: int
    reached: str
    otherwise: str
    method: str = "count"


@dataclass(frozen=True, slots=True)
class AnyScoring:
    """One criterion is enough; a decisive one gives an outcome of its own.

    `verified` is false when the text of the regulation was not at hand to confirm how criteria combine.
    """

    decisive: tuple[str, ...]
    decided: str
    reached: str
    otherwise: str
    verified: bool
    method: str = "any"


@dataclass(frozen=True, slots=True)
class PovertyLine:
    """Points per item and option, and the likelihood of being below the line by score from 0.

    Likelihoods stay the decimal texts of their publisher, for what is signed holds no floats.
    """

    code: str
    points: Mapping[str, Mapping[str, int]]
    likelihoods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointsScoring:
    lines: tuple[PovertyLine, ...]
    method: str = "points"


Scoring = CountScoring | AnyScoring | PointsScoring


def read_scoring(part: Part) -> Scoring:
    """Read the scoring of an instrument; a fault is noted in the part."""
    method = part.members().get("method", part.child("method", None)).choice(("count", "any", "points"))
    if method == "points":
        lines = part.fields(("method", "lines"))["lines"].elements(least=1)
        return PointsScoring(tuple(_read_line(line) for line in lines))
    if method == "any":
        members = part.fields(("method", "decisive", "verified", "outcomes"))
        outcomes = members["outcomes"].fields(("decided", "reached", "otherwise"))
        return AnyScoring(
            decisive=members["decisive"].texts(),
            verified=members["verified"].boolean(),
            **{name: outcome.text(OUTCOME_CODE) for name, outcome in outcomes.items()},
        )
    members = part.fields(("method", "threshold", "outcomes"))
    outcomes = members["outcomes"].fields(("reached", "otherwise"))
    return CountScoring(
        threshold=members["threshold"].integer(least=1),
        **{name: outcome.text(OUTCOME_CODE) for name, outcome in outcomes.items()},
    )


def _read_line(part: Part) -> PovertyLine:
    members = part.fields(("code", "points", "likelihoods"))
    points: dict[str, dict[str, int]] = {}
    for item, options in members["points"].members().items():
        options.child(item, item).text(ITEM_CODE)
        points[item] = {code: number.integer(least=0) for code, number in options.members().items()}
        for code in points[item]:
            options.child(code, code).text(OPTION_CODE)
    return PovertyLine(
        code=members["code"].text(),
        points=points,
        likelihoods=tuple(each.text(LIKELIHOOD) for each in members["likelihoods"].elements(least=1)),
    )

"""What an instrument says about the answers of one household.

Refuses to guess: a criterion whose answers are missing is neither met nor unmet, and the outcome is
"undetermined" as long as the missing answers could still change it. An outcome supports a decision and never
makes one (A1, A2).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from field_api.evidence.rules.instruments.answers import known_facts
from field_api.evidence.rules.instruments.conditions import Facts
from field_api.evidence.rules.instruments.instrument import Instrument
from field_api.evidence.rules.instruments.items import Item
from field_api.evidence.rules.instruments.scoring_methods import AnyScoring, CountScoring, PointsScoring, PovertyLine

UNDETERMINED = "undetermined"
SCORED = "scored"
SCORE_ABOVE_TABLE = "SCORE_ABOVE_TABLE"


@dataclass(frozen=True, slots=True)
class LineResult:
    """Score and likelihood of being below one poverty line; above its table there is a remark instead."""

    line: str
    score: int
    likelihood: str | None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The judgement of one version of one instrument.

    `score` counts criteria met, or holds the points of the first poverty line. `disputed` are criteria that
    the other reading of the sources would decide differently. `reading_verified` is false where it is not
    certain how the regulation combines its criteria.
    """

    instrument: str
    method: str
    outcome: str
    score: int | None
    met: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    lines: tuple[LineResult, ...] = ()
    reading_verified: bool = True

    def to_json(self) -> dict[str, object]:
        """JSON values only, and no floats: likelihoods are decimal texts, so the result can be signed."""
        listed = ("met", "undetermined", "disputed", "missing", "lines")
        document: dict[str, object] = asdict(self)
        return document | {name: [_plain(each) for each in getattr(self, name)] for name in listed}


def evaluate(instrument: Instrument, answers: Mapping[str, object]) -> Evaluation:
    """Judge the answers of one household; wrong and superfluous answers count as not given."""
    facts = known_facts(instrument, answers)
    missing = tuple(
        item.code for item in instrument.items if item.unit == "household" and item.required and _is_open(item, facts)
    )
    if isinstance(instrument.scoring, PointsScoring):
        return _by_points(instrument, instrument.scoring, facts, missing)
    truths = {criterion.code: criterion.when.holds(facts) for criterion in instrument.criteria}
    met = tuple(code for code, truth in truths.items() if truth)
    disputed = tuple(
        criterion.code
        for criterion in instrument.criteria
        if criterion.alternative and criterion.alternative.when.holds(facts) is not truths[criterion.code]
    )
    return Evaluation(
        instrument=instrument.identity,
        method=instrument.scoring.method,
        outcome=_outcome(instrument.scoring, truths),
        score=len(met),
        met=met,
        undetermined=tuple(code for code, truth in truths.items() if truth is None),
        disputed=disputed,
        missing=missing,
        reading_verified=not isinstance(instrument.scoring, AnyScoring) or instrument.scoring.verified,
    )


def _is_open(item: Item, facts: Facts) -> bool:
    """Whether the item is asked, or may still turn out to be, and has no answer that counts."""
    return item.code not in facts.values and item.code not in facts.not_asked


def _outcome(scoring: CountScoring | AnyScoring, truths: Mapping[str, bool | None]) -> str:
    """The outcome, once no missing answer can change it any more."""
    met = sum(truth is True for truth in truths.values())
    unknown = sum(truth is None for truth in truths.values())
    if isinstance(scoring, CountScoring):
        if met >= scoring.threshold:
            return scoring.reached
        return UNDETERMINED if met + unknown >= scoring.threshold else scoring.otherwise
    decisive = [truths[code] for code in scoring.decisive]
    if True in decisive:
        return scoring.decided
    if None in decisive:
        return UNDETERMINED
    if met:
        return scoring.reached
    return UNDETERMINED if unknown else scoring.otherwise


def _by_points(instrument: Instrument, scoring: PointsScoring, facts: Facts, missing: tuple[str, ...]) -> Evaluation:
    """Points are only added up when every scored question is answered; a partial sum says nothing."""
    scored = {code for line in scoring.lines for code in line.points}
    complete = scored <= facts.values.keys()
    lines = tuple(_line_results(scoring.lines, facts)) if complete else ()
    return Evaluation(
        instrument=instrument.identity,
        method=scoring.method,
        outcome=SCORED if complete else UNDETERMINED,
        score=lines[0].score if lines else None,
        missing=missing,
        lines=lines,
    )


def _line_results(lines: Sequence[PovertyLine], facts: Facts) -> Iterator[LineResult]:
    for line in lines:
        score = sum(points[str(facts.values[code])] for code, points in line.points.items())
        if score < len(line.likelihoods):
            yield LineResult(line.code, score, line.likelihoods[score])
        else:
            yield LineResult(line.code, score, None, SCORE_ABOVE_TABLE)


def _plain(value: object) -> object:
    return asdict(value) if isinstance(value, LineResult) else value

"""What a check is: a question put to the evidence of one act in the field, and the flags that answer it.

A check never refuses and never decides (evidence A5): its flags stand beside the evidence in the review and order the
queue. A code never changes its meaning, for it is stored with the act.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from field_api.evidence.rules.checks.facts import ActEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.instruments.items import Text

# What was measured, in whole numbers and codes: {"metres": 640, "photo": 2}. Nothing that says who or where.
Details = Mapping[str, int | str]
# A check of what all acts have is also one of visits: it takes any act.
Act_contra = TypeVar("Act_contra", bound=ActEvidence, contravariant=True)
Finding = Callable[[Act_contra, Thresholds], Iterator[Details]]


class Severity(StrEnum):
    """`note`: good to know. `doubt`: look at it. `alarm`: hard to explain by an honest act."""

    NOTE = "note"
    DOUBT = "doubt"
    ALARM = "alarm"


# One alarm outweighs a handful of doubts: the queue begins with what is hardest to explain.
WEIGHTS: Mapping[Severity, int] = {Severity.NOTE: 1, Severity.DOUBT: 4, Severity.ALARM: 20}


class Place(StrEnum):
    """Beside which part of the case, or of the hand-over, the flag is shown."""

    POSITION = "position"
    PHOTOS = "photos"
    TIMES = "times"
    ANSWERS = "answers"
    MEMBERS = "members"
    ASSIGNMENT = "assignment"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True)
class Flag:
    """One answer of a check about one act."""

    code: str
    severity: Severity
    details: Details = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return {"code": self.code, "severity": self.severity.value, "details": dict(self.details)}


@dataclass(frozen=True, slots=True)
class Check(Generic[Act_contra]):
    """A check: `words` may name details in braces, such as "{metres} m"."""

    code: str
    severity: Severity
    place: Place
    words: Text
    find: Finding[Act_contra]

    def flags(self, act: Act_contra, limits: Thresholds) -> Iterator[Flag]:
        """The flags of an act, none when nothing is wrong or what is needed to tell is not there."""
        for details in self.find(act, limits):
            yield Flag(self.code, self.severity, details)

    def explain(self, details: Details, language: str) -> str:
        """The words in "id" or "en", with what was measured."""
        return self.words.in_language(language).format_map(details)


def check(
    code: str, severity: Severity, place: Place, *, indonesian: str, english: str
) -> Callable[[Finding[Act_contra]], Check[Act_contra]]:
    """Make a check of a generator that yields the details of each flag."""
    return lambda find: Check(code, severity, place, Text(indonesian, english), find)


def weight_of(flags: Iterable[Flag]) -> int:
    """How urgently a reviewer should look: every code counts once, however many photos it concerns."""
    severities = {flag.code: flag.severity for flag in flags}
    return sum(WEIGHTS[severity] for severity in severities.values())

"""Instruments: versioned sets of questions, criteria and scoring that judge a household, as data.

An instrument is a JSON document; a visit keeps the version that judged it, and a rule that changes becomes a
new version. Answers are kept by item code. Two instruments share a code only where the question, its type and
its options are truly the same (`conflicting_items` finds where they are not), so one visit answers both;
everything else carries its instrument's prefix, such as `bps14.meals_per_day`. What differs between them is
the conclusion: 450 VA is electric light for BPS-14 and a sign of poverty for Kepmensos 262/2022.

Refuses: unknown keys, references to items or options that do not exist, a skip rule that looks ahead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from field_api.errors import FieldProblem, InvalidInput
from field_api.evidence.rules.instruments.conditions import (
    OPTION_CODE,
    Compares,
    Condition,
    Is,
    OneOf,
    leaves,
    read_condition,
)
from field_api.evidence.rules.instruments.document_parts import Part
from field_api.evidence.rules.instruments.items import PHOTO_KIND, Item, Text
from field_api.evidence.rules.instruments.scoring_methods import (
    AnyScoring,
    CountScoring,
    PointsScoring,
    Scoring,
    read_scoring,
)


class InvalidInstrument(InvalidInput):
    """The document is no instrument; `problems` name each fault by its JSON pointer."""

    code = "instrument_invalid"
    title = "The instrument document is not valid"

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        found = tuple(problems)
        listed = "; ".join(f"{each.pointer}: {each.detail}" for each in found[:5])
        super().__init__(f"{len(found)} faults: {listed}", problems=found)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a criterion in sources that disagree; shown beside the outcome, never counted."""

    when: Condition
    note: str


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    label: Text
    when: Condition
    alternative: Alternative | None = None

    @classmethod
    def read(cls, part: Part) -> Self:
        members = part.fields(("code", "label", "when"), ("alternative",))
        alternative = None
        if "alternative" in members:
            reading = members["alternative"].fields(("when", "note"))
            alternative = Alternative(read_condition(reading["when"]), reading["note"].text())
        return cls(
            code=members["code"].text(OPTION_CODE),
            label=Text.read(members["label"]),
            when=read_condition(members["when"]),
            alternative=alternative,
        )


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt or a decision about the instrument, with the place it concerns and its source."""

    about: str
    text: str

    @classmethod
    def read(cls, part: Part) -> Self:
        members = part.fields(("about", "text"))
        return cls(members["about"].text(), members["text"].text())


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one set of criteria."""

    code: str
    version: str
    title: Text
    legal_basis: str
    valid_from: date
    items: tuple[Item, ...]
    criteria: tuple[Criterion, ...]
    scoring: Scoring
    required_photo_kinds: tuple[str, ...] = ()
    licence: str | None = None
    notes: tuple[Note, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> Self:
        """Read a whole document. Raises InvalidInstrument with every fault found, by JSON pointer."""
        part = Part(document)
        members = part.fields(
            ("code", "version", "title", "legal_basis", "valid_from", "items", "criteria", "scoring"),
            ("required_photo_kinds", "licence", "notes"),
        )
        kinds = members.get("required_photo_kinds")
        instrument = cls(
            code=members["code"].text(r"[a-z0-9][a-z0-9-]*"),
            version=members["version"].text(r"[0-9a-z][0-9a-z.-]*"),
            title=Text.read(members["title"]),
            legal_basis=members["legal_basis"].text(),
            valid_from=members["valid_from"].date(),
            items=tuple(Item.read(each) for each in members["items"].elements(least=1)),
            criteria=tuple(Criterion.read(each) for each in members["criteria"].elements()),
            scoring=read_scoring(members["scoring"]),
            required_photo_kinds=kinds.texts(PHOTO_KIND) if kinds else (),
            licence=members["licence"].text() if "licence" in members else None,
            notes=tuple(Note.read(each) for each in members["notes"].elements()) if "notes" in members else (),
        )
        problems = part.problems or list(reference_problems(instrument))
        if problems:
            raise InvalidInstrument(problems)
        return instrument

    @property
    def identity(self) -> str:
        """The name a visit keeps, such as `bps-14@2005`."""
        return f"{self.code}@{self.version}"

    def items_by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}


def conflicting_items(instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """Item codes that two instruments share without meaning the same; there must be none."""
    seen: dict[str, Item] = {}
    found = set()
    for instrument in instruments:
        for item in instrument.items:
            if seen.setdefault(item.code, item).meaning() != item.meaning():
                found.add(item.code)
    return tuple(sorted(found))


def reference_problems(instrument: Instrument) -> Iterator[FieldProblem]:
    """Faults between the parts of a document: doubled codes, names of things that do not exist."""
    for name, codes in (
        ("items", [item.code for item in instrument.items]),
        ("criteria", [criterion.code for criterion in instrument.criteria]),
    ):
        if len(set(codes)) != len(codes):
            yield FieldProblem(f"/{name}", "duplicate", "a code stands twice")
    household = {item.code: item for item in instrument.items if item.unit == "household"}
    yield from _skip_rule_problems(instrument.items)
    for place, criterion in enumerate(instrument.criteria):
        yield from _condition_problems(f"/criteria/{place}/when", criterion.when, household)
        if criterion.alternative is not None:
            pointer = f"/criteria/{place}/alternative/when"
            yield from _condition_problems(pointer, criterion.alternative.when, household)
    yield from _scoring_problems(instrument, household)


def _skip_rule_problems(items: Iterable[Item]) -> Iterator[FieldProblem]:
    """A skip rule may look back only, and at its own unit, so that asking never goes in circles."""
    earlier: dict[str, Item] = {}
    for place, item in enumerate(items):
        if len(item.option_codes()) != len(item.options):
            yield FieldProblem(f"/items/{place}/options", "duplicate", "an option code stands twice")
        if item.relevant is not None:
            allowed = {code: each for code, each in earlier.items() if each.unit == item.unit}
            yield from _condition_problems(f"/items/{place}/relevant", item.relevant, allowed)
        earlier[item.code] = item


def _condition_problems(pointer: str, condition: Condition, allowed: Mapping[str, Item]) -> Iterator[FieldProblem]:
    for leaf in leaves(condition):
        for code in sorted(leaf.items() - allowed.keys()):
            yield FieldProblem(pointer, "unknown_item", f"{code} is no item that can be asked about here")
        if leaf.items() <= allowed.keys() and not _fits(leaf, allowed):
            yield FieldProblem(pointer, "wrong_form", f"{leaf.item} cannot be compared in this way")


def _fits(leaf: OneOf | Is | Compares, items: Mapping[str, Item]) -> bool:
    item = items[leaf.item]
    match leaf:
        case OneOf():
            return item.type in {"single", "multiple"} and set(leaf.options) <= item.option_codes()
        case Is():
            return item.type == "boolean"
        case Compares():
            return all(items[code].type == "integer" for code in leaf.items())


def _scoring_problems(instrument: Instrument, household: Mapping[str, Item]) -> Iterator[FieldProblem]:
    codes = {criterion.code for criterion in instrument.criteria}
    match instrument.scoring:
        case CountScoring(threshold=threshold):
            if threshold > len(codes):
                yield FieldProblem("/scoring/threshold", "wrong_value", "more than there are criteria")
        case AnyScoring(decisive=decisive):
            if not codes or not set(decisive) <= codes:
                yield FieldProblem("/scoring/decisive", "unknown_criterion", "not among the criteria")
        case PointsScoring(lines=lines):
            for place, line in enumerate(lines):
                for code, points in line.points.items():
                    item = household.get(code)
                    if item is None or item.type != "single" or points.keys() != item.option_codes():
                        detail = f"{code} is no single-choice item with exactly these options"
                        yield FieldProblem(f"/scoring/lines/{place}/points", "unknown_item", detail)

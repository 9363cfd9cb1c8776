"""The tiny language in which an instrument says when a question is asked and when a criterion is met.

    {"item": "floor_material", "in": ["earth", "bamboo"]}          one of these options
    {"item": "has_dwelling", "is": false}                          a yes/no answer
    {"item": "farm_land_m2", "le": 500}                            lt, le, gt, ge a whole number
    {"item": "floor_area_m2", "per": "household_size", "lt": 8}    a ratio, in whole numbers
    {"all": [...]}   {"any": [...]}   {"not": {...}}

It is data and never code. A condition is true, false or not known yet (None) when an answer it needs is
missing; a question that is not asked of this household makes every condition about it false.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import ge, gt, le, lt

from field_api.evidence.rules.instruments.document_parts import Part

Answer = str | int | bool | tuple[str, ...]

DEEPEST = 8
ITEM_CODE = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?"
OPTION_CODE = r"[A-Za-z0-9_]+"

_COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {"lt": lt, "le": le, "gt": gt, "ge": ge}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the answers say: known values, and items that are not asked of this household."""

    values: Mapping[str, Answer]
    not_asked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OneOf:
    item: str
    options: tuple[str, ...]

    def holds(self, facts: Facts) -> bool | None:
        """A multiple answer holds when any of its options is listed."""
        answer = facts.values.get(self.item)
        if answer is None:
            return _unanswered(self.item, facts)
        chosen = answer if isinstance(answer, tuple) else (answer,)
        return any(option in self.options for option in chosen)

    def items(self) -> frozenset[str]:
        return frozenset({self.item})


@dataclass(frozen=True, slots=True)
class Is:
    item: str
    value: bool

    def holds(self, facts: Facts) -> bool | None:
        answer = facts.values.get(self.item)
        return _unanswered(self.item, facts) if answer is None else answer is self.value

    def items(self) -> frozenset[str]:
        return frozenset({self.item})


@dataclass(frozen=True, slots=True)
class Compares:
    item: str
    comparison: str
    value: int
    per: str | None = None

    def holds(self, facts: Facts) -> bool | None:
        """With `per`, the bound is multiplied instead of the answer divided, so no fraction is rounded."""
        amount = facts.values.get(self.item)
        divisor = 1 if self.per is None else facts.values.get(self.per)
        if isinstance(amount, int) and isinstance(divisor, int):
            return _COMPARISONS[self.comparison](amount, self.value * divisor)
        return False if self.items() & facts.not_asked else None

    def items(self) -> frozenset[str]:
        return frozenset({self.item} if self.per is None else {self.item, self.per})


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Condition", ...]

    def holds(self, facts: Facts) -> bool | None:
        truths = [part.holds(facts) for part in self.parts]
        if False in truths:
            return False
        return None if None in truths else True

    def items(self) -> frozenset[str]:
        return frozenset().union(*(part.items() for part in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Condition", ...]

    def holds(self, facts: Facts) -> bool | None:
        truths = [part.holds(facts) for part in self.parts]
        if True in truths:
            return True
        return None if None in truths else False

    def items(self) -> frozenset[str]:
        return frozenset().union(*(part.items() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"

    def holds(self, facts: Facts) -> bool | None:
        truth = self.part.holds(facts)
        return None if truth is None else not truth

    def items(self) -> frozenset[str]:
        return self.part.items()


Condition = OneOf | Is | Compares | AllOf | AnyOf | Not

NEVER = AnyOf(())


def _unanswered(item: str, facts: Facts) -> bool | None:
    return False if item in facts.not_asked else None


def leaves(condition: Condition) -> Iterator[OneOf | Is | Compares]:
    """Yield every statement about an item, from left to right."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


def read_condition(part: Part, depth: int = 1) -> Condition:
    """Read a condition; a fault is noted in the part and gives one that never holds."""
    members = part.members()
    if depth > DEEPEST:
        part.fail("too_deep", f"conditions nest at most {DEEPEST} deep")
    elif members.keys() == {"all"}:
        return AllOf(tuple(read_condition(each, depth + 1) for each in members["all"].elements(least=1)))
    elif members.keys() == {"any"}:
        return AnyOf(tuple(read_condition(each, depth + 1) for each in members["any"].elements(least=1)))
    elif members.keys() == {"not"}:
        return Not(read_condition(members["not"], depth + 1))
    elif "item" in members:
        return _read_about_item(part, members)
    elif isinstance(part.value, Mapping):
        part.fail("wrong_form", "item, all, any or not expected")
    return NEVER


def _read_about_item(part: Part, members: dict[str, Part]) -> Condition:
    item = members["item"].text(ITEM_CODE)
    others = members.keys() - {"item"}
    if others == {"in"}:
        return OneOf(item, members["in"].texts(OPTION_CODE, least=1))
    if others == {"is"}:
        return Is(item, members["is"].boolean())
    comparison = next(iter(others & _COMPARISONS.keys()), None)
    if comparison is not None and others in ({comparison}, {comparison, "per"}):
        per = members["per"].text(ITEM_CODE) if "per" in members else None
        return Compares(item, comparison, members[comparison].integer(), per)
    part.fail("wrong_form", "beside item exactly one of in, is, lt, le, gt, ge (with per if need be) expected")
    return NEVER

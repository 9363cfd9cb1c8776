"""Who lives together: the roles, sexes and ages of an invented household.

Ages fit: parents are at least 19 years older than their children, children at home are at most 26.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from field_api.demo.person_names import Sex

Relationship = Literal["head", "spouse", "child", "parent", "grandchild"]

_YOUNGEST_MOTHER = 19
_OLDEST_MOTHER = 38
_OLDEST_CHILD_AT_HOME = 26
_POOR_DECILE = 3


@dataclass(frozen=True, slots=True)
class Role:
    """One place in a household, before it has a name; `age` in whole years."""

    relationship: Relationship
    sex: Sex
    age: int


def household_roles(decile: int, chance: random.Random) -> list[Role]:
    """Draw a household of one to nine members, its head first; poor families have more children."""
    shape = chance.choices(_SHAPES, cum_weights=_SHAPE_LIMITS)[0]
    return shape(decile, chance)


def _family(decile: int, chance: random.Random) -> list[Role]:
    wife = chance.randrange(21, 52)
    couple = [Role("head", "L", wife + chance.randrange(-1, 9)), Role("spouse", "P", wife)]
    return couple + _children(wife, decile, chance)


def _mother_alone(decile: int, chance: random.Random) -> list[Role]:
    age = chance.randrange(23, 55)
    return [Role("head", "P", age), *_children(age, decile, chance)]


def _three_generations(decile: int, chance: random.Random) -> list[Role]:
    family = _family(decile, chance)
    eldest = max(role.age for role in family)
    return [*family, Role("parent", _sex(chance), min(eldest + chance.randrange(20, 30), 95))]


def _grandparents(_decile: int, chance: random.Random) -> list[Role]:
    wife = chance.randrange(55, 75)
    couple = [Role("head", "L", wife + chance.randrange(8)), Role("spouse", "P", wife)]
    return [*couple, Role("grandchild", _sex(chance), chance.randrange(2, 15))]


def _old_and_alone(_decile: int, chance: random.Random) -> list[Role]:
    return [Role("head", _sex(chance), chance.randrange(60, 88))]


def _couple(_decile: int, chance: random.Random) -> list[Role]:
    wife = chance.choice((chance.randrange(20, 30), chance.randrange(50, 75)))
    return [Role("head", "L", wife + chance.randrange(6)), Role("spouse", "P", wife)]


def _children(mother_age: int, decile: int, chance: random.Random) -> list[Role]:
    wanted = chance.randrange(1, 5 if decile <= _POOR_DECILE else 4)
    births = chance.sample(range(_YOUNGEST_MOTHER, _OLDEST_MOTHER), wanted)
    ages = sorted((mother_age - birth for birth in births), reverse=True)
    return [Role("child", _sex(chance), age) for age in ages if 0 <= age <= _OLDEST_CHILD_AT_HOME]


def _sex(chance: random.Random) -> Sex:
    return "L" if chance.getrandbits(1) else "P"


_SHAPES: tuple[Callable[[int, random.Random], list[Role]], ...] = (
    _family,
    _mother_alone,
    _three_generations,
    _grandparents,
    _old_and_alone,
    _couple,
)
# Shares in percent, summed up: 56, 11, 9, 5, 8, 11.
_SHAPE_LIMITS = (56, 67, 76, 81, 89, 100)

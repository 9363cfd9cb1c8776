from collections import Counter
from typing import Any
from uuid import UUID

import pytest

from field_api.registry.rules.erasure import ErasedPerson, ErasedTraces
from field_api.registry.rules.names import search_name

ME, OTHER, HOME = UUID(int=1), UUID(int=2), UUID(int=3)
NIK, OTHER_NIK = b"n" * 32, b"o" * 32


def person(**changes: Any) -> ErasedPerson:
    values: dict[str, Any] = {
        "person_id": ME, "nik_hash": NIK, "search_name": search_name("Siti Aminah"), "households": frozenset([HOME]),
        "alone": frozenset(),
    }  # fmt: skip
    return ErasedPerson(**values | changes)


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ({"person_id": ME, "nik_hash": OTHER_NIK, "name": "Budi"}, True),
        ({"person_id": OTHER, "nik_hash": NIK, "name": "Siti Aminah"}, False),
        ({"person_id": None, "nik_hash": NIK, "name": "Budi"}, True),
        ({"person_id": None, "nik_hash": OTHER_NIK, "name": "Siti Aminah"}, False),
        ({"person_id": None, "nik_hash": None, "name": "SITI  AMINAH"}, True),
        ({"person_id": None, "nik_hash": None, "name": "Siti"}, False),
        ({"person_id": None, "nik_hash": None, "name": ""}, False),
        ({"person_id": None, "nik_hash": None, "name": None}, False),
    ],
)
def test_the_strongest_thing_that_is_told_decides_who_is_meant(told: dict[str, Any], meant: bool) -> None:  # noqa: FBT001
    assert person().is_meant(**told) is meant


def test_without_a_nik_of_his_own_he_is_known_by_his_name() -> None:
    assert person(nik_hash=None).is_meant(person_id=None, nik_hash=OTHER_NIK, name="Siti Aminah")


def test_traces_add_up() -> None:
    one = ErasedTraces(Counter(visits=1), frozenset([ME]))
    other = ErasedTraces(Counter(visits=2, photos=1), frozenset([OTHER]))

    assert one + other == ErasedTraces(Counter(visits=3, photos=1), frozenset([ME, OTHER]))

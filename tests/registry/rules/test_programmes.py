import json
from pathlib import Path
from typing import Any

import pytest

from field_api.registry.rules.programmes import InvalidProgramme, parse_programme
from field_api.registry.service.programmes import DEFAULTS

GOOD: dict[str, Any] = {
    "code": "contoh",
    "name": "Program Contoh",
    "unit": "person",
    "components": [{"code": "elderly", "name": "Lanjut usia", "age_from": 60}],
    "valid_from": "2026-01-01",
}


@pytest.mark.parametrize("path", sorted(DEFAULTS.glob("*.json")), ids=lambda path: path.stem)
def test_every_definition_that_comes_with_the_product_is_usable(path: Path) -> None:
    assert parse_programme(json.loads(path.read_text(encoding="utf-8"))).code == path.stem


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"code": "PKH!"}, "/code"),
        ({"name": " "}, "/name"),
        ({"unit": "village"}, "/unit"),
        ({"valid_from": "1 Januari"}, "/valid_from"),
        ({"components": []}, "/components"),
        ({"components": ["x"]}, "/components/0"),
        ({"components": [{"code": "a1", "name": "A"}, {"code": "a1", "name": "B"}]}, "/components/1/code"),
        ({"components": [{"code": "a1", "name": "A", "amount": 1.5, "per": "year"}]}, "/components/0/amount"),
        ({"components": [{"code": "a1", "name": "A", "amount": 5}]}, "/components/0/per"),
        ({"components": [{"code": "a1", "name": "A", "colour": "red"}]}, "/components/0/colour"),
    ],
)
def test_a_fault_is_told_by_its_place(change: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidProgramme) as refused:
        parse_programme(GOOD | change)

    assert [problem.pointer for problem in refused.value.problems] == [pointer]


def test_a_component_is_found_by_its_code() -> None:
    definition = parse_programme(GOOD)

    assert definition.component("elderly") == {"code": "elderly", "name": "Lanjut usia", "age_from": 60}
    assert definition.component("child") is None

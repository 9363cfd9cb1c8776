"""The phone checks answers before they are sent; one list of cases holds it and the server to the same verdicts."""

import json
from pathlib import Path
from typing import Any

import pytest

from field_api.evidence.rules.instruments.answers import check_answers
from field_api.evidence.rules.instruments.instrument import Instrument

ROOT = Path(__file__).resolve().parents[4]
WRITTEN: dict[str, Any] = json.loads(
    (ROOT / "field_api" / "web" / "tests" / "instrument-cases.json").read_text(encoding="utf-8")
)


def instrument(name: str) -> Instrument:
    shipped = ROOT / "field_api" / "evidence" / "instruments" / f"{name}.json"
    document = json.loads(shipped.read_text(encoding="utf-8")) if shipped.exists() else WRITTEN[name]
    return Instrument.from_document(document)


@pytest.mark.parametrize("case", WRITTEN["cases"], ids=lambda case: "+".join(case["instruments"]))
def test_the_server_finds_what_the_phone_finds(case: dict[str, Any]) -> None:
    instruments = [instrument(name) for name in case["instruments"]]

    found = [
        (problem.item, problem.code)
        for each in instruments
        for problem in check_answers(
            each, case["answers"], beside=[other for other in instruments if other is not each]
        )
    ]

    # What two instruments share is said once.
    assert [list(problem) for problem in dict.fromkeys(found)] == case["problems"]

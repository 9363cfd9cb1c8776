import json
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from field_api.demo.answers import INSTRUMENTS, answers_of
from field_api.demo.district import synthetic_district
from field_api.demo.living import living_conditions
from field_api.demo.people import Household, households
from field_api.evidence.rules.instruments.answers import check_answers
from field_api.evidence.rules.instruments.instrument import Instrument
from field_api.evidence.rules.instruments.scoring import evaluate

SHIPPED = Path(__file__).resolve().parents[2] / "field_api" / "evidence" / "instruments"


@pytest.fixture(scope="module")
def instruments() -> list[Instrument]:
    texts = [(SHIPPED / f"{code}@{version}.json").read_text(encoding="utf-8") for code, version in INSTRUMENTS]
    return [Instrument.from_document(json.loads(text)) for text in texts]


@pytest.fixture(scope="module")
def answered() -> list[tuple[Household, dict[str, Any]]]:
    stream = households(synthetic_district(2), count=1000, seed=3, made_at=datetime(2026, 3, 1, tzinfo=UTC))
    return [(household, dict(answers_of(living_conditions(household)))) for household in stream]


def test_both_instruments_find_every_answer_in_order(
    instruments: list[Instrument], answered: list[tuple[Household, dict[str, Any]]]
) -> None:
    for judging in instruments:
        beside = [other for other in instruments if other is not judging]
        problems = [check_answers(judging, answers, beside=beside) for _, answers in answered]

        assert problems == [[]] * len(answered)


def test_poor_households_meet_more_criteria_than_others(
    instruments: list[Instrument], answered: list[tuple[Household, dict[str, Any]]]
) -> None:
    def average(instrument: Instrument, deciles: range) -> float:
        scores = [evaluate(instrument, answers).score for household, answers in answered if household.decile in deciles]
        return mean(score for score in scores if score is not None)

    for instrument in instruments:
        assert average(instrument, range(1, 3)) > 2 * average(instrument, range(8, 11))


def test_each_instrument_comes_to_both_of_its_outcomes(
    instruments: list[Instrument], answered: list[tuple[Household, dict[str, Any]]]
) -> None:
    outcomes = [{evaluate(instrument, answers).outcome for _, answers in answered} for instrument in instruments]

    assert outcomes == [{"poor", "not_poor"}, {"indicated", "not_indicated"}]


def test_a_head_without_work_is_not_asked_whether_the_income_is_steady(
    answered: list[tuple[Household, dict[str, Any]]],
) -> None:
    idle = [answers for _, answers in answered if answers["head_occupation"] == "not_working"]

    assert idle
    assert not any("kepmensos262.head_income_steady" in answers for answers in idle)


def test_solar_light_is_electric_light_and_not_the_grid() -> None:
    household = next(households(synthetic_district(2), count=1, seed=3, made_at=datetime(2026, 3, 1, tzinfo=UTC)))
    facts = living_conditions(household) | {"lighting_source": "solar_lamp", "lighting_watt": 0}

    assert answers_of(facts)["lighting_source"] == "electricity_other"


def test_a_motorcycle_alone_is_an_asset_easily_sold() -> None:
    household = next(households(synthetic_district(2), count=1, seed=3, made_at=datetime(2026, 3, 1, tzinfo=UTC)))
    nothing = living_conditions(household) | {"savings_rupiah": 0, "motorcycles": 0, "cars": 0, "livestock": 0}

    assert answers_of(nothing)["bps14.has_assets_500k"] is False
    assert answers_of(nothing | {"motorcycles": 1})["bps14.has_assets_500k"] is True

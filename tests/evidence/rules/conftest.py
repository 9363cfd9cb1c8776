"""The instruments of the project, read as the product reads them."""

import json
from pathlib import Path

import pytest

from field_api.evidence.rules.instruments.instrument import Instrument

INSTRUMENTS = Path(__file__).resolve().parents[3] / "field_api" / "evidence" / "instruments"


def shipped(identity: str) -> Instrument:
    return Instrument.from_document(json.loads((INSTRUMENTS / f"{identity}.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def shipped_instruments() -> dict[str, Instrument]:
    return {path.stem: shipped(path.stem) for path in sorted(INSTRUMENTS.glob("*.json"))}


@pytest.fixture(scope="session")
def bps_14() -> Instrument:
    return shipped("bps-14@2005")


@pytest.fixture(scope="session")
def kepmensos_262() -> Instrument:
    return shipped("kepmensos-262@2022")


@pytest.fixture
def comfortable(comfortable_answers: dict[str, object]) -> dict[str, object]:
    """A copy that a test may change."""
    return dict(comfortable_answers)


@pytest.fixture(scope="session")
def comfortable_answers() -> dict[str, object]:
    """Answers of a household that meets no criterion of either instrument."""
    return {
        "household_size": 4,
        "floor_area_m2": 60,
        "floor_material": "ceramic",
        "wall_material": "plastered_masonry",
        "toilet_facility": "own",
        "lighting_source": "electricity_900",
        "drinking_water": "piped",
        "cooking_fuel": "gas",
        "bps14.meat_frequency": "more_often",
        "bps14.new_clothes_year": "more",
        "bps14.meals_per_day": 3,
        "bps14.can_pay_clinic": True,
        "head_occupation": "other",
        "head_income_rupiah_month": 3_000_000,
        "head_education": "upper_secondary",
        "bps14.has_assets_500k": True,
        "has_dwelling": True,
        "kepmensos262.head_income_steady": True,
        "kepmensos262.worried_about_food": False,
        "kepmensos262.food_over_half": False,
        "kepmensos262.clothing_spending": True,
    }

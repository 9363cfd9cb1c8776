import json
from datetime import UTC, datetime
from statistics import mean
from typing import Any

import pytest

from field_api.demo.district import synthetic_district
from field_api.demo.living import FLOORS, FUELS, LIGHTING_WATTS, ROOFS, TOILETS, WALLS, WATERS, living_conditions
from field_api.demo.people import Household, households


@pytest.fixture(scope="module")
def sample() -> list[tuple[Household, dict[str, Any]]]:
    stream = households(synthetic_district(2), count=1500, seed=1, made_at=datetime(2025, 11, 3, tzinfo=UTC))
    return [(household, living_conditions(household)) for household in stream]


def test_the_same_household_always_lives_the_same(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    assert all(living_conditions(household) == facts for household, facts in sample[:50])


def test_facts_are_plain_json(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    assert all(json.loads(json.dumps(facts)) == facts for _, facts in sample)


def test_every_material_is_one_that_is_named(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    ladders = {
        "wall_material": WALLS,
        "floor_material": FLOORS,
        "roof_material": ROOFS,
        "toilet": TOILETS,
        "water_source": WATERS,
        "cooking_fuel": FUELS,
        "lighting_watt": LIGHTING_WATTS,
    }
    for key, ladder in ladders.items():
        assert {facts[key] for _, facts in sample} == set(ladder)


def test_the_poor_live_on_less_ground_and_spend_more_on_food(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    def average(key: str, deciles: range) -> float:
        return mean(facts[key] for household, facts in sample if household.decile in deciles)

    poor, rich = range(1, 3), range(8, 11)
    assert average("floor_area_m2", poor) * 2 < average("floor_area_m2", rich)
    assert average("food_share_percent", poor) > average("food_share_percent", rich) + 15
    assert average("meat_per_week", poor) < 1.5 < average("meat_per_week", rich)


def test_light_without_current_has_no_watts(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    assert all((facts["lighting_watt"] > 0) == (facts["lighting_source"] == "grid") for _, facts in sample)


def test_only_farmers_have_farm_land(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    assert all(facts["head_occupation_group"] == "farmer" for _, facts in sample if facts["head_farm_land_m2"])


def test_the_household_has_as_many_people_as_it_has_members(sample: list[tuple[Household, dict[str, Any]]]) -> None:
    assert all(facts["household_size"] == len(household.members) for household, facts in sample)

"""What an invented household answers when it is asked: the facts of `living` in the words of the instruments.

One dict answers BPS-14 and Kepmensos 262/2022 side by side, because they share item codes where they share a question.
Skip rules are kept: what an instrument would not ask is not answered. Facts that no instrument asks for are left out,
and a fact in an unknown word is refused with KeyError.
"""

from collections.abc import Mapping
from typing import Any

from field_api.evidence.rules.instruments.conditions import Answer

# The first one judges, the second is evaluated beside it.
INSTRUMENTS = (("bps-14", "2005"), ("kepmensos-262", "2022"))

_FLOORS = {
    "earth": "earth",
    "bamboo": "bamboo",
    "cement": "plaster",
    "tile": "tile",
    "ceramic": "ceramic",
    "marble": "marble_granite",
}
_WALLS = {
    "bamboo": "bamboo",
    "board": "plank",
    "unplastered_brick": "unplastered_masonry",
    "plastered_brick": "plastered_masonry",
}
_TOILETS = {"none": "none", "shared": "shared", "own_pit": "own", "own_septic_tank": "own"}
_WATERS = {
    "river": "river",
    "unprotected_spring": "unprotected_spring",
    "unprotected_well": "unprotected_well",
    "protected_well": "protected_well",
    "piped": "piped",
    "refill": "bottled",
    "branded_bottle": "bottled",
}
_FUELS = {"firewood": "firewood", "kerosene": "kerosene", "lpg_3kg": "gas", "lpg_12kg": "gas"}
_LIGHTS = {
    0: "not_electric",
    450: "electricity_450",
    900: "electricity_900",
    1300: "electricity_1300_up",
    2200: "electricity_1300_up",
}
_EDUCATION = {
    "Tidak sekolah": "none",
    "Tidak tamat SD": "primary_unfinished",
    "SD": "primary",
    "SMP": "lower_secondary",
    "SMA": "upper_secondary",
    "D3": "higher",
    "S1": "higher",
}
_NAMED_WORK = frozenset({"farmer", "farm_labourer", "fisher", "construction_labourer", "plantation_labourer"})
_NO_WORK = frozenset({"none", "student", "homemaker", "pensioner"})
# Rungs of BPS-14: the last word stands for its number and everything above.
_MEAT_PER_WEEK = ("less_than_weekly", "once_a_week", "more_often")
_CLOTHES_PER_YEAR = ("none", "one", "more")
_EASILY_SOLD_RUPIAH = 500_000
_HALF_PERCENT = 50


def answers_of(conditions: Mapping[str, Any]) -> dict[str, Answer]:
    """Answer both instruments for a household that lives as `living.living_conditions` says (domain 2.5, 2.6)."""
    return {**_house(conditions), **_daily_life(conditions), **_head(conditions)}


def _house(conditions: Mapping[str, Any]) -> dict[str, Answer]:
    light = _LIGHTS[conditions["lighting_watt"]]
    return {
        "has_dwelling": True,
        "household_size": conditions["household_size"],
        "floor_area_m2": conditions["floor_area_m2"],
        "floor_material": _FLOORS[conditions["floor_material"]],
        "wall_material": _WALLS[conditions["wall_material"]],
        "toilet_facility": _TOILETS[conditions["toilet"]],
        "lighting_source": "electricity_other" if conditions["lighting_source"] == "solar_lamp" else light,
        "drinking_water": _WATERS[conditions["water_source"]],
        "cooking_fuel": _FUELS[conditions["cooking_fuel"]],
    }


def _daily_life(conditions: Mapping[str, Any]) -> dict[str, Answer]:
    clothes = conditions["clothes_sets_per_year"]
    return {
        "bps14.meat_frequency": _rung(_MEAT_PER_WEEK, conditions["meat_per_week"]),
        "bps14.new_clothes_year": _rung(_CLOTHES_PER_YEAR, clothes),
        "bps14.meals_per_day": conditions["meals_per_day"],
        "bps14.can_pay_clinic": conditions["can_pay_clinic"],
        "bps14.has_assets_500k": _has_assets(conditions),
        "kepmensos262.worried_about_food": conditions["worried_about_food"],
        "kepmensos262.food_over_half": conditions["food_share_percent"] > _HALF_PERCENT,
        "kepmensos262.clothing_spending": clothes > 0,
    }


def _head(conditions: Mapping[str, Any]) -> dict[str, Answer]:
    occupation = _occupation(conditions["head_occupation_group"])
    answers: dict[str, Answer] = {
        "head_occupation": occupation,
        "head_education": _EDUCATION[conditions["head_education"]],
    }
    if occupation == "farmer":
        answers["farm_land_m2"] = conditions["head_farm_land_m2"]
    if occupation in {"other", "not_working"}:
        answers["head_income_rupiah_month"] = conditions["head_monthly_income_rupiah"]
    if occupation != "not_working":
        answers["kepmensos262.head_income_steady"] = conditions["head_has_steady_income"]
    return answers


def _occupation(group: str) -> str:
    if group in _NO_WORK:
        return "not_working"
    return group if group in _NAMED_WORK else "other"


def _has_assets(conditions: Mapping[str, Any]) -> bool:
    goods = conditions["motorcycles"] + conditions["cars"] + conditions["livestock"]
    return bool(goods) or conditions["savings_rupiah"] >= _EASILY_SOLD_RUPIAH


def _rung(ladder: tuple[str, ...], count: int) -> str:
    return ladder[min(count, len(ladder) - 1)]

"""How an invented household lives: plain facts from which the answers to any instrument can be made.

The facts follow the welfare decile with some disorder, because real poverty is never all of one piece. They
are facts, not answers: 450 W is light from the grid for BPS-14 and a sign of poverty for Kepmensos 262/2022
(domain 2.5, 2.6), so no verdict is taken here.
"""

import random
from collections.abc import Sequence
from typing import Any, TypeVar

from field_api.demo.livelihoods import occupation_group
from field_api.demo.people import Household
from field_api.demo.randomness import happens, seeded

# Each ladder goes from the poorest to the best; the words are those of the Regsosek housing block in English.
# The lifts in the code say how far the country stands above its poverty on each: nearly all have light.
WALLS = ("bamboo", "board", "unplastered_brick", "plastered_brick")
FLOORS = ("earth", "bamboo", "cement", "tile", "ceramic", "marble")
ROOFS = ("thatch", "zinc", "asbestos", "tile", "concrete")
TOILETS = ("none", "shared", "own_pit", "own_septic_tank")
WATERS = (
    "river",
    "unprotected_spring",
    "unprotected_well",
    "protected_well",
    "piped",
    "refill",
    "branded_bottle",
)
FUELS = ("firewood", "kerosene", "lpg_3kg", "lpg_12kg")
LIGHTING_WATTS = (0, 450, 900, 1300, 2200)

_Rung = TypeVar("_Rung", str, int)

_COMFORT = 0.5
_POVERTY = 0.62
_HARDSHIP = 0.75


def living_conditions(household: Household) -> dict[str, Any]:
    """Tell the facts of a household: the same household always gives the same dict of JSON values.

    Areas are in m2, power in watt, money in rupiah, shares in percent; the keys stand in the code below and
    their order is stable.
    """
    chance = seeded("living", str(household.household_id))
    # 0 is comfortable, 1 is destitute.
    poverty = min(max((10.5 - household.decile) / 10 + chance.gauss(0, 0.07), 0.0), 1.0)
    return {
        **_house(poverty, len(household.members), chance),
        **_head(household, poverty, chance),
        **_daily_life(poverty, chance),
        **_belongings(poverty, chance),
    }


def _house(poverty: float, size: int, chance: random.Random) -> dict[str, Any]:
    per_person = max(3.0, 4 + 22 * (1 - poverty) ** 1.6 + chance.gauss(0, 2))
    watt = _rung(LIGHTING_WATTS, poverty - 0.16, chance)
    without_grid = "solar_lamp" if happens(0.3, chance) else "kerosene_lamp"
    return {
        "household_size": size,
        "floor_area_m2": round(per_person * max(size, 2)),
        "floor_material": _rung(FLOORS, poverty - 0.12, chance),
        "wall_material": _rung(WALLS, poverty - 0.1, chance),
        "roof_material": _rung(ROOFS, poverty - 0.18, chance),
        "toilet": _rung(TOILETS, poverty - 0.12, chance),
        "lighting_source": "grid" if watt else without_grid,
        "lighting_watt": watt,
        "water_source": _rung(WATERS, poverty - 0.15, chance),
        "cooking_fuel": _rung(FUELS, poverty - 0.25, chance),
        "owns_dwelling": happens(0.8, chance),
    }


def _head(household: Household, poverty: float, chance: random.Random) -> dict[str, Any]:
    head = household.members[0]
    group = occupation_group(head.occupation)
    works = group not in ("none", "pensioner")
    income = round((5_200_000 * (1 - poverty) ** 1.5 + chance.uniform(250_000, 700_000)) / 50_000) * 50_000
    return {
        "head_occupation": head.occupation,
        "head_occupation_group": group,
        "head_education": head.education,
        "head_has_steady_income": works and not happens(poverty * 0.7, chance),
        "head_monthly_income_rupiah": income if works else income // 4 // 50_000 * 50_000,
        "head_farm_land_m2": round(chance.uniform(100, 900) + 9000 * (1 - poverty)) if group == "farmer" else 0,
    }


def _daily_life(poverty: float, chance: random.Random) -> dict[str, Any]:
    return {
        "meat_per_week": max(0, round(5 * (1 - poverty) + chance.gauss(0, 0.6))),
        "meals_per_day": 2 if happens((poverty - 0.3) * 0.9, chance) else 3,
        "clothes_sets_per_year": max(0, round(4 * (1 - poverty) + 0.6 + chance.gauss(0, 0.5))),
        "can_pay_clinic": not happens((poverty - 0.25) * 1.1, chance),
        "worried_about_food": happens((poverty - 0.35) * 1.2, chance),
        "food_share_percent": min(95, max(20, round(30 + 50 * poverty + chance.gauss(0, 6)))),
    }


def _belongings(poverty: float, chance: random.Random) -> dict[str, Any]:
    motorcycles = int(not happens(poverty * 0.85, chance)) + int(happens(0.5 - poverty, chance))
    savings = 0 if poverty > _HARDSHIP else round(chance.expovariate(1 / 2_000_000) * (1 - poverty) * 4, -5)
    return {
        "savings_rupiah": int(savings),
        "motorcycles": motorcycles,
        "cars": int(poverty < _COMFORT and happens(0.55 - poverty, chance)),
        "livestock": chance.randint(1, 3) if happens(0.15, chance) else 0,
        "has_television": happens(1.15 - poverty, chance),
        "has_refrigerator": poverty < _POVERTY and happens(1 - poverty, chance),
    }


def _rung(ladder: Sequence[_Rung], poverty: float, chance: random.Random) -> _Rung:
    height = (1 - poverty) * len(ladder) + chance.gauss(0, 0.7)
    return ladder[min(max(int(height), 0), len(ladder) - 1)]

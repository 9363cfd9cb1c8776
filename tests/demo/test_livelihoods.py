import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.livelihoods import (
    education_of,
    occupation_group,
    occupation_of,
    occupation_of_head,
    school_of,
)
from field_api.demo.person_names import Sex
from field_api.demo.randomness import seeded

AGES = st.integers(0, 100)
DECILES = st.integers(1, 10)
CHANCES = st.integers().map(seeded)


@given(AGES, st.sampled_from("LP"), DECILES, CHANCES)
def test_every_occupation_has_a_group(age: int, sex: Sex, decile: int, chance: random.Random) -> None:
    assert occupation_group(occupation_of(age, sex, decile, chance))
    assert occupation_group(occupation_of_head(age, decile, chance))


def test_an_unknown_occupation_has_no_group() -> None:
    with pytest.raises(KeyError):
        occupation_group("Astronaut")


@given(AGES, DECILES, CHANCES)
def test_only_children_of_six_to_seventeen_go_to_school(age: int, decile: int, chance: random.Random) -> None:
    school = school_of(age, decile, "Karangasri", chance)

    assert school is None or (6 <= age <= 17 and school.grade == age - 5)


@given(st.integers(7, 11), DECILES, CHANCES)
def test_a_child_of_the_first_grades_is_in_an_sd_of_its_village(age: int, decile: int, chance: random.Random) -> None:
    assert school_of(age, decile, "Karangasri", chance).name.startswith("SDN")


@given(st.integers(6, 17), DECILES, CHANCES)
def test_nobody_has_finished_more_than_the_age_allows(age: int, decile: int, chance: random.Random) -> None:
    allowed = {"Tidak tamat SD"} if age < 12 else {"SD"} if age < 15 else {"SMP"}

    assert education_of(age, decile, chance) in allowed

from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.person_names import Sex, person_name
from field_api.demo.randomness import seeded


@given(st.sampled_from("LP"), st.integers(0, 100), st.integers(1, 10), st.integers())
def test_a_name_is_never_empty_nor_padded(sex: Sex, age: int, decile: int, seed: int) -> None:
    name = person_name(sex, age, decile, seeded(seed))

    assert name
    assert name == " ".join(name.split())


def test_names_show_what_matching_has_to_live_with() -> None:
    chance = seeded("names")
    names = [person_name(sex, age, 8, chance) for sex in "LP" for age in (8, 40, 70) for _ in range(400)]

    assert any(" " not in name for name in names)
    assert {"Muhammad", "Muhamad", "Moh.", "M.", "Siti", "St.", "H.", "Hj."} <= {n.split()[0] for n in names}
    assert any(name.endswith("S.Pd.") for name in names)


def test_children_bear_no_titles() -> None:
    chance = seeded("children")

    assert not any(person_name("P", 10, 10, chance).startswith("Hj.") for _ in range(500))

from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.household_shapes import Role, household_roles
from field_api.demo.randomness import seeded

ROLES = st.builds(lambda decile, seed: household_roles(decile, seeded(seed)), st.integers(1, 10), st.integers())


@given(ROLES)
def test_a_household_has_one_head_who_comes_first(roles: list[Role]) -> None:
    assert [role.relationship for role in roles].count("head") == 1
    assert roles[0].relationship == "head"


@given(ROLES)
def test_mothers_are_at_least_nineteen_years_older_than_their_children(roles: list[Role]) -> None:
    woman = next((r for r in roles if r.sex == "P" and r.relationship in {"head", "spouse"}), None)

    for child in (role for role in roles if role.relationship == "child"):
        assert woman.age - child.age >= 19


@given(ROLES)
def test_a_parent_is_older_than_the_head(roles: list[Role]) -> None:
    assert all(role.age >= roles[0].age + 20 or role.age == 95 for role in roles if role.relationship == "parent")


@given(ROLES)
def test_heads_are_grown_up_and_nobody_is_older_than_a_hundred(roles: list[Role]) -> None:
    assert roles[0].age >= 20
    assert all(0 <= role.age <= 100 for role in roles)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.instruments.document_parts import Part

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


def faults(part: Part) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.code) for problem in part.problems]


def test_a_misspelt_key_is_a_fault_of_that_key() -> None:
    part = Part({"code": "a", "relevent": 1})

    part.fields(("code",), ("relevant",))

    assert faults(part) == [("/relevent", "unknown_key")]


def test_a_missing_key_is_reported_once_however_it_is_read() -> None:
    part = Part({})

    part.fields(("code",))["code"].text()

    assert faults(part) == [("/code", "missing")]


def test_a_pointer_escapes_what_json_pointer_escapes() -> None:
    part = Part({"a/b~": 1})

    part.members()["a/b~"].text()

    assert faults(part) == [("/a~1b~0", "wrong_type")]


@pytest.mark.parametrize("value", [True, 1.0, "1", None])
def test_only_a_whole_number_is_an_integer(value: object) -> None:
    part = Part(value, "/x")

    part.integer()

    assert faults(part) == [("/x", "wrong_type")]


@pytest.mark.parametrize("value", ["2022-02-30", "20220101", "", 2022])
def test_a_date_that_does_not_exist_is_a_fault(value: object) -> None:
    part = Part(value, "/valid_from")

    part.date()

    assert part.problems


def test_something_that_stands_twice_in_a_list_is_a_fault() -> None:
    part = Part(["a", "a"], "/kinds")

    part.texts()

    assert faults(part) == [("/kinds", "duplicate")]


@given(JSON)
def test_every_reader_survives_any_json_value(value: object) -> None:
    part = Part(value)

    assert isinstance(part.text(), str)
    assert isinstance(part.integer(), int)
    assert isinstance(part.boolean(), bool)
    assert isinstance(part.elements(), list)
    assert isinstance(part.fields(("a",), ("b",)), dict)
    assert part.choice(("x", "y")) in {"x", "y"}

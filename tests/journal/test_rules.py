"""The closed list of events, and the one spelling in which content is hashed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.journal.rules import Access, Event, FloatInCanonicalJson, canonical_json

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(json_values)
def test_canonical_json_loses_nothing(value: Any) -> None:
    assert json.loads(canonical_json(value)) == value


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_change_the_bytes(value: Any) -> None:
    turned = dict(reversed(value.items()))

    assert canonical_json(turned) == canonical_json(value)


def test_canonical_json_has_no_spaces_and_keeps_letters() -> None:
    assert canonical_json({"b": [1, "désa"], "a": None}) == '{"a":null,"b":[1,"désa"]}'.encode()


@pytest.mark.parametrize("value", [1.0, {"a": {"b": 0.5}}, [[1, (2, 3.5)]]])
def test_a_float_is_refused_however_deep_it_lies(value: Any) -> None:
    with pytest.raises(FloatInCanonicalJson):
        canonical_json(value)


@pytest.mark.parametrize("name", [*Event, *Access])
def test_every_event_and_look_names_a_subject_and_what_became_of_it(name: Any) -> None:
    subject, _, verb = name.value.partition(".")

    assert subject.replace("_", "").isalpha()
    assert verb.replace("_", "").isalpha()

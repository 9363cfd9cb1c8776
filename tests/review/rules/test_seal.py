from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.review.rules.seal import SealedItem, counts_of, list_content_sha256, numbered

TEXT = st.text(max_size=12)
ITEMS = st.builds(
    SealedItem,
    number=st.none(),
    determination_id=st.uuids(),
    decision_id=st.uuids(),
    reviewer_id=st.uuids(),
    household_id=st.uuids(),
    person_id=st.none() | st.uuids(),
    programme_code=st.just("pkh"),
    component=st.sampled_from(["sd", "smp", "lansia"]),
    eligible=st.booleans(),
    without_field_evidence=st.booleans(),
    area_code=st.sampled_from(["31.75.06.1004.008.003", "31.75.06.1004.008.004"]),
    recipient_name=st.none() | TEXT,
    nik_masked=st.none() | TEXT,
    nik_hash=st.none() | st.binary(max_size=8).map(bytes.hex),
    address=st.none() | TEXT,
)
LISTS = st.lists(ITEMS, min_size=1, max_size=8, unique_by=lambda item: item.determination_id)
OTHER_VALUES: dict[type, Any] = {int: 999, UUID: UUID(int=7), bool: None, str: "yang lain"}


def another(value: Any) -> Any:
    """A value of the same kind that differs."""
    if isinstance(value, bool):
        return not value
    if value is None:
        return "ada"
    return OTHER_VALUES[type(value)]


@given(LISTS, st.randoms(use_true_random=False))
def test_numbers_and_seal_do_not_depend_on_the_order_of_the_items(items: list[SealedItem], random: Any) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)

    assert numbered(items) == numbered(shuffled)
    assert list_content_sha256(numbered(items)) == list_content_sha256(reversed(numbered(shuffled)))


@given(LISTS)
def test_numbers_run_from_one_without_a_gap(items: list[SealedItem]) -> None:
    assert [item.number for item in numbered(items)] == list(range(1, len(items) + 1))


@given(LISTS, st.data())
def test_any_change_of_any_item_changes_the_seal(items: list[SealedItem], data: st.DataObject) -> None:
    sealed = numbered(items)
    place = data.draw(st.integers(0, len(sealed) - 1))
    field = data.draw(st.sampled_from([field.name for field in fields(SealedItem)]))
    altered = list(sealed)
    altered[place] = replace(sealed[place], **{field: another(getattr(sealed[place], field))})

    assert list_content_sha256(altered) != list_content_sha256(sealed)


@given(LISTS, ITEMS)
def test_an_item_more_or_less_changes_the_seal(items: list[SealedItem], added: SealedItem) -> None:
    sealed = numbered(items)

    assert list_content_sha256(sealed[:-1]) != list_content_sha256(sealed)
    assert list_content_sha256([*sealed, replace(added, number=len(sealed) + 1)]) != list_content_sha256(sealed)


@given(LISTS)
def test_the_counts_add_up(items: list[SealedItem]) -> None:
    counts = counts_of(items, unit="person")

    assert counts["eligible"] + counts["not_eligible"] == counts["items"] == len(items)
    assert sum(sum(each.values()) for each in counts["components"].values()) == len(items)
    assert counts["households"] <= len(items)


@pytest.mark.parametrize("unit", ["person", "household"])
def test_the_counts_say_what_they_count(unit: str) -> None:
    assert counts_of([], unit=unit)["unit"] == unit

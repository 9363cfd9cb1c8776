from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.review.rules.seal import SealedItem, counts_of, item_commitment, item_proof, list_root, numbered
from tests.transparency.rules import naive

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
LIST_ID = UUID(int=9)
OTHER_VALUES: dict[type, Any] = {int: 999, UUID: UUID(int=7), bool: None, str: "yang lain"}


def another(value: Any) -> Any:
    """A value of the same kind that differs."""
    if isinstance(value, bool):
        return not value
    if value is None:
        return "ada"
    return OTHER_VALUES[type(value)]


def root_over(items: list[SealedItem]) -> bytes:
    """The root, with the salts that these places always get here."""
    return list_root(
        [item_commitment(LIST_ID, "2026-03", item, bytes([place] * 16)) for place, item in enumerate(items)]
    )


@given(LISTS, st.randoms(use_true_random=False))
def test_numbers_and_seal_do_not_depend_on_the_order_of_the_items(items: list[SealedItem], random: Any) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)

    assert numbered(items) == numbered(shuffled)
    assert root_over(numbered(items)) == root_over(numbered(shuffled))


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

    assert root_over(altered) != root_over(sealed)


@given(LISTS, ITEMS)
def test_an_item_more_or_less_changes_the_seal(items: list[SealedItem], added: SealedItem) -> None:
    sealed = numbered(items)

    assert root_over(sealed[:-1]) != root_over(sealed)
    assert root_over([*sealed, replace(added, number=len(sealed) + 1)]) != root_over(sealed)


@given(LISTS, st.sampled_from([("2026-04", LIST_ID), ("2026-03", UUID(int=8))]))
def test_the_same_items_on_another_list_or_in_another_month_have_another_seal(
    items: list[SealedItem], other: tuple[str, UUID]
) -> None:
    period, list_id = other
    elsewhere = [item_commitment(list_id, period, item, bytes([place] * 16)) for place, item in enumerate(items)]

    assert list_root(elsewhere) != root_over(items)


@given(LISTS)
def test_root_and_proofs_are_those_of_the_definitions(items: list[SealedItem]) -> None:
    commitments = [item_commitment(LIST_ID, "2026-03", item, bytes(16)) for item in items]

    assert list_root(commitments) == naive.tree_hash(commitments)
    for index in range(len(items)):
        assert item_proof(commitments, index) == naive.path(index, commitments)


def test_another_salt_is_another_commitment() -> None:
    item = SealedItem(**dict.fromkeys(field.name for field in fields(SealedItem)))

    assert item_commitment(LIST_ID, "2026-03", item, bytes(16)) != item_commitment(LIST_ID, "2026-03", item, b"1" * 16)


@given(LISTS)
def test_the_counts_add_up(items: list[SealedItem]) -> None:
    counts = counts_of(items, unit="person")

    assert counts["eligible"] + counts["not_eligible"] == counts["items"] == len(items)
    assert sum(sum(each.values()) for each in counts["components"].values()) == len(items)
    assert counts["households"] <= len(items)


@pytest.mark.parametrize("unit", ["person", "household"])
def test_the_counts_say_what_they_count(unit: str) -> None:
    assert counts_of([], unit=unit)["unit"] == unit

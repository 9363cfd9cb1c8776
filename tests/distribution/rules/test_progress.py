from hypothesis import given
from hypothesis import strategies as st

from field_api.distribution.rules.hand_overs import FAILURES, AllocationState
from field_api.distribution.rules.progress import StateCount, Tally, by_place, percent

counts = st.lists(
    st.builds(
        lambda place, state, failure, packages: StateCount(
            place, state, failure if state is AllocationState.FAILED else None, packages
        ),
        st.sampled_from(["31.75.06.1004.007", "31.75.06.1004.008", "31.75.06.1005.001"]),
        st.sampled_from(AllocationState),
        st.sampled_from(FAILURES),
        st.integers(0, 2_000_000),
    )
)


@given(counts)
def test_planned_is_always_the_sum_of_its_parts(found: list[StateCount]) -> None:
    whole = Tally.of(found)

    assert whole.planned == sum(count.packages for count in found)
    assert whole.planned == whole.confirmed + whole.photos_pending + whole.failed + whole.pending
    assert whole.failed == sum(whole.failures.values())


@given(counts)
def test_the_places_add_up_to_the_whole(found: list[StateCount]) -> None:
    whole, places = Tally.of(found), by_place(found)

    for part in ("planned", "confirmed", "photos_pending", "failed", "pending"):
        assert getattr(whole, part) == sum(getattr(tally, part) for tally in places.values())
    assert list(places) == sorted(places)


@given(st.integers(0, 2_000_000), st.integers(1, 2_000_000))
def test_a_hundred_percent_means_all_of_them(part: int, whole: int) -> None:
    shown = percent(min(part, whole), whole)

    assert shown is not None
    assert 0 <= shown <= 100
    assert (shown == 100) == (part >= whole)


def test_percentages_are_rounded_down_and_absent_without_a_denominator() -> None:
    assert percent(2, 3) == 66.6
    assert percent(999_999, 1_000_000) == 99.9
    assert percent(0, 0) is None


def test_photos_on_their_way_count_as_delivered_and_not_as_confirmed() -> None:
    found = [
        StateCount("31", AllocationState.CONFIRMED, None, 1),
        StateCount("31", AllocationState.PHOTOS_PENDING, None, 1),
        StateCount("31", AllocationState.PENDING, None, 2),
    ]

    assert (Tally.of(found).percent_confirmed, Tally.of(found).percent_delivered) == (25.0, 50.0)

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.reuse.standing import Origin, Standing, judge

MORNING = datetime(2026, 3, 2, 2, 12, tzinfo=UTC)
REUSE, SAME_MATTER = Standing.REUSE, Standing.SAME_MATTER


def visit(**overrides: object) -> Origin:
    """A visit of a household, a verifier, a phone and a village of its own."""
    values = {
        "bundle_id": uuid4(),
        "author_id": uuid4(),
        "area_code": f"31.75.06.{uuid4().int % 9000 + 1000}.001",
        "device_id": uuid4(),
        "household_id": uuid4(),
        "started_at": MORNING,
        "finished_at": MORNING + timedelta(minutes=20),
    }
    return Origin(**(values | overrides))  # type: ignore[arg-type]


def again(one: Origin, **overrides: object) -> Origin:
    """Another visit of the same verifier to the same household, a year later."""
    later = {"started_at": MORNING + timedelta(days=365), "finished_at": MORNING + timedelta(days=365, hours=1)}
    return replace(one, bundle_id=uuid4(), **(later | overrides))


class TestTheSamePicture:
    @pytest.mark.parametrize("distance", [0, 31, 48])
    def test_of_strangers_is_re_use(self, distance: int) -> None:
        assert judge(distance, visit(), visit()) is REUSE

    def test_in_a_replacement_by_the_same_verifier_is_the_same_matter(self) -> None:
        first = visit()

        assert judge(0, again(first, continues=frozenset({first.bundle_id})), first) is SAME_MATTER

    def test_in_returned_work_is_the_same_matter_whichever_came_first(self) -> None:
        first = visit()
        answer = again(first, continues=frozenset({uuid4(), first.bundle_id}))

        assert judge(12, first, answer) is SAME_MATTER
        assert judge(12, answer, first) is SAME_MATTER

    def test_in_the_same_visit_under_a_second_id_is_the_same_matter(self) -> None:
        first = visit()
        second = again(first, started_at=MORNING + timedelta(minutes=5), finished_at=MORNING + timedelta(hours=1))

        assert judge(0, second, first) is SAME_MATTER

    def test_in_a_later_round_of_the_same_household_is_re_use(self) -> None:
        first = visit()

        assert judge(0, again(first), first) is REUSE

    def test_in_a_replacement_by_another_verifier_is_re_use(self) -> None:
        first = visit()

        assert judge(0, again(first, author_id=uuid4(), continues=frozenset({first.bundle_id})), first) is REUSE

    def test_in_a_replacement_that_names_another_household_is_re_use(self) -> None:
        first = visit()

        assert judge(0, again(first, household_id=uuid4(), continues=frozenset({first.bundle_id})), first) is REUSE

    def test_in_a_hand_over_is_re_use(self) -> None:
        first = visit()
        hand_over = Origin(bundle_id=uuid4(), author_id=first.author_id, area_code=first.area_code)

        assert judge(0, hand_over, first) is REUSE
        assert judge(0, hand_over, replace(hand_over, bundle_id=uuid4())) is REUSE


class TestASimilarPicture:
    @pytest.mark.parametrize("distance", [49, 60])
    def test_of_strangers_says_nothing(self, distance: int) -> None:
        assert judge(distance, visit(), visit()) is None

    @pytest.mark.parametrize("distance", [49, 60])
    @pytest.mark.parametrize("shared", ["author_id", "device_id"])
    def test_of_one_verifier_or_phone_is_re_use(self, distance: int, shared: str) -> None:
        first = visit()

        assert judge(distance, visit(**{shared: getattr(first, shared)}), first) is REUSE

    def test_of_one_village_is_re_use(self) -> None:
        assert judge(49, visit(area_code="31.75.06.1004.008.003"), visit(area_code="31.75.06.1004.001")) is REUSE

    def test_of_one_district_says_nothing(self) -> None:
        assert judge(49, visit(area_code="31.75.06.1004.008.003"), visit(area_code="31.75.06.1005.008.003")) is None
        assert judge(49, visit(area_code="31.75.06"), visit(area_code="31.75.06")) is None

    def test_of_two_logins_without_a_phone_says_nothing(self) -> None:
        assert judge(49, visit(device_id=None), visit(device_id=None)) is None

    def test_of_one_house_says_nothing(self) -> None:
        first = visit()

        assert judge(49, again(first), first) is None

    def test_farther_away_says_nothing(self) -> None:
        first = visit()

        assert judge(61, visit(author_id=first.author_id), first) is None


PEOPLE, HOUSES = ([UUID(int=number) for number in range(start, start + 2)] for start in (10, 20))
origins = st.builds(
    Origin,
    bundle_id=st.uuids(),
    author_id=st.sampled_from(PEOPLE),
    area_code=st.sampled_from(["31.75.06.1004.008", "31.75.06.1004.001", "31.75.06.1005"]),
    device_id=st.none() | st.sampled_from(PEOPLE),
    household_id=st.none() | st.sampled_from(HOUSES),
    started_at=st.just(MORNING),
    finished_at=st.none() | st.just(MORNING),
)


@given(st.integers(0, 80), origins, origins)
def test_the_order_of_two_photos_makes_no_difference(distance: int, one: Origin, other: Origin) -> None:
    assert judge(distance, one, other) is judge(distance, other, one)


@given(st.integers(0, 79), origins, origins)
def test_who_says_nothing_near_says_nothing_farther_away(distance: int, one: Origin, other: Origin) -> None:
    if judge(distance, one, other) is None:
        assert judge(distance + 1, one, other) is None

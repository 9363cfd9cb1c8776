from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.randomness import happens, seeded, uuid7_at

MOMENTS = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(9000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by hypothesis' rule


def test_the_same_seed_gives_the_same_sequence() -> None:
    assert [seeded("a", 1).random() for _ in range(3)] == [seeded("a", 1).random() for _ in range(3)]


def test_another_purpose_with_the_same_seed_gives_another_sequence() -> None:
    assert seeded("people", 1).random() != seeded("district", 1).random()


@given(MOMENTS, st.integers())
def test_an_id_is_a_uuid7_that_tells_its_moment(moment: datetime, seed: int) -> None:
    made = uuid7_at(moment, seeded(seed))

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(moment.timestamp() * 1000)


@given(st.integers())
def test_what_never_happens_does_not_happen_and_what_always_happens_does(seed: int) -> None:
    assert not happens(0.0, seeded(seed))
    assert happens(1.0, seeded(seed))

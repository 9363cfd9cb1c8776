"""What a phone sent is kept word for word, so reading it must bear anything."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.checks.readings import fix_of, original_exif, samples_of
from field_api.evidence.rules.geodesy import Place

SAMPLE = {"latitude_e7": -62_000_000, "longitude_e7": 1_068_000_000, "accuracy_mm": 4_000, "at": "2026-03-02T09:00:00Z"}
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*SAMPLE, "mock"]), inner),
    max_leaves=12,
)


@given(samples=ANY_JSON)
def test_whatever_stands_in_the_samples_no_reading_fails(samples: object) -> None:
    for fix in samples_of(samples):
        assert isinstance(fix.place.latitude_e7, int)
    assert fix_of(-62_000_000, 1_068_000_000, 4_000, samples) is not None


@pytest.mark.parametrize("samples", [None, "", {}, {"latitude_e7": 1}, [7, None, "x", [SAMPLE]]])
def test_what_is_no_list_of_fixes_has_none(samples: object) -> None:
    assert samples_of(samples) == ()


def test_the_fix_that_was_chosen_has_the_time_of_its_sample() -> None:
    fix = fix_of(-62_000_000, 1_068_000_000, 4_000, [7, SAMPLE | {"longitude_e7": 1}, SAMPLE | {"mock": True}])

    assert fix is not None
    assert (fix.place, fix.at, fix.mocked) == (
        Place(-62_000_000, 1_068_000_000),
        datetime(2026, 3, 2, 9, tzinfo=UTC),
        True,
    )


def test_a_time_without_a_zone_is_no_time() -> None:
    (fix,) = samples_of([SAMPLE | {"at": "2026-03-02T09:00:00"}])

    assert fix.at is None


@pytest.mark.parametrize("written", [None, 7, "no base64!", "", "AAAA"])
def test_what_is_no_exif_tells_nothing(written: object) -> None:
    assert not (original_exif({"original_exif": written}) or {}).get("captured_at")

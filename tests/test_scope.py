from hypothesis import given
from hypothesis import strategies as st

from field_api.scope import EVERYWHERE, NOWHERE, Scope

SEGMENT = st.sampled_from(["31", "75", "06", "07", "1004", "008", "003"])
CODE = st.lists(SEGMENT, min_size=1, max_size=6).map(".".join)


def test_a_scope_covers_whole_segments_only() -> None:
    jakarta_timur = Scope.of(["31.75"])

    assert jakarta_timur.covers("31.75")
    assert jakarta_timur.covers("31.75.06.1004")
    assert not jakarta_timur.covers("31.751")
    assert not jakarta_timur.covers("31")


def test_the_empty_code_is_the_whole_country() -> None:
    assert Scope.of(["", "31"]).everywhere
    assert EVERYWHERE.covers("95.01")


def test_nowhere_is_false_and_covers_nothing() -> None:
    assert not NOWHERE
    assert not NOWHERE.covers("31")


@given(st.lists(CODE, max_size=8), CODE)
def test_dropping_covered_codes_changes_nothing_that_is_covered(codes: list[str], asked: str) -> None:
    kept = Scope.of(codes)

    by_hand = any(asked == code or asked.startswith(code + ".") for code in codes)
    assert kept.covers(asked) == by_hand
    assert kept.prefixes <= set(codes)


@given(CODE, CODE)
def test_what_covers_a_place_covers_all_below_it(above: str, below: str) -> None:
    assert Scope.of([above]).covers(f"{above}.{below}")

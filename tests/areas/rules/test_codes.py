import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.areas.rules.codes import (
    InvalidAreaCode,
    Level,
    ancestors_of,
    code_at_level,
    level_of,
    parent_of,
    parse_area_code,
)

RT = "31.75.06.1004.008.003"
WIDTHS = (2, 2, 2, 4, 3, 3)


@st.composite
def area_codes(draw: st.DrawFn) -> str:
    depth = draw(st.integers(1, 6))
    return ".".join(str(draw(st.integers(1, 10**width - 1))).zfill(width) for width in WIDTHS[:depth])


@given(area_codes())
def test_every_well_formed_code_is_taken_as_it_stands(code: str) -> None:
    assert parse_area_code(f" {code}\n") == code


@given(area_codes())
def test_the_chain_of_parents_is_the_list_of_ancestors(code: str) -> None:
    chain: list[str] = []
    above = parent_of(code)
    while above is not None:
        chain.insert(0, above)
        above = parent_of(above)
    assert tuple(chain) == ancestors_of(code)
    assert level_of(code) == len(chain) + 1


@given(area_codes(), st.sampled_from(Level))
def test_the_code_at_a_level_is_the_code_itself_or_an_ancestor(code: str, level: Level) -> None:
    found = code_at_level(code, level)
    if level > level_of(code):
        assert found is None
    else:
        assert found in {code, *ancestors_of(code)}
        assert level_of(str(found)) == level


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_refused_by_name(text: str) -> None:
    try:
        code = parse_area_code(text)
    except InvalidAreaCode:
        return
    assert parse_area_code(code) == code


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "missing"),
        ("3175061004", "BPS"),
        ("11.1", "11.10"),
        ("31.75.06.1004.8.3", "three digits"),
        ("31.75.06.1004.000", "counted from 001"),
        ("31.75.06.1004.008.000", "counted from 001"),
        ("31.75.06.1004.008.003.001", "no area code"),
        ("٣١.75", "no area code"),
        ("31..06", "no area code"),
        ("DKI Jakarta", "no area code"),
    ],
)
def test_what_is_no_code_is_refused_with_a_remedy(text: str, remedy: str) -> None:
    with pytest.raises(InvalidAreaCode, match=remedy):
        parse_area_code(text)


def test_an_rt_lies_six_levels_deep() -> None:
    assert level_of(RT) is Level.RT
    assert parent_of(RT) == "31.75.06.1004.008"
    assert parent_of("31") is None
    assert ancestors_of(RT)[:2] == ("31", "31.75")

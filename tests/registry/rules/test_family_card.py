from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.registry.rules.family_card import InvalidFamilyCard, parse_family_card, warnings
from field_api.registry.rules.nik import parse_nik


class TestParseFamilyCard:
    def test_a_card_is_taken_apart(self) -> None:
        card = parse_family_card("3175061204150007")

        assert (card.district, card.regency, card.serial) == ("31.75.06", "31.75", "0007")
        assert card.recording_dates(as_of=date(2026, 1, 1)) == (date(1915, 4, 12), date(2015, 4, 12))

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("317506120415000", "not 16 ASCII digits"),
            ("3175065204150007", "day 41-71: a NIK of a woman"),
            ("3175063204150007", "day not 01-31"),
            ("3175060004150007", "day not 01-31"),
            ("3175067204150007", "day not 01-31"),
            ("3175061213150007", "month"),
            ("3175063104150007", "no such calendar date in 19YY or 20YY"),
            ("3175061204150000", "serial 0000"),
            ("9975061204150007", "unknown province"),
        ],
    )
    def test_what_cannot_be_a_card_is_refused_with_its_reason(self, text: str, reason: str) -> None:
        with pytest.raises(InvalidFamilyCard) as refusal:
            parse_family_card(text)

        assert refusal.value.reason == reason
        assert text not in str(refusal.value)

    def test_a_card_is_printed_masked(self) -> None:
        card = parse_family_card("3175061204150007")

        assert str(card) == "3175********0007"
        assert "1204" not in repr(card)

    @given(st.dates(min_value=date(1990, 1, 1), max_value=date(2089, 12, 31)), st.integers(1, 9999))
    def test_any_card_built_by_the_rule_may_be_of_its_day(self, recorded: date, serial: int) -> None:
        card = parse_family_card(f"317506{recorded:%d%m%y}{serial:04d}")

        assert recorded in card.recording_dates()


class TestWarnings:
    def test_a_card_that_agrees_gives_none(self) -> None:
        card = parse_family_card("3175061204150007")

        found = warnings(card, as_of=date(2026, 1, 1), domicile_area="31.75.06.1004")

        assert found == ()

    def test_a_member_number_typed_as_the_card_is_noticed(self) -> None:
        found = warnings(parse_family_card("3171011708450001"), members=[parse_nik("3171011708450001")])

        assert [warning.code for warning in found] == ["family_card_is_a_nik"]

    def test_a_card_issued_elsewhere_is_noticed(self) -> None:
        found = warnings(parse_family_card("3175061204150007"), domicile_area="31.75.07")

        assert [warning.code for warning in found] == ["family_card_region_differs"]

    def test_a_leap_day_that_is_still_to_come_is_noticed(self) -> None:
        found = warnings(parse_family_card("3175062902000007"), as_of=date(1999, 1, 1))

        assert [warning.code for warning in found] == ["family_card_from_the_future"]

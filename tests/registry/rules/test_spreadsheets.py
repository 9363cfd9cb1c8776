"""Damaged columns are refused, honest ones never; "honest" is the worst honest case, a uniform serial."""

import math
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.registry.rules.nik import InvalidNik, parse_nik
from field_api.registry.rules.spreadsheets import (
    FALSE_ALARM,
    HONEST_ZERO_ENDING,
    NikDamage,
    SpreadsheetDamage,
    chance_of_at_least,
)


def honest(rows: int, seed: int) -> list[str]:
    """Distinct numbers with serials drawn evenly from 0001 to 9999."""
    draw = random.Random(seed)  # noqa: S311 - examples, not secrets
    return [
        f"3171{draw.randint(1, 8):02d}{draw.randint(1, 28):02d}{draw.randint(1, 12):02d}"
        f"{draw.randint(0, 99):02d}{draw.randint(1, 9999):04d}"
        for _ in range(rows)
    ]


def watched(column: Iterable[str]) -> NikDamage:
    damage = NikDamage("nik")
    for cell in column:
        damage.observe(cell)
    return damage


class TestExplicitSigns:
    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("3.17101E+15", "scientific_notation"),
            ("3,17E+15", "scientific_notation"),
            ("3.171011708450001e15", "scientific_notation"),
            ("3171011708450000.0", "decimal_point"),
            ("3171011708450000,00", "decimal_point"),
            ("3.171.011.708.450.000", "grouped_digits"),
            ("3,171,011,708,450,000", "grouped_digits"),
        ],
    )
    def test_one_cell_that_no_person_types_condemns_a_file_of_any_size(self, cell: str, code: str) -> None:
        reason = watched(["3171011708450001", cell]).refuse_reason()

        assert reason is not None
        assert (reason.code, reason.count, reason.first_row) == (code, 1, 2)

    def test_a_number_cell_of_a_workbook_that_became_a_float_is_seen(self) -> None:
        reason = watched([str(3171011708450000.0)]).refuse_reason()

        assert reason is not None

    @pytest.mark.parametrize(
        "cell",
        ["", "-", "3171 0117 0845 9112", "3171.0117.0845.0001", "317101170845911O", "tidak ada", "E15"],
    )
    def test_what_people_type_wrongly_is_not_the_work_of_a_spreadsheet(self, cell: str) -> None:
        assert watched([cell] * 1000).refuse_reason() is None


class TestStatisticalSigns:
    @pytest.mark.parametrize("rows", [20, 100, 1_000, 100_000])
    def test_a_file_cut_to_fifteen_digits_is_refused(self, rows: int) -> None:
        reason = watched(number[:15] + "0" for number in honest(rows, seed=1)).refuse_reason()

        assert reason is not None
        assert reason.code == "trailing_zeros"

    @pytest.mark.parametrize(("rows", "share"), [(100, 0.35), (1_000, 0.12), (100_000, 0.05)])
    def test_a_damaged_minority_is_found(self, rows: int, share: float) -> None:
        column = [n[:15] + "0" if i < rows * share else n for i, n in enumerate(honest(rows, seed=2))]

        assert watched(column).refuse_reason() is not None

    def test_a_file_of_fifteen_digit_numbers_is_refused(self) -> None:
        reason = watched(number[:15] for number in honest(40, seed=3)).refuse_reason()

        assert reason is not None
        assert reason.code == "fifteen_digits"

    def test_a_tiny_file_is_not_judged_by_chance(self) -> None:
        assert watched(number[:15] + "0" for number in honest(19, seed=4)).refuse_reason() is None

    @settings(max_examples=200, deadline=None)
    @given(rows=st.integers(20, 2_000), seed=st.integers(0, 2**32))
    def test_an_honest_file_is_accepted(self, rows: int, seed: int) -> None:
        assert watched(honest(rows, seed)).refuse_reason() is None

    def test_a_large_honest_file_is_accepted_with_bounded_memory(self) -> None:
        damage = watched(honest(200_000, seed=5))

        assert damage.refuse_reason() is None
        assert len(damage._sample) <= 16_384

    def test_a_family_card_that_stands_beside_every_member_counts_once(self) -> None:
        column = ["3171011708150010"] * 500 + honest(200, seed=6)

        assert watched(column).refuse_reason() is None

    def test_invented_placeholders_are_no_damage(self) -> None:
        column = [f"3171{place:02d}0000000000" for place in range(1, 60)] + honest(40, seed=7)

        assert watched(column).refuse_reason() is None

    def test_lost_digits_at_the_rate_of_typing_errors_are_no_damage(self) -> None:
        column = [n[:15] if i % 25 == 0 else n for i, n in enumerate(honest(5_000, seed=8))]

        assert watched(column).refuse_reason() is None


class TestTheBound:
    @pytest.mark.parametrize("rows", [20, 21, 50, 137, 1_000, 16_384])
    def test_the_threshold_of_zeros_is_passed_by_chance_less_than_once_in_ten_million(self, rows: int) -> None:
        threshold = next(
            zeros for zeros in range(rows + 1) if chance_of_at_least(zeros, rows, HONEST_ZERO_ENDING) < FALSE_ALARM
        )
        exact = math.fsum(binomial(k, rows, HONEST_ZERO_ENDING) for k in range(threshold, rows + 1))

        assert exact < FALSE_ALARM * (1 + 1e-6)

    @given(rows=st.integers(1, 300), data=st.data())
    def test_the_tail_is_the_sum_of_its_terms(self, rows: int, data: st.DataObject) -> None:
        least = data.draw(st.integers(math.floor(rows * 0.1) + 1, rows))

        exact = math.fsum(binomial(k, rows, 0.1) for k in range(least, rows + 1))

        assert chance_of_at_least(least, rows, 0.1) == pytest.approx(exact, rel=1e-9)

    def test_serials_that_count_up_end_in_zero_at_most_one_time_in_ten(self) -> None:
        for highest in range(1, 10_000):
            assert highest // 10 <= highest * HONEST_ZERO_ENDING


class TestRefuseIfDamaged:
    def test_the_refusal_names_its_reason_and_no_number(self) -> None:
        column = [number[:15] + "0" for number in honest(100, seed=9)]

        with pytest.raises(SpreadsheetDamage) as refusal:
            watched(column).refuse_if_damaged()

        (problem,) = refusal.value.problems
        assert (problem.pointer, problem.code) == ("nik", "trailing_zeros")
        assert not any(number in str(refusal.value) for number in column)

    def test_an_honest_file_passes(self) -> None:
        watched(honest(100, seed=10)).refuse_if_damaged()

    def test_a_damaged_number_may_still_be_a_nik_of_somebody_else(self) -> None:
        survivors = 0
        for number in honest(200, seed=11):
            try:
                parse_nik(number[:15] + "0")
            except InvalidNik:
                continue
            survivors += 1

        assert survivors > 100


def binomial(successes: int, trials: int, probability: float) -> float:
    log_choose = math.lgamma(trials + 1) - math.lgamma(successes + 1) - math.lgamma(trials - successes + 1)
    return math.exp(log_choose + successes * math.log(probability) + (trials - successes) * math.log1p(-probability))

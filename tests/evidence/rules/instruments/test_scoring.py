import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.instruments.instrument import Instrument
from field_api.evidence.rules.instruments.scoring import UNDETERMINED, evaluate

# One answer each that meets the criterion of BPS-14 with this number.
POOR_ANSWERS: dict[str, dict[str, object]] = {
    "1": {"floor_area_m2": 31},
    "2": {"floor_material": "earth"},
    "3": {"wall_material": "bamboo"},
    "4": {"toilet_facility": "shared"},
    "5": {"lighting_source": "not_electric"},
    "6": {"drinking_water": "river"},
    "7": {"cooking_fuel": "firewood"},
    "8": {"bps14.meat_frequency": "once_a_week"},
    "9": {"bps14.new_clothes_year": "one"},
    "10": {"bps14.meals_per_day": 2},
    "11": {"bps14.can_pay_clinic": False},
    "12": {"head_occupation": "fisher", "head_income_rupiah_month": None},
    "13": {"head_education": "primary"},
    "14": {"bps14.has_assets_500k": False},
}


def made_poor(answers: dict[str, object], criteria: set[str]) -> dict[str, object]:
    for criterion in criteria:
        answers = answers | POOR_ANSWERS[criterion]
    return answers


class TestBps14:
    @pytest.mark.parametrize("criterion", POOR_ANSWERS)
    def test_each_criterion_is_met_by_its_own_answer_alone(
        self, bps_14: Instrument, comfortable: dict[str, object], criterion: str
    ) -> None:
        assert evaluate(bps_14, comfortable | POOR_ANSWERS[criterion]).met == (criterion,)

    @given(criteria=st.sets(st.sampled_from(sorted(POOR_ANSWERS))))
    def test_nine_or_more_criteria_make_a_household_poor(
        self, bps_14: Instrument, comfortable_answers: dict[str, object], criteria: set[str]
    ) -> None:
        evaluation = evaluate(bps_14, made_poor(comfortable_answers, criteria))

        assert evaluation.score == len(criteria)
        assert set(evaluation.met) == criteria
        assert evaluation.outcome == ("poor" if len(criteria) >= 9 else "not_poor")
        assert evaluation.missing == ()

    @given(
        criteria=st.sets(st.sampled_from(sorted(POOR_ANSWERS))),
        forgotten=st.sets(st.sampled_from(["head_occupation", "floor_area_m2", "cooking_fuel", "wall_material"])),
    )
    def test_an_outcome_given_without_all_answers_stays_when_they_come(
        self,
        bps_14: Instrument,
        comfortable_answers: dict[str, object],
        criteria: set[str],
        forgotten: set[str],
    ) -> None:
        full = made_poor(comfortable_answers, criteria)

        early = evaluate(bps_14, {code: answer for code, answer in full.items() if code not in forgotten})

        assert early.outcome in {UNDETERMINED, evaluate(bps_14, full).outcome}
        assert forgotten <= set(early.missing)

    def test_without_answers_nothing_is_determined(self, bps_14: Instrument) -> None:
        evaluation = evaluate(bps_14, {})

        assert evaluation.outcome == UNDETERMINED
        assert len(evaluation.undetermined) == 14

    @pytest.mark.parametrize(
        ("land", "met", "disputed"),
        [(500, True, False), (501, False, True), (5_000, False, True), (5_001, False, False)],
    )
    def test_a_farmer_between_the_two_readings_of_the_sources_is_marked_as_disputed(
        self, bps_14: Instrument, comfortable: dict[str, object], land: int, *, met: bool, disputed: bool
    ) -> None:
        farmer = {"head_occupation": "farmer", "farm_land_m2": land, "head_income_rupiah_month": None}

        evaluation = evaluate(bps_14, comfortable | farmer)

        assert ("12" in evaluation.met, "12" in evaluation.disputed) == (met, disputed)

    @pytest.mark.parametrize(("income", "met"), [(599_999, True), (600_000, False)])
    def test_other_work_counts_below_600_000_rupiah(
        self, bps_14: Instrument, comfortable: dict[str, object], income: int, *, met: bool
    ) -> None:
        evaluation = evaluate(bps_14, comfortable | {"head_income_rupiah_month": income})

        assert ("12" in evaluation.met) is met


class TestKepmensos262:
    def test_a_household_without_a_dwelling_is_poor_without_further_questions(self, kepmensos_262: Instrument) -> None:
        evaluation = evaluate(kepmensos_262, {"has_dwelling": False})

        assert (evaluation.outcome, evaluation.met) == ("poor", ("1",))
        assert "floor_material" not in evaluation.missing

    def test_one_other_criterion_only_indicates(
        self, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        evaluation = evaluate(kepmensos_262, comfortable | {"kepmensos262.food_over_half": True})

        assert (evaluation.outcome, evaluation.met) == ("indicated", ("4",))

    def test_a_comfortable_household_is_not_indicated(
        self, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        assert evaluate(kepmensos_262, comfortable).outcome == "not_indicated"

    def test_as_long_as_the_dwelling_is_unknown_so_is_the_outcome(
        self, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        del comfortable["has_dwelling"]
        comfortable["kepmensos262.food_over_half"] = True

        assert evaluate(kepmensos_262, comfortable).outcome == UNDETERMINED

    def test_the_unverified_combination_is_said_in_the_result(self, kepmensos_262: Instrument) -> None:
        assert evaluate(kepmensos_262, {}).reading_verified is False

    def test_an_unsteady_income_is_a_disputed_reading(
        self, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        evaluation = evaluate(kepmensos_262, comfortable | {"kepmensos262.head_income_steady": False})

        assert (evaluation.met, evaluation.disputed) == ((), ("2",))


class TestSideBySide:
    @pytest.mark.parametrize(
        ("light", "bps", "kepmensos"),
        [("electricity_450", False, True), ("not_electric", True, True), ("electricity_900", False, False)],
    )
    def test_450_va_is_electric_light_for_one_and_a_sign_of_poverty_for_the_other(
        self,
        bps_14: Instrument,
        kepmensos_262: Instrument,
        comfortable: dict[str, object],
        light: str,
        *,
        bps: bool,
        kepmensos: bool,
    ) -> None:
        answers = comfortable | {"lighting_source": light}

        assert ("5" in evaluate(bps_14, answers).met) is bps
        assert ("9" in evaluate(kepmensos_262, answers).met) is kepmensos

    def test_a_plastered_floor_counts_for_one_and_not_for_the_other(
        self, bps_14: Instrument, kepmensos_262: Instrument, comfortable: dict[str, object]
    ) -> None:
        answers = comfortable | {"floor_material": "plaster"}

        assert evaluate(bps_14, answers).met == ()
        assert evaluate(kepmensos_262, answers).met == ("6",)


class TestEvaluation:
    def test_the_result_survives_json_and_names_its_version(
        self, bps_14: Instrument, comfortable: dict[str, object]
    ) -> None:
        document = evaluate(bps_14, comfortable | {"floor_material": "earth"}).to_json()

        assert json.loads(json.dumps(document)) == document
        assert (document["instrument"], document["met"]) == ("bps-14@2005", ["2"])

    def test_a_malformed_answer_counts_as_not_given(self, bps_14: Instrument, comfortable: dict[str, object]) -> None:
        evaluation = evaluate(bps_14, comfortable | {"floor_material": "gold", "household_size": "four"})

        assert evaluation.missing == ("household_size", "floor_material")
        assert evaluation.undetermined == ("1", "2")

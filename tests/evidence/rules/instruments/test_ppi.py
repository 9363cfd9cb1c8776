"""The PPI of both editions against the golden rows computed from the publisher's workbooks."""

import csv
import json
from pathlib import Path

import pytest

from field_api.evidence.rules.instruments.instrument import Instrument, InvalidInstrument
from field_api.evidence.rules.instruments.ppi import instrument_from_ppi, ppi_document
from field_api.evidence.rules.instruments.scoring import SCORE_ABOVE_TABLE, UNDETERMINED, evaluate

EDITIONS = ("2016", "2022")
Rows = list[dict[str, str]]


def rows(shared_data: Path, name: str) -> Rows:
    with (shared_data / "records" / "ppi" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def editions(shared_data: Path) -> dict[str, Instrument]:
    return {
        edition: instrument_from_ppi(
            rows(shared_data, f"scorecard_{edition}.csv"), rows(shared_data, f"lookup_{edition}.csv"), edition
        )
        for edition in EDITIONS
    }


@pytest.fixture(scope="module")
def scorecard(shared_data: Path) -> Rows:
    return rows(shared_data, "scorecard_2022.csv")


@pytest.fixture(scope="module")
def lookup_table(shared_data: Path) -> Rows:
    return rows(shared_data, "lookup_2022.csv")


def answers_of(golden: dict[str, str], edition: str) -> dict[str, object]:
    return {f"ppi{edition}.q{number}": golden[f"q{number}"] for number in range(1, 11)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_golden_row_is_met(editions: dict[str, Instrument], shared_data: Path, edition: str) -> None:
    golden_rows = rows(shared_data, f"golden_{edition}_shared.csv")

    assert len(golden_rows) > 100
    for golden in golden_rows:
        evaluation = evaluate(editions[edition], answers_of(golden, edition))
        line = next(each for each in evaluation.lines if each.line == golden["line"])
        assert str(line.score) == golden["score"]
        assert (line.likelihood or line.remark) == golden["poverty_likelihood"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_golden_rows_hold_a_score_above_the_table(shared_data: Path, edition: str) -> None:
    golden_rows = rows(shared_data, f"golden_{edition}_shared.csv")

    assert any(golden["poverty_likelihood"] == SCORE_ABOVE_TABLE for golden in golden_rows)


@pytest.mark.parametrize("edition", EDITIONS)
def test_wording_and_points_are_unchanged(editions: dict[str, Instrument], shared_data: Path, edition: str) -> None:
    scorecard = rows(shared_data, f"scorecard_{edition}.csv")
    items = editions[edition].items_by_code()

    for row in scorecard:
        item = items[f"ppi{edition}.q{row['no']}"]
        assert item.question.english == row["question"]
        assert row["response"] in {f"{option.code}. {option.label.english}" for option in item.options}
    assert sum(len(item.options) for item in items.values()) == len(scorecard)


def test_a_partial_sum_is_no_score(editions: dict[str, Instrument], shared_data: Path) -> None:
    answers = answers_of(rows(shared_data, "golden_2022_shared.csv")[0], "2022")
    del answers["ppi2022.q10"]

    evaluation = evaluate(editions["2022"], answers)

    assert (evaluation.outcome, evaluation.score, evaluation.lines) == (UNDETERMINED, None, ())
    assert evaluation.missing == ("ppi2022.q10",)


def test_the_result_holds_no_float(editions: dict[str, Instrument], shared_data: Path) -> None:
    answers = answers_of(rows(shared_data, "golden_2022_shared.csv")[0], "2022")

    document = json.dumps(evaluate(editions["2022"], answers).to_json())

    assert "0.8" in document or "e-05" in document
    json.loads(document, parse_float=pytest.fail)


def test_the_document_is_json_and_reads_back(scorecard: Rows, lookup_table: Rows) -> None:
    document = ppi_document(scorecard, lookup_table, "2022")

    assert Instrument.from_document(json.loads(json.dumps(document))).identity == "ppi-indonesia@2022"


def test_a_table_with_a_gap_is_refused(scorecard: Rows, lookup_table: Rows) -> None:
    with pytest.raises(ValueError, match="every score"):
        ppi_document(scorecard, lookup_table[:50] + lookup_table[51:], "2022")


def test_a_doubled_response_is_refused(scorecard: Rows, lookup_table: Rows) -> None:
    with pytest.raises(InvalidInstrument):
        instrument_from_ppi([*scorecard, scorecard[-1]], lookup_table, "2022")

import json
from pathlib import Path
from typing import Any

import pytest

from field_api.registry.rules.import_columns import FIELDS
from field_api.registry.rules.import_remedies import remedy_for
from field_api.registry.rules.import_rows import RowRejected
from tests.registry.rules.test_import_rows import read

WORDS = Path(__file__).parents[3] / "field_api" / "web" / "src" / "words"
BAD_CELLS = {
    "area_too_large": {"area_code": "31.75"},
    "control_character": {"address": "Jl.\x00Mawar"},
    "date_implausible": {"birth_date": "1884-08-17"},
    "date_unreadable": {"birth_date": "kemarin"},
    "family_card_invalid": {"no_kk": "12"},
    "formula_cell": {"address": "=1+1"},
    "household_id_invalid": {"household_id": "12"},
    "household_key_missing": {"household_id": "", "no_kk": ""},
    "invalid_area_code": {"area_code": "Kebon"},
    "name_missing": {"name": ""},
    "nik_invalid": {"nik": "12"},
    "position_half": {"lat": "-6.1", "lon": ""},
    "position_out_of_range": {"lat": "-96.1"},
    "position_unreadable": {"lat": "selatan"},
    "relationship_unknown": {"relationship": "tetangga"},
    "sex_unknown": {"sex": "X"},
    "too_long": {"address": "a" * 301},
}
# Found when rows are put beside each other and beside the areas (`import_batches`), or by the place of the import.
OF_THE_SURROUNDINGS = ["area_outside", "area_unknown", "household_area_differs"]


@pytest.mark.parametrize("code", BAD_CELLS)
def test_a_rejected_cell_is_told_with_a_remedy_in_both_languages(code: str) -> None:
    with pytest.raises(RowRejected) as rejected:
        read(**BAD_CELLS[code])

    problem = next(each for each in rejected.value.problems if each.code == code)
    assert problem.remedy.english != problem.remedy.indonesian
    assert all(problem.remedy)


def test_a_remedy_belongs_to_the_problem_before_it_belongs_to_the_column() -> None:
    assert remedy_for("no_kk", "household_key_missing") != remedy_for("no_kk", "family_card_invalid")
    assert remedy_for("area_code", "household_area_differs") != remedy_for("area_code", "area_unknown")
    assert all(all(remedy_for(field, "too_long")) for field in FIELDS)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_desk_has_words_for_every_reason(language: str) -> None:
    words: dict[str, Any] = json.loads((WORDS / f"console.{language}.json").read_text(encoding="utf-8"))

    assert [code for code in (*BAD_CELLS, *OF_THE_SURROUNDINGS) if not words["import"]["reason"].get(code)] == []

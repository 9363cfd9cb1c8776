from datetime import date

import pytest

from field_api.areas.rules.findings import Finding, UnreadableFile
from field_api.areas.rules.succession_files import read_successions

HEADER = "from_year,to_year,kode,change,old_name,new_name\n"


def test_a_renamed_code_succeeds_itself() -> None:
    (succession,), findings = read_successions(HEADER + "2018,2020,35.78.16.1002,renamed,Pegirikan,Pegirian\n")

    assert (succession.code, succession.successor, succession.changed_on, findings) == (
        "35.78.16.1002",
        "35.78.16.1002",
        date(2020, 1, 1),
        [],
    )


def test_a_removed_code_goes_to_the_one_code_added_beside_it() -> None:
    rows, findings = read_successions(
        HEADER
        + "2022,2023,35.78.12.1004,removed,Perak Timur,\n"
        + "2022,2023,35.78.12.1005,removed,Perak Utara,\n"
        + "2022,2023,35.78.12.1006,added,,Tanjung Perak\n"
    )

    assert {(row.code, row.successor) for row in rows} == {
        ("35.78.12.1004", "35.78.12.1006"),
        ("35.78.12.1005", "35.78.12.1006"),
    }
    assert findings == []


@pytest.mark.parametrize(
    "added",
    [
        "",
        "2022,2023,35.78.12.1006,added,,A\n2022,2023,35.78.12.1007,added,,B\n",
        "2023,2025,35.78.12.1006,added,,Another year\n",
        "2022,2023,35.78.13.1006,added,,Another district\n",
    ],
)
def test_an_heir_is_never_guessed(added: str) -> None:
    rows, findings = read_successions(HEADER + "2022,2023,35.78.12.1004,removed,Perak Timur,\n" + added)

    assert rows == []
    assert [(found.row, found.finding) for found in findings] == [(2, Finding.SUCCESSOR_UNCLEAR)]


def test_an_heir_may_be_named_outright() -> None:
    rows, _ = read_successions("to_year,kode,change,successor\n2023,14.71.08.1011,removed,14.71.13.1005\n")

    assert [(row.code, row.successor) for row in rows] == [("14.71.08.1011", "14.71.13.1005")]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("2022,2023,3578,renamed,A,B", Finding.INVALID_CODE),
        ("2022,soon,35.78,renamed,A,B", Finding.SUCCESSOR_UNCLEAR),
        ("2022,2023,35.78,vanished,A,B", Finding.SUCCESSOR_UNCLEAR),
    ],
)
def test_a_row_that_makes_no_sense_is_a_finding(line: str, finding: Finding) -> None:
    rows, findings = read_successions(f"{HEADER}{line}\n")

    assert (rows, [found.finding for found in findings]) == ([], [finding])


def test_a_file_without_its_columns_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="kode, change"):
        read_successions("to_year,code\n")

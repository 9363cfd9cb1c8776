import pytest

from field_api.areas.rules.code_files import RT_LIST_COLUMNS, CodeColumns, CodeRow, read_code_rows
from field_api.areas.rules.findings import Finding, UnreadableFile


def test_codes_and_names_are_read_with_the_row_a_spreadsheet_shows() -> None:
    rows, findings = read_code_rows("kode,nama\n31,Jakarta \n\n31.75,Jakarta Timur\n", CodeColumns())

    assert rows == [CodeRow(2, "31", "Jakarta"), CodeRow(4, "31.75", "Jakarta Timur")]
    assert findings == []


def test_a_file_with_semicolons_is_read_too() -> None:
    rows, _ = read_code_rows("kode;nama\n31;Jakarta, Daerah Khusus\n", CodeColumns())

    assert rows == [CodeRow(2, "31", "Jakarta, Daerah Khusus")]


def test_a_name_may_be_quoted_and_hold_a_comma() -> None:
    rows, _ = read_code_rows('nama,kode\n"Pulau ""A"", Utara",31\n', CodeColumns())

    assert rows == [CodeRow(2, "31", 'Pulau "A", Utara')]


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("11.1,Aceh Barat,2", Finding.INVALID_CODE),
        ("3175061004,Penggilingan,4", Finding.INVALID_CODE),
        ("31.75,,2", Finding.NO_NAME),
        ("31.75,Jakarta Timur,3", Finding.WRONG_LEVEL),
        ("31.75", Finding.NO_NAME),
    ],
)
def test_a_row_that_makes_no_sense_is_a_finding_and_the_next_one_is_read(line: str, finding: Finding) -> None:
    rows, findings = read_code_rows(f"kode,nama,level\n{line}\n31,Jakarta,1\n", CodeColumns(level="level"))

    assert [row.code for row in rows] == ["31"]
    assert [(found.row, found.finding) for found in findings] == [(2, finding)]


def test_a_list_of_rt_implies_its_rw_once() -> None:
    text = "kode_kel,rw,rt\n31.75.06.1004,008,001\n31.75.06.1004,008,002\n"

    rows, _ = read_code_rows(text, RT_LIST_COLUMNS)

    assert rows == [
        CodeRow(2, "31.75.06.1004.008", "RW 008"),
        CodeRow(2, "31.75.06.1004.008.001", "RT 001"),
        CodeRow(3, "31.75.06.1004.008.002", "RT 002"),
    ]


@pytest.mark.parametrize("text", ["", "code,name\n31,Jakarta\n"])
def test_a_file_without_the_declared_columns_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(UnreadableFile, match="no column kode, nama"):
        read_code_rows(text, CodeColumns())

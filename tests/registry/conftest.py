"""What the tests of the registry share: an area to write in, and files to import."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from field_api.demo.import_file import COLUMNS
from tests.factories import areas as area_factory
from tests.factories import registry as registry_factory
from tests.factories.registry import RT

Row = dict[str, str]
RowMaker = Callable[..., Row]
FileMaker = Callable[..., Path]


@pytest.fixture
def rt(session: Session) -> str:
    """The RT in which the files of these tests lie; it exists."""
    area_factory.area(session, RT)
    return RT


@pytest.fixture
def a_row() -> RowMaker:
    """`a_row(nik="...")`: one faultless row; rows of one call after the other are of different people."""

    def make(**overrides: str) -> Row:
        born = date(1984, 8, 17)
        return {
            "household_id": "",
            "no_kk": registry_factory.a_family_card(),
            "area_code": RT,
            "address": "Jl. Kenanga 3",
            "nik": registry_factory.a_nik(born=born),
            "name": "Siti Aminah",
            "sex": "P",
            "birth_place": "Jakarta",
            "birth_date": born.isoformat(),
            "relationship": "KEPALA KELUARGA",
            "occupation": "Buruh harian",
            "education": "SD",
            "mother_name": "Sumiati",
            "lat": "-6.1234567",
            "lon": "106.9876543",
        } | overrides

    return make


def csv_bytes(rows: Iterable[Row], columns: Sequence[str] = COLUMNS, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.fixture
def csv_file(tmp_path: Path) -> FileMaker:
    """`csv_file(rows)`: a CSV on disk in the column order of the importer."""

    def make(rows: Iterable[Row], **options: str) -> Path:
        path = tmp_path / "keluarga.csv"
        path.write_bytes(csv_bytes(rows, **options))
        return path

    return make


@pytest.fixture
def xlsx_file(tmp_path: Path) -> FileMaker:
    """`xlsx_file(rows)`: a workbook on disk; values keep their types."""

    def make(rows: Iterable[Row]) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.append(list(COLUMNS))
        for row in rows:
            sheet.append([row[column] for column in COLUMNS])
        path = tmp_path / "keluarga.xlsx"
        workbook.save(path)
        return path

    return make

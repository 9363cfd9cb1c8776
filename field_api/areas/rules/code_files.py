"""Reading lists of codes and names: CSV with a header, which is row 1; the columns are declared, never guessed.

A row that makes no sense in itself becomes a finding and the others are read on; a missing column refuses the file.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

from field_api.areas.rules.codes import InvalidAreaCode, Level, default_name, level_of, parent_of, parse_area_code
from field_api.areas.rules.findings import Finding, RowFinding, UnreadableFile


@dataclass(frozen=True, slots=True)
class CodeColumns:
    """Which columns of a CSV hold the code (several are joined by dots), the name and the level.

    Without a name column rows are named by their level and number, which suits RW and RT only.
    """

    code: tuple[str, ...] = ("kode",)
    name: str | None = "nama"
    level: str | None = None


# A list of RT as towns keep it: the village's code, the RW and the RT each in a column.
RT_LIST_COLUMNS = CodeColumns(code=("kode_kel", "rw", "rt"), name=None)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code with its name; a row that the file only implies carries the number of the row that implies it."""

    row: int
    code: str
    name: str


def read_code_rows(text: str, columns: CodeColumns) -> tuple[list[CodeRow], list[RowFinding]]:
    """Read a CSV (comma or semicolon) with a header; rows that make no sense in themselves become findings.

    RW that are only named inside RT codes are added, for lists of RT seldom list the RW. Raises `UnreadableFile` when
    a declared column is missing.
    """
    records = csv.reader(StringIO(text, newline=""), delimiter=_delimiter_of(text))
    header = [name.strip() for name in next(records, [])]
    wanted = [*columns.code, *filter(None, (columns.name, columns.level))]
    missing = [name for name in wanted if name not in header]
    if missing:
        raise UnreadableFile(f"The file has no column {', '.join(missing)}; it has: {', '.join(header) or 'none'}.")
    places = {name: header.index(name) for name in wanted}
    rows: list[CodeRow] = []
    findings: list[RowFinding] = []
    for number, record in enumerate(records, 2):
        if not any(record):
            continue
        cells = {name: record[place].strip() if place < len(record) else "" for name, place in places.items()}
        read = _read_code_row(number, cells, columns)
        (rows if isinstance(read, CodeRow) else findings).append(read)  # type: ignore[arg-type]  # each list gets its own kind
    return [*_implied_rw(rows), *rows], findings


def _read_code_row(number: int, cells: Mapping[str, str], columns: CodeColumns) -> CodeRow | RowFinding:
    written = ".".join(cells[name] for name in columns.code)
    try:
        code = parse_area_code(written)
    except InvalidAreaCode as error:
        return RowFinding(number, written[:40], Finding.INVALID_CODE, error.detail)
    name = cells[columns.name] if columns.name else default_name(code)
    if not name:
        return RowFinding(number, code, Finding.NO_NAME, "The row has no name.")
    if columns.level and cells[columns.level] != str(int(level_of(code))):
        detail = f"The row says level {cells[columns.level][:10]!r}; the code has level {int(level_of(code))}."
        return RowFinding(number, code, Finding.WRONG_LEVEL, detail)
    return CodeRow(number, code, name)


def _implied_rw(rows: Iterable[CodeRow]) -> list[CodeRow]:
    listed = {row.code for row in rows}
    implied: dict[str, CodeRow] = {}
    for row in rows:
        above = parent_of(row.code)
        if above and level_of(row.code) is Level.RT and above not in listed and above not in implied:
            implied[above] = CodeRow(row.row, above, default_name(above))
    return list(implied.values())


def _delimiter_of(text: str) -> str:
    first = text[: text.find("\n")]
    return ";" if first.count(";") > first.count(",") else ","

"""Reading what became of codes: CSV with the columns `to_year,kode,change,old_name,new_name`, as editions are compared.

The comparison knows which codes were renamed, removed and added, and not who took over from whom. A removed code is
matched with the code that was added in the same year under the same parent, when there is exactly one; a column
`successor` says it outright. Nothing is guessed beyond that.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from field_api.areas.rules.codes import InvalidAreaCode, parent_of, parse_area_code
from field_api.areas.rules.findings import Finding, RowFinding, UnreadableFile

_COLUMNS = ("to_year", "kode", "change")
_CHANGES = ("renamed", "removed", "added")


@dataclass(frozen=True, slots=True)
class Succession:
    """`code` ended, or changed its name, on `changed_on`; `successor` took over."""

    row: int
    code: str
    successor: str
    changed_on: date
    change: str


@dataclass(frozen=True, slots=True)
class _Change:
    row: int
    year: int
    code: str
    change: str
    successor: str


def read_successions(text: str) -> tuple[list[Succession], list[RowFinding]]:
    """Who took over from whom; the day is 1 January of `to_year`, for the comparison knows no better one."""
    records = csv.DictReader(StringIO(text, newline=""))
    missing = [name for name in _COLUMNS if name not in (records.fieldnames or [])]
    if missing:
        raise UnreadableFile(f"The file has no column {', '.join(missing)}.")
    changes: list[_Change] = []
    findings: list[RowFinding] = []
    for number, record in enumerate(records, 2):
        read = _read_change(number, record)
        if isinstance(read, _Change):
            changes.append(read)
        else:
            findings.append(read)
    return _matched(changes, findings), findings


def _read_change(number: int, record: Mapping[str, str | None]) -> _Change | RowFinding:
    written, year, change = ((record.get(name) or "").strip() for name in ("kode", "to_year", "change"))
    successor = (record.get("successor") or "").strip()
    try:
        code = parse_area_code(written)
        successor = parse_area_code(successor) if successor else ""
    except InvalidAreaCode as error:
        return RowFinding(number, written[:40], Finding.INVALID_CODE, error.detail)
    if change not in _CHANGES or not (year.isascii() and year.isdigit() and len(year) == len("2025")):
        detail = f"The row must hold a year and one of {', '.join(_CHANGES)}."
        return RowFinding(number, code, Finding.SUCCESSOR_UNCLEAR, detail)
    return _Change(number, int(year), code, change, successor)


def _matched(changes: Sequence[_Change], findings: list[RowFinding]) -> list[Succession]:
    successions: list[Succession] = []
    for change in changes:
        if change.change == "added":
            continue
        successor = change.successor or (change.code if change.change == "renamed" else _heir_of(change, changes))
        if successor:
            successions.append(Succession(change.row, change.code, successor, date(change.year, 1, 1), change.change))
        else:
            detail = "The code was removed and not exactly one was added beside it; name the successor in a column."
            findings.append(RowFinding(change.row, change.code, Finding.SUCCESSOR_UNCLEAR, detail))
    return successions


def _heir_of(removed: _Change, changes: Sequence[_Change]) -> str:
    added = [
        change.code
        for change in changes
        if change.change == "added"
        and change.year == removed.year
        and parent_of(change.code) == parent_of(removed.code)
    ]
    return added[0] if len(added) == 1 else ""

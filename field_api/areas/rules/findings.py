"""What can be wrong with a row of a file of areas, and with the file as a whole; the words are part of the interface."""

from dataclasses import dataclass
from enum import StrEnum

from field_api.errors import InvalidInput


class Finding(StrEnum):
    """What can be wrong with one row of a file of areas; part of the interface."""

    INVALID_CODE = "invalid_code"
    NO_NAME = "no_name"
    WRONG_LEVEL = "wrong_level"
    DUPLICATE = "duplicate"
    ORPHAN = "orphan"
    UNKNOWN_AREA = "unknown_area"
    NEWER_VERSION = "newer_version"
    OUTSIDE_YOUR_AREA = "outside_your_area"
    NO_POLYGON = "no_polygon"
    MALFORMED_GEOMETRY = "malformed_geometry"
    OUTSIDE_INDONESIA = "outside_indonesia"
    INVALID_POLYGON = "invalid_polygon"
    OVERLAP = "overlap"
    SUCCESSOR_UNCLEAR = "successor_unclear"


class Handled(StrEnum):
    """What became of the row: without leave to repair it is always left out."""

    LEFT_OUT = "left_out"
    REPAIRED = "repaired"


@dataclass(frozen=True, slots=True)
class RowFinding:
    """One thing that is wrong with one row; `row` counts as a person does (see the readers below)."""

    row: int
    code: str
    finding: Finding
    detail: str
    handled: Handled = Handled.LEFT_OUT


class UnreadableFile(InvalidInput):
    """The file as a whole cannot be read; nothing was imported."""

    code = "unreadable_file"

"""The import file of invented households: one row per person, in the column order of the registry's importer.

With faults it carries what real lists carry, at rates of real lists (domain 2.12), so that an import report
has something to report. It writes while it reads: memory stays flat, however many households pass.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from field_api.demo.people import Household
from field_api.demo.randomness import happens, seeded

COLUMNS = (
    "household_id",
    "no_kk",
    "area_code",
    "address",
    "nik",
    "name",
    "sex",
    "birth_place",
    "birth_date",
    "relationship",
    "occupation",
    "education",
    "mother_name",
    "lat",
    "lon",
)
_E7 = 10_000_000
_DIGITS = 16

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class FaultRates:
    """Shares (0 to 1) of rows that get each fault; the defaults are the BPK audit of DTKS 2020 (domain 2.12).

    The audit counted 10,922,479 invalid NIK, 16,373,682 invalid KK, 5,702 empty names, 86,465 double NIK and
    41,985 of the same NIK and name; the shares take some 97 million persons as the whole, which is from
    memory. The share of absent NIK is our own guess.
    """

    nik_invalid: float = 0.112
    nik_absent: float = 0.01
    nik_double: float = 0.0009
    no_kk_invalid: float = 0.168
    name_empty: float = 0.00006
    person_double: float = 0.0004


@dataclass(frozen=True, slots=True)
class ImportFile:
    """What was written: rows without the heading, and how many rows got which fault."""

    households: int
    rows: int
    faults: dict[str, int]


def write_import_csv(
    path: Path,
    households: Iterable[Household],
    *,
    faults: FaultRates | None = None,
    spreadsheet_damage: bool = False,
    seed: int = 0,
) -> ImportFile:
    """Write households to a UTF-8 CSV with a heading row.

    `spreadsheet_damage` replaces the last digit of every NIK and No. KK by 0, as Excel does: such a file is
    to be refused as a whole (domain 2.1).
    """
    tally: Counter[str] = Counter()
    rows = _rows(households, tally)
    if faults:
        rows = _with_faults(rows, faults, seeded("faults", seed), tally)
    if spreadsheet_damage:
        rows = map(_damaged, rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return ImportFile(tally.pop("households", 0), tally.pop("rows", 0), dict(tally))


def _rows(households: Iterable[Household], tally: Counter[str]) -> Iterator[Row]:
    for household in households:
        shared = {
            "household_id": str(household.household_id),
            "no_kk": household.family_card,
            "area_code": household.area_code,
            "address": household.address,
            "lat": degrees(household.latitude_e7),
            "lon": degrees(household.longitude_e7),
        }
        tally["households"] += 1
        tally["rows"] += len(household.members)
        for person in household.members:
            yield {
                **shared,
                "nik": person.nik,
                "name": person.name,
                "sex": person.sex,
                "birth_place": person.birth_place,
                "birth_date": person.birth_date.isoformat(),
                "relationship": person.relationship,
                "occupation": person.occupation,
                "education": person.education,
                "mother_name": person.mother_name,
            }


def degrees(value_e7: int) -> str:
    """Write a coordinate of 1e-7 degree as decimal degrees, exactly and without a detour over floats."""
    whole, rest = divmod(abs(value_e7), _E7)
    return f"{'-' if value_e7 < 0 else ''}{whole}.{rest:07d}"


def _with_faults(rows: Iterable[Row], rates: FaultRates, chance: random.Random, tally: Counter[str]) -> Iterator[Row]:
    """Give every row at most one fault of the person's identity, and independently one of the family card."""
    identity_faults = ("nik_invalid", "nik_absent", "nik_double", "person_double", "name_empty", None)
    weights = [getattr(rates, fault) for fault in identity_faults if fault]
    limits = [*accumulate(weights), 1.0]
    earlier: Row | None = None
    for row in rows:
        (fault,) = chance.choices(identity_faults, cum_weights=limits)
        other = earlier if earlier and earlier["household_id"] != row["household_id"] else None
        changes = _identity_changes(row, fault, other, chance)
        if fault and changes:
            tally[fault] += 1
        elif fault is None:
            # Only a faultless row is doubled later, so that the double is the one fault of its row.
            earlier = row
        if happens(rates.no_kk_invalid, chance):
            changes["no_kk"] = _spoiled(row["no_kk"], chance)
            tally["no_kk_invalid"] += 1
        yield {**row, **changes}


def _identity_changes(row: Row, fault: str | None, other: Row | None, chance: random.Random) -> Row:
    """Give the changed cells of `row`; doubles need the row of an `other`, earlier household."""
    match fault:
        case "nik_invalid":
            return {"nik": _spoiled(row["nik"], chance)}
        case "nik_absent":
            return {"nik": ""}
        case "name_empty":
            return {"name": ""}
        case "nik_double" if other:
            return {"nik": other["nik"]}
        case "person_double" if other:
            return {cell: other[cell] for cell in ("nik", "name", "sex", "birth_place", "birth_date", "mother_name")}
        case _:
            return {}


def _spoiled(number: str, chance: random.Random) -> str:
    """Break a NIK or No. KK in one of the ways in which clerks break them; none of the results is valid."""
    return chance.choice(
        (
            number[:-1],
            number + number[-1],
            number[:8] + "13" + number[10:],
            number[:6] + "00" + number[8:],
            number[:12] + "0000",
            "0" * 16,
            number[:6] + "O" + number[7:],
            f"{number[:8]} {number[8:]}",
        )
    )


def _damaged(row: Row) -> Row:
    return {**row, "nik": _fifteen_digits(row["nik"]), "no_kk": _fifteen_digits(row["no_kk"])}


def _fifteen_digits(number: str) -> str:
    """Keep fifteen digits of precision, as a spreadsheet does with a number of sixteen."""
    return number[:15] + "0" if number.isdigit() and len(number) == _DIGITS else number

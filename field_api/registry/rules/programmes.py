"""The definition of a programme of assistance as data: its unit, its components, their amounts and conditions.

Amounts, ages and dates change every year, so they are never constants of the code (design: programmes are data).
Refuses documents whose components cannot be told apart or whose amounts are no whole rupiah.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from field_api.errors import FieldProblem, InvalidInput

Unit = Literal["person", "household"]

_CODE = re.compile(r"[a-z][a-z0-9_-]{1,39}", re.ASCII)
_INTERVALS = frozenset({"once", "month", "quarter", "year"})
_COMPONENT_FIELDS = frozenset(
    {"code", "name", "amount", "per", "goods", "age_from", "age_below", "condition", "source"}
)


class InvalidProgramme(InvalidInput):
    code = "programme_invalid"
    title = "This is no definition of a programme"


@dataclass(frozen=True, slots=True)
class ProgrammeDefinition:
    """A checked definition; `components` are plain documents as stored."""

    code: str
    name: str
    unit: Unit
    components: list[dict[str, Any]]
    legal_basis: str
    valid_from: date
    valid_to: date | None

    def component(self, code: str) -> dict[str, Any] | None:
        return next((each for each in self.components if each["code"] == code), None)


def parse_programme(document: Mapping[str, Any]) -> ProgrammeDefinition:
    """Check a definition; dates may be ISO text or dates. Raises InvalidProgramme with one problem per fault.

    A component: code, name, and what is known of amount (whole rupiah) with per (once, month, quarter, year), goods
    (in kind), age_from (inclusive) and age_below (exclusive) in years, condition and source.
    """
    problems = list(_faults(document))
    if problems:
        raise InvalidProgramme("The definition of the programme is not usable.", problems=problems)
    return ProgrammeDefinition(
        code=document["code"],
        name=document["name"].strip(),
        unit=cast("Unit", document["unit"]),
        components=[dict(each) for each in document["components"]],
        legal_basis=document.get("legal_basis", ""),
        valid_from=_day(document["valid_from"]),
        valid_to=_day(document["valid_to"]) if document.get("valid_to") else None,
    )


def _faults(document: Mapping[str, Any]) -> Iterator[FieldProblem]:
    if not _CODE.fullmatch(str(document.get("code", ""))):
        yield FieldProblem("/code", "code_form", "A code is a-z, 0-9, - and _, and begins with a letter.")
    if not str(document.get("name", "")).strip():
        yield FieldProblem("/name", "missing", "A programme has a name.")
    if document.get("unit") not in ("person", "household"):
        yield FieldProblem("/unit", "unit_unknown", "The unit is person or household.")
    if not _is_day(document.get("valid_from")) or not _is_day(document.get("valid_to") or "2000-01-01"):
        yield FieldProblem("/valid_from", "date", "Dates are written YYYY-MM-DD.")
    components = document.get("components")
    if not isinstance(components, list) or not components:
        yield FieldProblem("/components", "missing", "A programme has at least one component.")
        return
    seen: set[str] = set()
    for place, component in enumerate(components):
        yield from _component_faults(component, f"/components/{place}", seen)


def _component_faults(component: Any, pointer: str, seen: set[str]) -> Iterator[FieldProblem]:
    if not isinstance(component, Mapping):
        yield FieldProblem(pointer, "shape", "A component is an object.")
        return
    code = str(component.get("code", ""))
    if not _CODE.fullmatch(code) or code in seen:
        yield FieldProblem(f"{pointer}/code", "code_form", "A component has a code of its own: a-z, 0-9, - and _.")
    seen.add(code)
    if not str(component.get("name", "")).strip():
        yield FieldProblem(f"{pointer}/name", "missing", "A component has a name.")
    for field in ("amount", "age_from", "age_below"):
        value = component.get(field, 0)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield FieldProblem(f"{pointer}/{field}", "whole_number", "A whole number from 0 on.")
    if "amount" in component and component.get("per") not in _INTERVALS:
        yield FieldProblem(f"{pointer}/per", "interval", "An amount is paid once, or per month, quarter or year.")
    for field in sorted(set(component) - _COMPONENT_FIELDS):
        yield FieldProblem(f"{pointer}/{field}", "unknown_field", "No component has such a field.")


def _is_day(value: Any) -> bool:
    try:
        _day(value)
    except (TypeError, ValueError):
        return False
    return True


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)

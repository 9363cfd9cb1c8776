"""Use cases of areas: look one up by code or by a point, and import codes, polygons and successions."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from field_api.areas.models import Area
from field_api.areas.queries import lookup
from field_api.areas.rules.codes import Level, code_at_level, level_of, parse_area_code
from field_api.errors import InvalidInput


class UnknownArea(InvalidInput):
    """No area carries this code on that day, or it lies too high for what is asked."""

    code = "unknown_area"


def find_area(session: Session, code: str, *, on: date) -> Area | None:
    """The version of an area that is in force on a day; None when there is none."""
    return lookup.area_by_code(session, code, on=on)


def require_area(session: Session, code: str, *, on: date, minimum_level: Level | None = None) -> Area:
    """The area of a code that was typed or sent; `minimum_level` asks for that level or a deeper one.

    Raises `InvalidAreaCode` for what is no code, `UnknownArea` for a code that names no area on that day.
    """
    code = parse_area_code(code)
    if minimum_level is not None and level_of(code) < minimum_level:
        raise UnknownArea(
            f"{code} is a {level_of(code).name.lower()}; name the {minimum_level.name.lower()} or an area inside it.",
            extra={"area_code": code},
        )
    area = find_area(session, code, on=on)
    if area is None:
        raise UnknownArea(
            f"No area has the code {code} on {on.isoformat()}. Look it up in the list of areas, or import the edition"
            " that contains it.",
            extra={"area_code": code},
        )
    return area


def area_at(
    session: Session, *, latitude_e7: int, longitude_e7: int, on: date, level: Level | None = None
) -> Area | None:
    """The deepest area whose polygon contains a point (integers of 1e-7 degree), or the one of `level` above it.

    None outside every polygon, and where nothing as deep as `level` is drawn.
    """
    deepest = lookup.deepest_code_at(session, latitude_e7=latitude_e7, longitude_e7=longitude_e7, on=on)
    code = code_at_level(deepest, level) if deepest and level else deepest
    return find_area(session, code, on=on) if code else None


def names_of(session: Session, codes: Collection[str], *, on: date) -> dict[str, str]:
    """The names of codes on a day, for showing; codes without a name are left out."""
    return lookup.names_of(session, codes, on=on)

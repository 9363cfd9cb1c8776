"""Areas for tests: editions, areas with everything above them, and square polygons."""

from datetime import UTC, date, datetime
from typing import Any

from geoalchemy2 import WKTElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.areas.models import Area, AreaEdition, AreaPolygon
from field_api.areas.rules.codes import ancestors_of, level_of, parent_of
from field_api.clock import new_id
from field_api.db import SRID

RT = "31.75.06.1004.008.003"
LONG_AGO = date(2020, 1, 1)


def edition(session: Session, **overrides: Any) -> AreaEdition:
    values = {
        "id": new_id(),
        "kind": "codes",
        "title": "Daftar uji",
        "source_sha256": "0" * 64,
        "settings": {},
        "valid_from": LONG_AGO,
        "imported_at": datetime(2020, 1, 1, tzinfo=UTC),
        "imported_by": None,
    }
    made = AreaEdition(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def area(session: Session, code: str = RT, **overrides: Any) -> Area:
    """The area of `code`; whatever is missing above it is made as well."""
    edition_id = overrides.pop("edition_id", None) or edition(session).id
    known = set(session.scalars(select(Area.code).where(Area.code.in_(ancestors_of(code)))))
    for above in ancestors_of(code):
        if above not in known:
            session.add(Area(**_values(above, edition_id)))
    made = Area(**(_values(code, edition_id) | overrides))
    session.add(made)
    session.flush()
    return made


def _values(code: str, edition_id: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "code": code,
        "parent_code": parent_of(code),
        "level": level_of(code),
        "name": f"Wilayah {code}",
        "valid_from": LONG_AGO,
        "valid_to": None,
        "edition_id": edition_id,
    }


def polygon(
    session: Session,
    area_code: str = RT,
    *,
    west: float = 106.9,
    south: float = -6.2,
    side: float = 0.01,
    **overrides: Any,
) -> AreaPolygon:
    """A square of `side` degrees whose south-west corner is given."""
    east, north = west + side, south + side
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    values = {
        "id": new_id(),
        "area_code": area_code,
        "level": level_of(area_code),
        "origin": "drawn",
        "valid_from": LONG_AGO,
        "valid_to": None,
        "land": WKTElement(f"MULTIPOLYGON((({ring})))", srid=SRID),
    }
    if "edition_id" not in overrides:
        overrides["edition_id"] = edition(session, kind="polygons").id
    made = AreaPolygon(**(values | overrides))
    session.add(made)
    session.flush()
    return made

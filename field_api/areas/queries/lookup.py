"""Finding areas by code, by name and by a point on the ground. Areas are not personal: no scope applies."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from field_api.areas.models import Area, AreaEdition, AreaFinding, AreaPolygon, AreaSuccession
from field_api.areas.rules.codes import Level
from field_api.areas.rules.findings import Finding
from field_api.db import Page, keyset_page, valid_on, within
from field_api.scope import Scope

E7 = 10_000_000


def area_by_code(session: Session, code: str, *, on: date) -> Area | None:
    """The version of an area that is in force on a day."""
    return session.scalar(select(Area).where(Area.code == code, valid_on(Area, on)))


def deepest_code_at(session: Session, *, latitude_e7: int, longitude_e7: int, on: date) -> str | None:
    """The code of the deepest polygon that contains the point (1e-7 degree); of equals the smallest, then the lowest."""
    point = {"longitude": longitude_e7 / E7, "latitude": latitude_e7 / E7, "on": on}
    # The large polygons of high levels cost most to test and are needed only where no small one is drawn.
    for lowest, highest in ((Level.VILLAGE, Level.RT), (Level.PROVINCE, Level.DISTRICT)):
        found = session.execute(_DEEPEST_CODE, {**point, "lowest": int(lowest), "highest": int(highest)}).scalar()
        if found is not None:
            return str(found)
    return None


# Plain text, for this is asked once a visit and once a photo, and building it anew costs more than running it.
_DEEPEST_CODE = text("""
    SELECT area_code FROM area_polygons
     WHERE ST_Covers(land, ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4326))
       AND level BETWEEN :lowest AND :highest AND valid_from <= :on AND (valid_to IS NULL OR valid_to > :on)
     ORDER BY level DESC, ST_Area(land), area_code LIMIT 1""")


# Geography is dear and needed only for what lies outside.
_METRES_OUTSIDE = text("""
    SELECT CASE WHEN ST_Covers(land, point) THEN 0 ELSE round(ST_Distance(land::geography, point::geography)) END::int
      FROM area_polygons, ST_SetSRID(ST_MakePoint(:longitude, :latitude), 4326) AS point
     WHERE area_code = ANY(:codes) AND valid_from <= :on AND (valid_to IS NULL OR valid_to > :on)
     ORDER BY level DESC LIMIT 1""")


def metres_outside(
    session: Session, codes: Collection[str], *, latitude_e7: int, longitude_e7: int, on: date
) -> int | None:
    """How far a point lies outside the deepest of these areas that is drawn: 0 inside, None when none is."""
    where = {"longitude": longitude_e7 / E7, "latitude": latitude_e7 / E7, "on": on, "codes": list(codes)}
    found: int | None = session.execute(_METRES_OUTSIDE, where).scalar()
    return found


def names_of(session: Session, codes: Collection[str], *, on: date) -> dict[str, str]:
    """The name of each code that is in force on a day; unknown codes are left out."""
    if not codes:
        return {}
    statement = select(Area.code, Area.name).where(Area.code.in_(codes), valid_on(Area, on))
    return dict(session.execute(statement).all())


def areas_page(  # noqa: PLR0913 - one for each question that may be asked
    session: Session,
    *,
    parent: str | None,
    under: Collection[str] = (),
    codes: Collection[str] = (),
    level: int | None,
    search: str | None,
    on: date,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Page[Area]:
    """Areas in force on a day by code: children of `parent`, below `under`, just `codes`, of a level, named like `search`."""
    statement: Select[Any] = select(Area).where(valid_on(Area, on))
    if parent is not None:
        statement = statement.where(Area.parent_code == parent)
    if under:
        statement = statement.where(within(Area.code, Scope.of(under)))
    if codes:
        statement = statement.where(Area.code.in_(codes))
    if level is not None:
        statement = statement.where(Area.level == level)
    if search:
        statement = statement.where(Area.name.icontains(search, autoescape=True))
    return keyset_page(session, statement, key=[Area.code], after=after, limit=limit)


def polygon_of(session: Session, code: str, *, on: date) -> tuple[AreaPolygon, str] | None:
    """The polygon in force on a day, and its land as GeoJSON text with seven decimals."""
    row = session.execute(
        select(AreaPolygon, func.ST_AsGeoJSON(AreaPolygon.land, 7)).where(
            AreaPolygon.area_code == code, valid_on(AreaPolygon, on)
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


def editions_page(session: Session, *, after: tuple[Any, ...] | None, limit: int) -> Page[AreaEdition]:
    """Imports in the order in which they were made."""
    return keyset_page(session, select(AreaEdition), key=[AreaEdition.id], after=after, limit=limit)


def edition_exists(session: Session, edition_id: UUID) -> bool:
    return session.get(AreaEdition, edition_id) is not None


def findings_page(
    session: Session, *, edition_id: UUID, finding: Finding | None, after: tuple[Any, ...] | None, limit: int
) -> Page[AreaFinding]:
    """What one import found wrong, by number; of one kind when `finding` names it."""
    statement = select(AreaFinding).where(AreaFinding.edition_id == edition_id)
    if finding:
        statement = statement.where(AreaFinding.finding == finding.value)
    return keyset_page(session, statement, key=[AreaFinding.number], after=after, limit=limit)


def same_edition(session: Session, edition: AreaEdition) -> UUID | None:
    """The first import of the same file with the same settings and day."""
    return session.scalar(
        select(AreaEdition.id)
        .where(
            AreaEdition.kind == edition.kind,
            AreaEdition.source_sha256 == edition.source_sha256,
            AreaEdition.settings == edition.settings,
            AreaEdition.valid_from == edition.valid_from,
        )
        .order_by(AreaEdition.id)
        .limit(1)
    )


def known_successions(session: Session) -> set[tuple[str, str, date]]:
    """Every succession on record."""
    rows = session.execute(select(AreaSuccession.code, AreaSuccession.successor_code, AreaSuccession.changed_on))
    return set(rows.all())

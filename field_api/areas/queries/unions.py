"""Polygons of areas that nobody drew, made from their children.

A union stands exactly while every child has a polygon and none is drawn for the area itself: a part is never passed
off as the whole.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.areas.rules.codes import Level, level_of, parent_of
from field_api.clock import new_id

# Coordinates are kept to 1e-7 degree; neighbours that differ by less are joined without a gap.
GRID = 1e-7


def remake(session: Session, changed: Collection[str], *, edition_id: UUID, valid_from: date) -> list[str]:
    """Make, replace or end the unions above codes whose area or polygon changed; returns the codes of those unions."""
    touched: set[str] = set()
    for level in range(Level.RW, 0, -1):
        parents = {
            parent for code in {*changed, *touched} if level_of(code) == level + 1 and (parent := parent_of(code))
        }
        if parents:
            touched.update(_remake_level(session, sorted(parents), edition_id=edition_id, valid_from=valid_from))
    return sorted(touched)


def _remake_level(session: Session, parents: list[str], *, edition_id: UUID, valid_from: date) -> set[str]:
    session.execute(text("DROP TABLE IF EXISTS pg_temp.area_unions"))
    session.execute(
        text("""
        CREATE TEMPORARY TABLE area_unions ON COMMIT DROP AS
        WITH wanted AS (
          SELECT w.id, w.code, p.id AS standing_id,
                 (SELECT greatest(:valid_from, max(v.valid_from), max(v.valid_to))
                    FROM area_polygons v WHERE v.area_code = w.code) AS valid_from
            FROM unnest(CAST(:codes AS text[]), CAST(:ids AS uuid[])) AS w(code, id)
            LEFT JOIN area_polygons p ON p.area_code = w.code AND p.valid_to IS NULL
           WHERE p.id IS NULL OR p.origin = 'union')
        SELECT w.*, made.land, made.complete
          FROM wanted w CROSS JOIN LATERAL (
            SELECT count(*) > 0 AND count(*) = count(p.id) AS complete,
                   CASE WHEN count(*) = count(p.id)
                        THEN ST_Multi(ST_CollectionExtract(ST_Union(p.land, :grid), 3)) END AS land
              FROM areas a LEFT JOIN area_polygons p ON p.area_code = a.code AND p.valid_to IS NULL
             WHERE a.parent_code = w.code AND a.valid_to IS NULL) made"""),
        {"codes": parents, "ids": [new_id() for _ in parents], "valid_from": valid_from, "grid": GRID},
    )
    touched: set[str] = set()
    for statement in _REPLACE:
        touched.update(session.scalars(text(statement), {"edition_id": edition_id}).all())
    return touched


_REPLACE = (
    # A union that would end on the day it began has never been in force.
    """
    DELETE FROM area_polygons p USING area_unions u
     WHERE p.id = u.standing_id AND p.valid_from >= u.valid_from AND NOT u.complete
    RETURNING p.area_code""",
    """
    UPDATE area_polygons p SET land = u.land, edition_id = :edition_id FROM area_unions u
     WHERE p.id = u.standing_id AND p.valid_from >= u.valid_from AND u.complete AND NOT p.land = u.land
    RETURNING p.area_code""",
    """
    UPDATE area_polygons p SET valid_to = u.valid_from FROM area_unions u
     WHERE p.id = u.standing_id AND p.valid_from < u.valid_from AND (NOT u.complete OR NOT p.land = u.land)
    RETURNING p.area_code""",
    """
    INSERT INTO area_polygons (id, area_code, level, origin, valid_from, edition_id, land)
    SELECT u.id, u.code, array_length(string_to_array(u.code, '.'), 1), 'union', u.valid_from, :edition_id, u.land
      FROM area_unions u
     WHERE u.complete AND NOT EXISTS (
       SELECT FROM area_polygons p WHERE p.area_code = u.code AND p.valid_to IS NULL)
    RETURNING area_code""",
)

"""The polygons of one file, laid beside the areas and polygons in force: what is wrong with them, how it is repaired.

Set-based spatial statements over a temporary table. A row with a finding is dropped; with leave to repair, an invalid
polygon is made valid, parts of one code are merged, and of two that overlap the larger one gives way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.areas.rules.codes import Level, level_of, parent_of
from field_api.areas.rules.findings import Finding, Handled, RowFinding
from field_api.areas.rules.polygon_files import PolygonRow
from field_api.clock import new_id


@dataclass(frozen=True, slots=True)
class PolygonChanges:
    """The codes whose polygon an import drew for the first time, and those whose polygon it replaced."""

    added: list[str]
    replaced: list[str]


def stage(session: Session, rows: Iterable[PolygonRow]) -> None:
    """Lay the polygons into `polygon_rows`.

    Nothing may update the rows before their indexes are made: PostgreSQL would not use these within the transaction.
    """
    session.execute(text("DROP TABLE IF EXISTS pg_temp.polygon_rows"))
    session.execute(
        text(
            'CREATE TEMPORARY TABLE polygon_rows (id uuid, "row" int, code varchar(40) COLLATE "C",'
            ' parent_code varchar(40) COLLATE "C", level smallint, land geometry(MultiPolygon, 4326),'
            " origin text DEFAULT 'drawn', kept boolean DEFAULT true) ON COMMIT DROP"
        )
    )
    cursor: Any = session.connection().connection.cursor()
    with cursor.copy('COPY polygon_rows (id, "row", code, parent_code, level, land) FROM STDIN') as copy:
        for row in rows:
            copy.write_row((new_id(), row.row, row.code, parent_of(row.code), int(level_of(row.code)), row.land))
    session.execute(text("CREATE INDEX ON polygon_rows USING gist (land)"))
    session.execute(text("CREATE INDEX ON polygon_rows (code)"))
    session.execute(text("ANALYZE polygon_rows"))


def leave_out_unknown(session: Session) -> list[RowFinding]:
    """Codes that no area has; RW and RT may be new, for nobody else keeps their register, when their parent is known."""
    findings: list[RowFinding] = []
    for lowest, highest in ((Level.PROVINCE, Level.VILLAGE), (Level.RW, Level.RW), (Level.RT, Level.RT)):
        rows = session.execute(
            text("""
            UPDATE polygon_rows r SET kept = false
             WHERE r.kept AND r.level BETWEEN :lowest AND :highest
               AND NOT EXISTS (SELECT FROM areas a WHERE a.code = r.code AND a.valid_to IS NULL)
               AND (r.level <= :village OR NOT EXISTS (
                 SELECT FROM areas p WHERE p.code = r.parent_code AND p.valid_to IS NULL
                 UNION ALL SELECT FROM polygon_rows p WHERE p.code = r.parent_code AND p.kept))
            RETURNING r."row", r.code, r.parent_code"""),
            {"lowest": lowest, "highest": highest, "village": Level.VILLAGE},
        )
        if lowest is Level.PROVINCE:
            findings += [
                RowFinding(row, code, Finding.UNKNOWN_AREA, "No area in force has this code.") for row, code, _ in rows
            ]
        else:
            findings += [
                RowFinding(row, code, Finding.ORPHAN, f"No area in force has the code {parent}, which lies above it.")
                for row, code, parent in rows
            ]
    return findings


def leave_out_older(session: Session, *, valid_from: date) -> list[RowFinding]:
    """Rows that contradict a polygon, or an area, which begins or ended after the day of this edition."""
    rows = session.execute(
        text("""
        UPDATE polygon_rows r SET kept = false
         WHERE r.kept AND (
           EXISTS (SELECT FROM area_polygons p WHERE p.area_code = r.code
                      AND (p.valid_to > :valid_from OR (p.valid_to IS NULL AND p.valid_from > :valid_from))
                      AND NOT (p.valid_to IS NULL AND p.land = r.land))
           OR (EXISTS (SELECT FROM areas a WHERE a.code = r.code AND a.valid_to > :valid_from)
               AND NOT EXISTS (SELECT FROM areas a WHERE a.code = r.code AND a.valid_to IS NULL)))
        RETURNING r."row", r.code"""),
        {"valid_from": valid_from},
    )
    return [
        RowFinding(row, code, Finding.NEWER_VERSION, "The area or its polygon was changed by a later edition.")
        for row, code in rows
    ]


def settle_invalid(session: Session, *, repair: bool) -> list[RowFinding]:
    """Polygons that cross or cover themselves; repaired by ST_MakeValid, of which the polygons are kept."""
    rows = session.execute(
        text("""
        WITH invalid AS MATERIALIZED (
          SELECT "row", ST_IsValidReason(land) AS reason, ST_Area(land) AS area_before,
                 ST_Multi(ST_CollectionExtract(ST_MakeValid(land), 3)) AS valid
            FROM polygon_rows WHERE kept AND NOT ST_IsValid(land))
        UPDATE polygon_rows r
           SET kept = :repair AND NOT ST_IsEmpty(i.valid), land = i.valid, origin = 'repaired'
          FROM invalid i WHERE r."row" = i."row"
        RETURNING r."row", r.code, r.kept, i.reason,
                  round((100 * abs(ST_Area(i.valid) - i.area_before) / nullif(i.area_before, 0))::numeric, 2)"""),
        {"repair": repair},
    )
    return [
        RowFinding(
            row,
            code,
            Finding.INVALID_POLYGON,
            f"{reason}; repairing changes its area by {change or 0} %.",
            Handled.REPAIRED if kept else Handled.LEFT_OUT,
        )
        for row, code, kept, reason, change in rows
    ]


def settle_duplicates(session: Session, *, repair: bool) -> list[RowFinding]:
    """Codes with several polygons: none can be preferred, so all are dropped, or merged into the first."""
    rows = session.execute(
        text("""
        WITH repeated AS MATERIALIZED (
          SELECT code, min("row") AS first, string_agg("row"::text, ', ' ORDER BY "row") AS all_rows,
                 CASE WHEN :repair THEN ST_Multi(ST_Union(land)) END AS merged
            FROM polygon_rows WHERE kept GROUP BY code HAVING count(*) > 1)
        UPDATE polygon_rows r
           SET kept = :repair AND r."row" = d.first, land = coalesce(d.merged, r.land), origin = 'repaired'
          FROM repeated d WHERE r.code = d.code AND r.kept
        RETURNING r."row", r.code, d.all_rows"""),
        {"repair": repair},
    )
    return [
        RowFinding(
            row,
            code,
            Finding.DUPLICATE,
            f"The code stands in rows {all_rows}" + (", merged into the first." if repair else "."),
            Handled.REPAIRED if repair else Handled.LEFT_OUT,
        )
        for row, code, all_rows in rows
    ]


def settle_overlaps(session: Session, *, tolerance: float, repair: bool) -> list[RowFinding]:
    """Polygons of one level that share more than `tolerance` of the smaller one, in the file or with those in force.

    Nobody can tell which of the two is wrong, so both are dropped; or the larger is cut, and against a polygon in force
    the new one.
    """
    _find_overlaps(session, tolerance=tolerance)
    if repair:
        session.execute(
            text("""
            UPDATE polygon_rows r SET land = c.land, kept = NOT ST_IsEmpty(c.land), origin = 'repaired'
              FROM (SELECT larger."row", ST_Multi(ST_CollectionExtract(ST_Difference(larger.land, cut.land), 3)) AS land
                      FROM polygon_rows larger
                      JOIN (SELECT "row", ST_Union(other_land) AS land
                              FROM polygon_overlaps WHERE gives_way GROUP BY "row") cut USING ("row")) c
             WHERE r."row" = c."row" """)
        )
    else:
        session.execute(
            text('UPDATE polygon_rows SET kept = false WHERE "row" IN (SELECT "row" FROM polygon_overlaps)')
        )
    rows = session.execute(
        text("""
        SELECT o."row", r.code, r.kept, o.other_row, o.other_code, round((100 * o.share)::numeric, 1)
          FROM polygon_overlaps o JOIN polygon_rows r USING ("row")
         WHERE o.gives_way OR NOT :repair ORDER BY o."row", o.other_code"""),
        {"repair": repair},
    )
    return [
        RowFinding(
            row,
            code,
            Finding.OVERLAP,
            f"It shares {share} % of the smaller one with {other}" + (f" of row {other_row}." if other_row else "."),
            Handled.REPAIRED if kept else Handled.LEFT_OUT,
        )
        for row, code, kept, other_row, other, share in rows
    ]


def _find_overlaps(session: Session, *, tolerance: float) -> None:
    """Fill `polygon_overlaps`: each row with every other polygon that it overlaps, and whether it gives way."""
    session.execute(text("DROP TABLE IF EXISTS pg_temp.polygon_overlaps"))
    # Neighbours that only share a border, nearly all of them, are told apart before the costly intersection; two joins
    # rather than one with the union of both sides, so that each can use its spatial index.
    session.execute(
        text("""
        CREATE TEMPORARY TABLE polygon_overlaps ON COMMIT DROP AS
        WITH pairs AS (
          SELECT r."row", r.code, r.land, o."row" AS other_row, o.code AS other_code, o.land AS other_land
            FROM polygon_rows r JOIN polygon_rows o ON ST_Intersects(r.land, o.land)
           WHERE r.kept AND o.kept AND r."row" < o."row" AND r.level = o.level AND NOT ST_Touches(r.land, o.land)
          UNION ALL
          SELECT r."row", r.code, r.land, NULL, p.area_code, p.land
            FROM polygon_rows r JOIN area_polygons p ON ST_Intersects(r.land, p.land)
           WHERE r.kept AND p.valid_to IS NULL AND r.level = p.level AND NOT ST_Touches(r.land, p.land)
             AND NOT EXISTS (SELECT FROM polygon_rows k WHERE k.code = p.area_code AND k.kept)),
        shared AS MATERIALIZED (
          SELECT pairs.*, other_row IS NULL OR ST_Area(land) > ST_Area(other_land) AS gives_way,
                 ST_Area(ST_CollectionExtract(ST_Intersection(land, other_land), 3))
                 / least(ST_Area(land), ST_Area(other_land)) AS share
            FROM pairs)
        SELECT "row", other_row, other_code, other_land, share, gives_way FROM shared WHERE share > :tolerance
        UNION ALL
        SELECT other_row, "row", code, land, share, NOT gives_way FROM shared
         WHERE share > :tolerance AND other_row IS NOT NULL"""),
        {"tolerance": tolerance},
    )


def codes_without_area(session: Session) -> Sequence[str]:
    """Kept codes of RW and RT for which no area is in force yet, the higher ones first."""
    return session.scalars(
        text("""
        SELECT r.code FROM polygon_rows r
         WHERE r.kept AND NOT EXISTS (SELECT FROM areas a WHERE a.code = r.code AND a.valid_to IS NULL)
         ORDER BY r.code""")
    ).all()


def replace_polygons(session: Session, *, edition_id: UUID, valid_from: date) -> PolygonChanges:
    """Open a version for every kept polygon that is new or differs; an equal one changes nothing."""
    given = {"edition_id": edition_id, "valid_from": valid_from}
    replaced = session.scalars(
        text("""
        UPDATE area_polygons p SET valid_to = :valid_from FROM polygon_rows r
         WHERE r.kept AND p.area_code = r.code AND p.valid_to IS NULL AND NOT p.land = r.land
           AND p.valid_from < :valid_from
        RETURNING p.area_code"""),
        given,
    ).all()
    corrected = session.scalars(
        text("""
        UPDATE area_polygons p SET land = r.land, origin = r.origin, edition_id = :edition_id FROM polygon_rows r
         WHERE r.kept AND p.area_code = r.code AND p.valid_to IS NULL AND NOT p.land = r.land
        RETURNING p.area_code"""),
        given,
    ).all()
    opened = session.scalars(
        text("""
        INSERT INTO area_polygons (id, area_code, level, origin, valid_from, edition_id, land)
        SELECT r.id, r.code, r.level, r.origin, :valid_from, :edition_id, r.land FROM polygon_rows r
         WHERE r.kept AND NOT EXISTS (
           SELECT FROM area_polygons p WHERE p.area_code = r.code AND p.valid_to IS NULL)
        RETURNING area_code"""),
        given,
    ).all()
    return PolygonChanges(sorted(set(opened) - set(replaced)), sorted({*replaced, *corrected}))


def repaired_polygons(session: Session, *, edition_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Id and code of the polygons that this edition changed before taking them."""
    rows = session.execute(
        text("SELECT id, area_code FROM area_polygons WHERE edition_id = :edition_id AND origin = 'repaired'"),
        {"edition_id": edition_id},
    )
    return [(polygon_id, code) for polygon_id, code in rows]

"""The rows of one list of codes, laid beside the areas in force: what is wrong with them and what they change.

Set-based statements over a temporary table, for 90,000 rows take seconds so and minutes one by one. They write the
versions of areas too; only the service calls them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.areas.rules.code_files import CodeRow
from field_api.areas.rules.codes import level_of, parent_of
from field_api.areas.rules.findings import Finding, RowFinding
from field_api.clock import new_id

# Codes have fixed widths, so a code and those above it are its first 2, 5, 8, 13, 17 and 21 characters.
_CODES_ABOVE = "unnest(ARRAY[2, 5, 8, 13, 17, 21]) AS above(width)"


@dataclass(frozen=True, slots=True)
class CodeChanges:
    """The codes whose versions an import opened, renamed and corrected in place."""

    added: list[str]
    renamed: list[str]
    corrected: list[str]


def stage(session: Session, rows: Iterable[CodeRow], *, present: Iterable[str]) -> None:
    """Lay the rows into `area_rows`; codes of `present` stand in the file and are neither applied nor missed."""
    session.execute(text("DROP TABLE IF EXISTS pg_temp.area_rows"))
    session.execute(
        text(
            'CREATE TEMPORARY TABLE area_rows (id uuid, "row" int, code varchar(40) COLLATE "C",'
            ' parent_code varchar(40) COLLATE "C", level smallint, name text, kept boolean) ON COMMIT DROP'
        )
    )
    cursor: Any = session.connection().connection.cursor()
    with cursor.copy('COPY area_rows (id, "row", code, parent_code, level, name, kept) FROM STDIN') as copy:
        for row in rows:
            code = row.code
            copy.write_row((new_id(), row.row, code, parent_of(code), int(level_of(code)), row.name, True))
        for code in present:
            copy.write_row((new_id(), 0, code, parent_of(code), int(level_of(code)), "", False))
    session.execute(text("CREATE INDEX ON area_rows (code)"))
    session.execute(text("ANALYZE area_rows"))


def leave_out_duplicates(session: Session) -> list[RowFinding]:
    """A row that repeats an earlier one is dropped; rows that name one code differently are all dropped."""
    rows = session.execute(
        text("""
        WITH repeated AS (
          SELECT code, min("row") AS first, count(DISTINCT name) > 1 AS differ
            FROM area_rows WHERE kept GROUP BY code HAVING count(*) > 1)
        UPDATE area_rows r SET kept = false FROM repeated d
         WHERE r.code = d.code AND r.kept AND (d.differ OR r."row" <> d.first)
        RETURNING r."row", r.code, d.first, d.differ""")
    )
    return [
        RowFinding(
            row,
            code,
            Finding.DUPLICATE,
            "The code stands in several rows under different names." if differ else f"The same as row {first}.",
        )
        for row, code, first, differ in rows
    ]


def leave_out_older(session: Session, *, valid_from: date) -> list[RowFinding]:
    """Rows that contradict a version which begins, or ended, after the day of this edition."""
    rows = session.execute(
        text("""
        UPDATE area_rows r SET kept = false FROM areas v
         WHERE r.kept AND v.code = r.code
           AND ((v.valid_to IS NULL AND v.valid_from > :valid_from AND v.name <> r.name)
             OR (v.valid_to > :valid_from
                 AND NOT EXISTS (SELECT FROM areas c WHERE c.code = r.code AND c.valid_to IS NULL)))
        RETURNING r."row", r.code, coalesce(v.valid_to, v.valid_from)"""),
        {"valid_from": valid_from},
    )
    return [
        RowFinding(row, code, Finding.NEWER_VERSION, f"The area was changed by a later edition, on {day}.")
        for row, code, day in rows
    ]


def leave_out_orphans(session: Session) -> list[RowFinding]:
    """Rows whose parent neither stands in the file nor is in force; level by level, so that orphans have no heirs."""
    findings: list[RowFinding] = []
    for level in range(2, 7):
        rows = session.execute(
            text("""
            UPDATE area_rows r SET kept = false
             WHERE r.kept AND r.level = :level
               AND NOT EXISTS (SELECT FROM area_rows p WHERE p.code = r.parent_code AND p.kept)
               AND NOT EXISTS (SELECT FROM areas p WHERE p.code = r.parent_code AND p.valid_to IS NULL)
            RETURNING r."row", r.code, r.parent_code"""),
            {"level": level},
        )
        findings += [
            RowFinding(row, code, Finding.ORPHAN, f"No area has the code {parent}, which would lie above it.")
            for row, code, parent in rows
        ]
    return findings


def close_absent(session: Session, *, valid_from: date, complete_for: Collection[str]) -> list[str]:
    """End the areas that the file no longer names, and all that lies below them; returns their codes.

    A file speaks for what lies below its own rows, at the levels it holds, and for what lies below `complete_for`
    ("" is the country). What began after the day of this edition stays.
    """
    session.execute(text("DROP TABLE IF EXISTS pg_temp.absent_areas"))
    # In steps, each counted by ANALYZE: the planner knows nothing of rows that this very transaction has written.
    session.execute(
        text("""
        CREATE TEMPORARY TABLE absent_areas ON COMMIT DROP AS
        SELECT a.code FROM areas a
         WHERE a.valid_to IS NULL AND a.level = ANY(ARRAY(SELECT DISTINCT level FROM area_rows))
           AND NOT EXISTS (SELECT FROM area_rows r WHERE r.code = a.code)""")
    )
    session.execute(text("ANALYZE absent_areas"))
    session.execute(
        text(f"""
        DELETE FROM absent_areas a
         WHERE NOT :everywhere AND NOT EXISTS (
           SELECT FROM {_CODES_ABOVE} WHERE width < length(a.code) AND (
             left(a.code, width) = ANY(:complete_for)
             OR EXISTS (SELECT FROM area_rows r WHERE r.kept AND r.code = left(a.code, width))))"""),  # noqa: S608 - a constant
        {"complete_for": list(complete_for), "everywhere": "" in complete_for},
    )
    if not session.scalar(text("SELECT EXISTS (SELECT FROM absent_areas)")):
        return []
    session.execute(text("ANALYZE absent_areas"))
    closed = list(
        session.scalars(
            text(f"""
            SELECT DISTINCT a.code FROM areas a CROSS JOIN {_CODES_ABOVE}
              JOIN absent_areas b ON b.code = left(a.code, width)
             WHERE a.valid_to IS NULL AND a.valid_from <= :valid_from"""),  # noqa: S608 - a constant
            {"valid_from": valid_from},
        )
    )
    for table, column in (("areas", "code"), ("area_polygons", "area_code")):
        for statement in (
            # A version that would end on the day it began has never been in force.
            f"DELETE FROM {table} WHERE valid_to IS NULL AND valid_from >= :valid_from AND {column} = ANY(:closed)",  # noqa: S608 - constants
            f"UPDATE {table} SET valid_to = :valid_from WHERE valid_to IS NULL AND {column} = ANY(:closed)",  # noqa: S608 - constants
        ):
            session.execute(text(statement), {"valid_from": valid_from, "closed": closed})
    return closed


def open_versions(session: Session, *, edition_id: UUID, valid_from: date) -> CodeChanges:
    """Open a version for every kept code that is new or has another name; an equal row changes nothing."""
    given = {"edition_id": edition_id, "valid_from": valid_from}
    renamed = session.scalars(
        text("""
        UPDATE areas a SET valid_to = :valid_from FROM area_rows r
         WHERE r.kept AND a.code = r.code AND a.valid_to IS NULL AND a.name <> r.name AND a.valid_from < :valid_from
        RETURNING a.code"""),
        given,
    ).all()
    corrected = session.scalars(
        text("""
        UPDATE areas a SET name = r.name, edition_id = :edition_id FROM area_rows r
         WHERE r.kept AND a.code = r.code AND a.valid_to IS NULL AND a.name <> r.name
        RETURNING a.code"""),
        given,
    ).all()
    opened = session.scalars(
        text("""
        INSERT INTO areas (id, code, parent_code, level, name, valid_from, edition_id)
        SELECT r.id, r.code, r.parent_code, r.level, r.name, :valid_from, :edition_id FROM area_rows r
         WHERE r.kept AND NOT EXISTS (SELECT FROM areas a WHERE a.code = r.code AND a.valid_to IS NULL)
        RETURNING code"""),
        given,
    ).all()
    return CodeChanges(sorted(set(opened) - set(renamed)), sorted(renamed), sorted(corrected))

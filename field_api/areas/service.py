"""Use cases of areas: look one up by code or by a point, and import codes, polygons and successions.

An import is one edition: all of it or nothing, and rows with a finding are left out unless it is told to repair them.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from field_api.areas.models import Area, AreaEdition, AreaFinding, AreaSuccession
from field_api.areas.queries import code_staging, lookup, polygon_staging, unions
from field_api.areas.rules.code_files import CodeColumns, CodeRow, read_code_rows
from field_api.areas.rules.codes import (
    Level,
    ancestors_of,
    code_at_level,
    default_name,
    level_of,
    parent_of,
    parse_area_code,
)
from field_api.areas.rules.findings import Finding, RowFinding, UnreadableFile
from field_api.areas.rules.polygon_files import CodeOf, PolygonRow, read_polygon_rows
from field_api.areas.rules.succession_files import Succession, read_successions
from field_api.areas.rules.zones import national_day
from field_api.clock import new_id
from field_api.db import lock_until_commit, scope_of
from field_api.errors import Forbidden, InvalidInput, TooLarge
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.scope import Scope

# The national list has 2.5 MB, the polygons of a large city's RW 3.3 MB; a file is read whole.
MAX_FILE_BYTES = 50 * 1024 * 1024
# Neighbours drawn by different hands overlap by a few metres; more than this share of the smaller one is a fault.
OVERLAP_TOLERANCE = 0.01
# The lock under which one edition after the other is applied.
_IMPORT_LOCK = "field_api.area_imports"

CodedRow = TypeVar("CodedRow", CodeRow, PolygonRow, Succession)


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


def metres_outside(session: Session, code: str, *, latitude_e7: int, longitude_e7: int, on: date) -> int | None:
    """Metres from a point to an area, or to the nearest area above it that is drawn; 0 inside, None when none is."""
    codes = [code, *ancestors_of(code)]
    return lookup.metres_outside(session, codes, latitude_e7=latitude_e7, longitude_e7=longitude_e7, on=on)


def names_of(session: Session, codes: Collection[str], *, on: date) -> dict[str, str]:
    """The names of codes on a day, for showing; codes without a name are left out."""
    return lookup.names_of(session, codes, on=on)


@dataclass(frozen=True, slots=True)
class EditionReport:
    """What an import did, or would do: counts of codes and polygons, and one finding per faulty row.

    `repeated` names the edition that brought the same file before, when nothing changed since; nothing was written.
    """

    edition_id: UUID | None
    kind: str
    counts: Mapping[str, int]
    findings: Sequence[RowFinding]
    repeated: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one import changed, before it is known whether it stays."""

    counts: Mapping[str, int]
    findings: Sequence[RowFinding]
    unchanged: bool
    repaired: Sequence[tuple[UUID, str]] = ()


def import_codes(
    session: Session,
    author: Author,
    *,
    source: Path | BinaryIO,
    title: str,
    valid_from: date,
    at: datetime,
    columns: CodeColumns = CodeColumns(),  # noqa: B008 - frozen
    complete_for: Collection[str] = (),
    dry_run: bool = False,
) -> EditionReport:
    """Import codes and names from a CSV as one edition: new ones begin, renamed ones get a new version, absent ones end.

    A file speaks for what lies below its own rows; `complete_for` names codes ("" the country) for which it lists
    everything at the levels it holds. Raises `UnreadableFile`, `TooLarge`.
    """
    content = _read(source)
    rows, faults = read_code_rows(_text_of(content), columns)
    scope = scope_of(session)
    complete_for = {parse_area_code(code) if code else "" for code in complete_for}
    if not all(scope.everywhere if code == "" else scope.covers(code) for code in complete_for):
        raise Forbidden("You may state completeness only for areas of your own.", code="outside_area")
    inside, outside = _parted(rows, scope)
    # A code that cannot be read may be any code, so then nothing can be said to be absent.
    readable = all(fault.finding is not Finding.INVALID_CODE for fault in faults)
    present = {fault.code for fault in (*faults, *outside)} if readable else set()

    def apply(edition_id: UUID) -> _Outcome:
        code_staging.stage(session, inside, present=present)
        findings = [*faults, *outside, *code_staging.leave_out_duplicates(session)]
        findings += code_staging.leave_out_older(session, valid_from=valid_from)
        closed = (
            code_staging.close_absent(session, valid_from=valid_from, complete_for=complete_for) if readable else []
        )
        findings += code_staging.leave_out_orphans(session)
        changes = code_staging.open_versions(session, edition_id=edition_id, valid_from=valid_from)
        remade = unions.remake(session, [*changes.added, *closed], edition_id=edition_id, valid_from=valid_from)
        counts = {
            "rows": len(rows),
            "added": len(changes.added),
            "renamed": len(changes.renamed) + len(changes.corrected),
            "closed": len(closed),
            "unions": len(remade),
        }
        return _Outcome(
            counts, findings, unchanged=not any((changes.added, changes.renamed, changes.corrected, closed, remade))
        )

    settings = {
        "code": list(columns.code),
        "name": columns.name,
        "level": columns.level,
        "complete_for": sorted(complete_for),
    }
    edition = _edition("codes", title, content, settings, valid_from, author, at)
    return _import(session, author, edition, apply, dry_run=dry_run)


def import_polygons(
    session: Session,
    author: Author,
    *,
    source: Path | BinaryIO,
    title: str,
    valid_from: date,
    code_of: CodeOf,
    repair: bool,
    at: datetime,
    tolerance: float = OVERLAP_TOLERANCE,
    dry_run: bool = False,
) -> EditionReport:
    """Import polygons from GeoJSON as one edition, and remake the unions above them.

    Rows with a finding are left out; `repair` makes invalid ones valid, merges parts of one code and cuts overlaps.
    RW and RT that no list has named become areas, when the area above them is known. Raises `UnreadableFile`,
    `TooLarge`.
    """
    content = _read(source)
    rows, faults = read_polygon_rows(content, code_of)
    inside, outside = _parted(rows, scope_of(session))

    def apply(edition_id: UUID) -> _Outcome:
        polygon_staging.stage(session, inside)
        findings = [*faults, *outside, *polygon_staging.leave_out_unknown(session)]
        findings += polygon_staging.settle_invalid(session, repair=repair)
        findings += polygon_staging.settle_duplicates(session, repair=repair)
        findings += polygon_staging.settle_overlaps(session, tolerance=tolerance, repair=repair)
        findings += polygon_staging.leave_out_older(session, valid_from=valid_from)
        areas = _open_areas(session, edition_id=edition_id, valid_from=valid_from)
        changes = polygon_staging.replace_polygons(session, edition_id=edition_id, valid_from=valid_from)
        changed = [*changes.added, *changes.replaced, *areas]
        remade = unions.remake(session, changed, edition_id=edition_id, valid_from=valid_from)
        counts = {
            "rows": len(rows),
            "added": len(changes.added),
            "replaced": len(changes.replaced),
            "areas": len(areas),
            "unions": len(remade),
        }
        repaired = polygon_staging.repaired_polygons(session, edition_id=edition_id)
        return _Outcome(counts, findings, unchanged=not any((changed, remade)), repaired=repaired)

    codes = hashlib.sha256("\n".join(row.code for row in rows).encode()).hexdigest()
    settings = {"repair": repair, "tolerance": tolerance, "codes_sha256": codes}
    edition = _edition("polygons", title, content, settings, valid_from, author, at)
    return _import(session, author, edition, apply, dry_run=dry_run)


def import_successions(
    session: Session, author: Author, *, source: Path | BinaryIO, title: str, at: datetime, dry_run: bool = False
) -> EditionReport:
    """Import who took over from whom, out of a comparison of two editions (domain 2.4, pemekaran)."""
    content = _read(source)
    rows, faults = read_successions(_text_of(content))
    inside, outside = _parted(rows, scope_of(session))
    known = lookup.known_successions(session)
    new = [row for row in inside if (row.code, row.successor, row.changed_on) not in known]

    def apply(edition_id: UUID) -> _Outcome:
        session.add_all(
            AreaSuccession(
                code=row.code,
                successor_code=row.successor,
                changed_on=row.changed_on,
                change=row.change,
                edition_id=edition_id,
            )
            for row in new
        )
        session.flush()
        return _Outcome({"rows": len(rows), "added": len(new)}, [*faults, *outside], unchanged=not new)

    newest = max((row.changed_on for row in rows), default=national_day(at))
    edition = _edition("successions", title, content, {}, newest, author, at)
    return _import(session, author, edition, apply, dry_run=dry_run)


def _import(
    session: Session,
    author: Author,
    edition: AreaEdition,
    apply: Callable[[UUID], _Outcome],
    *,
    dry_run: bool,
) -> EditionReport:
    """Apply one edition within a savepoint, and keep it unless it is a dry run or repeats an earlier one in vain."""
    lock_until_commit(session, _IMPORT_LOCK)
    earlier = lookup.same_edition(session, edition)
    with session.begin_nested() as savepoint:
        session.add(edition)
        session.flush()
        outcome = apply(edition.id)
        findings = sorted(outcome.findings, key=lambda finding: (finding.row, finding.code, finding.finding))
        report = EditionReport(edition.id, edition.kind, outcome.counts, findings)
        if dry_run or (earlier is not None and outcome.unchanged):
            savepoint.rollback()
            return replace(report, edition_id=earlier, repeated=earlier is not None, dry_run=dry_run)
        _record_findings(session, edition.id, findings)
    # The versions were written past the session, which must not go on showing the old ones.
    session.expire_all()
    _journal(session, author, edition, outcome)
    return report


def _journal(session: Session, author: Author, edition: AreaEdition, outcome: _Outcome) -> None:
    at = edition.imported_at
    data = {"kind": edition.kind, "source_sha256": edition.source_sha256, **outcome.counts}
    data["findings"] = dict(Counter(finding.finding.value for finding in outcome.findings))
    journal.append(session, author, Event.AREAS_IMPORTED, subject_id=edition.id, at=at, data=data)
    for polygon_id, code in outcome.repaired:
        journal.append(
            session,
            author,
            Event.AREA_POLYGON_REPAIRED,
            subject_id=polygon_id,
            area_code=code,
            at=at,
            data={"edition": str(edition.id)},
        )


def _record_findings(session: Session, edition_id: UUID, findings: Sequence[RowFinding]) -> None:
    rows = [
        {
            "edition_id": edition_id,
            "number": number,
            "row": finding.row,
            "code": finding.code,
            "finding": finding.finding.value,
            "detail": finding.detail,
            "handled": finding.handled.value,
        }
        for number, finding in enumerate(findings, 1)
    ]
    if rows:
        session.execute(insert(AreaFinding), rows)


def _open_areas(session: Session, *, edition_id: UUID, valid_from: date) -> list[str]:
    """Make areas of the RW and RT that only the polygons name."""
    codes = list(polygon_staging.codes_without_area(session))
    rows = [
        {
            "id": new_id(),
            "code": code,
            "parent_code": parent_of(code),
            "level": int(level_of(code)),
            "name": default_name(code),
            "valid_from": valid_from,
            "edition_id": edition_id,
        }
        for code in codes
    ]
    if rows:
        session.execute(insert(Area), rows)
    return codes


def _edition(
    kind: str, title: str, content: bytes, settings: dict[str, Any], valid_from: date, author: Author, at: datetime
) -> AreaEdition:
    return AreaEdition(
        id=new_id(),
        kind=kind,
        title=title,
        source_sha256=hashlib.sha256(content).hexdigest(),
        settings=settings,
        valid_from=valid_from,
        imported_at=at,
        imported_by=author.user_id,
    )


def _parted(rows: Sequence[CodedRow], scope: Scope) -> tuple[list[CodedRow], list[RowFinding]]:
    """The rows whose area the author works for, and a finding for each of the others."""
    outside = [
        RowFinding(row.row, row.code, Finding.OUTSIDE_YOUR_AREA, "You may import only areas of your own area of work.")
        for row in rows
        if not scope.covers(row.code)
    ]
    return [row for row in rows if scope.covers(row.code)], outside


def _read(source: Path | BinaryIO) -> bytes:
    if isinstance(source, Path):
        with source.open("rb") as opened:
            return _read(opened)
    content = source.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise TooLarge(f"The file has more than {MAX_FILE_BYTES >> 20} MB. Split it by province.")
    return content


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("The file is not in UTF-8. Save it as CSV UTF-8.") from error

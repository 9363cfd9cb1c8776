import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from field_api import db
from field_api.areas import service
from field_api.areas.models import Area, AreaEdition, AreaFinding, AreaPolygon, AreaSuccession
from field_api.areas.rules.code_files import RT_LIST_COLUMNS
from field_api.areas.rules.codes import InvalidAreaCode, Level
from field_api.areas.rules.findings import UnreadableFile
from field_api.areas.rules.polygon_files import CodeProperties
from field_api.errors import Forbidden, TooLarge
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.journal.rules import Event, SystemAuthor
from field_api.scope import EVERYWHERE, Scope
from field_api.transparency.rules.notes import Signer
from tests.factories import areas as factory
from tests.factories import journal as journal_factory

AT = datetime(2025, 6, 1, tzinfo=UTC)
FIRST, SECOND, TODAY = date(2024, 1, 1), date(2025, 1, 1), date(2025, 6, 1)
DISTRICT = "31.75.06"
LIST = "31,Jakarta\n31.75,Jakarta Timur\n31.75.06,Cakung\n31.75.06.1001,Cakung Barat\n31.75.06.1002,Cakung Timur\n"


def import_codes(session: Session, lines: str, valid_from: date = FIRST, **options: Any) -> service.EditionReport:
    source = BytesIO(f"kode,nama\n{lines}".encode())
    return service.import_codes(
        session, SystemAuthor(), source=source, title="Daftar", valid_from=valid_from, at=AT, **options
    )


def import_polygons(
    session: Session, *features: tuple[str, Any], valid_from: date = FIRST, repair: bool = False, **options: Any
) -> service.EditionReport:
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"kode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
            for code, ring in features
        ],
    }
    return service.import_polygons(
        session,
        SystemAuthor(),
        source=BytesIO(json.dumps(document).encode()),
        title="Peta",
        valid_from=valid_from,
        code_of=CodeProperties(),
        repair=repair,
        at=AT,
        **options,
    )


def square(west: float, width: float = 0.01) -> list[list[float]]:
    east = west + width
    return [[west, -6.2], [east, -6.2], [east, -6.19], [west, -6.19], [west, -6.2]]


def bow(west: float) -> list[list[float]]:
    return [[west, -6.2], [west + 0.01, -6.19], [west + 0.01, -6.2], [west, -6.19], [west, -6.2]]


def in_force(session: Session, on: date = TODAY) -> dict[str, str]:
    current = select(Area.code, Area.name).where(
        Area.valid_from <= on, func.coalesce(Area.valid_to, date(9999, 1, 1)) > on
    )
    return dict(session.execute(current).all())


def polygons(session: Session) -> dict[str, str]:
    rows = session.execute(select(AreaPolygon.area_code, AreaPolygon.origin).where(AreaPolygon.valid_to.is_(None)))
    return dict(rows.all())


def found(report: service.EditionReport) -> list[tuple[int, str, str]]:
    return [(item.row, item.finding.value, item.handled.value) for item in report.findings]


@contextmanager
def scoped(session: Session, code: str) -> Iterator[None]:
    db.set_scope(session, Scope.of([code]))
    yield
    db.set_scope(session, EVERYWHERE)


class TestRequireArea:
    def test_a_known_code_is_found(self, session: Session) -> None:
        factory.area(session, DISTRICT)
        assert service.require_area(session, f" {DISTRICT} ", on=TODAY).code == DISTRICT

    def test_an_unknown_code_is_refused_with_a_remedy(self, session: Session) -> None:
        with pytest.raises(service.UnknownArea, match=r"31\.99 .*import"):
            service.require_area(session, "31.99", on=TODAY)

    def test_an_area_that_lies_too_high_is_refused(self, session: Session) -> None:
        factory.area(session, DISTRICT)
        with pytest.raises(service.UnknownArea, match="name the rt"):
            service.require_area(session, DISTRICT, on=TODAY, minimum_level=Level.RT)

    def test_what_is_no_code_is_refused_as_such(self, session: Session) -> None:
        with pytest.raises(InvalidAreaCode):
            service.require_area(session, "3175", on=TODAY)


class TestImportCodes:
    def test_a_list_begins_areas_and_leaves_one_entry_in_the_journal(self, session: Session) -> None:
        report = import_codes(session, LIST)

        assert report.counts == {"rows": 5, "added": 5, "renamed": 0, "closed": 0, "unions": 0}
        assert in_force(session)["31.75.06.1002"] == "Cakung Timur"
        entry = session.scalars(select(JournalEntry).where(JournalEntry.subject_id == report.edition_id)).one()
        assert (entry.event, entry.data["added"]) == (Event.AREAS_IMPORTED.value, 5)

    def test_the_same_list_again_writes_nothing_and_names_the_first_edition(self, session: Session) -> None:
        first = import_codes(session, LIST)

        again = import_codes(session, LIST)

        assert (again.repeated, again.edition_id) == (True, first.edition_id)
        assert session.scalar(select(func.count()).select_from(AreaEdition)) == 1

    def test_a_new_name_begins_a_version_and_the_old_one_stays_known(self, session: Session) -> None:
        import_codes(session, LIST)

        report = import_codes(session, LIST.replace("Cakung Timur", "Cakung Wetan"), SECOND)

        assert (report.counts["renamed"], report.counts["added"]) == (1, 0)
        assert in_force(session)["31.75.06.1002"] == "Cakung Wetan"
        assert in_force(session, FIRST)["31.75.06.1002"] == "Cakung Timur"

    def test_a_new_name_for_the_same_day_corrects_the_version(self, session: Session) -> None:
        import_codes(session, LIST)

        import_codes(session, LIST.replace("Cakung Timur", "Cakung Wetan"))

        names = session.scalars(select(Area.name).where(Area.code == "31.75.06.1002")).all()
        assert names == ["Cakung Wetan"]

    def test_an_absent_code_ends_with_all_that_lies_below_it_and_its_polygon(self, session: Session) -> None:
        import_codes(session, LIST + "31.75.06.1002.001,RW 001\n")
        import_polygons(session, ("31.75.06.1002", square(106.9)))

        report = import_codes(session, LIST.replace("31.75.06.1002,Cakung Timur\n", ""), SECOND)

        assert report.counts["closed"] == 2
        assert set(in_force(session)) == {"31", "31.75", DISTRICT, "31.75.06.1001"}
        assert "31.75.06.1002" not in polygons(session)
        assert "31.75.06.1002.001" in in_force(session, FIRST)

    def test_a_list_of_one_district_says_nothing_of_another(self, session: Session) -> None:
        import_codes(session, LIST + "31.75.07,Duren Sawit\n31.75.07.1001,Pondok Bambu\n")

        import_codes(session, "31.75.06,Cakung\n31.75.06.1001,Cakung Barat\n", SECOND)

        assert "31.75.06.1002" not in in_force(session)
        assert {"31.75.07", "31.75.07.1001"} <= set(in_force(session))

    def test_a_list_may_be_declared_complete_for_an_area_it_does_not_name(self, session: Session) -> None:
        import_codes(session, LIST)

        import_codes(session, "31.75.06.1001,Cakung Barat\n", SECOND, complete_for=[DISTRICT])

        assert "31.75.06.1002" not in in_force(session)
        assert DISTRICT in in_force(session)

    def test_nothing_ends_while_a_row_holds_a_code_that_cannot_be_read(self, session: Session) -> None:
        import_codes(session, LIST)

        report = import_codes(session, LIST.replace("31.75.06.1002", "3175061002"), SECOND)

        assert found(report) == [(6, "invalid_code", "left_out")]
        assert "31.75.06.1002" in in_force(session)

    def test_a_row_with_a_finding_still_says_that_its_code_exists(self, session: Session) -> None:
        import_codes(session, LIST)

        report = import_codes(session, LIST.replace("Cakung Timur", ""), SECOND)

        assert found(report) == [(6, "no_name", "left_out")]
        assert in_force(session)["31.75.06.1002"] == "Cakung Timur"

    def test_orphans_are_left_out_down_to_the_last_one(self, session: Session) -> None:
        report = import_codes(session, "31,Jakarta\n31.75.06,Cakung\n31.75.06.1001,Cakung Barat\n")

        assert found(report) == [(3, "orphan", "left_out"), (4, "orphan", "left_out")]
        assert set(in_force(session)) == {"31"}

    def test_a_repeated_row_is_dropped_and_contradicting_rows_are_all_dropped(self, session: Session) -> None:
        report = import_codes(session, "31,Jakarta\n31,Jakarta\n32,Jawa Barat\n32,Banten\n")

        assert found(report) == [(row, "duplicate", "left_out") for row in (3, 4, 5)]
        assert in_force(session) == {"31": "Jakarta"}

    def test_an_older_edition_does_not_undo_a_newer_one(self, session: Session) -> None:
        import_codes(session, LIST, SECOND)

        report = import_codes(session, LIST.replace("Cakung Timur", "Cakung Wetan"), FIRST)

        assert found(report) == [(6, "newer_version", "left_out")]
        assert in_force(session)["31.75.06.1002"] == "Cakung Timur"

    def test_a_code_that_ended_may_begin_again_later(self, session: Session) -> None:
        import_codes(session, LIST)
        import_codes(session, LIST.replace("31.75.06.1002,Cakung Timur\n", ""), date(2024, 6, 1))

        report = import_codes(session, LIST, SECOND)

        assert report.counts["added"] == 1
        assert "31.75.06.1002" not in in_force(session, date(2024, 7, 1))

    def test_a_list_of_rt_makes_rw_and_rt(self, session: Session) -> None:
        import_codes(session, LIST)
        source = BytesIO(b"kode_kel,rw,rt\n31.75.06.1001,001,001\n31.75.06.1001,001,002\n31.75.06.9999,001,001\n")

        report = service.import_codes(
            session, SystemAuthor(), source=source, title="RT", valid_from=FIRST, at=AT, columns=RT_LIST_COLUMNS
        )

        assert report.counts["added"] == 3
        assert in_force(session)["31.75.06.1001.001.002"] == "RT 002"
        assert [item.finding.value for item in report.findings] == ["orphan", "orphan"]

    def test_a_dry_run_reports_and_writes_nothing(self, session: Session) -> None:
        report = import_codes(session, LIST, dry_run=True)

        assert (report.counts["added"], report.dry_run, report.edition_id) == (5, True, None)
        assert in_force(session) == {}
        assert session.scalar(select(func.count()).select_from(JournalEntry)) == 0

    def test_rows_of_a_foreign_area_are_left_out(self, session: Session) -> None:
        import_codes(session, LIST + "32,Jawa Barat\n32.01,Bogor\n")

        with scoped(session, "31"):
            report = import_codes(session, "31,Daerah Khusus\n31.75,Jakarta Timur\n32,Jabar\n", SECOND)

        assert found(report) == [(4, "outside_your_area", "left_out")]
        assert in_force(session)["32"] == "Jawa Barat"
        assert "32.01" in in_force(session)

    def test_nobody_declares_a_foreign_area_complete(self, session: Session) -> None:
        with scoped(session, "31"), pytest.raises(Forbidden):
            import_codes(session, "31,Jakarta\n", complete_for=[""])
        db.set_scope(session, EVERYWHERE)

    def test_findings_are_kept_with_the_edition(self, session: Session) -> None:
        report = import_codes(session, "31,Jakarta\n3175,Jakarta Timur\n")

        (kept,) = session.scalars(select(AreaFinding).where(AreaFinding.edition_id == report.edition_id))
        assert (kept.number, kept.row, kept.finding, kept.handled) == (1, 3, "invalid_code", "left_out")

    def test_a_file_that_is_no_text_is_refused(self, session: Session) -> None:
        with pytest.raises(UnreadableFile, match="UTF-8"):
            service.import_codes(
                session, SystemAuthor(), source=BytesIO(b"kode,nama\n31,\xff"), title="x", valid_from=FIRST, at=AT
            )

    def test_a_file_beyond_the_limit_is_refused_without_reading_on(self, session: Session) -> None:
        source = BytesIO(b"x" * (service.MAX_FILE_BYTES + 10))
        with pytest.raises(TooLarge):
            service.import_codes(session, SystemAuthor(), source=source, title="x", valid_from=FIRST, at=AT)


@pytest.fixture
def listed(session: Session) -> Session:
    """A district with two villages."""
    import_codes(session, LIST)
    return session


class TestImportPolygons:
    WEST, EAST = ("31.75.06.1001", square(106.90)), ("31.75.06.1002", square(106.91))

    def test_polygons_of_all_children_make_the_polygons_above(self, listed: Session) -> None:
        report = import_polygons(listed, self.WEST, self.EAST)

        assert (report.counts["added"], report.counts["unions"]) == (2, 3)
        assert polygons(listed) == {
            "31": "union", "31.75": "union", DISTRICT: "union", "31.75.06.1001": "drawn", "31.75.06.1002": "drawn",
        }  # fmt: skip
        union = listed.scalar(
            select(func.ST_AsText(func.ST_Normalize(AreaPolygon.land))).where(AreaPolygon.area_code == DISTRICT)
        )
        assert str(union).count("((") == 1

    def test_a_part_is_never_passed_off_as_the_whole(self, listed: Session) -> None:
        import_polygons(listed, self.WEST)

        assert polygons(listed) == {"31.75.06.1001": "drawn"}

    def test_a_union_ends_when_a_child_without_a_polygon_begins(self, listed: Session) -> None:
        import_polygons(listed, self.WEST, self.EAST)

        import_codes(listed, LIST + "31.75.06.1003,Cakung Tengah\n", SECOND)

        assert set(polygons(listed)) == {"31.75.06.1001", "31.75.06.1002"}

    def test_a_union_is_remade_when_a_child_changes_and_the_old_one_stays_known(self, listed: Session) -> None:
        import_polygons(listed, self.WEST, self.EAST)

        report = import_polygons(listed, ("31.75.06.1002", square(106.91, 0.02)), valid_from=SECOND)

        assert (report.counts["replaced"], report.counts["unions"]) == (1, 3)
        versions = listed.execute(
            select(AreaPolygon.valid_to, func.ST_XMax(AreaPolygon.land))
            .where(AreaPolygon.area_code == DISTRICT)
            .order_by(AreaPolygon.valid_from)
        ).all()
        assert [(ended, round(east, 6)) for ended, east in versions] == [(SECOND, 106.92), (None, 106.93)]

    def test_a_drawn_polygon_takes_the_place_of_a_union(self, listed: Session) -> None:
        import_polygons(listed, self.WEST, self.EAST)

        import_polygons(listed, (DISTRICT, square(106.9, 0.02)), valid_from=SECOND)

        assert polygons(listed)[DISTRICT] == "drawn"

    def test_the_same_file_again_writes_nothing(self, listed: Session) -> None:
        first = import_polygons(listed, self.WEST, self.EAST)

        again = import_polygons(listed, self.WEST, self.EAST)

        assert (again.repeated, again.edition_id) == (True, first.edition_id)

    def test_the_same_file_with_leave_to_repair_is_another_edition(self, listed: Session) -> None:
        left_out = import_polygons(listed, ("31.75.06.1001", bow(106.9)))

        repaired = import_polygons(listed, ("31.75.06.1001", bow(106.9)), repair=True)

        assert found(left_out) == [(1, "invalid_polygon", "left_out")]
        assert found(repaired) == [(1, "invalid_polygon", "repaired")]
        assert polygons(listed)["31.75.06.1001"] == "repaired"

    def test_a_repair_leaves_an_entry_of_its_own(self, listed: Session) -> None:
        import_polygons(listed, ("31.75.06.1001", bow(106.9)), repair=True)

        entry = listed.scalars(
            select(JournalEntry).where(JournalEntry.event == Event.AREA_POLYGON_REPAIRED.value)
        ).one()
        assert entry.area_code == "31.75.06.1001"

    def test_two_that_overlap_are_both_left_out(self, listed: Session) -> None:
        report = import_polygons(listed, self.WEST, ("31.75.06.1002", square(106.905)))

        assert found(report) == [(1, "overlap", "left_out"), (2, "overlap", "left_out")]
        assert polygons(listed) == {}

    def test_with_leave_to_repair_the_larger_one_gives_way(self, listed: Session) -> None:
        report = import_polygons(listed, self.WEST, ("31.75.06.1002", square(106.905, 0.02)), repair=True)

        assert found(report) == [(2, "overlap", "repaired")]
        shared = listed.scalar(select(func.ST_XMin(AreaPolygon.land)).where(AreaPolygon.area_code == "31.75.06.1002"))
        assert round(float(str(shared)), 6) == 106.91

    def test_a_new_one_gives_way_to_one_in_force(self, listed: Session) -> None:
        import_polygons(listed, ("31.75.06.1001", square(106.9, 0.02)))

        refused = import_polygons(listed, ("31.75.06.1002", square(106.915)), valid_from=SECOND)
        repaired = import_polygons(listed, ("31.75.06.1002", square(106.915)), valid_from=SECOND, repair=True)

        assert found(refused) == [(1, "overlap", "left_out")]
        assert found(repaired) == [(1, "overlap", "repaired")]
        assert repaired.counts["replaced"] == 0

    def test_neighbours_that_differ_by_a_few_metres_are_no_fault(self, listed: Session) -> None:
        report = import_polygons(listed, self.WEST, ("31.75.06.1002", square(106.90995)))

        assert found(report) == []

    def test_parts_of_one_code_are_merged_only_when_told_to(self, listed: Session) -> None:
        parts = (("31.75.06.1001", square(106.90)), ("31.75.06.1001", square(106.95)))

        left_out = import_polygons(listed, *parts)
        merged = import_polygons(listed, *parts, repair=True)

        assert Counter(item[1:] for item in found(left_out)) == {("duplicate", "left_out"): 2}
        assert Counter(item[1:] for item in found(merged)) == {("duplicate", "repaired"): 2}
        assert merged.counts["added"] == 1

    def test_an_unknown_village_and_an_orphan_rw_are_left_out(self, listed: Session) -> None:
        report = import_polygons(listed, ("31.75.06.1009", square(106.9)), ("31.75.06.1009.001", square(106.9)))

        assert found(report) == [(1, "unknown_area", "left_out"), (2, "orphan", "left_out")]

    def test_an_rw_that_no_list_names_becomes_an_area(self, listed: Session) -> None:
        report = import_polygons(listed, ("31.75.06.1001.004", square(106.9)))

        assert report.counts["areas"] == 1
        assert in_force(listed)["31.75.06.1001.004"] == "RW 004"

    def test_an_older_file_does_not_undo_a_newer_one(self, listed: Session) -> None:
        import_polygons(listed, self.WEST, valid_from=SECOND)

        report = import_polygons(listed, ("31.75.06.1001", square(106.95)), valid_from=FIRST)

        assert found(report) == [(1, "newer_version", "left_out")]

    def test_a_foreign_polygon_is_left_out(self, listed: Session) -> None:
        with scoped(listed, "32"):
            report = import_polygons(listed, self.WEST)

        assert found(report) == [(1, "outside_your_area", "left_out")]
        assert polygons(listed) == {}


class TestImportSuccessions:
    SOURCE = b"to_year,kode,change,successor\n2023,35.78.12.1004,removed,35.78.12.1006\n2023,35.78,removed,\n"

    def test_heirs_are_recorded_once(self, session: Session) -> None:
        def import_them() -> service.EditionReport:
            return service.import_successions(
                session, SystemAuthor(), source=BytesIO(self.SOURCE), title="Pemekaran", at=AT
            )

        first, again = import_them(), import_them()

        kept = session.scalars(select(AreaSuccession)).one()
        assert (kept.code, kept.successor_code, kept.changed_on) == ("35.78.12.1004", "35.78.12.1006", date(2023, 1, 1))
        assert found(first) == [(3, "successor_unclear", "left_out")]
        assert (again.repeated, again.edition_id) == (True, first.edition_id)


def test_an_import_under_way_does_not_hold_up_the_log(session: Session, engine: Engine) -> None:
    import_codes(session, LIST)

    with db.make_session_factory(engine)() as meanwhile:
        db.set_scope(meanwhile, EVERYWHERE)
        journal_factory.entry(meanwhile)
        assert journal.sequence(meanwhile, at=AT, react=lambda *_: None) == 1
        assert journal.integrate(meanwhile, Signer("dinsos.example/log", bytes(32)), at=AT) == 1

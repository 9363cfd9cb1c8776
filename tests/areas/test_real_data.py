"""The real codes and polygons beside the project, imported once, and the points of the photos looked up in them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from field_api import db
from field_api.areas import service
from field_api.areas.models import AreaPolygon, AreaSuccession
from field_api.areas.rules.code_files import CodeColumns
from field_api.areas.rules.polygon_files import CodeProperties
from field_api.areas.service import EditionReport
from field_api.db import make_session_factory
from field_api.journal.rules import SystemAuthor
from field_api.scope import EVERYWHERE

DAY = date(2025, 4, 25)
AT = datetime(2025, 6, 1, tzinfo=UTC)

# Points that were put where their truth does not lie, each for a reason of its own.
OUTSIDE_THEIR_RW = {
    "crafted/alt_den_0.jpg": "31.74.04.1003",  # Both lie 60 m outside the RW that their truth names.
    "crafted/one_rational_only.jpg": "31.74.04.1003",
    "retagged/id_rw_edge_outside.jpg": "31.72.01.1004.017",  # On purpose 25 m outside RW 010.
    "crafted/two_exif_segments.jpg": "35.10.21.1007",  # Its truth names two places; the position is of the first.
}


@dataclass(frozen=True)
class Country:
    """The session in which all was imported, and the report of each import."""

    session: Session
    reports: dict[str, EditionReport]


@pytest.fixture(scope="module")
def country(engine: Engine, shared_data: Path) -> Iterator[Country]:
    """All real files in the order an operator would take them, in a transaction that is rolled back."""
    files = shared_data / "areas"
    author = SystemAuthor()
    with engine.connect() as connection, make_session_factory(connection)() as session:
        db.set_scope(session, EVERYWHERE)

        def codes(name: str, columns: CodeColumns) -> EditionReport:
            return service.import_codes(
                session, author, source=files / name, title=name, valid_from=DAY, at=AT, columns=columns
            )

        def polygons(name: str, *properties: str, repair: bool = False) -> EditionReport:
            return service.import_polygons(
                session,
                author,
                source=files / name,
                title=name,
                valid_from=DAY,
                code_of=CodeProperties(properties or ("kode",)),
                repair=repair,
                at=AT,
            )

        reports = {
            "codes": codes("kemendagri_2025_wilayah.csv", CodeColumns(level="level")),
            "rt": codes("jakarta_rt_list_2012.csv", CodeColumns(code=("kode_kel_2025", "rw", "rt"), name=None)),
            "kelurahan": polygons("jakarta_kelurahan.geojson"),
            "desa": polygons("banyuwangi_desa.geojson"),
            "kecamatan": polygons("jakarta_kecamatan.geojson"),
            "rw": polygons("jakarta_rw_kartoza2015.geojson", "kode_kel_by_name", "rw"),
            "rw repaired": polygons("jakarta_rw_kartoza2015.geojson", "kode_kel_by_name", "rw", repair=True),
            "successions": service.import_successions(
                session,
                author,
                source=files / "kemendagri_code_changes_31_3509_3510_3578.csv",
                title="Perubahan kode",
                at=AT,
            ),
        }
        yield Country(session, reports)
        session.rollback()


def findings(report: EditionReport) -> Counter[tuple[str, str]]:
    return Counter((item.finding.value, item.handled.value) for item in report.findings)


def test_every_code_of_the_country_is_taken(country: Country) -> None:
    assert country.reports["codes"].counts["added"] == 91_599
    assert findings(country.reports["codes"]) == {}


def test_the_list_of_rt_brings_its_rw(country: Country) -> None:
    assert country.reports["rt"].counts["added"] == 30_017 + 2_672
    assert findings(country.reports["rt"]) == {}


def test_villages_make_the_districts_and_cities_above_them(country: Country) -> None:
    assert country.reports["kelurahan"].counts["added"] == 267
    assert country.reports["kelurahan"].counts["unions"] == 44 + 6 + 1
    assert country.reports["desa"].counts["added"] == 217
    assert country.reports["desa"].counts["unions"] == 25 + 1


def test_simplified_districts_are_left_out_where_they_overlap_or_cross_themselves(country: Country) -> None:
    report = country.reports["kecamatan"]

    assert findings(report) == {("invalid_polygon", "left_out"): 1, ("overlap", "left_out"): 80}
    assert report.counts["replaced"] == 6


def test_faulty_rw_are_left_out_and_repaired_when_told_to(country: Country) -> None:
    refused, repaired = country.reports["rw"], country.reports["rw repaired"]

    assert findings(refused) == {
        ("duplicate", "left_out"): 41,
        ("invalid_polygon", "left_out"): 1,
        ("invalid_code", "left_out"): 1,
    }
    assert findings(repaired) == {
        ("duplicate", "repaired"): 41,
        ("invalid_polygon", "repaired"): 1,
        ("invalid_code", "left_out"): 1,
    }
    assert (refused.counts["added"], repaired.counts["added"]) == (2_681, 19)


def test_every_polygon_in_force_is_valid(country: Country) -> None:
    invalid = country.session.scalar(
        select(func.count()).select_from(AreaPolygon).where(~func.ST_IsValid(AreaPolygon.land))
    )
    assert invalid == 0


def test_removed_codes_have_heirs(country: Country) -> None:
    heirs = country.session.scalars(
        select(AreaSuccession.successor_code).where(AreaSuccession.code == "35.78.12.1004")
    ).all()
    assert heirs == ["35.78.12.1006"]
    assert findings(country.reports["successions"]) == {}


def test_the_points_of_the_photos_lie_in_the_rw_their_truth_names(country: Country, shared_data: Path) -> None:
    looked_up = 0
    with (shared_data / "photos" / "manifest.csv").open(encoding="utf-8") as manifest:
        for photo in csv.DictReader(manifest):
            named = re.match(r"([0-9.]{13}) .*?(?:RW ([0-9]{3}))?(?:;.*| \(.*)?$", photo["truth"])
            if not photo["truth_lat"]:
                continue
            area = service.area_at(
                country.session,
                latitude_e7=round(float(photo["truth_lat"]) * 10_000_000),
                longitude_e7=round(float(photo["truth_lon"]) * 10_000_000),
                on=AT.date(),
            )
            wanted = OUTSIDE_THEIR_RW.get(photo["file"]) or ".".join(filter(None, named.groups() if named else ()))
            assert (photo["file"], area and area.code) == (photo["file"], wanted)
            looked_up += 1
    assert looked_up == 68

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from field_api import clock
from field_api.areas.queries import lookup
from field_api.areas.rules.codes import Level
from field_api.areas.service import area_at, find_area, names_of
from tests.factories import areas as factory

TODAY = date(2025, 6, 1)
VILLAGE = "31.75.06.1004"


def test_an_area_is_found_as_it_was_on_the_day_asked_about(session: Session) -> None:
    factory.area(session, VILLAGE, name="Penggilingan Lama", valid_to=date(2023, 1, 1))
    factory.area(session, VILLAGE, name="Penggilingan", valid_from=date(2023, 1, 1))

    found = [find_area(session, VILLAGE, on=day) for day in (date(2019, 1, 1), date(2022, 12, 31), date(2023, 1, 1))]

    assert [area and area.name for area in found] == [None, "Penggilingan Lama", "Penggilingan"]
    assert names_of(session, [VILLAGE, "99"], on=TODAY) == {VILLAGE: "Penggilingan"}


def test_the_database_refuses_versions_of_one_area_that_overlap(session: Session) -> None:
    factory.area(session, VILLAGE, valid_to=date(2023, 1, 1))

    with pytest.raises(IntegrityError, match="overlap"):
        factory.area(session, VILLAGE, valid_from=date(2022, 12, 31))


def test_the_database_refuses_to_stretch_a_version_over_the_next_one(session: Session) -> None:
    first = factory.area(session, VILLAGE, valid_to=date(2023, 1, 1))
    factory.area(session, VILLAGE, valid_from=date(2023, 1, 1))

    first.valid_to = date(2023, 1, 2)
    with pytest.raises(IntegrityError, match="overlap"):
        session.flush()


def test_a_point_lies_in_the_deepest_area_that_contains_it(session: Session) -> None:
    for code, side in ((VILLAGE, 0.02), (f"{VILLAGE}.008", 0.01)):
        factory.area(session, code)
        factory.polygon(session, code, side=side)
    inner, outer = (-61950000, 1069050000), (-61850000, 1069050000)

    def at(point: tuple[int, int], level: Level | None = None) -> str | None:
        area = area_at(session, latitude_e7=point[0], longitude_e7=point[1], on=TODAY, level=level)
        return area and area.code

    assert at(inner) == f"{VILLAGE}.008"
    assert at(outer) == VILLAGE
    assert at(inner, Level.REGENCY) == "31.75"
    assert at(outer, Level.RW) is None
    assert at((0, 0)) is None


def test_a_corner_belongs_to_the_area(session: Session) -> None:
    factory.area(session, VILLAGE)
    factory.polygon(session, VILLAGE)

    found = area_at(session, latitude_e7=-62000000, longitude_e7=1069000000, on=TODAY)

    assert found is not None
    assert found.code == VILLAGE


def test_a_point_is_looked_up_in_the_polygons_of_the_day(session: Session) -> None:
    factory.area(session, VILLAGE)
    factory.polygon(session, VILLAGE, valid_to=date(2023, 1, 1))
    factory.polygon(session, VILLAGE, valid_from=date(2023, 1, 1), west=107.0)

    old = area_at(session, latitude_e7=-61950000, longitude_e7=1069050000, on=date(2022, 6, 1))
    now = area_at(session, latitude_e7=-61950000, longitude_e7=1069050000, on=TODAY)

    assert (old and old.code, now) == (VILLAGE, None)


def test_children_are_listed_page_by_page_in_the_order_of_their_codes(session: Session) -> None:
    for number in (3, 1, 2):
        factory.area(session, f"{VILLAGE}.00{number}")

    first = lookup.areas_page(session, parent=VILLAGE, level=None, search=None, on=TODAY, after=None, limit=2)
    rest = lookup.areas_page(
        session, parent=VILLAGE, level=None, search=None, on=TODAY, after=first.next_after, limit=2
    )

    assert [area.code[-1] for area in first.items] == ["1", "2"]
    assert [area.code[-1] for area in rest.items] == ["3"]
    assert rest.next_after is None


def test_a_search_takes_signs_of_a_pattern_as_they_stand(session: Session) -> None:
    factory.area(session, VILLAGE, name="Penggilingan 100%")

    def found(search: str) -> list[str]:
        page = lookup.areas_page(session, parent=None, level=4, search=search, on=TODAY, after=None, limit=9)
        return [area.name for area in page.items]

    assert found("gilingan 100%") == ["Penggilingan 100%"]
    assert found("_enggilingan") == []


def test_an_unknown_edition_has_no_findings(session: Session) -> None:
    assert not lookup.edition_exists(session, clock.new_id())

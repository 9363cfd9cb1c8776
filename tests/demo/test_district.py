import csv
import json
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.demo.district import (
    REGENCY_CODE,
    Area,
    District,
    Level,
    demo_layout,
    scaled_layout,
    synthetic_district,
)
from field_api.demo.randomness import seeded


@pytest.fixture(scope="module")
def district() -> District:
    return synthetic_district(2)


def children_of(district: District, code: str) -> list[Area]:
    return [area for area in district.areas if area.parent == code]


class TestSyntheticDistrict:
    def test_the_same_seed_gives_the_same_district(self, district: District) -> None:
        assert synthetic_district(2).areas == district.areas

    def test_another_seed_gives_another_district(self, district: District) -> None:
        assert synthetic_district(3).areas != district.areas

    def test_it_has_two_kecamatan_of_four_villages(self, district: District) -> None:
        kecamatan = children_of(district, REGENCY_CODE)

        assert [len(children_of(district, area.code)) for area in kecamatan] == [4, 4]

    def test_every_area_but_the_regency_comes_after_its_parent(self, district: District) -> None:
        seen = {"35"}
        for area in district.areas:
            assert area.parent in seen
            seen.add(area.code)

    def test_codes_have_the_shape_of_their_level(self, district: District) -> None:
        lengths = {Level.REGENCY: 5, Level.KECAMATAN: 8, Level.VILLAGE: 13, Level.RW: 17, Level.RT: 21}

        assert all(len(area.code) == lengths[area.level] for area in district.areas)

    def test_codes_are_unique(self, district: District) -> None:
        assert len({area.code for area in district.areas}) == len(district.areas)

    def test_its_regency_is_no_real_one(self, shared_data: Path) -> None:
        with (shared_data / "areas" / "kemendagri_2025_wilayah.csv").open(encoding="utf-8") as file:
            real = {row["kode"] for row in csv.DictReader(file)}

        assert REGENCY_CODE not in real
        assert REGENCY_CODE.partition(".")[0] in real

    def test_polygons_are_written_with_their_outer_ring_counter_clockwise(self, district: District) -> None:
        for area in district.areas:
            shape = shapely.from_geojson(json.dumps(area.polygon))
            assert all(part.exterior.is_ccw for part in getattr(shape, "geoms", [shape]))


@settings(deadline=None, max_examples=12)
@given(seed=st.integers(0, 10_000))
def test_children_cover_their_parent_without_gap_or_overlap(seed: int) -> None:
    district = synthetic_district(seed)

    for level in Level:
        same_level = [district.geometries[area.code] for area in district.areas if area.level is level]
        assert shapely.coverage_is_valid(same_level)
    for parent in district.areas:
        parts = [district.geometries[area.code] for area in children_of(district, parent.code)]
        if parts:
            whole = district.geometries[parent.code]
            assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-9)
            assert all(whole.buffer(1e-9).covers(part) for part in parts)


@given(seed=st.integers(), rt=st.integers(0, 10_000))
def test_every_drawn_point_lies_in_its_rt(district: District, seed: int, rt: int) -> None:
    code = district.rt_codes[rt % len(district.rt_codes)]

    latitude_e7, longitude_e7 = district.point_in(code, seeded(seed))

    point = shapely.Point(longitude_e7 / 1e7, latitude_e7 / 1e7)
    assert [other for other in district.rt_codes if district.geometries[other].contains(point)] == [code]


class TestLayouts:
    @given(st.integers())
    def test_the_demo_stays_within_its_numbers(self, seed: int) -> None:
        layout = demo_layout(seeded(seed))

        assert [len(villages) for villages in layout] == [4, 4]
        assert all(3 <= len(rws) <= 5 for villages in layout for rws in villages)
        assert all(3 <= rts <= 6 for villages in layout for rws in villages for rts in rws)

    @given(st.integers(12, 60_000))
    def test_a_scaled_layout_has_exactly_the_rt_asked_for(self, rt_count: int) -> None:
        layout = scaled_layout(rt_count)

        assert sum(rts for villages in layout for rws in villages for rts in rws) == rt_count
        assert all(villages and all(rws and all(rws) for rws in villages) for villages in layout)

    @pytest.mark.parametrize("rt_count", [0, 11, 70_000])
    def test_a_number_that_codes_cannot_carry_is_refused(self, rt_count: int) -> None:
        with pytest.raises(ValueError, match="cannot be laid out"):
            scaled_layout(rt_count)

    def test_a_scaled_district_has_a_polygon_for_each_rt(self) -> None:
        district = synthetic_district(1, scaled_layout(300))

        assert len(district.rt_codes) == 300
        assert shapely.coverage_is_valid([district.geometries[code] for code in district.rt_codes])

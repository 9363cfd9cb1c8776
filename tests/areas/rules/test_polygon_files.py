import json
from typing import Any

import pytest
import shapely

from field_api.areas.rules.findings import Finding, UnreadableFile
from field_api.areas.rules.polygon_files import CodeProperties, read_polygon_rows

SQUARE = [[[106.9, -6.2], [106.91, -6.2], [106.91, -6.19], [106.9, -6.19], [106.9, -6.2]]]


def collection(*geometries: Any, **members: Any) -> bytes:
    features = [{"type": "Feature", "properties": {"kode": "31.75"}, "geometry": geometry} for geometry in geometries]
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def polygon(rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": rings}


def test_a_polygon_becomes_a_flat_multi_polygon_in_wgs_84() -> None:
    heights = [[[*position, 12.5] for position in SQUARE[0]]]

    rows, findings = read_polygon_rows(collection(polygon(heights)), CodeProperties())

    land = shapely.from_wkb(rows[0].land)
    assert (land.geom_type, shapely.get_srid(land), land.has_z) == ("MultiPolygon", 4326, False)
    assert land.equals(shapely.Polygon(SQUARE[0]))
    assert (rows[0].row, rows[0].code, findings) == (1, "31.75", [])


def test_a_polygon_that_crosses_itself_is_read_and_left_to_the_import_to_judge() -> None:
    bow = [[[106.9, -6.2], [106.91, -6.19], [106.91, -6.2], [106.9, -6.19], [106.9, -6.2]]]

    rows, findings = read_polygon_rows(collection(polygon(bow)), CodeProperties())

    assert (len(rows), findings) == (1, [])


@pytest.mark.parametrize(
    ("geometry", "finding"),
    [
        (None, Finding.NO_POLYGON),
        ({"type": "Point", "coordinates": [106.9, -6.2]}, Finding.NO_POLYGON),
        ({"type": "Polygon", "coordinates": []}, Finding.NO_POLYGON),
        (polygon([SQUARE[0][:-1]]), Finding.MALFORMED_GEOMETRY),
        (polygon([[["a", "b"], ["c", "d"]]]), Finding.MALFORMED_GEOMETRY),
        ({"type": "Polygon"}, Finding.MALFORMED_GEOMETRY),
        ({"kind": "Polygon"}, Finding.MALFORMED_GEOMETRY),
        ([1, 2], Finding.MALFORMED_GEOMETRY),
        (polygon([[[y, x] for x, y in SQUARE[0]]]), Finding.OUTSIDE_INDONESIA),
        (polygon([[[x * 111_000, y * 111_000] for x, y in SQUARE[0]]]), Finding.OUTSIDE_INDONESIA),
        (polygon([[[1e999, y] for x, y in SQUARE[0]]]), Finding.MALFORMED_GEOMETRY),
    ],
)
def test_a_feature_without_a_usable_polygon_is_a_finding(geometry: Any, finding: Finding) -> None:
    content = collection(geometry, polygon(SQUARE)).replace(b"Infinity", b"1e999")

    rows, findings = read_polygon_rows(content, CodeProperties())

    assert [row.row for row in rows] == [2]
    assert [(found.row, found.finding) for found in findings] == [(1, finding)]


def test_swapped_axes_are_named() -> None:
    _, findings = read_polygon_rows(collection(polygon([[[y, x] for x, y in SQUARE[0]]])), CodeProperties())

    assert "swapped" in findings[0].detail


@pytest.mark.parametrize(
    "feature", [None, {"properties": None}, {"properties": {"kode": None}}, {"properties": {"kode": [31]}}, "feature"]
)
def test_a_feature_without_a_code_is_a_finding(feature: Any) -> None:
    rows, findings = read_polygon_rows(json.dumps({"features": [feature]}).encode(), CodeProperties())

    assert (rows, [found.finding for found in findings]) == ([], [Finding.INVALID_CODE])


def test_the_code_of_an_rw_is_composed_from_two_properties() -> None:
    code_of = CodeProperties(("kode_kel", "rw"))

    assert code_of({"kode_kel": "31.75.06.1004", "rw": "008"}) == "31.75.06.1004.008"
    assert code_of({"kode_kel": None, "rw": "008"}) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"features": {}}',
        b'{"features": [NaN]}',
        b"[" * 100_000,
        b'{"features": [], "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::32748"}}}',
    ],
)
def test_what_is_no_geojson_in_wgs_84_is_refused_as_a_whole(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_polygon_rows(content, CodeProperties())

"""Reading polygons: GeoJSON (RFC 7946), a feature collection whose first feature is row 1.

What is refused as a whole: no GeoJSON, another reference system than WGS 84. What is refused row by row: a feature
without a code, without a polygon, or with a position outside Indonesia. Whether a polygon is valid is not judged here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely

from field_api.areas.rules.codes import InvalidAreaCode, parse_area_code
from field_api.areas.rules.findings import Finding, RowFinding, UnreadableFile

# 94 58'-141 01' E, 6 08' N-11 15' S, and a little sea around it.
WEST, SOUTH, EAST, NORTH = 94.0, -12.0, 142.0, 7.0

SRID = 4326

CodeOf = Callable[[Mapping[str, Any]], str | None]


@dataclass(frozen=True, slots=True)
class CodeProperties:
    """A `CodeOf`: joins these properties of a feature by dots, `("kode_kel", "rw")` for a file of RW."""

    names: tuple[str, ...] = ("kode",)

    def __call__(self, properties: Mapping[str, Any]) -> str | None:
        values = [properties.get(name) for name in self.names]
        return (
            None if any(value is None or value == "" for value in values) else ".".join(str(value) for value in values)
        )


@dataclass(frozen=True, slots=True)
class PolygonRow:
    """One feature: its number in the file, its code, and its land, a flat multi-polygon as hexadecimal EWKB."""

    row: int
    code: str
    land: str


def read_polygon_rows(content: bytes, code_of: CodeOf) -> tuple[list[PolygonRow], list[RowFinding]]:
    """Read a feature collection; raises `UnreadableFile` when it is none."""
    rows: list[PolygonRow] = []
    findings: list[RowFinding] = []
    for number, feature in enumerate(_features_of(content), 1):
        read = _read_feature(number, feature, code_of)
        if isinstance(read, PolygonRow):
            rows.append(read)
        else:
            findings.append(read)
    return rows, findings


def _features_of(content: bytes) -> list[Any]:
    try:
        document = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("The file is no JSON in UTF-8.") from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise UnreadableFile('The file is no GeoJSON feature collection: it has no list "features".')
    named = json.dumps(document.get("crs") or "CRS84")
    if "CRS84" not in named and "4326" not in named:
        raise UnreadableFile("The file is in another reference system. Convert it to WGS 84 (EPSG:4326) first.")
    return features


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _read_feature(number: int, feature: Any, code_of: CodeOf) -> PolygonRow | RowFinding:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    written = code_of(properties) if isinstance(properties, dict) else None
    try:
        code = parse_area_code(written or "")
    except InvalidAreaCode as error:
        return RowFinding(number, (written or "")[:40], Finding.INVALID_CODE, error.detail)
    return _read_land(number, code, feature.get("geometry"))


def _read_land(number: int, code: str, geometry: Any) -> PolygonRow | RowFinding:
    try:
        land = shapely.from_geojson(json.dumps(geometry)) if geometry else None
    except shapely.errors.GEOSException as error:
        return RowFinding(number, code, Finding.MALFORMED_GEOMETRY, str(error)[:200])
    if land is None or land.is_empty or land.geom_type not in {"Polygon", "MultiPolygon"}:
        kind = land.geom_type if land is not None and not land.is_empty else "nothing"
        return RowFinding(number, code, Finding.NO_POLYGON, f"A polygon is needed; the feature holds {kind}.")
    west, south, east, north = land.bounds
    if not _within_country(west, south, east, north):
        hint = " Latitude and longitude are swapped." if _within_country(south, west, north, east) else ""
        return RowFinding(number, code, Finding.OUTSIDE_INDONESIA, f"The polygon reaches outside Indonesia.{hint}")
    parts = shapely.multipolygons(shapely.get_parts(shapely.force_2d(land)))
    return PolygonRow(number, code, str(shapely.to_wkb(shapely.set_srid(parts, SRID), hex=True, include_srid=True)))


def _within_country(west: float, south: float, east: float, north: float) -> bool:
    return WEST <= west <= east <= EAST and SOUTH <= south <= north <= NORTH

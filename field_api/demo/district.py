"""A synthetic regency with kecamatan, villages, RW and RT, each with its polygon.

All neighbourhoods are cells of one Voronoi diagram inside one outline, and every larger area is the union
of its children. So neighbours share their border point by point, and no level has a gap or an overlap. The
regency bears a code that the Kemendagri list of 2025 does not use (35.99) and lies on the savanna of Baluran,
where nobody lives: no invented household can be mistaken for a real house. Now and then an RW is a
MultiPolygon of two parts, as some real ones are; readers must be able to take it.

It refuses more neighbourhoods than two-digit kecamatan codes can carry, and a point outside an RT.
"""

import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from field_api.demo.randomness import seeded

REGENCY_CODE = "35.99"
REGENCY_NAME = "Kabupaten Contoh"
# The province is real, because a NIK of an unknown province is refused by rule; only the regency is invented.
PROVINCE_CODE = "35"

_METRES_PER_DEGREE = 111_320.0
# Jakarta: 662 km2 hold 30,120 RT (domain 2.4).
_SQUARE_METRES_PER_RT = 22_000.0
# Jakarta again: 11 RT to an RW, 10 RW to a village, 6 villages to a kecamatan.
_RTS_PER_RW, _RWS_PER_VILLAGE, _VILLAGES_PER_KECAMATAN = 11, 10, 6
_LARGEST_KECAMATAN_NUMBER = 99
_SMALLEST_SCALED_DISTRICT = 12
_E7 = 10_000_000
_DEGREE_DECIMALS = 7
_RELAXATIONS = 3

_KECAMATAN_NAMES = ("Contoh Utara", "Contoh Selatan", "Contoh Timur", "Contoh Barat", "Contoh Tengah")
_VILLAGE_FIRST = ("Karang", "Sumber", "Tegal", "Kedung", "Wana", "Banyu", "Curah", "Kali", "Pasir", "Ranu")
_VILLAGE_LAST = ("asri", "mulya", "rejo", "sari", "agung", "jaya", "harum", "makmur", "tirta", "bening")

# Kecamatan -> villages -> RW -> number of RT.
Layout = tuple[tuple[tuple[int, ...], ...], ...]
Points = NDArray[np.float64]


class Level(IntEnum):
    """The levels of the Kemendagri list (1 to 4), continued by RW and RT."""

    REGENCY = 2
    KECAMATAN = 3
    VILLAGE = 4
    RW = 5
    RT = 6


@dataclass(frozen=True, slots=True)
class Site:
    """Where an invented regency lies (degrees), and the code that no real regency bears."""

    code: str = REGENCY_CODE
    name: str = REGENCY_NAME
    latitude: float = -7.835
    longitude: float = 114.40


BALURAN = Site()


@dataclass(frozen=True, slots=True)
class Area:
    """One administrative area; `polygon` is GeoJSON in EPSG:4326 with coordinates rounded to 1e-7 degree."""

    code: str
    name: str
    level: Level
    parent: str
    polygon: dict[str, Any]


@dataclass(frozen=True)
class District:
    """The areas from the regency down, parents before children, and their geometry for drawing points."""

    areas: tuple[Area, ...]
    geometries: dict[str, BaseGeometry]

    @property
    def rt_codes(self) -> tuple[str, ...]:
        return tuple(area.code for area in self.areas if area.level is Level.RT)

    def point_in(self, code: str, chance: random.Random) -> tuple[int, int]:
        """Draw a point inside the area `code`: (latitude, longitude) in units of 1e-7 degree."""
        geometry = self.geometries[code]
        west, south, east, north = geometry.bounds
        while True:
            latitude_e7 = round(chance.uniform(south, north) * _E7)
            longitude_e7 = round(chance.uniform(west, east) * _E7)
            if shapely.contains_xy(geometry, longitude_e7 / _E7, latitude_e7 / _E7):
                return latitude_e7, longitude_e7


def demo_layout(chance: random.Random) -> Layout:
    """Draw the small district of the demo: 2 kecamatan of 4 villages of 3-5 RW of 3-6 RT."""
    return tuple(
        tuple(tuple(chance.randint(3, 6) for _ in range(chance.randint(3, 5))) for _ in range(4)) for _ in range(2)
    )


def scaled_layout(rt_count: int) -> Layout:
    """Lay out exactly `rt_count` RT in the proportions of Jakarta, for load tests; 12 up to about 65,000."""
    rw_count = math.ceil(rt_count / _RTS_PER_RW)
    village_count = math.ceil(rw_count / _RWS_PER_VILLAGE)
    kecamatan_count = math.ceil(village_count / _VILLAGES_PER_KECAMATAN)
    if not (rt_count >= _SMALLEST_SCALED_DISTRICT and kecamatan_count <= _LARGEST_KECAMATAN_NUMBER):
        raise ValueError(f"a district of {rt_count} RT cannot be laid out")
    rts = iter(_shares(rt_count, rw_count))
    rws = iter(_shares(rw_count, village_count))
    return tuple(
        tuple(tuple(next(rts) for _ in range(next(rws))) for _ in range(villages))
        for villages in _shares(village_count, kecamatan_count)
    )


def synthetic_district(seed: int, layout: Layout | None = None, site: Site = BALURAN) -> District:
    """Make the district of `seed`; without a `layout`, the small one of the demo."""
    chance = seeded("district", seed)
    layout = layout or demo_layout(chance)
    rt_count = sum(_rt_total(kecamatan) for kecamatan in layout)
    outline = _outline(chance, rt_count, site)
    points, cells = _relaxed_cells(outline, rt_count, seed)
    areas: list[Area] = []
    geometries: dict[str, BaseGeometry] = {}
    for code, name, level, rts in _walk(layout, points, chance, site):
        shape = cells[rts[0]] if level is Level.RT else shapely.coverage_union_all(cells[rts])
        shape = shapely.orient_polygons(shapely.normalize(shape))
        shapely.prepare(shape)
        geometries[code] = shape
        areas.append(Area(code, name, level, code.rpartition(".")[0], json.loads(shapely.to_geojson(shape))))
    return District(tuple(areas), geometries)


def _walk(
    layout: Layout, points: Points, chance: random.Random, site: Site
) -> Iterator[tuple[str, str, Level, NDArray[np.intp]]]:
    """Name and number every area, parents first, with the indices of the cells that belong to it."""
    everything = np.arange(len(points))
    yield site.code, site.name, Level.REGENCY, everything
    village_names = _village_names(chance)
    kecamatan_weights = [_rt_total(villages) for villages in layout]
    kecamatan_groups = _split(everything, kecamatan_weights, points)
    for kecamatan_number, (villages, group) in enumerate(zip(layout, kecamatan_groups, strict=True), start=1):
        kecamatan = f"{site.code}.{kecamatan_number:02d}"
        yield kecamatan, _kecamatan_name(kecamatan_number), Level.KECAMATAN, group
        # The first kecamatan is the town: kelurahan are numbered from 1001, desa from 2001 (domain 2.4).
        first_number = 1001 if kecamatan_number == 1 else 2001
        village_groups = _split(group, [sum(rws) for rws in villages], points)
        for village_number, (rws, village_group) in enumerate(
            zip(villages, village_groups, strict=True), start=first_number
        ):
            village = f"{kecamatan}.{village_number}"
            yield village, next(village_names), Level.VILLAGE, village_group
            yield from _walk_village(village, rws, village_group, points)


def _walk_village(
    village: str, rws: Sequence[int], group: NDArray[np.intp], points: Points
) -> Iterator[tuple[str, str, Level, NDArray[np.intp]]]:
    for rw_number, (rt_count, rw_group) in enumerate(zip(rws, _split(group, rws, points), strict=True), start=1):
        rw = f"{village}.{rw_number:03d}"
        yield rw, f"RW {rw_number:03d}", Level.RW, rw_group
        for rt_number, rt_group in enumerate(_split(rw_group, [1] * rt_count, points), start=1):
            yield f"{rw}.{rt_number:03d}", f"RT {rt_number:03d}", Level.RT, rt_group


def _rt_total(villages: Iterable[Iterable[int]]) -> int:
    return sum(sum(rws) for rws in villages)


def _shares(total: int, parts: int) -> list[int]:
    """Share `total` among `parts` so that no two shares differ by more than one."""
    return [total * (part + 1) // parts - total * part // parts for part in range(parts)]


def _split(indices: NDArray[np.intp], weights: Sequence[int], points: Points) -> list[NDArray[np.intp]]:
    """Cut cells into compact groups of the given sizes, each time across the longer side of what is left."""
    if len(weights) == 1:
        return [indices]
    middle = len(weights) // 2
    own = points[indices]
    axis = int(np.argmax(np.ptp(own, axis=0)))
    ordered = indices[np.argsort(own[:, axis], kind="stable")]
    cut = sum(weights[:middle])
    return _split(ordered[:cut], weights[:middle], points) + _split(ordered[cut:], weights[middle:], points)


def _outline(chance: random.Random, rt_count: int, site: Site) -> BaseGeometry:
    """Draw a gently waving outline that is large enough for `rt_count` neighbourhoods."""
    radius = math.sqrt(rt_count * _SQUARE_METRES_PER_RT / math.pi) / _METRES_PER_DEGREE
    waves = [(order, chance.uniform(0.02, 0.08), chance.uniform(0, math.tau)) for order in (2, 3, 5, 7)]
    stretch = 1 / math.cos(math.radians(site.latitude))
    corners = []
    for step in range(180):
        angle = math.tau * step / 180
        reach = radius * (1 + sum(size * math.cos(order * angle + phase) for order, size, phase in waves))
        corners.append(
            (
                round(site.longitude + stretch * reach * math.cos(angle), _DEGREE_DECIMALS),
                round(site.latitude + reach * math.sin(angle), _DEGREE_DECIMALS),
            )
        )
    return shapely.Polygon(corners)


def _relaxed_cells(outline: BaseGeometry, count: int, seed: int) -> tuple[Points, NDArray[np.object_]]:
    """Fill `outline` with `count` Voronoi cells; moving the points to their centres makes the cells even."""
    points = _points_in(outline, count, seed)
    for _ in range(_RELAXATIONS):
        points = shapely.get_coordinates(shapely.centroid(_cells(outline, points)))
    # Rounding each shared corner the same way keeps the borders shared.
    rounded = shapely.transform(_cells(outline, points), lambda xy: np.round(xy, _DEGREE_DECIMALS))
    return points, rounded


def _cells(outline: BaseGeometry, points: Points) -> NDArray[np.object_]:
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=outline, ordered=True)
    cells: NDArray[np.object_] = shapely.get_parts(diagram)
    # Only the rim needs the costly clipping.
    shapely.prepare(outline)
    rim = ~shapely.contains_properly(outline, cells)
    cells[rim] = shapely.intersection(cells[rim], outline)
    return cells


def _points_in(outline: BaseGeometry, count: int, seed: int) -> Points:
    generator = np.random.default_rng(seed)
    west, south, east, north = outline.bounds
    inside = np.empty((0, 2))
    while len(inside) < count:
        drawn = generator.uniform((west, south), (east, north), size=(2 * count + 8, 2))
        inside = np.concatenate([inside, drawn[shapely.contains_xy(outline, drawn)]])
    return inside[:count]


def _kecamatan_name(number: int) -> str:
    """Name a kecamatan; after the five winds it goes on with numbers, which only load tests reach."""
    if number <= len(_KECAMATAN_NAMES):
        return _KECAMATAN_NAMES[number - 1]
    return f"Contoh {number}"


def _village_names(chance: random.Random) -> Iterator[str]:
    names = [first + last for first in _VILLAGE_FIRST for last in _VILLAGE_LAST]
    chance.shuffle(names)
    yield from names
    number = 1
    while True:
        number += 1
        yield from (f"{name} {number}" for name in names)

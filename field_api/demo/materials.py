"""What walls, roofs and floors are made of, drawn: one painter per material that `living` names.

A material that is not known is drawn as plain plaster, tile or cement, never refused: a picture of the demo is
an illustration, not evidence.
"""

import math
import random
from collections.abc import Callable, Iterator

from field_api.demo.canvas import Box, Canvas, Colour, mixed, shaded, varied
from field_api.demo.slope import Slope

_MORTAR: Colour = (178, 168, 155)
_BRICK: Colour = (170, 88, 62)
_BOARD: Colour = (139, 104, 70)
_BAMBOO: Colour = (201, 172, 112)
_PLASTERS: tuple[Colour, ...] = (
    (233, 222, 196),
    (196, 217, 196),
    (188, 208, 221),
    (234, 201, 184),
    (240, 228, 160),
    (236, 236, 230),
)
_ROOF_TILE: Colour = (164, 84, 56)
_CERAMICS: tuple[Colour, ...] = ((226, 222, 214), (214, 196, 172), (198, 208, 214))

WallPainter = Callable[[Canvas, Box, random.Random], None]
RoofPainter = Callable[[Canvas, Slope, random.Random], None]


def paint_wall(canvas: Canvas, material: str, box: Box, chance: random.Random) -> None:
    """Fill a box with a wall."""
    _WALLS.get(material, _plaster)(canvas, box, chance)


def paint_roof(canvas: Canvas, material: str, slope: Slope, chance: random.Random) -> None:
    """Cover a slope with a roof."""
    _ROOFS.get(material, _tiles)(canvas, slope, chance)


def paint_floor(canvas: Canvas, material: str, floor: Slope, chance: random.Random) -> None:
    """Cover a floor, seen in perspective."""
    _FLOORS.get(material, _cement)(canvas, floor, chance)


def _steps(start: float, end: float, step: float) -> Iterator[float]:
    for number in range(math.ceil((end - start) / step)):
        yield start + number * step


def _bricks(canvas: Canvas, box: Box, chance: random.Random) -> None:
    left, top, right, bottom = box
    canvas.box(box, _MORTAR)
    for row, y in enumerate(_steps(top, bottom, 17)):
        for x in _steps(left - (22 if row % 2 else 0), right, 44):
            brick = (max(x + 2, left), y + 2, min(x + 42, right), min(y + 15, bottom))
            canvas.box(brick, varied(_BRICK, 0.16, chance))


def _boards(canvas: Canvas, box: Box, chance: random.Random) -> None:
    left, top, right, bottom = box
    for x in _steps(left, right, 34):
        edge = min(x + 34, right)
        wood = varied(_BOARD, 0.17, chance)
        canvas.box((x, top, edge, bottom), wood)
        for _ in range(3):
            grain = chance.uniform(x + 4, edge)
            canvas.line([(grain, top), (grain + chance.uniform(-5, 5), bottom)], shaded(wood, 0.9), 1.5)
        canvas.line([(x, top), (x, bottom)], shaded(_BOARD, 0.5), 3)


def _woven_bamboo(canvas: Canvas, box: Box, chance: random.Random) -> None:
    """Weave strips over two and under two, which gives the zigzag of a gedek wall."""
    left, top, right, bottom = box
    canvas.box(box, shaded(_BAMBOO, 0.62))
    for row, y in enumerate(_steps(top, bottom, 11)):
        for x in _steps(left - 44 + row % 4 * 11, right, 44):
            strip = (max(x, left), y + 1, min(x + 24, right), min(y + 10, bottom))
            canvas.box(strip, varied(_BAMBOO, 0.1, chance))
        for x in _steps(left - 20 + row % 4 * 11, right, 44):
            strip = (max(x + 2, left), y, min(x + 18, right), min(y + 11, bottom))
            canvas.box(strip, varied(shaded(_BAMBOO, 0.86), 0.08, chance))
    for x in _steps(left, right + 1, (right - left) / max(2, round((right - left) / 210))):
        canvas.line([(x, top), (x, bottom)], shaded(_BAMBOO, 0.55), 9)


def _plaster(canvas: Canvas, box: Box, chance: random.Random) -> None:
    left, top, right, bottom = box
    colour = chance.choice(_PLASTERS)
    canvas.box(box, colour)
    for _ in range(26):
        x, y = chance.uniform(left, right), chance.uniform(top, bottom)
        stain = (*shaded(colour, chance.uniform(0.9, 1.05)), 60)
        wide, high = chance.uniform(15, 90), chance.uniform(8, 40)
        canvas.ellipse((max(left, x - wide), max(top, y - high), min(right, x + wide), min(bottom, y + high)), stain)
    canvas.box((left, bottom - 0.2 * (bottom - top), right, bottom), shaded(colour, 0.72))


def _tiles(canvas: Canvas, slope: Slope, chance: random.Random) -> None:
    base = varied(_ROOF_TILE, 0.2, chance)
    _tile_rows(canvas, slope, base, chance)


def _tile_rows(canvas: Canvas, slope: Slope, base: Colour, chance: random.Random) -> None:
    canvas.polygon(slope.corners, base)
    rows, columns = 11, 44
    for row in range(rows):
        upper, lower = row / rows, (row + 1) / rows
        for column in range(columns):
            shape = slope.patch((column / columns, (column + 0.86) / columns), (upper, lower - 0.02))
            canvas.polygon(shape, varied(base, 0.13, chance))
        canvas.line([slope.at(0, lower), slope.at(1, lower)], shaded(base, 0.55), 4)


def _zinc(canvas: Canvas, slope: Slope, chance: random.Random) -> None:
    _corrugated(canvas, slope, (158, 165, 170), chance)
    for _ in range(14):
        x, y = slope.at(chance.uniform(0.06, 0.94), chance.uniform(0.25, 0.9))
        canvas.ellipse((x - chance.uniform(8, 40), y - 8, x + 30, y + chance.uniform(6, 16)), (150, 86, 48, 90))


def _asbestos(canvas: Canvas, slope: Slope, chance: random.Random) -> None:
    _corrugated(canvas, slope, (176, 174, 166), chance)
    for _ in range(12):
        x, y = slope.at(chance.uniform(0.06, 0.94), chance.uniform(0.1, 0.9))
        canvas.ellipse((x - 30, y - 7, x + 30, y + 9), (90, 96, 80, 60))


def _corrugated(canvas: Canvas, slope: Slope, base: Colour, chance: random.Random) -> None:
    canvas.polygon(slope.corners, base)
    waves = 60
    for wave in range(waves):
        dark = slope.patch((wave / waves, (wave + 0.45) / waves), (0, 1))
        canvas.polygon(dark, varied(shaded(base, 0.82), 0.05, chance))
    for sheet in (0.36, 0.7):
        canvas.line([slope.at(0, sheet), slope.at(1, sheet)], shaded(base, 0.62), 4)


def _thatch(canvas: Canvas, slope: Slope, chance: random.Random) -> None:
    base: Colour = (128, 108, 74)
    canvas.polygon(slope.corners, base)
    for layer in range(9):
        for _ in range(150):
            across, top = chance.random(), layer / 9 + chance.uniform(-0.03, 0.03)
            straw = [
                slope.at(across, max(0, top)),
                slope.at(across + chance.uniform(-0.01, 0.01), top + 0.14),
            ]
            canvas.line(straw, varied(base, 0.32, chance), 3)
        canvas.line([slope.at(0, layer / 9), slope.at(1, layer / 9)], (70, 56, 36, 70), 5)


def _concrete(canvas: Canvas, slope: Slope, _chance: random.Random) -> None:
    canvas.polygon(slope.corners, (200, 198, 192))
    canvas.polygon(slope.patch((0, 1), (0.75, 1)), (164, 162, 156))
    canvas.polygon(slope.patch((0, 1), (0, 0.1)), (222, 220, 214))


def _squares(canvas: Canvas, floor: Slope, colour: Colour, count: int, chance: random.Random) -> None:
    canvas.polygon(floor.corners, shaded(colour, 0.75))
    gap = 0.02 / count
    for row in range(count):
        for column in range(count):
            across = (column / count + gap, (column + 1) / count - gap)
            towards = (row / count + gap, (row + 1) / count - gap)
            canvas.polygon(floor.patch(across, towards), varied(colour, 0.04, chance))


def _ceramic(canvas: Canvas, floor: Slope, chance: random.Random) -> None:
    _squares(canvas, floor, chance.choice(_CERAMICS), 12, chance)


def _floor_tile(canvas: Canvas, floor: Slope, chance: random.Random) -> None:
    _squares(canvas, floor, (158, 150, 138), 15, chance)


def _marble(canvas: Canvas, floor: Slope, chance: random.Random) -> None:
    _squares(canvas, floor, (232, 228, 220), 7, chance)
    for _ in range(24):
        across, towards = chance.random(), chance.random()
        vein = [floor.at(across, towards), floor.at(across + 0.03, min(1, towards + 0.05))]
        canvas.line(vein, (150, 146, 140, 120), 2)


def _cement(canvas: Canvas, floor: Slope, chance: random.Random) -> None:
    _blotched(canvas, floor, (150, 148, 142), chance)


def _earth(canvas: Canvas, floor: Slope, chance: random.Random) -> None:
    _blotched(canvas, floor, (128, 96, 66), chance)
    for _ in range(160):
        canvas.circle(floor.at(chance.random(), chance.random()), chance.uniform(1.5, 5), (94, 68, 46))


def _blotched(canvas: Canvas, floor: Slope, colour: Colour, chance: random.Random) -> None:
    canvas.polygon(floor.corners, colour)
    for _ in range(60):
        across, towards = chance.random() * 0.86, chance.random() * 0.9
        patch = floor.patch((across, across + 0.14), (towards, towards + 0.1))
        canvas.polygon(patch, (*mixed(colour, chance.choice(((255, 255, 255), (0, 0, 0))), 0.16), 60))


def _split_bamboo(canvas: Canvas, floor: Slope, chance: random.Random) -> None:
    for strip in range(46):
        colour = varied(_BAMBOO, 0.12, chance)
        canvas.polygon(floor.patch((strip / 46, (strip + 1) / 46), (0, 1)), colour)
        canvas.line([floor.at(strip / 46, 0), floor.at(strip / 46, 1)], shaded(_BAMBOO, 0.5), 3)


_WALLS: dict[str, WallPainter] = {
    "bamboo": _woven_bamboo,
    "board": _boards,
    "unplastered_brick": _bricks,
    "plastered_brick": _plaster,
}
_ROOFS: dict[str, RoofPainter] = {
    "thatch": _thatch,
    "zinc": _zinc,
    "asbestos": _asbestos,
    "tile": _tiles,
    "concrete": _concrete,
}
_FLOORS: dict[str, RoofPainter] = {
    "earth": _earth,
    "bamboo": _split_bamboo,
    "cement": _cement,
    "tile": _floor_tile,
    "ceramic": _ceramic,
    "marble": _marble,
}

"""The front of an invented house as a verifier sees it from the lane, and the land around it.

What is drawn follows the facts of `living`: walls, roof, floor area, current, vehicles.
"""

import math
import random
from typing import Any

from field_api.demo.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, shaded, varied
from field_api.demo.materials import paint_roof, paint_wall
from field_api.demo.randomness import happens
from field_api.demo.slope import Slope

_HORIZON = 640
_GROUND = 900
_POOR_M2, _RICH_M2 = 12, 110
_TWO_STOREYS_M2 = 85
_DOOR_ROOM = 150
_MORNING, _AFTERNOON = 8, 16

_LEAF: Colour = (74, 122, 58)
_DOORS: tuple[Colour, ...] = ((108, 70, 42), (60, 96, 110), (84, 110, 64), (140, 92, 50), (120, 50, 44))


def draw_house_front(canvas: Canvas, facts: dict[str, Any], hour: int, chance: random.Random) -> None:
    """Draw land, house and yard; `hour` (local) colours the sky."""
    _land(canvas, hour, chance)
    width = _house_width(facts)
    left = (WIDTH - width) / 2 + chance.uniform(-90, 90)
    right = left + width
    if facts["lighting_source"] == "grid":
        _pole(canvas, right + 130, left, chance)
    door = left + width * chance.choice((0.32, 0.5, 0.66))
    _path(canvas, facts, door, chance)
    _house(canvas, facts, left, right, chance)
    _openings(canvas, facts, (left, right), door, chance)
    _yard(canvas, facts, left, right, chance)


def _house_width(facts: dict[str, Any]) -> float:
    floor_area: float = min(max(facts["floor_area_m2"], _POOR_M2), _RICH_M2)
    share = (floor_area - _POOR_M2) / (_RICH_M2 - _POOR_M2)
    return 600 + 420 * share


def _land(canvas: Canvas, hour: int, chance: random.Random) -> None:
    low_sun = hour < _MORNING or hour >= _AFTERNOON
    zenith, haze = ((108, 150, 196), (250, 216, 170)) if low_sun else ((86, 152, 214), (214, 232, 240))
    canvas.gradient((0, 0, WIDTH, _HORIZON + 40), zenith, haze)
    for _ in range(chance.randint(3, 6)):
        _cloud(canvas, chance)
    for distance in (0, 1, 2):
        _hills(canvas, distance, chance)
    canvas.soften(5)
    canvas.gradient((0, _HORIZON + 30, WIDTH, HEIGHT), (112, 142, 74), (150, 128, 88))
    for _ in range(260):
        x, y = chance.uniform(0, WIDTH), chance.uniform(_HORIZON + 40, HEIGHT)
        grass = varied((92, 130, 60), 0.25, chance)
        canvas.line([(x, y), (x + chance.uniform(-6, 6), y - chance.uniform(6, 18))], grass, 2.5)
    for x in (chance.uniform(20, 190), chance.uniform(1420, 1580)):
        chance.choice((_palm, _tree))(canvas, x, _HORIZON + 120, chance)


def _cloud(canvas: Canvas, chance: random.Random) -> None:
    x, y = chance.uniform(0, WIDTH), chance.uniform(50, 330)
    for _ in range(7):
        puff_x, puff_y = x + chance.uniform(-110, 110), y + chance.uniform(-18, 18)
        wide, high = chance.uniform(50, 110), chance.uniform(18, 40)
        canvas.ellipse((puff_x - wide, puff_y - high, puff_x + wide, puff_y + high), (255, 255, 255, 120))


def _hills(canvas: Canvas, distance: int, chance: random.Random) -> None:
    colour = ((138, 166, 178), (104, 140, 116), (78, 116, 70))[distance]
    base, phase = _HORIZON - 130 + distance * 60, chance.uniform(0, math.tau)
    ridge = []
    for x in range(0, WIDTH + 41, 40):
        wave = math.sin(x / (310 - 70 * distance) + phase) * (56 - 14 * distance) + chance.uniform(-9, 9)
        ridge.append((float(x), base + wave))
    canvas.polygon([(0, _HORIZON + 60), *ridge, (WIDTH, _HORIZON + 60)], colour)


def _tree(canvas: Canvas, x: float, foot: float, chance: random.Random) -> None:
    canvas.polygon([(x - 13, foot), (x + 13, foot), (x + 7, foot - 230), (x - 7, foot - 230)], (96, 72, 50))
    for _ in range(46):
        leaf_x, leaf_y = x + chance.gauss(0, 62), foot - 290 + chance.gauss(0, 58)
        canvas.circle((leaf_x, leaf_y), chance.uniform(22, 44), varied(_LEAF, 0.24, chance))


def _palm(canvas: Canvas, x: float, foot: float, chance: random.Random) -> None:
    lean, height = chance.uniform(-60, 60), chance.uniform(380, 480)
    top = (x + lean, foot - height)
    canvas.polygon([(x - 14, foot), (x + 14, foot), (top[0] + 8, top[1]), (top[0] - 8, top[1])], (120, 98, 72))
    for number in range(11):
        angle = math.tau * number / 11 + chance.uniform(-0.2, 0.2)
        tip = (top[0] + 170 * math.cos(angle), top[1] + 90 * math.sin(angle) + 50)
        bend = (top[0] + 100 * math.cos(angle), top[1] + 70 * math.sin(angle) - 46)
        colour = varied(_LEAF, 0.2, chance)
        canvas.polygon([top, (bend[0], bend[1] - 12), tip, (bend[0], bend[1] + 16)], colour)
    for _ in range(4):
        canvas.circle((top[0] + chance.uniform(-22, 22), top[1] + chance.uniform(6, 30)), 13, (128, 104, 52))


def _pole(canvas: Canvas, x: float, house_left: float, chance: random.Random) -> None:
    x = min(x, WIDTH - 40)
    canvas.box((x - 8, 200, x + 8, _GROUND - 60), (112, 108, 104))
    canvas.box((x - 60, 226, x + 60, 238), (90, 84, 80))
    for side in (-52, 0, 52):
        _cable(canvas, (x + side - WIDTH * 0.8, 214), (x + side, 226), chance)
        _cable(canvas, (x + side, 226), (x + side + WIDTH * 0.8, 214), chance)
    _cable(canvas, (x - 40, 236), (house_left + 120, 520), chance)


def _cable(canvas: Canvas, start: Point, end: Point, chance: random.Random) -> None:
    sag = chance.uniform(30, 55)
    curve = []
    for step in range(25):
        share = step / 24
        x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
        curve.append((x, y + sag * 4 * share * (1 - share)))
    canvas.line(curve, (44, 44, 48), 2.5)


def _house(canvas: Canvas, facts: dict[str, Any], left: float, right: float, chance: random.Random) -> None:
    two_storeys = facts["floor_area_m2"] >= _TWO_STOREYS_M2 and facts["wall_material"] == "plastered_brick"
    eaves = 330 if two_storeys else 560 + chance.uniform(-20, 20)
    ridge = eaves - (60 if facts["roof_material"] == "concrete" else chance.uniform(170, 220))
    canvas.polygon(
        [(left - 30, _GROUND), (right + 30, _GROUND), (right + 110, _GROUND + 44), (left + 40, _GROUND + 44)],
        (40, 34, 24, 90),
    )
    paint_wall(canvas, facts["wall_material"], (left, eaves, right, _GROUND), chance)
    canvas.box((left, eaves, right, eaves + 34), (0, 0, 0, 70))
    inset = 8 if facts["roof_material"] == "concrete" else (right - left) * chance.uniform(0.1, 0.2)
    over = 46
    slope = Slope(
        ((left - over + inset, ridge), (right + over - inset, ridge)),
        ((left - over, eaves + 16), (right + over, eaves + 16)),
    )
    paint_roof(canvas, facts["roof_material"], slope, chance)
    canvas.line([slope.far[0], slope.far[1]], (70, 52, 40), 9)
    canvas.line([slope.near[0], slope.near[1]], (84, 66, 48), 9)
    if two_storeys:
        _upper_storey(canvas, left, right, eaves, chance)


def _upper_storey(canvas: Canvas, left: float, right: float, eaves: float, chance: random.Random) -> None:
    for share in (0.2, 0.5, 0.8):
        _window(canvas, left + (right - left) * share, eaves + 120, glazed=True, chance=chance)
    canvas.box((left - 14, 606, right + 14, 632), (206, 202, 194))
    for x in range(round(left), round(right), 26):
        canvas.line([(x, 548), (x, 606)], (120, 120, 124), 4)
    canvas.line([(left, 548), (right, 548)], (120, 120, 124), 8)


def _openings(
    canvas: Canvas, facts: dict[str, Any], walls: tuple[float, float], door: float, chance: random.Random
) -> None:
    left, right = walls
    plastered = facts["wall_material"] == "plastered_brick"
    _door(canvas, door, facts, chance)
    for share in (0.14, 0.34, 0.5, 0.68, 0.86):
        middle = left + (right - left) * share
        if abs(middle - door) > _DOOR_ROOM and (plastered or happens(0.72, chance)):
            _window(canvas, middle, 720, glazed=plastered, chance=chance)
    if facts["lighting_source"] == "grid":
        canvas.box((right - 46, 640, right - 10, 690), (232, 232, 226), corner=5)
        canvas.box((right - 40, 647, right - 16, 662), (70, 84, 80))
        canvas.circle((right - 28, 677), 5, (200, 40, 40))
    canvas.box((door - 24, 606, door + 24, 632), (30, 80, 140), corner=3)
    canvas.text((door, 619), str(chance.randint(1, 120)), 20, (255, 255, 255))


def _door(canvas: Canvas, middle: float, facts: dict[str, Any], chance: random.Random) -> None:
    colour = chance.choice(_DOORS)
    canvas.box((middle - 64, 640, middle + 64, _GROUND), shaded(colour, 0.55))
    if happens(0.35, chance):
        canvas.box((middle - 54, 650, middle + 54, _GROUND), (34, 28, 24))
        canvas.polygon(
            [(middle - 54, 650), (middle - 90, 668), (middle - 90, _GROUND + 18), (middle - 54, _GROUND)],
            colour,
        )
    else:
        canvas.box((middle - 54, 650, middle + 54, _GROUND), colour)
        for top in (668, 786):
            canvas.box((middle - 40, top, middle + 40, top + 98), shaded(colour, 0.82))
        canvas.circle((middle + 42, 780), 6, (220, 200, 120))
    step = (190, 186, 178) if facts["floor_material"] in ("ceramic", "marble", "tile", "cement") else (132, 104, 76)
    canvas.box((middle - 110, _GROUND - 4, middle + 110, _GROUND + 16), step, corner=4)


def _window(canvas: Canvas, middle: float, top: float, *, glazed: bool, chance: random.Random) -> None:
    frame = (226, 222, 212) if glazed else (104, 78, 52)
    canvas.box((middle - 58, top - 42, middle + 58, top + 82), frame)
    if glazed:
        canvas.gradient((middle - 50, top - 34, middle + 50, top + 74), (120, 158, 180), (66, 92, 104))
        canvas.polygon(
            [
                (middle - 40, top + 60),
                (middle + 6, top - 30),
                (middle + 26, top - 30),
                (middle - 20, top + 60),
            ],
            (255, 255, 255, 50),
        )
        canvas.line([(middle, top - 34), (middle, top + 74)], frame, 7)
    elif happens(0.5, chance):
        canvas.box((middle - 48, top - 32, middle + 48, top + 72), (40, 32, 26))
        curtain = varied(chance.choice(((190, 90, 90), (90, 120, 170), (200, 180, 110))), 0.1, chance)
        canvas.box((middle - 48, top - 32, middle - 8, top + 72), curtain)
    else:
        for side in (-48, 2):
            canvas.box((middle + side, top - 32, middle + side + 46, top + 72), (136, 104, 68))
            canvas.line([(middle + side, top + 20), (middle + side + 46, top + 20)], (96, 70, 44), 4)


def _path(canvas: Canvas, facts: dict[str, Any], door: float, chance: random.Random) -> None:
    paint = (196, 190, 180) if facts["wall_material"] == "plastered_brick" else (162, 134, 96)
    canvas.polygon([(door - 100, _GROUND), (door + 100, _GROUND), (door + 260, HEIGHT), (door - 300, HEIGHT)], paint)
    for _ in range(60):
        y = chance.uniform(_GROUND + 30, HEIGHT)
        x = door + chance.uniform(-1, 1) * (100 + (y - _GROUND) * 0.55)
        canvas.circle((x, y), chance.uniform(2, 6), (120, 104, 84, 140))


def _yard(canvas: Canvas, facts: dict[str, Any], left: float, right: float, chance: random.Random) -> None:
    for x in (left - 40, left + 70, right - 40):
        _potted_plant(canvas, x + chance.uniform(-15, 15), _GROUND + chance.uniform(24, 46), chance)
    if facts["livestock"]:
        for _ in range(3):
            _hen(canvas, chance.uniform(140, 520), chance.uniform(1010, 1130), chance)
    if facts["cars"]:
        _car(canvas, right - 120, _GROUND + 150, chance)
    elif facts["motorcycles"]:
        _motorcycle(canvas, right - 90, _GROUND + 120, chance)
    else:
        _washing_line(canvas, right - 250, chance)


def _potted_plant(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    for _ in range(14):
        angle, reach = chance.uniform(-2.7, -0.4), chance.uniform(50, 105)
        tip = (x + reach * math.cos(angle), y - 40 + reach * math.sin(angle))
        canvas.line([(x, y - 40), tip], varied(_LEAF, 0.3, chance), 9)
    canvas.polygon([(x - 32, y - 46), (x + 32, y - 46), (x + 22, y + 10), (x - 22, y + 10)], (168, 96, 66))
    canvas.box((x - 36, y - 52, x + 36, y - 38), (184, 108, 76))


def _hen(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    colour = chance.choice(((120, 70, 40), (236, 232, 222), (54, 48, 46)))
    canvas.ellipse((x - 34, y - 24, x + 26, y + 18), colour)
    canvas.polygon([(x - 30, y - 6), (x - 58, y - 40), (x - 18, y - 18)], shaded(colour, 0.8))
    canvas.circle((x + 28, y - 28), 14, colour)
    canvas.polygon([(x + 40, y - 30), (x + 54, y - 25), (x + 40, y - 21)], (220, 160, 50))
    canvas.ellipse((x + 20, y - 46, x + 36, y - 36), (190, 40, 40))
    for leg in (-8, 8):
        canvas.line([(x + leg, y + 16), (x + leg, y + 36)], (210, 150, 60), 4)


def _motorcycle(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    colour = chance.choice(((180, 30, 36), (30, 60, 140), (30, 30, 34), (210, 210, 212)))
    for wheel in (-92, 92):
        canvas.circle((x + wheel, y), 46, (30, 30, 32))
        canvas.circle((x + wheel, y), 30, (168, 170, 174))
    canvas.polygon(
        [
            (x - 90, y - 12),
            (x - 40, y - 66),
            (x + 40, y - 60),
            (x + 60, y - 110),
            (x + 84, y - 110),
            (x + 78, y - 20),
            (x + 20, y + 8),
            (x - 50, y + 8),
        ],
        colour,
    )
    canvas.polygon([(x - 120, y - 76), (x + 14, y - 82), (x + 6, y - 58), (x - 100, y - 54)], (36, 34, 34))
    canvas.line([(x + 70, y - 108), (x + 48, y - 146), (x + 26, y - 150)], (60, 60, 64), 9)
    canvas.circle((x + 84, y - 98), 15, (244, 236, 190))


def _car(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    colour = chance.choice(((196, 198, 202), (40, 44, 52), (150, 30, 34), (238, 238, 236)))
    canvas.polygon([(x - 190, y - 96), (x - 130, y - 186), (x + 90, y - 186), (x + 170, y - 96)], shaded(colour, 0.85))
    for pane in (
        [(-168, -98), (-118, -172), (-30, -172), (-30, -98)],
        [(-14, -98), (-14, -172), (80, -172), (142, -98)],
    ):
        canvas.polygon([(x + dx, y + dy) for dx, dy in pane], (70, 92, 108))
    canvas.box((x - 230, y - 100, x + 240, y), colour, corner=26)
    for wheel in (-140, 150):
        canvas.circle((x + wheel, y), 50, (28, 28, 30))
        canvas.circle((x + wheel, y), 26, (170, 172, 176))
    canvas.box((x + 208, y - 80, x + 240, y - 56), (250, 240, 200), corner=8)


def _washing_line(canvas: Canvas, x: float, chance: random.Random) -> None:
    for post in (0, 300):
        canvas.line([(x + post, 960), (x + post, 1140)], (112, 84, 56), 10)
    canvas.line([(x, 968), (x + 150, 984), (x + 300, 968)], (230, 230, 226), 3)
    for number in range(4):
        colour = varied(chance.choice(((200, 80, 80), (80, 110, 180), (230, 220, 190), (90, 150, 110))), 0.15, chance)
        start = x + 20 + number * 68
        canvas.box((start, 978, start + 52, 978 + chance.uniform(60, 110)), colour, corner=4)

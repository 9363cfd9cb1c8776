"""Rooms of an invented house: the living room, the kitchen and the toilet, drawn after the facts of `living`.

A household without a toilet shows where it goes instead: a screen of bamboo over a ditch.
"""

import random
from typing import Any

from field_api.demo.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, shaded, varied
from field_api.demo.materials import paint_floor, paint_wall
from field_api.demo.randomness import happens
from field_api.demo.slope import Slope

_CEILING, _SKIRTING = 210, 800
_LEFT, _RIGHT = 300, 1300
_POOR_WALLS = ("bamboo", "board")
_FABRICS: tuple[Colour, ...] = ((150, 60, 60), (60, 90, 140), (90, 120, 70), (170, 130, 70), (110, 80, 120))


def draw_living_room(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    """Draw the room where guests sit."""
    _room(canvas, facts, chance)
    _window(canvas, chance.choice((450, 480, 990, 1040)), chance)
    _calendar(canvas, chance.choice((640, 730, 820)), chance)
    _light(canvas, facts)
    if facts["has_television"]:
        _television(canvas, 1130, chance)
    if facts["wall_material"] in _POOR_WALLS:
        _mat(canvas, chance)
        _stool(canvas, 420, 900, chance)
    else:
        _sofa(canvas, chance)
        _table(canvas, chance)
    if facts["head_education"] == "S1":
        _picture(canvas, 1200, chance)


def draw_kitchen(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    """Draw the hearth or the stove with what stands around it."""
    _room(canvas, facts, chance)
    _light(canvas, facts)
    _shelf(canvas, chance.uniform(350, 470), chance.uniform(390, 440), chance)
    if facts["cooking_fuel"] == "firewood":
        _hearth(canvas, chance)
    else:
        _stove_table(canvas, facts, chance)
    if facts["has_refrigerator"]:
        _refrigerator(canvas)
    _bucket(canvas, chance.uniform(330, 620), chance.uniform(900, 980), chance)
    if facts["water_source"] in ("refill", "branded_bottle"):
        _water_gallon(canvas, 1230, 820)


def draw_toilet(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    """Draw the toilet that the household uses."""
    if facts["toilet"] == "none":
        _ditch(canvas, chance)
        return
    own_tank = facts["toilet"] == "own_septic_tank"
    walls = "plastered_brick" if own_tank else facts["wall_material"]
    floor = "ceramic" if own_tank else "cement"
    _room(canvas, {**facts, "wall_material": walls, "floor_material": floor}, chance)
    if own_tank:
        _wall_tiles(canvas, chance)
    _squat_closet(canvas, chance.uniform(520, 800), chance.uniform(900, 980), bright=own_tank)
    _water_tub(canvas, chance)
    if facts["toilet"] == "shared":
        canvas.box((660, 330, 1080, 430), (40, 96, 70), corner=8)
        canvas.text((870, 380), "MCK BERSAMA", 52, (240, 240, 230))


def _room(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    """Draw three walls, a floor and a ceiling around the vanishing point."""
    back = (_LEFT, _CEILING, _RIGHT, _SKIRTING)
    wall_seed = chance.random()
    for box in ((0, 0, _LEFT, HEIGHT), (_RIGHT, 0, WIDTH, HEIGHT), back):
        # The same seed again and again keeps one colour on all three walls.
        paint_wall(canvas, facts["wall_material"], box, random.Random(wall_seed))  # noqa: S311 - a drawing
    left: list[Point] = [(0, 0), (_LEFT, _CEILING), (_LEFT, _SKIRTING), (0, HEIGHT)]
    right: list[Point] = [(WIDTH, 0), (_RIGHT, _CEILING), (_RIGHT, _SKIRTING), (WIDTH, HEIGHT)]
    canvas.polygon(left, (0, 0, 0, 66))
    canvas.polygon(right, (0, 0, 0, 40))
    ceiling = (236, 234, 226) if facts["wall_material"] == "plastered_brick" else (112, 92, 70)
    canvas.polygon([(0, 0), (WIDTH, 0), (_RIGHT, _CEILING), (_LEFT, _CEILING)], ceiling)
    for share in (0.25, 0.5, 0.75):
        seam: list[Point] = [(WIDTH * share, 0), (_LEFT + (_RIGHT - _LEFT) * share, _CEILING)]
        canvas.line(seam, shaded(ceiling, 0.8), 5)
    floor = Slope(((_LEFT, _SKIRTING), (_RIGHT, _SKIRTING)), ((-60, HEIGHT), (WIDTH + 60, HEIGHT)), depth=1.7)
    paint_floor(canvas, facts["floor_material"], floor, chance)
    for edge in (
        [(0, HEIGHT), (_LEFT, _SKIRTING), (_RIGHT, _SKIRTING), (WIDTH, HEIGHT)],
        [(_LEFT, _CEILING), (_LEFT, _SKIRTING)],
        [(_RIGHT, _CEILING), (_RIGHT, _SKIRTING)],
    ):
        canvas.line([(float(x), float(y)) for x, y in edge], (60, 50, 42, 170), 6)


def _window(canvas: Canvas, x: float, chance: random.Random) -> None:
    canvas.box((x - 110, 330, x + 110, 590), (236, 230, 218))
    canvas.gradient((x - 96, 344, x + 96, 576), (196, 224, 240), (150, 180, 120))
    for part in (-32, 32):
        canvas.line([(x + part, 344), (x + part, 576)], (220, 212, 198), 7)
    curtain = varied(chance.choice(_FABRICS), 0.2, chance)
    for side in (-1, 1):
        canvas.polygon(
            [(x + side * 128, 318), (x + side * 40, 318), (x + side * 84, 470), (x + side * 128, 612)], curtain
        )
    canvas.line([(x - 140, 316), (x + 140, 316)], (90, 66, 44), 9)


def _calendar(canvas: Canvas, x: float, chance: random.Random) -> None:
    canvas.box((x - 52, 340, x + 52, 500), (248, 246, 240))
    canvas.box((x - 52, 340, x + 52, 396), chance.choice(_FABRICS))
    for row in range(4):
        for column in range(6):
            canvas.circle((x - 40 + column * 16, 416 + row * 20), 4, (120, 120, 124))


def _picture(canvas: Canvas, x: float, chance: random.Random) -> None:
    canvas.box((x - 66, 330, x + 66, 430), (96, 66, 40))
    canvas.gradient((x - 56, 340, x + 56, 420), (180, 206, 224), (110, 146, 96))
    canvas.polygon([(x - 56, 420), (x - 14, 366), (x + 24, 420)], varied((92, 116, 120), 0.2, chance))


def _light(canvas: Canvas, facts: dict[str, Any]) -> None:
    if facts["lighting_source"] == "grid":
        canvas.line([(800, 90), (800, 190)], (40, 40, 40), 4)
        for radius, opacity in ((120, 26), (70, 46), (40, 90)):
            canvas.circle((800, 216), radius, (255, 246, 206, opacity))
        canvas.circle((800, 216), 24, (255, 252, 236))
        return
    canvas.box((772, 268, 828, 318), (190, 206, 214, 160), corner=14)
    canvas.polygon([(790, 300), (800, 268), (810, 300)], (250, 180, 70))
    canvas.box((764, 314, 836, 340), (120, 60, 50), corner=6)
    canvas.circle((800, 296), 90, (255, 190, 90, 36))


def _television(canvas: Canvas, x: float, chance: random.Random) -> None:
    canvas.box((x - 130, 690, x + 130, 830), (112, 78, 50), corner=6)
    canvas.line([(x, 700), (x, 822)], (76, 52, 34), 4)
    canvas.box((x - 112, 530, x + 112, 690), (26, 26, 30), corner=8)
    canvas.gradient((x - 100, 542, x + 100, 668), (60, 80, 110), (30, 40, 56))
    canvas.polygon([(x - 90, 660), (x - 20, 545), (x + 20, 545), (x - 50, 660)], (255, 255, 255, 30))
    canvas.circle((x + 96, 680), 4, varied((200, 60, 50), 0.2, chance))


def _mat(canvas: Canvas, chance: random.Random) -> None:
    mat = Slope(((520, 880), (1080, 880)), ((430, 1110), (1190, 1110)), depth=1.2)
    base = chance.choice(((196, 160, 96), (166, 120, 110), (120, 140, 110)))
    for stripe in range(16):
        colour = base if stripe % 2 else shaded(base, 0.78)
        canvas.polygon(mat.patch((stripe / 16, (stripe + 1) / 16), (0, 1)), colour)


def _stool(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    colour = chance.choice(((190, 60, 60), (60, 110, 180), (70, 140, 90)))
    for leg in (-50, 50):
        canvas.polygon([(x + leg * 0.7, y), (x + leg * 0.9, y), (x + leg * 1.2, y + 130), (x + leg, y + 130)], colour)
    canvas.ellipse((x - 70, y - 26, x + 70, y + 26), shaded(colour, 1.15))


def _sofa(canvas: Canvas, chance: random.Random) -> None:
    fabric = varied(chance.choice(_FABRICS), 0.15, chance)
    canvas.box((360, 640, 860, 830), shaded(fabric, 0.8), corner=24)
    for seat in (390, 545, 700):
        canvas.box((seat, 660, seat + 145, 790), fabric, corner=18)
        canvas.box((seat, 770, seat + 145, 850), shaded(fabric, 1.14), corner=16)
    for arm in (330, 830):
        canvas.box((arm, 720, arm + 60, 890), shaded(fabric, 0.9), corner=20)
    canvas.box((360, 850, 860, 900), shaded(fabric, 0.62), corner=8)


def _table(canvas: Canvas, chance: random.Random) -> None:
    wood = varied((124, 84, 52), 0.2, chance)
    for leg in (500, 940):
        canvas.box((leg, 985, leg + 26, 1130), shaded(wood, 0.7))
    canvas.polygon([(500, 940), (940, 940), (1000, 1000), (460, 1000)], shaded(wood, 1.15))
    canvas.box((460, 1000, 1000, 1026), wood)
    for cup in (620, 780):
        canvas.box((cup, 936, cup + 44, 976), (240, 240, 236), corner=8)
        canvas.ellipse((cup, 930, cup + 44, 944), (110, 70, 40))


def _shelf(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    for board in (0, 150):
        canvas.box((x - 40, y + board, x + 420, y + board + 16), (116, 84, 56))
        for number in range(6):
            tall, wide = chance.uniform(46, 96), chance.uniform(18, 30)
            middle = x + number * 70
            colour = chance.choice(((190, 196, 200), (206, 110, 60), (80, 130, 90), (226, 216, 190), (70, 100, 150)))
            canvas.box((middle - wide, y + board - tall, middle + wide, y + board), colour, corner=9)
            canvas.box((middle - wide, y + board - tall, middle + wide, y + board - tall + 14), shaded(colour, 0.7))


def _hearth(canvas: Canvas, chance: random.Random) -> None:
    for grow in range(5):
        canvas.ellipse((790 + grow * 34, 420 + grow * 40, 1210 - grow * 34, 760), (16, 12, 10, 44))
    canvas.box((780, 740, 1220, 930), (126, 104, 84), corner=16)
    for mouth in (850, 1050):
        canvas.box((mouth, 790, mouth + 110, 920), (24, 18, 14), corner=40)
        for _ in range(5):
            flame = mouth + chance.uniform(20, 90)
            canvas.polygon([(flame - 14, 910), (flame, chance.uniform(830, 870)), (flame + 14, 910)], (244, 150, 40))
        canvas.polygon([(mouth + 20, 900), (mouth + 90, 900), (mouth + 60, 1000), (mouth - 20, 1000)], (92, 64, 40))
        canvas.ellipse((mouth - 30, 650, mouth + 140, 760), (52, 48, 46))
        canvas.ellipse((mouth - 36, 640, mouth + 146, 684), (76, 72, 70))
    for log in range(8):
        x, y = 700 + log % 4 * 42, 1080 - log // 4 * 34
        canvas.box((x, y, x + 170, y + 28), varied((122, 86, 54), 0.2, chance), corner=12)
        canvas.circle((x + 166, y + 14), 13, (196, 158, 108))


def _stove_table(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    canvas.box((760, 720, 1240, 752), (206, 202, 196))
    canvas.box((780, 752, 1220, 960), (150, 146, 140))
    canvas.box((800, 772, 1040, 960), (46, 42, 40))
    if facts["cooking_fuel"] == "kerosene":
        canvas.box((860, 640, 1000, 720), (90, 120, 90), corner=14)
        canvas.ellipse((850, 624, 1010, 656), (60, 80, 62))
    else:
        canvas.box((830, 676, 1150, 720), (196, 200, 204), corner=8)
        for burner in (910, 1070):
            canvas.ellipse((burner - 52, 664, burner + 52, 690), (34, 34, 36))
        _gas_cylinder(canvas, 930, 950, small=facts["cooking_fuel"] == "lpg_3kg")
    pot = 910 if facts["cooking_fuel"] != "kerosene" else 930
    canvas.box((pot - 66, 560, pot + 66, 664), varied((184, 188, 192), 0.08, chance), corner=14)
    canvas.ellipse((pot - 72, 544, pot + 72, 580), (212, 214, 216))
    canvas.circle((pot, 546), 9, (40, 40, 40))


def _gas_cylinder(canvas: Canvas, x: float, foot: float, *, small: bool) -> None:
    """Draw the green 3 kg cylinder of the subsidy, or the blue one of 12 kg that needs none."""
    colour, height = ((96, 178, 78), 110) if small else ((58, 110, 180), 150)
    canvas.box((x - 56, foot - height, x + 56, foot), colour, corner=34)
    canvas.box((x - 46, foot - height * 0.6, x - 26, foot - 20), shaded(colour, 1.25), corner=8)
    canvas.box((x - 26, foot - height - 22, x + 26, foot - height + 10), shaded(colour, 0.7), corner=6)


def _refrigerator(canvas: Canvas) -> None:
    canvas.box((330, 470, 520, 900), (206, 212, 216), corner=14)
    canvas.line([(330, 620), (520, 620)], (150, 156, 160), 6)
    for handle in (540, 650):
        canvas.box((500, handle, 510, handle + 56), (120, 124, 128), corner=4)


def _bucket(canvas: Canvas, x: float, y: float, chance: random.Random) -> None:
    colour = chance.choice(((60, 110, 190), (200, 70, 60), (80, 150, 100)))
    canvas.polygon([(x - 88, y), (x + 88, y), (x + 64, y + 150), (x - 64, y + 150)], colour)
    canvas.ellipse((x - 88, y - 26, x + 88, y + 26), shaded(colour, 0.7))
    canvas.ellipse((x - 78, y - 18, x + 78, y + 22), (150, 190, 206))


def _water_gallon(canvas: Canvas, x: float, y: float) -> None:
    canvas.box((x - 56, y - 130, x + 56, y + 60), (130, 180, 220, 210), corner=20)
    canvas.box((x - 30, y - 166, x + 30, y - 126), (90, 140, 190), corner=6)
    canvas.box((x - 70, y + 60, x + 70, y + 190), (232, 232, 230), corner=8)


def _wall_tiles(canvas: Canvas, chance: random.Random) -> None:
    base = chance.choice(((170, 206, 220), (206, 220, 190), (226, 206, 206)))
    for row in range(5):
        for column in range(14):
            x, y = _LEFT + column * 71.4, 470 + row * 66
            canvas.box((x + 1.5, y + 1.5, x + 70, y + 64.5), varied(base, 0.05, chance))


def _squat_closet(canvas: Canvas, x: float, y: float, *, bright: bool) -> None:
    porcelain = (238, 238, 232) if bright else (190, 186, 176)
    canvas.polygon(
        [(x - 190, y - 60), (x + 190, y - 60), (x + 250, y + 150), (x - 250, y + 150)], shaded(porcelain, 0.8)
    )
    canvas.polygon([(x - 176, y - 74), (x + 176, y - 74), (x + 232, y + 126), (x - 232, y + 126)], porcelain)
    canvas.ellipse((x - 92, y - 56, x + 92, y + 112), shaded(porcelain, 0.74))
    canvas.ellipse((x - 70, y - 36, x + 70, y + 100), (70, 84, 90))
    for side in (-1, 1):
        canvas.ellipse((x + side * 150 - 40, y - 30, x + side * 150 + 40, y + 90), shaded(porcelain, 0.9))


def _water_tub(canvas: Canvas, chance: random.Random) -> None:
    tub = varied((120, 160, 190), 0.15, chance)
    canvas.polygon([(1060, 690), (1300, 690), (1470, 800), (1470, 1060), (1100, 1060), (1060, 960)], tub)
    canvas.polygon([(1060, 690), (1300, 690), (1470, 800), (1110, 800)], (150, 196, 210))
    canvas.polygon([(1110, 800), (1470, 800), (1470, 1060), (1110, 1060)], shaded(tub, 1.1))
    dipper = chance.choice(((220, 90, 60), (70, 130, 200), (230, 200, 80)))
    canvas.box((1180, 740, 1270, 800), dipper, corner=10)
    canvas.box((1266, 748, 1350, 764), dipper, corner=6)


def _ditch(canvas: Canvas, chance: random.Random) -> None:
    canvas.gradient((0, 0, WIDTH, 560), (150, 190, 214), (220, 230, 220))
    for _ in range(120):
        spot = (chance.uniform(0, WIDTH), chance.uniform(330, 600))
        canvas.circle(spot, chance.uniform(30, 80), varied((78, 118, 62), 0.25, chance))
    canvas.soften(4)
    canvas.gradient((0, 560, WIDTH, HEIGHT), (110, 132, 70), (138, 112, 78))
    canvas.polygon([(0, 840), (WIDTH, 780), (WIDTH, 1010), (0, 1090)], (104, 116, 104))
    for _ in range(40):
        x, y = chance.uniform(0, WIDTH), chance.uniform(860, 1000)
        canvas.line([(x, y), (x + chance.uniform(60, 160), y - 6)], (170, 184, 178, 120), 4)
    paint_wall(canvas, "bamboo", (560, 420, 1040, 780), chance)
    canvas.box((520, 770, 1080, 806), (110, 82, 54))
    for x in (540, 800, 1060):
        canvas.box((x - 12, 380, x + 12, 980), (126, 98, 64))
    if happens(0.5, chance):
        roof = Slope(((540, 360), (1060, 360)), ((500, 430), (1100, 430)))
        canvas.polygon(roof.corners, (150, 156, 160))
    _bucket(canvas, 1210, 700, chance)

"""Proofs around a visit: a family card without any readable personal data, and the hand-over of a package."""

import random
from typing import Any

from field_api.demo.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, shaded, varied
from field_api.demo.materials import paint_wall
from field_api.demo.slope import Slope

_INK: Colour = (64, 74, 84)
_SKINS: tuple[Colour, ...] = ((206, 158, 118), (186, 134, 96), (160, 112, 78))
_CLOTHES: tuple[Colour, ...] = ((176, 70, 66), (70, 108, 160), (96, 130, 84), (150, 110, 150), (190, 150, 80))


def draw_family_card(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    """Draw a sheet that looks like a family card from afar: grey bars stand where a real one has data."""
    _table_top(canvas, chance)
    sheet = _sheet(chance)
    canvas.polygon([(x + 16, y + 20) for x, y in sheet.corners], (20, 14, 8, 110))
    canvas.polygon(sheet.corners, (214, 232, 226))
    canvas.polygon(sheet.patch((0.015, 0.985), (0.02, 0.98)), (232, 243, 238))
    canvas.text(sheet.at(0.5, 0.55), "CONTOH", 250, (238, 206, 200))
    heading = sheet.at(0.5, 0.085)
    canvas.text(heading, "KARTU KELUARGA", 58, _INK)
    canvas.text(sheet.at(0.5, 0.15), "CONTOH - BUKAN DOKUMEN", 26, (150, 60, 60))
    for row in range(3):
        for start in (0.05, 0.56):
            _bar(canvas, sheet, (start, start + 0.1), 0.2 + row * 0.04, shaded(_INK, 1.4))
            _bar(canvas, sheet, (start + 0.12, start + chance.uniform(0.22, 0.36)), 0.2 + row * 0.04, (150, 160, 164))
    _grid(canvas, sheet, 0.35, facts["household_size"], chance)
    _grid(canvas, sheet, 0.61, facts["household_size"], chance)
    _stamp(canvas, sheet, chance)


def draw_hand_over(canvas: Canvas, facts: dict[str, Any], chance: random.Random) -> None:
    """Draw an officer who hands a package to a recipient in front of a wall."""
    canvas.gradient((0, 0, WIDTH, 760), (176, 206, 228), (226, 232, 226))
    paint_wall(canvas, facts["wall_material"], (0, 140, WIDTH, 840), chance)
    canvas.box((0, 140, WIDTH, 170), (0, 0, 0, 60))
    canvas.soften(3)
    canvas.gradient((0, 840, WIDTH, HEIGHT), (176, 168, 154), (138, 128, 112))
    canvas.box((470, 190, 1130, 300), (196, 52, 48), corner=8)
    canvas.text((800, 245), "PENYALURAN BANTUAN - CONTOH", 38, (255, 250, 240))
    officer, recipient = chance.sample(_CLOTHES, 2)
    _person(canvas, 480, officer, 1, chance)
    _person(canvas, 1120, recipient, -1, chance)
    _arms(canvas, officer, recipient, chance)
    _package(canvas, 800, 1060, chance)
    _rice_sack(canvas, 1010, 1100)


def _sheet(chance: random.Random) -> Slope:
    """Lay the sheet down a little askew, as a hand does."""
    turn, shift, lean = chance.uniform(-70, 70), chance.uniform(-70, 70), chance.uniform(20, 90)
    far = ((250 + lean + shift, 205 + turn), (1350 - lean + shift, 205 - turn))
    near = ((215 + shift, 990 + turn), (1385 + shift, 990 - turn))
    return Slope(far, near)


def _table_top(canvas: Canvas, chance: random.Random) -> None:
    wood = varied((132, 92, 58), 0.2, chance)
    for board in range(8):
        top = board * HEIGHT / 8
        plank = varied(wood, 0.1, chance)
        canvas.box((0, top, WIDTH, top + HEIGHT / 8), plank)
        for _ in range(9):
            y = top + chance.uniform(6, HEIGHT / 8 - 6)
            x = chance.uniform(-200, WIDTH)
            canvas.line([(x, y), (x + chance.uniform(200, 700), y + chance.uniform(-6, 6))], shaded(plank, 0.86), 3)
        canvas.line([(0, top), (WIDTH, top)], shaded(wood, 0.5), 5)


def _bar(canvas: Canvas, sheet: Slope, across: tuple[float, float], towards: float, paint: Colour) -> None:
    canvas.polygon(sheet.patch(across, (towards, towards + 0.016)), paint)


def _grid(canvas: Canvas, sheet: Slope, top: float, members: int, chance: random.Random) -> None:
    """Draw one table of the card: a heading row and a row per member, up to eight."""
    rows, columns, high = 8, 7, 0.026
    canvas.polygon(sheet.patch((0.04, 0.96), (top, top + high)), (168, 200, 190))
    for row in range(rows + 2):
        y = top + row * high
        canvas.line([sheet.at(0.04, y), sheet.at(0.96, y)], (120, 140, 140), 2)
    for column in range(columns + 1):
        x = 0.04 + 0.92 * column / columns
        canvas.line([sheet.at(x, top), sheet.at(x, top + high * (rows + 1))], (120, 140, 140), 2)
    for row in range(min(members, rows)):
        for column in range(columns):
            x = 0.05 + 0.92 * column / columns
            _bar(canvas, sheet, (x, x + chance.uniform(0.05, 0.105)), top + (row + 1) * high + 0.006, (140, 150, 156))


def _stamp(canvas: Canvas, sheet: Slope, chance: random.Random) -> None:
    x, y = sheet.at(0.8, 0.915)
    for radius, paint in ((62, (70, 70, 150, 130)), (54, (232, 243, 238, 255)), (34, (70, 70, 150, 90))):
        canvas.circle((x, y), radius, paint)
    flourish: list[Point] = [(x - 120 + step * 20, y + chance.uniform(-30, 20)) for step in range(10)]
    canvas.line(flourish, (30, 40, 110), 4)
    for column in range(6):
        for row in range(6):
            if chance.getrandbits(1):
                left, top = sheet.at(0.06, 0.87)
                canvas.box((left + column * 14, top + row * 14, left + column * 14 + 13, top + row * 14 + 13), _INK)


def _person(canvas: Canvas, x: float, clothes: Colour, facing: int, chance: random.Random) -> None:
    skin = chance.choice(_SKINS)
    canvas.ellipse((x - 150, 1120, x + 150, 1170), (0, 0, 0, 70))
    trousers = chance.choice(((52, 56, 70), (86, 70, 60), (60, 74, 60)))
    for leg in (-62, 8):
        canvas.box((x + leg, 850, x + leg + 54, 1130), trousers, corner=16)
        canvas.box((x + leg - 6, 1112, x + leg + 64, 1144), (40, 36, 34), corner=14)
    canvas.box((x - 104, 540, x + 104, 900), clothes, corner=56)
    canvas.box((x - 26, 490, x + 26, 570), shaded(skin, 0.9), corner=14)
    canvas.ellipse((x - 76, 340, x + 76, 520), skin)
    if chance.getrandbits(1):
        scarf = varied(chance.choice(_CLOTHES), 0.2, chance)
        canvas.ellipse((x - 92, 322, x + 92, 530), scarf)
        canvas.polygon([(x - 92, 430), (x + 92, 430), (x + 120, 610), (x - 120, 610)], scarf)
        canvas.ellipse((x - 60 + facing * 12, 360, x + 60 + facing * 12, 510), skin)
    else:
        canvas.ellipse((x - 82, 326, x + 82, 440), (36, 30, 28))
        canvas.ellipse((x - 70 + facing * 10, 372, x + 70 + facing * 10, 516), skin)
    for eye in (-22, 26):
        canvas.circle((x + eye + facing * 14, 428), 7, (40, 30, 26))
    canvas.line([(x - 16 + facing * 16, 472), (x + facing * 16, 482), (x + 20 + facing * 16, 470)], (130, 60, 50), 5)


def _arms(canvas: Canvas, officer: Colour, recipient: Colour, chance: random.Random) -> None:
    skin = chance.choice(_SKINS)
    canvas.line([(570, 620), (660, 740), (770, 700)], shaded(officer, 0.85), 62)
    canvas.line([(1030, 620), (940, 740), (830, 700)], shaded(recipient, 0.85), 62)
    for start, end in ((740, 806), (860, 794)):
        canvas.line([(start, 708), (end, 690)], skin, 46)
    canvas.circle((800, 690), 38, skin)
    for knuckle in range(4):
        canvas.line([(780 + knuckle * 14, 668), (786 + knuckle * 14, 700)], shaded(skin, 0.8), 4)


def _package(canvas: Canvas, x: float, foot: float, chance: random.Random) -> None:
    card = varied((196, 152, 100), 0.1, chance)
    canvas.ellipse((x - 190, foot - 14, x + 190, foot + 34), (0, 0, 0, 70))
    canvas.polygon(
        [(x - 150, foot - 200), (x - 110, foot - 250), (x + 190, foot - 250), (x + 150, foot - 200)], shaded(card, 1.12)
    )
    canvas.polygon(
        [(x + 150, foot - 200), (x + 190, foot - 250), (x + 190, foot - 40), (x + 150, foot)], shaded(card, 0.75)
    )
    canvas.box((x - 150, foot - 200, x + 150, foot), card)
    canvas.box((x - 24, foot - 200, x + 24, foot), (222, 200, 150))
    canvas.text((x, foot - 90), "SEMBAKO", 52, (120, 50, 40))


def _rice_sack(canvas: Canvas, x: float, foot: float) -> None:
    canvas.box((x - 80, foot - 190, x + 80, foot), (240, 238, 228), corner=30)
    canvas.polygon(
        [(x - 60, foot - 180), (x + 60, foot - 180), (x + 40, foot - 224), (x - 40, foot - 224)], (226, 222, 206)
    )
    canvas.box((x - 56, foot - 130, x + 56, foot - 60), (80, 150, 90), corner=8)
    canvas.text((x, foot - 95), "BERAS 5 kg", 20, (255, 255, 250))

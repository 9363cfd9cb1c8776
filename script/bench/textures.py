"""Walls, roofs and cloths that repeat themselves, drawn for the measurement of photos of screens: what could be taken for one.

Each is a picture of 2400 x 1800 pixels, full of one texture. `period` is how many of its pixels one repetition takes, `spread`
how far its pieces differ from each other: 0 is more regular than anything that hands have made.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Floats = NDArray[np.floating]
WIDTH, HEIGHT = 2400, 1800
LINE = "Kartu Keluarga nomor kepala keluarga alamat RT RW desa kelurahan kecamatan kabupaten kota kode pos provinsi "


def corrugated(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """Zinc sheets, with rust."""
    x, _ = _places()
    wave = 0.55 + 0.35 * np.sin(2 * np.pi * x / period)
    return _coloured(wave * _patches(chance, spread), (0.80, 0.78, 0.76))


def roof_tiles(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """Rows of round clay tiles, each row in the shadow of the one above."""
    x, y = _places()
    row = np.floor(y / (1.4 * period))
    inside = (y / (1.4 * period)) % 1
    bow = np.abs(np.sin(np.pi * x / period))
    return _coloured(
        (0.35 + 0.5 * bow) * (0.5 + 0.5 * inside) * _pieces(x // period, row, spread, chance), (0.8, 0.45, 0.3)
    )


def bricks(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """A wall in running bond, mortar between the bricks."""
    x, y = _places()
    row = np.floor(y / (0.45 * period))
    moved = x + (row % 2) * period / 2
    mortar = ((moved / period) % 1 < 0.06) | ((y / (0.45 * period)) % 1 < 0.12)  # noqa: PLR2004 - thin lines.
    wall = np.where(mortar, 0.75, 0.5 * _pieces(moved // period, row, spread, chance))
    return _coloured(wall, (0.85, 0.5, 0.4))


def bamboo(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """Gedek: flat strips of bamboo, over two and under two."""
    x, y = _places()
    column, row = x // period, y // period
    above = (column + row) % 4 < 2  # noqa: PLR2004 - over two, under two.
    bow = np.where(above, np.sin(np.pi * ((y / period) % 1)), np.sin(np.pi * ((x / period) % 1)))
    strips = np.where(above, _pieces(row, 0 * row, spread, chance), _pieces(column, 0 * column, spread, chance))
    return _coloured((0.3 + 0.5 * bow) * strips, (0.9, 0.75, 0.5))


def bars(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """Upright iron bars before a dim room."""
    x, y = _places()
    bar = (x / period) % 1 < 0.25  # noqa: PLR2004 - a quarter of the space.
    room = 0.25 + 0.15 * np.sin(x / 500 + y / 700)
    return _coloured(np.where(bar, 0.8, room) * _patches(chance, spread), (0.9, 0.9, 0.85))


def fabric(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """A sarong: checks of two colours."""
    x, y = _places()
    across, down = ((axis / period) % 1 < 0.5 for axis in (x, y))  # noqa: PLR2004 - half and half.
    soft = _patches(chance, spread)
    red, blue = 0.25 + 0.45 * across, 0.25 + 0.45 * down
    return _picture(np.stack([red * soft, 0.3 * soft, blue * soft], axis=-1))


def net(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """The wires of a mosquito net before a garden."""
    x, y = _places()
    wires = ((x / period) % 1 < 0.3) | ((y / period) % 1 < 0.3)  # noqa: PLR2004 - wires and holes.
    garden = 0.3 + 0.5 * _patches(chance, 0.8)
    return _coloured(np.where(wires, 0.35, garden) * _patches(chance, spread), (0.6, 0.8, 0.5))


def writing(period: float, spread: float, chance: np.random.Generator) -> Image.Image:
    """A page of print."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(page)
    for number, top in enumerate(np.arange(0, HEIGHT, 2 * period)):
        start = number * 7 % len(LINE)
        pen.text((20, top), (LINE[start:] + LINE) * 12, fill="black", font_size=1.4 * period)
    soft = _patches(chance, spread)[..., None]
    return _picture(np.asarray(page) / 255 * soft)


Texture = Callable[[float, float, np.random.Generator], Image.Image]
"""Draws pieces of so many pixels, so unlike each other, by chance."""
TEXTURES: dict[str, Texture] = {
    "corrugated sheet": corrugated,
    "roof tiles": roof_tiles,
    "bricks": bricks,
    "woven bamboo": bamboo,
    "window bars": bars,
    "fabric": fabric,
    "mosquito net": net,
    "text on paper": writing,
}
PERIODS = (6, 12, 24, 48, 96)
SPREADS = (0.0, 0.15)


def _places() -> tuple[Floats, Floats]:
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    return x, y


def _patches(chance: np.random.Generator, spread: float) -> Floats:
    """Stains and light of many sizes around 1."""
    total = np.ones((HEIGHT, WIDTH), dtype=np.float32)
    for size in (4, 16, 64, 300):
        small = Image.fromarray(chance.uniform(-1, 1, (size, size)).astype(np.float32))
        total += spread * np.asarray(small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))
    return total.clip(0.2, 1.6)


def _pieces(column: Floats, row: Floats, spread: float, chance: np.random.Generator) -> Floats:
    """One brightness for each piece."""
    levels = 1 + spread * chance.uniform(-1, 1, (997,))
    number = (column.astype(np.int64) * 31 + row.astype(np.int64) * 57) % len(levels)
    return levels[number]


def _coloured(light: Floats, colour: tuple[float, float, float]) -> Image.Image:
    return _picture(light[..., None] * np.array(colour))


def _picture(pixels: Floats) -> Image.Image:
    return Image.fromarray((pixels.clip(0, 1) * 255).astype(np.uint8))

"""Pictures for the measurement of photos of screens and prints: a camera looks at one, or at a wall that repeats itself.

The camera is drawn from its optics on: perspective, defocus, the aperture of its pixels, a Bayer mosaic, noise, demosaicing,
sharpening, its own JPEG, and the field app's shrinking to 1600 pixels. A display is a cell of subpixels that is repeated; of its
Fourier series only what the optics let pass is summed, so nothing aliases before the sensor samples it.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from script.bench.reuse_pictures import saved

Floats = NDArray[np.float32]
Light = Callable[[int, Floats, Floats, float], Floats]
"""The light of one colour at places of what is shown, by a sensor of so many of its pixels each."""
SENSOR_LONG, SENSOR_SHORT = 3264, 2448
MOSAIC = {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 2}
FOCAL_LENGTH = 0.8
"""In widths of the sensor: a field of view of 64 degrees."""
CAMERA_QUALITY = 93
FIELD_APP_SIDE, FIELD_APP_QUALITY = 1600, 82
CELL_STEPS = 48
LEAST_WAVE = 0.002
GAMMA = 2.2


@dataclass(frozen=True)
class Display:
    """A screen of `long` x `short` pixels; `cell` says where the subpixels of red, green and blue lie."""

    name: str
    long: int
    short: int
    cell: Callable[[], Floats]
    cell_pixels: int = 1


@dataclass(frozen=True)
class Camera:
    """One shot: what the hand, the lens and the maker's software do to it."""

    roll: float
    tilt: tuple[float, float]
    zoom: float
    blur: float
    noise: float
    sharpening: float
    chroma_blur: float
    shrink: str

    @classmethod
    def drawn(cls, chance: np.random.Generator) -> "Camera":
        """Angles in degrees, 0 to 5 each; blur in pixels of the sensor; zoom 1 shows the whole picture on the screen."""
        return cls(
            roll=float(chance.uniform(-5, 5)),
            tilt=(float(chance.uniform(-5, 5)), float(chance.uniform(-5, 5))),
            zoom=float(chance.uniform(1.0, 1.4)),
            blur=float(chance.uniform(0.5, 1.3)),
            noise=float(chance.uniform(0.004, 0.02)),
            sharpening=float(chance.uniform(0, 0.8)),
            chroma_blur=float(chance.choice([0, 1.0, 2.0])),
            shrink=str(chance.choice(["halves", "lanczos"])),
        )


def _stripes() -> Floats:
    """Red, green and blue bars side by side, dark lines between them."""
    cell = np.zeros((3, CELL_STEPS, CELL_STEPS), dtype=np.float32)
    width = CELL_STEPS // 3
    for colour in range(3):
        cell[colour, 4:-4, colour * width + 2 : (colour + 1) * width - 2] = 1
    return cell


def _diamonds() -> Floats:
    """Two pixels by two of an OLED: green in each pixel, red and blue in every other one."""
    cell = np.zeros((3, CELL_STEPS, CELL_STEPS), dtype=np.float32)
    quarter = CELL_STEPS // 4
    down, across = np.mgrid[:CELL_STEPS, :CELL_STEPS]
    places = {
        0: [(0, 0), (2, 2)],
        1: [(1, 1), (1, 3), (3, 1), (3, 3)],
        2: [(0, 2), (2, 0)],
    }
    for colour, spots in places.items():
        for row, column in spots:
            far = [
                np.minimum(np.abs(axis - at * quarter), CELL_STEPS - np.abs(axis - at * quarter))
                for axis, at in ((down, row), (across, column))
            ]
            cell[colour][far[0] + far[1] <= (7 if colour == 1 else 10)] = 1
    return cell


DISPLAYS = (
    Display("laptop 1366 x 768", 1366, 768, _stripes),
    Display("tablet 1280 x 800", 1280, 800, _stripes),
    Display("phone 1600 x 720", 1600, 720, _stripes),
    Display("monitor 1920 x 1080", 1920, 1080, _stripes),
    Display("phone 2400 x 1080, OLED", 2400, 1080, _diamonds, 2),
    Display("monitor 2560 x 1440", 2560, 1440, _stripes),
)


@dataclass(frozen=True)
class Print:
    """A photo printed `long_mm` wide by round dots, so many `lines` of them to an inch, each ink along a direction of its own."""

    name: str
    long_mm: float
    lines: int


PRINTS = (
    Print("postcard, 106 lines to an inch", 148, 106),
    Print("postcard, 141 lines to an inch", 148, 141),
    Print("half a sheet, 106 lines to an inch", 210, 106),
    Print("whole sheet, 85 lines to an inch", 297, 85),
)
BLACK_DEGREES = 45
INK_DEGREES = (15, 75, 0)
"""Cyan, magenta and yellow, which take away red, green and blue."""
INK_LEAVES = 0.04
COVERAGES = 33
DOT_ORDERS = 3
INCH_MM = 25.4


def photographed_print(picture: Image.Image, sheet: Print, camera: Camera, chance: np.random.Generator) -> bytes:
    """The field app's JPEG of a picture printed in dots of four inks and photographed from the paper.

    A printer that scatters its dots (ink jet, photo paper) leaves nothing of this kind.
    """
    bright = _linear(picture)
    black = (1 - bright.max(axis=-1)) / 2
    inks = (1 - bright / (1 - black)[..., None]).clip(0, 1)
    waves = _dot_waves()
    # Lines for each pixel of the picture.
    lines = sheet.lines / INCH_MM * sheet.long_mm / max(picture.size)

    def light(colour: int, across: Floats, down: Floats, per_pixel: float) -> Floats:
        left = np.ones_like(across)
        for cover, degrees in ((inks[..., colour], INK_DEGREES[colour]), (black, BLACK_DEGREES)):
            share = _dots(waves, _sampled(cover, across, down), degrees, lines, (across, down, per_pixel, camera.blur))
            left *= 1 - np.float32(1 - INK_LEAVES) * share
        return left

    return _shot(picture.size, light, camera, chance)


def _dot_waves() -> NDArray[np.complex64]:
    """The Fourier series of round dots for each coverage from none to all of the paper."""
    turn = 2 * np.pi * np.arange(CELL_STEPS) / CELL_STEPS
    height = np.cos(turn)[:, None] + np.cos(turn)[None, :]
    ranks = height.ravel().argsort().argsort().reshape(height.shape)
    covered = [ranks >= height.size * (1 - coverage) for coverage in np.linspace(0, 1, COVERAGES)]
    return (np.fft.fft2(np.array(covered)) / height.size).astype(np.complex64)


def _dots(
    waves: NDArray[np.complex64],
    coverage: Floats,
    degrees: float,
    lines: float,
    seen: tuple[Floats, Floats, float, float],
) -> Floats:
    """How much of the paper an ink covers at each place, as the optics see it; the coverage itself in the mean."""
    across, down, per_pixel, blur = seen
    turn = np.deg2rad(degrees)
    along, athwart = np.cos(turn), np.sin(turn)
    step = coverage * (COVERAGES - 1)
    total = coverage.copy()
    for high in range(-DOT_ORDERS, DOT_ORDERS + 1):
        for wide in range(DOT_ORDERS + 1):
            if (wide, high) <= (0, 0):
                continue
            frequency = np.array([wide * along - high * athwart, wide * athwart + high * along]) * lines
            at_sensor = frequency * per_pixel
            passed = np.exp(-2 * (np.pi * blur) ** 2 * (at_sensor**2).sum()) * np.prod(np.sinc(at_sensor))
            if 2 * abs(passed) * np.abs(waves[:, high, wide]).max() > LEAST_WAVE:
                # Round dots are even, so their waves are real.
                strength = np.interp(step, np.arange(COVERAGES), 2 * passed * waves[:, high, wide].real)
                phase = np.float32(2 * np.pi) * (np.float32(frequency[0]) * across + np.float32(frequency[1]) * down)
                total += strength.astype(np.float32) * np.cos(phase)
    return total.clip(0, 1)


def photographed_screen(picture: Image.Image, display: Display, camera: Camera, chance: np.random.Generator) -> bytes:
    """The field app's JPEG of a picture shown on a display and photographed from it."""
    upright = picture.height > picture.width
    room = (display.short, display.long) if upright else (display.long, display.short)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    size = (round(picture.width * scale), round(picture.height * scale))
    shown = _linear(picture.resize(size, Image.Resampling.BICUBIC))
    cell = display.cell()
    # Light of the room on the glass.
    room_light = np.float32(chance.uniform(0, 0.03))

    def light(colour: int, across: Floats, down: Floats, per_pixel: float) -> Floats:
        grid = _grid(cell[colour], display.cell_pixels, across, down, per_pixel, camera.blur)
        return _sampled(shown[..., colour], across, down) * grid + room_light

    return _shot(size, light, camera, chance)


def photographed(picture: Image.Image, camera: Camera, chance: np.random.Generator) -> bytes:
    """The field app's JPEG of a thing that looks like the picture: no display in between."""
    pixels = _linear(picture.filter(ImageFilter.GaussianBlur(camera.blur / 2)))

    def light(colour: int, across: Floats, down: Floats, _per_pixel: float) -> Floats:
        return _sampled(pixels[..., colour], across, down)

    return _shot(picture.size, light, camera, chance)


def _shot(size: tuple[int, int], light: Light, camera: Camera, chance: np.random.Generator) -> bytes:
    """Expose each colour of the mosaic where it sits, then develop what the sensor holds."""
    width, height = (SENSOR_LONG, SENSOR_SHORT) if size[0] >= size[1] else (SENSOR_SHORT, SENSOR_LONG)
    raw = np.empty((height, width), dtype=np.float32)
    for (row, column), colour in MOSAIC.items():
        y, x = np.mgrid[row:height:2, column:width:2].astype(np.float32)
        raw[row::2, column::2] = light(colour, *_seen(x - width / 2, y - height / 2, size, (width, height), camera))
    raw += chance.standard_normal(raw.shape, dtype=np.float32) * np.float32(camera.noise) * np.sqrt(raw.clip(0.02))
    return _developed(raw, camera)


def _seen(
    x: Floats, y: Floats, size: tuple[int, int], sensor: tuple[int, int], camera: Camera
) -> tuple[Floats, Floats, float]:
    """The places that pixels of the sensor look at, in pixels of what is shown, and how many of them each spans."""
    # The smaller side fills the frame, so nothing beside the picture is seen.
    per_pixel = min(size[0] / sensor[0], size[1] / sensor[1]) / camera.zoom
    roll = np.deg2rad(camera.roll)
    across, down = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    lean = np.tan(np.deg2rad(camera.tilt)) / (FOCAL_LENGTH * max(sensor))
    depth = 1 + lean[0] * across + lean[1] * down
    return (
        (across / depth * per_pixel + size[0] / 2).astype(np.float32),
        (down / depth * per_pixel + size[1] / 2).astype(np.float32),
        per_pixel,
    )


def _sampled(pixels: Floats, across: Floats, down: Floats) -> Floats:
    """Bilinear; what lies outside is what lies at the edge."""
    height, width = pixels.shape
    x, y = (across - 0.5).clip(0, width - 1.001), (down - 0.5).clip(0, height - 1.001)
    left, top = x.astype(np.int32), y.astype(np.int32)
    right, low = x - left, y - top
    flat = pixels.ravel()
    at = top * width + left
    upper = flat[at] * (1 - right) + flat[at + 1] * right
    lower = flat[at + width] * (1 - right) + flat[at + width + 1] * right
    return (upper * (1 - low) + lower * low).astype(np.float32)


def _linear(picture: Image.Image) -> Floats:
    return (np.asarray(picture.convert("RGB"), dtype=np.float32) / 255) ** np.float32(GAMMA)


def _grid(cell: Floats, cell_pixels: int, across: Floats, down: Floats, per_pixel: float, blur: float) -> Floats:
    """How bright a repeated cell is at each place, as the optics see it; 1 in the mean."""
    waves = np.fft.fft2(cell) / cell.size
    waves /= waves[0, 0].real
    orders = np.fft.fftfreq(CELL_STEPS) * CELL_STEPS / cell_pixels
    total = np.ones_like(across)
    for row, high in enumerate(orders):
        for column, wide in enumerate(orders):
            # Of each pair of opposite waves one is enough: the sum is real.
            if (high, wide) <= (0, 0):
                continue
            frequency = np.array([high, wide]) * per_pixel
            passed = np.exp(-2 * (np.pi * blur) ** 2 * (frequency**2).sum()) * np.prod(np.sinc(frequency))
            wave = 2 * waves[row, column] * passed
            if abs(wave) > LEAST_WAVE:
                phase = np.float32(2 * np.pi) * (np.float32(high) * down + np.float32(wide) * across)
                total += np.float32(abs(wave)) * np.cos(phase + np.float32(np.angle(wave)))
    return total


def _developed(raw: Floats, camera: Camera) -> bytes:
    """What the sensor holds to the file that the field app sends."""
    colours = (np.clip(_demosaiced(raw), 0, 1) ** np.float32(1 / GAMMA) * 255).astype(np.uint8)
    shot = Image.fromarray(colours)
    if camera.chroma_blur:
        bands = shot.convert("YCbCr").split()
        soft = [band.filter(ImageFilter.BoxBlur(camera.chroma_blur)) for band in bands[1:]]
        shot = Image.merge("YCbCr", (bands[0], *soft)).convert("RGB")
    if camera.sharpening:
        shot = shot.filter(ImageFilter.UnsharpMask(1.5, round(100 * camera.sharpening), 2))
    shot = Image.open(io.BytesIO(saved(shot, CAMERA_QUALITY)))
    if camera.shrink == "halves":
        shot = shot.reduce(2)
    scale = FIELD_APP_SIDE / max(shot.size)
    method = Image.Resampling.LANCZOS if camera.shrink == "lanczos" else Image.Resampling.BILINEAR
    return saved(shot.resize((round(shot.width * scale), round(shot.height * scale)), method), FIELD_APP_QUALITY)


def _demosaiced(raw: Floats) -> Floats:
    """Bilinear: missing colours are the mean of their neighbours."""
    colours = np.empty((*raw.shape, 3), dtype=np.float32)
    padded = np.pad(raw, 1, mode="reflect")
    cross = (padded[:-2, 1:-1] + padded[2:, 1:-1] + padded[1:-1, :-2] + padded[1:-1, 2:]) / 4
    corners = (padded[:-2, :-2] + padded[:-2, 2:] + padded[2:, :-2] + padded[2:, 2:]) / 4
    beside, above = (padded[1:-1, :-2] + padded[1:-1, 2:]) / 2, (padded[:-2, 1:-1] + padded[2:, 1:-1]) / 2
    for colour, (row, column) in ((0, (0, 0)), (2, (1, 1))):
        other = 1 - row
        band = colours[..., colour]
        band[row::2, column::2] = raw[row::2, column::2]
        band[row::2, 1 - column :: 2] = beside[row::2, 1 - column :: 2]
        band[other::2, column::2] = above[other::2, column::2]
        band[other::2, 1 - column :: 2] = corners[other::2, 1 - column :: 2]
    green = colours[..., 1]
    green[:] = raw
    green[0::2, 0::2] = cross[0::2, 0::2]
    green[1::2, 1::2] = cross[1::2, 1::2]
    return colours

"""A drawing surface for illustrations: 1600 by 1200 units whatever the size of the picture, with soft edges.

Pictures are drawn at twice their size and then reduced, which smooths every edge. The surface knows shapes and
colours only; what a wall or a roof looks like is told by `materials`. It refuses nothing: shapes may leave it.
"""

import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1600, 1200

Colour = tuple[int, int, int]
Paint = tuple[int, ...]  # A colour, or a colour with opacity 0 to 255.
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # Left, top, right, bottom.

# Drawing a 12 megapixel picture at twice its size would cost memory and bring nothing: its edges are fine anyway.
_OVERSAMPLED_PIXELS = 3_000_000


def mixed(first: Colour, second: Colour, share: float) -> Colour:
    """Mix two colours; `share` 0 gives the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def shaded(colour: Colour, light: float) -> Colour:
    """Darken (`light` below 1) or lighten (above 1) a colour."""
    red, green, blue = (min(255, round(part * light)) for part in colour)
    return red, green, blue


def varied(colour: Colour, spread: float, chance: random.Random) -> Colour:
    """Give a neighbour of a colour, darker or lighter by up to `spread` (a share)."""
    return shaded(colour, 1 + chance.uniform(-spread, spread))


class Canvas:
    """An RGB picture that is drawn upon in units; later shapes cover earlier ones."""

    def __init__(self, size: tuple[int, int], background: Colour = (255, 255, 255)) -> None:
        self.size = size
        self._oversampling = 2 if size[0] * size[1] <= _OVERSAMPLED_PIXELS else 1
        self._scale_x = size[0] * self._oversampling / WIDTH
        self._scale_y = size[1] * self._oversampling / HEIGHT
        pixels = (size[0] * self._oversampling, size[1] * self._oversampling)
        self._image = Image.new("RGB", pixels, background)
        # The mode RGBA on an RGB picture makes the opacity of a paint count.
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def finished(self, frame: Box = (0, 0, WIDTH, HEIGHT), *, mirrored: bool = False) -> Image.Image:
        """Give what lies inside `frame`, enlarged to the size of the picture."""
        pixels = self._pixel_box(frame)
        picture = self._image.resize(self.size, Image.Resampling.BILINEAR, box=pixels)
        return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else picture

    def polygon(self, points: Sequence[Point], paint: Paint) -> None:
        self._draw.polygon(self._pixels(points), fill=paint)

    def box(self, box: Box, paint: Paint, *, corner: float = 0) -> None:
        left, top, right, bottom = self._pixel_box(box)
        if right > left and bottom > top:
            self._draw.rounded_rectangle((left, top, right, bottom), corner * self._scale_x, fill=paint)

    def ellipse(self, box: Box, paint: Paint) -> None:
        self._draw.ellipse(self._pixel_box(box), fill=paint)

    def circle(self, centre: Point, radius: float, paint: Paint) -> None:
        x, y = centre
        self.ellipse((x - radius, y - radius, x + radius, y + radius), paint)

    def line(self, points: Sequence[Point], paint: Paint, width: float = 2) -> None:
        self._draw.line(self._pixels(points), fill=paint, width=max(1, round(width * self._scale_x)), joint="curve")

    def text(self, at: Point, words: str, height: float, paint: Paint) -> None:
        """Write `words` centred at a point, in the typeface that Pillow carries: the same on every machine."""
        font = ImageFont.load_default(height * self._scale_y)
        self._draw.text((at[0] * self._scale_x, at[1] * self._scale_y), words, fill=paint, font=font, anchor="mm")

    def gradient(self, box: Box, top: Colour, bottom: Colour) -> None:
        """Fill a box with a colour that changes from top to bottom."""
        left, upper, right, lower = (round(edge) for edge in self._pixel_box(box))
        # One column is enough to compute; stretching it sideways only repeats it.
        size = (right - left, lower - upper)
        ramp = Image.linear_gradient("L").resize((1, size[1]), Image.Resampling.BILINEAR)
        column = Image.composite(Image.new("RGB", ramp.size, bottom), Image.new("RGB", ramp.size, top), ramp)
        self._image.paste(column.resize(size, Image.Resampling.NEAREST), (left, upper))

    def soften(self, radius: float) -> None:
        """Blur all that is drawn so far: what lies far away is out of focus. Done small, because it is fast."""
        small = self._image.reduce(4).filter(ImageFilter.GaussianBlur(radius * self._scale_x / 4))
        self._image.paste(small.resize(self._image.size, Image.Resampling.BILINEAR))

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale_x, y * self._scale_y) for x, y in points]

    def _pixel_box(self, box: Box) -> Box:
        return (
            box[0] * self._scale_x,
            box[1] * self._scale_y,
            box[2] * self._scale_x,
            box[3] * self._scale_y,
        )

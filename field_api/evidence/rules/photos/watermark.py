"""Write who is looking into the picture that is shown, so that a saved copy names whoever saved it.

The words lie faintly all over the picture: cutting off an edge does not remove them, and what the photo shows stays
visible beneath. It takes derivatives only; anything but a JPEG is refused by the decoder.
"""

import io
from datetime import datetime

from PIL import Image, ImageDraw, ImageFont, JpegImagePlugin

from field_api.areas.rules.zones import zone_of
from field_api.evidence.rules.photos.pixels import LARGE_QUALITY

# In shares of the longer side: letters that can be read in a thumbnail and do not hide a wall in a large picture.
_LETTER_HEIGHT, _LEAST_LETTER_PIXELS = 1 / 62, 11
_ROWS, _COLUMN_GAP = 4, 3
_SHADOW_OPACITY, _LIGHT_OPACITY = 70, 105
_EDGE_PIXELS = 1


def viewer_words(username: str, at: datetime, area_code: str) -> str:
    """What is written: who, and when by the clock of the photo's area, with the name of its zone."""
    return f"{username} {at.astimezone(zone_of(area_code)):%Y-%m-%d %H:%M %Z}"


def with_watermark(jpeg: bytes, words: str) -> bytes:
    """The same picture with `words` in rows all over it, encoded anew and without metadata."""
    picture: Image.Image = JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg))
    picture = picture.convert("RGB")
    shadow, light = _stamps(words, max(picture.size))
    step_down = picture.height // _ROWS
    # Every second row is moved by half a step, so that no upright strip is free of words.
    step_across = light.width + _COLUMN_GAP * light.height
    for row in range(_ROWS):
        top = row * step_down + (step_down - light.height) // 2
        for left in range(-(row % 2) * step_across // 2, picture.width, step_across):
            picture.paste((0, 0, 0), (left, top), shadow)
            picture.paste((255, 255, 255), (left, top), light)
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=LARGE_QUALITY, comment=b"", exif=b"", icc_profile=None)
    return target.getvalue()


def _stamps(words: str, longer_side: int) -> tuple[Image.Image, Image.Image]:
    """Two masks of the words: a dark rim for bright walls, and the letters for dark rooms."""
    font = ImageFont.load_default(max(_LEAST_LETTER_PIXELS, longer_side * _LETTER_HEIGHT))
    left, top, right, bottom = font.getbbox(words, stroke_width=_EDGE_PIXELS)
    size = (round(right - left) + 2 * _EDGE_PIXELS, round(bottom - top) + 2 * _EDGE_PIXELS)
    at = (_EDGE_PIXELS - left, _EDGE_PIXELS - top)
    shadow, light = Image.new("L", size), Image.new("L", size)
    ImageDraw.Draw(shadow).text(at, words, fill=_SHADOW_OPACITY, font=font, stroke_width=_EDGE_PIXELS)
    ImageDraw.Draw(light).text(at, words, fill=_LIGHT_OPACITY, font=font)
    return shadow, light

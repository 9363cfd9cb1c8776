"""Turn a checked header into pixels: scaled decode, upright derivatives, luminance (evidence B1, B2).

Only what `photo_header` left over reaches a decoder, and each decoder is called by name, so no file can
choose another one. Derivatives are re-encoded: nothing of the original's metadata, profile or trailer can
survive that.
"""

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused
from field_api.evidence.rules.photos.screens import screen_grid

LARGE_SIDE, LARGE_SIDE_MIN, LARGE_SIDE_MAX = 1600, 1200, 2048
THUMB_SIDE = 320
WHOLE_DIVISOR_FROM = 4
"""From here on rounding to a whole divisor keeps the thumbnail between 280 and 360 pixels."""
LARGE_QUALITY, THUMB_QUALITY = 80, 75
DECODER_BLOCK_BYTES = 16 * 1024 * 1024
"""The decoder reads its input in one go instead of in pieces of 64 KB (2 % faster, evidence B1)."""

DCT_SIZE = 8
EIGHTHS_BY_DIVISOR = {1: 8, 2: 4, 3: 3, 4: 2, 8: 1}
"""How many eighths of a block libjpeg keeps when asked for 1/n: 3/8 for 1/3, which no API offers."""

TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Development:
    """An upright picture: two JPEGs without metadata, the luminance (0 to 255) of the small one, the grid in the large one."""

    large: bytes
    thumb: bytes
    width: int
    height: int
    luma: NDArray[np.uint8]
    grid: int
    from_cmyk: bool


def develop(header: PhotoHeader, orientation: int) -> Development:
    """Decode, scale, turn upright and encode.

    Raises PhotoRefused with `undecodable`; MemoryError passes through, for whoever set the limit to tell it
    apart.
    """
    try:
        picture = _decode(header)
        from_cmyk = picture.mode == "CMYK"
        picture = _to_rgb(picture)
    except (OSError, SyntaxError, ValueError, IndexError, TypeError, EOFError, Image.DecompressionBombError) as error:
        # What Pillow raises on damaged files; anything else is our own fault and shall be seen.
        raise PhotoRefused("undecodable") from error
    # The thumbnail is made before turning, because turning few pixels is cheaper than turning many twice.
    thumb = _upright(_thumbnail(picture), orientation)
    grid = screen_grid(picture)
    picture = _upright(picture, orientation)
    return Development(
        large=_encode(picture, LARGE_QUALITY),
        thumb=_encode(thumb, THUMB_QUALITY),
        width=picture.width,
        height=picture.height,
        luma=np.asarray(thumb.convert("L")),
        grid=grid,
        from_cmyk=from_cmyk,
    )


def _decode(header: PhotoHeader) -> Image.Image:
    stream = io.BytesIO(b"".join(header.pixels))
    if header.format in {"JPEG", "MPO"}:
        return _decode_jpeg(stream, max(header.width, header.height))
    plugin = PngImagePlugin.PngImageFile if header.format == "PNG" else WebPImagePlugin.WebPImageFile
    picture: Image.Image = plugin(stream)
    picture.load()
    return _fit(picture, LARGE_SIDE) if max(picture.size) > LARGE_SIDE_MAX else picture


def _decode_jpeg(stream: io.BytesIO, long_side: int) -> Image.Image:
    divisor = dct_divisor(long_side)
    try:
        picture: Image.Image = _scaled_in_dct(stream, divisor)
    except (OSError, ValueError, AttributeError):
        # Either the file is damaged or Pillow has changed its inside: its own, coarser way decides.
        stream.seek(0)
        picture = JpegImagePlugin.JpegImageFile(stream)
        picture.draft(None, (LARGE_SIDE, LARGE_SIDE))
        picture.load()
    return _fit(picture, LARGE_SIDE) if max(picture.size) > LARGE_SIDE_MAX else picture


def dct_divisor(long_side: int) -> int:
    """Return n so that decoding at 1/n leaves the long side between 1200 and 2048 pixels, or not far above.

    Asking libjpeg for fewer frequencies costs nothing, while a resample of the decoded picture costs more
    than the decoding itself (evidence B1).
    """
    fitting = [n for n, eighths in EIGHTHS_BY_DIVISOR.items() if long_side * eighths >= LARGE_SIDE_MIN * DCT_SIZE]
    return max(fitting, default=1)


def _scaled_in_dct(stream: io.BytesIO, divisor: int) -> Image.Image:
    """Decode at a scale that `Image.draft` does not offer, by setting what `draft` sets (Pillow 13)."""
    picture = JpegImagePlugin.JpegImageFile(stream)
    eighths = EIGHTHS_BY_DIVISOR[divisor]
    width, height = (-(-side * eighths // DCT_SIZE) for side in picture.size)
    (tile,) = picture.tile
    picture.decoderconfig = (divisor, 0)
    picture._size = (width, height)  # noqa: SLF001 - the one private name; a test guards size and fidelity.
    picture.tile = [tile._replace(extents=(0, 0, width, height))]
    picture.decodermaxblock = DECODER_BLOCK_BYTES
    picture.load()
    return picture


def _to_rgb(picture: Image.Image) -> Image.Image:
    """Convert any mode; what is transparent becomes white, 16-bit grey keeps its upper eight bits."""
    if picture.mode == "RGB":
        return picture
    if picture.mode.startswith("I"):
        grey = np.asarray(picture).astype(np.uint32) >> 8
        return Image.fromarray(grey.clip(0, 255).astype(np.uint8)).convert("RGB")
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Image.new("RGB", layered.size, "white")
        paper.paste(layered, mask=layered.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    step = TRANSPOSITIONS.get(orientation)
    return picture.transpose(step) if step is not None else picture


def _thumbnail(picture: Image.Image) -> Image.Image:
    """Shrink to about 320 pixels: a whole divisor needs no interpolation and costs half."""
    divisor = round(max(picture.size) / THUMB_SIDE)
    return picture.reduce(divisor) if divisor >= WHOLE_DIVISOR_FROM else _fit(picture, THUMB_SIDE)


def _fit(picture: Image.Image, side: int) -> Image.Image:
    """Shrink so that the long side has `side` pixels; never enlarge."""
    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if picture.mode in {"P", "1"} or picture.mode.startswith("I"):
        picture = _to_rgb(picture)
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=1.0)


def _encode(picture: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    # Pillow falls back on the source's comment; an explicit empty one leaves no way for the original's.
    picture.save(target, "JPEG", quality=quality, comment=b"", exif=b"", icc_profile=None)
    return target.getvalue()

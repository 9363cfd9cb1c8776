import io
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from field_api.evidence.rules.photos import pixels as photo_pixels
from field_api.evidence.rules.photos.gate import read_header
from field_api.evidence.rules.photos.header import PhotoRefused
from field_api.evidence.rules.photos.pixels import (
    EIGHTHS_BY_DIVISOR,
    LARGE_SIDE_MAX,
    LARGE_SIDE_MIN,
    TRANSPOSITIONS,
    Development,
    dct_divisor,
    develop,
)
from tests.factories.photos import drawn, encoded

UNDONE = {5: 5, 6: 8, 7: 7, 8: 6}


def developed(content: bytes, orientation: int = 1) -> Development:
    return develop(read_header(content), orientation)


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg), formats=("JPEG",))


def psnr(one: Image.Image, other: Image.Image) -> float:
    difference = np.asarray(one.convert("RGB"), dtype=float) - np.asarray(other.convert("RGB"), dtype=float)
    return float(10 * np.log10(255**2 / np.mean(difference**2)))


class TestScaledDecode:
    @pytest.mark.parametrize(
        ("size", "expected"),
        [
            ((4032, 3024), (1512, 1134)),
            ((4000, 3000), (1500, 1125)),
            ((3120, 4160), (1170, 1560)),
            ((1600, 1200), (1600, 1200)),
        ],
    )
    def test_the_large_picture_comes_straight_from_the_decoder(
        self, size: tuple[int, int], expected: tuple[int, int]
    ) -> None:
        development = developed(encoded(drawn().resize(size)))

        assert opened(development.large).size == (development.width, development.height) == expected

    def test_three_eighths_are_true_to_a_real_photo(self, shared_data: Path) -> None:
        photo = (shared_data / "photos" / "original" / "Oppo_R7_Plus.jpg").read_bytes()
        careful = Image.open(io.BytesIO(photo)).resize((1170, 1560), Image.Resampling.LANCZOS)

        own = photo_pixels._scaled_in_dct(io.BytesIO(photo), 3)

        assert own.size == (1170, 1560)
        assert psnr(own, careful) > 38

    @given(st.integers(160, 16_384))
    def test_the_long_side_stays_in_its_class_or_just_above(self, side: int) -> None:
        scaled = side * EIGHTHS_BY_DIVISOR[dct_divisor(side)] / 8

        assert scaled >= min(side, LARGE_SIDE_MIN)
        assert scaled < 2 * LARGE_SIDE_MIN

    @pytest.mark.parametrize("side", [2049, 2399, 8300])
    def test_what_is_still_too_large_is_resampled(self, side: int) -> None:
        development = developed(encoded(drawn(side, 200)))

        assert max(development.width, development.height) <= LARGE_SIDE_MAX

    def test_pillows_own_scaling_takes_over_when_its_inside_has_changed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(photo_pixels.EIGHTHS_BY_DIVISOR, 3, 5)

        development = developed(encoded(drawn().resize((4032, 3024))))

        assert (development.width, development.height) == (1600, 1200)


class TestUpright:
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_every_orientation_comes_out_upright(self, orientation: int) -> None:
        upright = drawn(480, 360)
        step = TRANSPOSITIONS.get(UNDONE.get(orientation, orientation))
        stored = upright.transpose(step) if step is not None else upright

        development = developed(encoded(stored, quality=95), orientation)

        assert opened(development.large).size == (480, 360)
        assert psnr(opened(development.large), upright) > 28
        assert development.luma.shape == (240, 320)

    def test_large_and_thumb_show_the_same_side_up(self) -> None:
        development = developed(encoded(drawn(2000, 1500)), 6)

        large = opened(development.large).resize(opened(development.thumb).size)
        assert psnr(large, opened(development.thumb)) > 25


class TestColours:
    @pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "YCbCr"])
    def test_a_jpeg_of_any_colours_becomes_rgb(self, mode: str) -> None:
        development = developed(encoded(drawn().convert(mode)))

        assert opened(development.large).mode == "RGB"
        assert psnr(opened(development.large), drawn() if mode != "L" else drawn().convert("L")) > 24
        assert development.from_cmyk == (mode == "CMYK")

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16"])
    def test_a_png_of_any_colours_becomes_rgb(self, mode: str) -> None:
        sixteen = Image.fromarray(np.asarray(drawn().convert("L")).astype(np.uint16) * 257)
        picture = sixteen if mode == "I;16" else drawn().convert("LA" if mode == "PA" else mode)
        development = developed(encoded(picture, "PNG"))

        assert opened(development.large).mode == "RGB"
        assert abs(float(development.luma.mean()) - float(np.asarray(drawn().convert("L")).mean())) < 12

    def test_a_large_png_of_few_colours_is_shrunk(self) -> None:
        development = developed(encoded(drawn(2400, 1800).convert("P"), "PNG"))

        assert (development.width, development.height) == (1600, 1200)

    def test_what_is_transparent_becomes_white(self) -> None:
        glass = Image.new("RGBA", (200, 200), (0, 0, 0, 0))

        assert developed(encoded(glass, "PNG")).luma.min() > 250

    @pytest.mark.parametrize("lossless", [True, False])
    def test_a_webp_becomes_rgb(self, lossless: bool) -> None:  # noqa: FBT001 - a parameter of the test.
        development = developed(encoded(drawn(), "WEBP", lossless=lossless))

        assert psnr(opened(development.large), drawn()) > 24


def test_derivatives_hold_no_segment_but_what_a_picture_needs() -> None:
    photo = encoded(drawn(), exif=b"Exif\x00\x00II*\x00", comment=b"secret", icc_profile=b"profile" * 50)

    for jpeg in (developed(photo).large, developed(photo).thumb):
        header = read_header(jpeg)
        assert b"".join(header.pixels) == jpeg
        assert (header.exif, header.xmp, header.trailer_bytes) == ((), (), 0)
        assert not any(secret in jpeg for secret in (b"secret", b"Exif", b"profile", b"ICC"))


def test_a_small_picture_is_not_enlarged() -> None:
    development = developed(encoded(drawn(200, 150)))

    assert opened(development.large).size == opened(development.thumb).size == (200, 150)


def test_damage_that_a_decoder_notices_is_refused() -> None:
    photo = encoded(drawn(), "PNG")
    at = photo.index(b"IDAT") + 40
    broken = photo[:at] + bytes(200) + photo[at + 200 :]

    with pytest.raises(PhotoRefused, match="cannot be decoded"):
        developed(broken)


def test_the_orientation_table_turns_every_way_once() -> None:
    assert len(set(TRANSPOSITIONS.values())) == 7
    assert all(one != other for one, other in itertools.pairwise(TRANSPOSITIONS.values()))

"""A fine grid over the whole picture is told from a scene, from a part of one, and from what coarser things repeat."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.evidence.rules.photos.screens import GRID_LIMIT, screen_grid
from tests.factories.photos import drawn, encoded

WIDTH, HEIGHT = 800, 600
SCENE = np.asarray(drawn(WIDTH, HEIGHT), dtype=np.float32)


def wave(period: float, degrees: float = 3) -> NDArray[np.float64]:
    """A wave over the picture, from -1 to 1."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    angle = np.deg2rad(degrees)
    return np.cos(2 * np.pi * (x * np.cos(angle) + y * np.sin(angle)) / period)


def picture(pixels: NDArray[np.floating]) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def with_wave(period: float, strength: float, degrees: float = 3) -> Image.Image:
    return picture(SCENE * (1 + strength * wave(period, degrees)[..., None]))


def test_a_scene_has_no_grid() -> None:
    assert screen_grid(picture(SCENE)) < GRID_LIMIT


@pytest.mark.parametrize("degrees", [0, 4, 37, 90, 135])
def test_a_fine_grid_is_seen_in_any_direction(degrees: float) -> None:
    assert screen_grid(with_wave(2.6, 0.06, degrees)) > GRID_LIMIT


def test_dots_of_a_print_are_seen() -> None:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    turn = np.deg2rad(45)
    along, athwart = x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)
    height = (np.cos(2 * np.pi * along / 2.6) + np.cos(2 * np.pi * athwart / 2.6) + 2) / 4
    sheet = picture(np.where(height[..., None] < SCENE / 255, 255.0, 0.0))
    # The lens leaves little of them.
    seen = sheet.filter(ImageFilter.GaussianBlur(0.8))

    assert screen_grid(seen) > GRID_LIMIT


def test_a_grid_that_drifts_from_part_to_part_is_seen() -> None:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    leaning = np.cos(2 * np.pi * x / 2.6 * (1 + 0.00005 * y))

    assert screen_grid(picture(SCENE * (1 + 0.06 * leaning[..., None]))) > GRID_LIMIT


def test_a_grid_in_a_part_of_the_picture_is_none() -> None:
    pixels = SCENE.copy()
    third = WIDTH // 3
    pixels[:, :third] *= 1 + 0.06 * wave(2.6)[:, :third, None]

    assert screen_grid(picture(pixels)) < GRID_LIMIT


def test_an_overtone_of_something_coarse_is_no_grid() -> None:
    boards = SCENE * (1 + 0.3 * wave(7.8)[..., None] + 0.06 * wave(2.6)[..., None])

    assert screen_grid(picture(boards)) < GRID_LIMIT


def test_what_repeats_coarsely_is_no_grid() -> None:
    assert screen_grid(with_wave(12, 0.3)) < GRID_LIMIT


def test_blocks_of_jpeg_are_no_grid() -> None:
    with Image.open(io.BytesIO(encoded(picture(SCENE), quality=20))) as saved:
        assert screen_grid(saved.convert("RGB")) < GRID_LIMIT


def test_a_small_picture_is_left_alone() -> None:
    assert screen_grid(with_wave(2.6, 0.06).crop((0, 0, 400, 250))) == 0


def test_the_inspection_remarks_it_and_keeps_the_figure() -> None:
    seen, plain = (inspect_photo(encoded(each, quality=90)) for each in (with_wave(2.6, 0.1), picture(SCENE)))

    assert "fine_grid" in seen.remarks
    assert "fine_grid" not in plain.remarks
    assert seen.grid is not None
    assert seen.grid > GRID_LIMIT
    assert seen.to_json()["grid"] == seen.grid

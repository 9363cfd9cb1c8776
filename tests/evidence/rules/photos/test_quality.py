import numpy as np
import pytest
from PIL import ImageFilter

from field_api.evidence.rules.photos.quality import framed_above_and_below, measure_quality, without_bars
from tests.factories.photos import drawn

SHARP = np.asarray(drawn(320, 240).convert("L"))


def test_a_sharp_bright_picture_has_no_remarks() -> None:
    assert measure_quality(SHARP).remarks() == ()


def test_a_blurred_picture_is_told() -> None:
    blurred = np.asarray(drawn(320, 240).filter(ImageFilter.GaussianBlur(4)).convert("L"))

    assert measure_quality(blurred).remarks() == ("blurred",)


def test_a_dark_picture_is_told() -> None:
    assert "dark" in measure_quality((SHARP * 0.2).astype(np.uint8)).remarks()


def test_clipping_counts_both_ends() -> None:
    half_black = SHARP.clip(10, 240).copy()
    half_black[:60] = 0
    half_black[60:120] = 255

    assert measure_quality(half_black).clipped_permille == 500


def test_figures_are_whole_numbers() -> None:
    assert all(type(figure) is int for figure in measure_quality(SHARP).to_json().values())


@pytest.mark.parametrize(("top", "left"), [(40, 0), (0, 50), (30, 30)])
def test_bars_are_cut_off(top: int, left: int) -> None:
    framed = np.pad(SHARP, ((top, top), (left, left)), constant_values=30)

    assert np.array_equal(without_bars(framed), SHARP)


def test_a_picture_without_bars_is_left_alone() -> None:
    assert without_bars(SHARP) is SHARP


def test_a_uniform_picture_is_left_alone() -> None:
    wall = np.full((240, 320), 90, dtype=np.uint8)

    assert without_bars(wall) is wall


def test_only_bars_on_both_sides_frame_a_picture() -> None:
    below = np.pad(SHARP, ((0, 30), (0, 0)), constant_values=30)
    framed = np.pad(below, ((30, 0), (0, 0)), constant_values=30)

    assert [framed_above_and_below(luma) for luma in (SHARP, below, framed)] == [False, False, True]

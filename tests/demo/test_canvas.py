import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.demo.canvas import Canvas, Colour, mixed, shaded

RED, BLUE = (255, 0, 0), (0, 0, 255)
COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@pytest.mark.parametrize("size", [(160, 120), (1600, 1200), (2400, 1800)])
def test_shapes_lie_at_the_same_place_in_every_size(size: tuple[int, int]) -> None:
    canvas = Canvas(size)
    canvas.box((800, 600, 1600, 1200), RED)

    picture = canvas.finished()

    assert picture.size == size
    assert picture.getpixel((size[0] * 3 // 4, size[1] * 3 // 4)) == RED
    assert picture.getpixel((size[0] // 4, size[1] // 4)) == (255, 255, 255)


def test_a_frame_shows_only_its_part() -> None:
    canvas = Canvas((160, 120), BLUE)
    canvas.box((800, 600, 1600, 1200), RED)

    assert canvas.finished((800, 600, 1600, 1200)).getcolors() == [(160 * 120, RED)]


def test_a_mirror_swaps_left_and_right() -> None:
    canvas = Canvas((160, 120), BLUE)
    canvas.box((0, 0, 800, 1200), RED)

    assert canvas.finished(mirrored=True).getpixel((150, 60)) == RED


def test_opacity_lets_the_ground_shine_through() -> None:
    canvas = Canvas((160, 120), (0, 0, 0))
    canvas.box((0, 0, 1600, 1200), (255, 255, 255, 128))

    assert 120 <= canvas.finished().getpixel((80, 60))[0] <= 136


def test_a_gradient_runs_from_top_to_bottom() -> None:
    canvas = Canvas((160, 120))
    canvas.gradient((0, 0, 1600, 1200), RED, BLUE)

    reds = [canvas.finished().getpixel((80, row))[0] for row in (2, 60, 117)]
    assert reds == sorted(reds, reverse=True)
    assert reds[0] > 240
    assert reds[-1] < 15


@given(COLOURS, COLOURS, st.floats(0, 1), st.floats(0, 3))
def test_colours_stay_colours(first: Colour, second: Colour, share: float, light: float) -> None:
    assert all(0 <= part <= 255 for part in (*mixed(first, second, share), *shaded(first, light)))

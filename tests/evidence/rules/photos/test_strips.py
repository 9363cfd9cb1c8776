"""A strip over an edge is filled from the scene beside it; a scene without one is left as it is."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from field_api.evidence.rules.photos.perceptual_hash import distance, hash_photo
from field_api.evidence.rules.photos.strips import without_strips

ROWS, COLUMNS = 240, 320


def scene(seed: int = 1) -> NDArray[np.uint8]:
    """Soft noise of many sizes, which has no plain rows."""
    chance = np.random.default_rng(seed)
    layers = [
        np.asarray(
            Image.fromarray(chance.integers(0, 255, (size, size), dtype=np.uint8)).resize(
                (COLUMNS, ROWS), Image.Resampling.BICUBIC
            ),
            dtype=np.float32,
        )
        for size in (4, 9, 20, 60)
    ]
    return np.mean(layers, axis=0).astype(np.uint8)


def bits_apart(one: NDArray[Any], other: NDArray[Any]) -> int:
    return distance(*(hash_photo(luma.astype(np.float32)).full for luma in (one, other)))


def stamped(luma: NDArray[np.uint8], share: float, *, ground: int = 15, above: bool = False) -> NDArray[np.uint8]:
    picture = Image.fromarray(luma)
    rows = round(ROWS * share)
    top = 0 if above else ROWS - rows
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, top, COLUMNS, top + rows), fill=ground)
    draw.text((8, top + rows // 5), "2026-03-02 09:31", fill=255 - ground, font_size=rows // 2)
    return np.asarray(picture)


@pytest.mark.parametrize("share", [0.08, 0.12, 0.2])
@pytest.mark.parametrize("ground", [15, 240])
@pytest.mark.parametrize("above", [False, True])
def test_a_strip_is_found_and_pictures_come_nearer_to_what_they_were(share: float, ground: int, *, above: bool) -> None:
    marked_apart, filled_apart = [], []
    for seed in range(8):
        bare = scene(seed)
        marked = stamped(bare, share, ground=ground, above=above)

        filled, found = without_strips(marked)

        assert (found, filled.shape) == (1, bare.shape)
        marked_apart.append(bits_apart(bare, marked))
        filled_apart.append(bits_apart(bare, filled))
    # What a strip hides cannot be known, so a single picture may also come out no nearer.
    assert sum(filled_apart) < sum(marked_apart)


def test_a_filled_strip_begins_as_the_scene_ends_and_grows_smoother() -> None:
    bare = scene()

    filled, _ = without_strips(stamped(bare, 0.2))

    rows = round(0.2 * ROWS)
    beside, first, last = (filled[step].astype(np.float32) for step in (-rows - 2, -rows + 1, -1))
    assert np.abs(first - beside).mean() < np.abs(last - beside).mean() / 2
    assert np.abs(np.diff(last)).mean() < np.abs(np.diff(first)).mean() / 2


@pytest.mark.parametrize("share", [0.02, 0.45])
def test_what_is_too_thin_or_too_high_is_no_strip(share: float) -> None:
    marked = stamped(scene(), share)

    assert without_strips(marked)[0] is marked


def test_a_scene_is_left_as_it_is() -> None:
    for seed in range(20):
        bare = scene(seed)

        assert without_strips(bare)[0] is bare


def test_strips_above_and_below_are_both_filled() -> None:
    assert without_strips(stamped(stamped(scene(), 0.1), 0.1, above=True))[1] == 2

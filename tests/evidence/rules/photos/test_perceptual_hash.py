from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.evidence.rules.photos.perceptual_hash import PhotoHashes, distance, hash_photo
from field_api.evidence.rules.reuse.probes import FRAMES, probes_of, words_of
from tests.factories.photos import drawn

SAME_PICTURE = 48
"""Radius of evidence A3: within it two photos are the same picture."""
y, x = np.mgrid[0:240, 0:320]
PATTERN = ((x * x * 3 + y * y * 7 + x * y * 5) // 640 % 97 + x // 4 + y // 5).astype(np.uint8)
META_HASH = "c7fede009800b0ffb3ffb380a700a60f263fe63f267cee782c706ce024e0ece0"
META_MIRRORED = "12aa8b55cd55e5aae6aae6957255f35a736a332a3329392d3125393531353935"
"""What Meta's own C++ (PyPI pdqhash 0.2.8) gives for the pattern and for the pattern seen in a mirror."""


def nearest(one: PhotoHashes, other: PhotoHashes) -> int:
    """The smallest distance between two photos over all frames and symmetries that are compared."""
    frames = {frame: words_of(bytes.fromhex(getattr(other, frame))) for frame in FRAMES}
    return min(int(np.bitwise_count(probe.words ^ frames[probe.other_frame]).sum()) for probe in probes_of(one))


def luma(seed: int = 1) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.asarray(drawn(320, 240, seed).convert("L"), dtype=np.float32)


def test_the_hash_is_the_one_of_metas_reference() -> None:
    hashes = hash_photo(PATTERN.astype(np.float32))

    assert hashes.full == META_HASH
    assert hashes.mirrored[0] == META_MIRRORED
    assert hashes.quality == 100


def test_a_mirrored_picture_has_the_hash_the_original_foretold() -> None:
    assert hash_photo(luma()[:, ::-1]).full == hash_photo(luma()).mirrored[0]


def test_half_of_the_bits_are_set() -> None:
    assert int(hash_photo(luma()).full, 16).bit_count() == 128


def test_a_plain_wall_has_no_quality() -> None:
    assert hash_photo(np.full((240, 320), 128, dtype=np.float32)).quality == 0


@pytest.mark.parametrize("share", [0.01, 0.025, 0.03, 0.05, 0.07, 0.08, 0.10])
def test_a_cropped_copy_is_found(share: float) -> None:
    picture = drawn(640, 480)
    down, across = round(480 * share), round(640 * share)
    cropped = picture.crop((across, down, 640 - across, 480 - down)).resize((320, 240)).convert("L")

    copy, whole = hash_photo(np.asarray(cropped, dtype=np.float32)), hash_photo(luma())

    assert nearest(copy, whole) <= SAME_PICTURE
    assert nearest(whole, copy) <= SAME_PICTURE


def test_two_pictures_are_far_apart() -> None:
    assert nearest(hash_photo(luma(1)), hash_photo(luma(2))) > SAME_PICTURE


@given(st.integers(0, 2**256 - 1), st.sets(st.integers(0, 255), max_size=20))
def test_distance_counts_the_bits_that_differ(bits: int, flipped: set[int]) -> None:
    other = bits
    for place in flipped:
        other ^= 1 << place

    assert distance(f"{bits:064x}", f"{other:064x}") == len(flipped)


def test_hashes_survive_json() -> None:
    hashes = hash_photo(luma())

    assert PhotoHashes.from_json(hashes.to_json()) == hashes


class TestReuse:
    @staticmethod
    def distance_to_base(shared_data: Path, file: str) -> int:
        base, other = (
            inspect_photo((shared_data / "photos" / "reuse" / name).read_bytes()) for name in ("a_base.jpg", file)
        )
        assert base.hashes is not None
        return min(nearest(base.hashes, hashes) for hashes in (other.hashes, other.trimmed_hashes) if hashes)

    @pytest.mark.parametrize(
        "file",
        [
            "b_q35.jpg",
            "c_half.jpg",
            "d_crop4pct.jpg",
            "e_mirror.jpg",
            "f_bright.jpg",
            "g_rot90_tagged.jpg",
            "h_screenshot.jpg",
            "i_timestamp_overlay.jpg",
        ],
    )
    def test_the_same_scene_is_found_again(self, shared_data: Path, file: str) -> None:
        assert self.distance_to_base(shared_data, file) <= SAME_PICTURE

    @pytest.mark.parametrize("file", ["n_other_scene_1.jpg", "n_other_scene_2.jpg"])
    def test_another_scene_of_the_town_is_not(self, shared_data: Path, file: str) -> None:
        assert self.distance_to_base(shared_data, file) > SAME_PICTURE

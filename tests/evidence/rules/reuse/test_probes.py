import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.evidence.rules.photos.perceptual_hash import CROPS, Floats, PhotoHashes, hash_photo
from field_api.evidence.rules.reuse.probes import COMPARED, COMPARED_UPRIGHT, Symmetry, probes_of, words_of

UNDONE = {
    Symmetry.IDENTITY: lambda picture: picture,
    Symmetry.MIRRORED: np.fliplr,
    Symmetry.FLIPPED: np.flipud,
    Symmetry.TURNED: lambda picture: np.rot90(picture, 2),
    Symmetry.TRANSPOSED: np.transpose,
    # numpy turns to the left; what was turned to the right is turned back to the left.
    Symmetry.TURNED_RIGHT: np.rot90,
    Symmetry.TURNED_LEFT: lambda picture: np.rot90(picture, -1),
    Symmetry.TRANSVERSED: lambda picture: np.rot90(picture, 2).T,
}
"""How each symmetry is taken back: a probe is the hash of this photo after that."""


SIDES = (151, 200, 240, 257, 320, 341)


@st.composite
def pictures(draw: st.DrawFn) -> Floats:
    """A picture that shows something, with sides on which the window of the filter is even or odd."""
    height, width = draw(st.sampled_from(SIDES)), draw(st.sampled_from(SIDES))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    blocks = np.kron(chance.integers(0, 200, (30, 30)), np.ones((12, 12)))[:height, :width]
    # Grain keeps waves of no height at all out of it: their sign would be a matter of rounding.
    picture: Floats = (blocks + chance.normal(20, 5, (height, width))).astype(np.float32)
    return picture


def bits_apart(one: np.ndarray, digits: str) -> int:
    return int(np.bitwise_count(one ^ words_of(bytes.fromhex(digits))).sum())


def frames(hashes: PhotoHashes) -> dict[str, str]:
    return {frame: getattr(hashes, frame) for frame in ("full", *CROPS)}


@settings(max_examples=40)
@given(pictures(), st.sampled_from(list(Symmetry)))
def test_turning_the_picture_is_a_symmetry_of_its_hash(picture: Floats, symmetry: Symmetry) -> None:
    undone = frames(hash_photo(np.ascontiguousarray(UNDONE[symmetry](picture))))

    for probe in probes_of(hash_photo(picture)):
        if probe.symmetry is symmetry:
            # Sums in another order differ in their last digit, which can turn over a bit at the median.
            assert bits_apart(probe.words, undone[probe.frame]) <= 2


@settings(max_examples=40)
@given(pictures(), st.sampled_from(list(Symmetry)))
def test_the_inverse_leads_back(picture: Floats, symmetry: Symmetry) -> None:
    there_and_back = UNDONE[symmetry.inverse](UNDONE[symmetry](picture))

    assert np.array_equal(there_and_back, picture)


def test_every_pair_of_frames_is_compared_in_its_symmetries() -> None:
    probes = probes_of(hash_photo(np.random.default_rng(1).normal(100, 40, (240, 320)).astype(np.float32)))

    assert {(probe.frame, probe.other_frame, probe.symmetry) for probe in probes} == {
        (*pair, symmetry) for pair in COMPARED for symmetry in Symmetry
    } | {(*pair, symmetry) for pair in COMPARED_UPRIGHT for symmetry in (Symmetry.IDENTITY, Symmetry.MIRRORED)}


@pytest.mark.parametrize("trimmed", [False, True])
def test_a_probe_tells_whether_bars_were_cut_off(*, trimmed: bool) -> None:
    hashes = hash_photo(np.zeros((240, 320), dtype=np.float32))

    assert {probe.trimmed for probe in probes_of(hashes, trimmed=trimmed)} == {trimmed}

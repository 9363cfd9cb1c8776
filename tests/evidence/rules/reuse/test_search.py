import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.reuse.probes import FRAMES, Probe, Symmetry, Words
from field_api.evidence.rules.reuse.search import PIECE_ROWS, PIECE_SHAPE, nearest_rows

ROWS = PIECE_ROWS + 700
"""More than one piece, and the last one not full."""


def hash_words(number: int) -> Words:
    return np.frombuffer(number.to_bytes(32, "little"), dtype=np.uint64)


def flipped(words: Words, places: set[int]) -> Words:
    return words ^ hash_words(sum(1 << place for place in places))


def random_hash(seed: int) -> Words:
    """A hash as PDQ makes them: half of its bits are set."""
    bits = np.random.default_rng(seed).permutation(np.repeat(np.array([0, 1], dtype=np.uint8), 128))
    return np.packbits(bits).view(np.uint64)


def stored(rows: int = ROWS, seed: int = 1) -> Words:
    chance = np.random.default_rng(seed)
    pieces = np.zeros((-(-rows // PIECE_ROWS), *PIECE_SHAPE), dtype=np.uint64)
    for row in range(0, rows, 7):
        for frame in range(len(FRAMES)):
            pieces[row // PIECE_ROWS, frame, :, row % PIECE_ROWS] = random_hash(int(chance.integers(2**40)))
    return pieces


STORED = stored()


def at(pieces: Words, row: int, frame: str) -> Words:
    found: Words = pieces[row // PIECE_ROWS, FRAMES.index(frame), :, row % PIECE_ROWS]
    return found


def probe(words: Words, other_frame: str = "full") -> Probe:
    return Probe(words, "full", other_frame, Symmetry.IDENTITY)


def naive(pieces: Words, probes: list[Probe], radius: int, before: int) -> dict[int, int]:
    """The same by Python's own integers, one row after the other."""
    found: dict[int, int] = {}
    for row in range(before):
        for each in probes:
            other = int.from_bytes(at(pieces, row, each.other_frame).tobytes(), "little")
            apart = (other ^ int.from_bytes(each.words.tobytes(), "little")).bit_count()
            if apart <= radius:
                found[row] = min(found.get(row, apart), apart)
    return found


# Places of planted neighbours: at both ends of a piece, and among rows that hold nothing.
places = st.lists(
    st.sampled_from([0, 1, 6, 7, PIECE_ROWS - 1, PIECE_ROWS, ROWS - 2, ROWS - 1]), unique=True, max_size=4
)
differences = st.sets(st.integers(0, 255), max_size=70)


class TestNearestRows:
    @given(places, differences, st.sampled_from(FRAMES), st.sampled_from([0, 31, 48, 49, 60, 90]), st.integers(0, 9))
    def test_it_finds_what_a_naive_loop_finds(
        self, rows: list[int], differing: set[int], frame: str, radius: int, seed: int
    ) -> None:
        wanted = random_hash(seed)
        pieces = STORED.copy()
        for number, row in enumerate(rows):
            pieces[row // PIECE_ROWS, FRAMES.index(frame), :, row % PIECE_ROWS] = flipped(
                wanted, set(sorted(differing)[number:])
            )
        probes = [probe(wanted, frame)]
        near = [*rows, *range(0, ROWS, 1001)]

        hits = nearest_rows(pieces, probes, radius=radius, before=ROWS)

        expected = {row: apart for row in near for apart in [naive_one(pieces, probes[0], row)] if apart <= radius}
        found = {hit.row: hit.distance for hit in hits}
        assert {row: apart for row, apart in found.items() if row in near} == expected
        assert all(naive_one(pieces, probes[0], row) == apart for row, apart in found.items())

    def test_no_row_of_a_small_table_is_missed_at_any_radius(self) -> None:
        pieces = stored(rows=300, seed=5)
        wanted = [probe(random_hash(seed), frame) for seed in range(3) for frame in FRAMES]
        for radius in (0, 48, 60, 100, 115, 127):
            hits = nearest_rows(pieces, wanted, radius=radius, before=300)

            assert {hit.row: hit.distance for hit in hits} == naive(pieces, wanted, radius, 300)

    def test_rows_from_before_on_are_not_seen(self) -> None:
        pieces = np.zeros((2, *PIECE_SHAPE), dtype=np.uint64)
        wanted = random_hash(1)
        for row in (3, PIECE_ROWS + 3):
            pieces[row // PIECE_ROWS, 0, :, row % PIECE_ROWS] = wanted

        assert [hit.row for hit in nearest_rows(pieces, [probe(wanted)], radius=48, before=PIECE_ROWS + 3)] == [3]
        assert nearest_rows(pieces, [probe(wanted)], radius=48, before=3) == []
        assert nearest_rows(pieces, [probe(wanted)], radius=48, before=0) == []

    def test_a_row_names_the_probe_that_came_nearest(self) -> None:
        pieces = np.zeros((1, *PIECE_SHAPE), dtype=np.uint64)
        wanted = random_hash(2)
        pieces[0, FRAMES.index("full"), :, 5] = flipped(wanted, set(range(9)))
        pieces[0, FRAMES.index("crop10"), :, 5] = flipped(wanted, set(range(4)))

        (hit,) = nearest_rows(pieces, [probe(wanted), probe(wanted, "crop10")], radius=48, before=6)

        assert (hit.distance, hit.probe.other_frame) == (4, "crop10")

    @pytest.mark.parametrize("radius", [48, 60])
    def test_a_row_without_hashes_is_near_nothing(self, radius: int) -> None:
        pieces = np.zeros((1, *PIECE_SHAPE), dtype=np.uint64)

        assert nearest_rows(pieces, [probe(random_hash(3))], radius=radius, before=PIECE_ROWS) == []


def naive_one(pieces: Words, wanted: Probe, row: int) -> int:
    return int(np.bitwise_count(at(pieces, row, wanted.other_frame) ^ wanted.words).sum())

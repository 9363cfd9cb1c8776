import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.transparency.rules import merkle, tiles
from field_api.transparency.rules.tiles import Growth, TilePath, parse_tile_path, tile_path
from tests.transparency.rules import naive


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 700), max_size=6))
def test_however_leaves_are_batched_the_tiles_hold_the_tree_of_the_standard(batches: list[int]) -> None:
    entries, stored, size = [], {}, 0
    for count in batches:
        batch = [f"entry {size + number}".encode() for number in range(count)]
        edge = {key: stored[key] for key in tiles.right_edge(size) if key in stored}
        growth = Growth(size)
        growth.append(map(merkle.leaf_hash, batch), edge=edge)
        stored |= growth.tiles
        entries, size = entries + batch, growth.size

    node = tiles.node_reader(lambda level, number: stored[level, number])
    assert merkle.root_of(size, node) == naive.tree_hash(entries)
    assert all(
        len(tile) == tiles.HASH_BYTES * tiles.width_of(level, number, size) for (level, number), tile in stored.items()
    )
    if entries:
        assert merkle.inclusion_proof(size // 2, size, node) == naive.path(size // 2, entries)


def test_a_full_tile_of_full_tiles_rises_two_levels() -> None:
    stored: dict[tuple[int, int], bytes] = {}
    growth = Growth(0, stored)
    growth.append([merkle.leaf_hash(b"x")] * 65_537, edge={})

    assert {
        (level, number): len(tile) // 32 for (level, number), tile in stored.items() if level > 0 or number > 255
    } == {
        (0, 256): 1,
        (1, 0): 256,
        (2, 0): 1,
    }


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("0/000", TilePath(0, 0)),
        ("0/x001/234", TilePath(0, 1234)),
        ("2/x001/x234/067.p/17", TilePath(2, 1_234_067, 17)),
        ("entries/x001/234.p/1", TilePath(None, 1234, 1)),
    ],
)
def test_a_tile_has_the_address_that_the_format_gives_it(text: str, path: TilePath) -> None:
    assert (parse_tile_path(text), tile_path(path)) == (path, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0/1",
        "0/x000/001",
        "00/001",
        "0/001.p/0",
        "0/001.p/256",
        "0/001.p/07",
        "x/001",
        "32/001",
        "0/\u0660\u0660\u0661",
    ],
)
def test_what_is_no_address_of_a_tile_is_none(text: str) -> None:
    assert parse_tile_path(text) is None


@given(st.integers(0, 10**9), st.integers(0, 7), st.integers(1, 256))
def test_every_tile_is_found_again_by_its_address(number: int, level: int, width: int) -> None:
    path = TilePath(level, number, width)

    assert parse_tile_path(tile_path(path)) == path

"""Tiles: the hashes of a log in pieces of 256, as c2sp.org/tlog-tiles has them.

Tile `number` of `level` holds the hashes of the complete subtrees of 256**level leaves, 256 of them when it is full. A full
tile never changes; the rightmost one of each level grows.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from field_api.transparency.rules.merkle import Node, fold

HASH_BYTES = 32
WIDTH = 256
_HEIGHT = 8

# What a tile holds: its hashes, one after the other.
ReadTile = Callable[[int, int], bytes]
Tiles = Mapping[tuple[int, int], bytes]

_NUMBER = r"(?:x\d{3}/)*\d{3}"
_PATH = re.compile(rf"(?P<level>\d{{1,2}}|entries)/(?P<number>{_NUMBER})(?:\.p/(?P<width>\d{{1,3}}))?", re.ASCII)


class TileIncomplete(LookupError):
    """A tile lacks hashes that the size of the log says it has."""


@dataclass(frozen=True, slots=True)
class TilePath:
    """A tile as its address names it; `level` is None for a bundle of entries, `width` is that of a partial tile."""

    level: int | None
    number: int
    width: int = WIDTH


def parse_tile_path(text: str) -> TilePath | None:
    """Read "0/x001/234" or "1/000.p/17"; None when it names no tile."""
    found = _PATH.fullmatch(text)
    if found is None:
        return None
    level = None if found["level"] == "entries" else int(found["level"])
    number = int(found["number"].replace("x", "").replace("/", ""))
    width = int(found["width"] or WIDTH)
    path = TilePath(level, number, width)
    # One tile has one address, so a cache holds it once.
    return path if tile_path(path) == text and 0 < width <= WIDTH and (level or 0) < WIDTH // _HEIGHT else None


def tile_path(path: TilePath) -> str:
    """The address of a tile below `/tile/`."""
    digits = f"{path.number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    number = "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]])
    level = "entries" if path.level is None else str(path.level)
    return f"{level}/{number}" + ("" if path.width == WIDTH else f".p/{path.width}")


def width_of(level: int, number: int, size: int) -> int:
    """How many hashes a tile holds in a log of `size` leaves: 0 when there is no such tile."""
    return max(0, min(WIDTH, (size >> _HEIGHT * level) - number * WIDTH))


def node_reader(read: ReadTile) -> Node:
    """The hash of any complete subtree, from tiles; it raises TileIncomplete where one lacks it."""

    def node(level: int, index: int) -> bytes:
        tile_level, within = divmod(level, _HEIGHT)
        number, place = divmod(index << within, WIDTH)
        hashes = _hashes(read(tile_level, number))
        wanted = hashes[place : place + (1 << within)]
        if len(wanted) < 1 << within:
            raise TileIncomplete(f"tile {tile_level}/{number} holds {len(hashes)} hashes")
        return fold(wanted)

    return node


def right_edge(size: int) -> list[tuple[int, int]]:
    """The tiles that are not full yet in a log of `size` leaves, by level and number."""
    edge, level = [], 0
    while size >> _HEIGHT * level:
        edge.append((level, (size >> _HEIGHT * level) // WIDTH))
        level += 1
    return edge


@dataclass
class Growth:
    """Leaves appended to a log: `tiles` are those that changed, whole as they are now."""

    size: int
    tiles: dict[tuple[int, int], bytes] = field(default_factory=dict)

    def append(self, hashes: Iterable[bytes], *, edge: Tiles) -> None:
        """Add the hashes of leaves behind the last one; `edge` are the tiles of `right_edge(size)`."""
        for leaf in hashes:
            self._push(0, self.size, leaf, edge)
            self.size += 1

    def _push(self, level: int, index: int, value: bytes, edge: Tiles) -> None:
        key = (level, index // WIDTH)
        tile = self.tiles.get(key, edge.get(key, b"")) + value
        self.tiles[key] = tile
        if len(tile) == WIDTH * HASH_BYTES:
            self._push(level + 1, index // WIDTH, fold(_hashes(tile)), edge)


def _hashes(tile: bytes) -> list[bytes]:
    return [tile[place : place + HASH_BYTES] for place in range(0, len(tile), HASH_BYTES)]

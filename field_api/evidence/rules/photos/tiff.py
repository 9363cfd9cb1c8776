"""Read the few TIFF directories that EXIF consists of, bounded in time whatever the bytes say.

Three directories are looked at (image, photo, GPS), each at most once and at most 500 entries long; maker
notes, thumbnails and chained directories are never followed, so loops cannot happen. Values keep the type
they were written with: a position written as text must not pass for numbers.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_ENTRIES = 500
ENTRY_BYTES = 12
INLINE_BYTES = 4
MAX_VALUE_BYTES = 8192

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, SIGNED_RATIONAL = 1, 2, 3, 4, 5, 7, 10
TYPE_BYTES = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1, SIGNED_RATIONAL: 8}

PHOTO_POINTER, GPS_POINTER = 0x8769, 0x8825


@dataclass(frozen=True, slots=True)
class Value:
    """One value as written: its TIFF type, its bytes, the byte order ("<" or ">")."""

    type: int
    raw: bytes
    order: str

    def integer(self) -> int | None:
        """Return the first whole number, None for any other type."""
        letter = {BYTE: "B", SHORT: "H", LONG: "I"}.get(self.type)
        if letter is None or len(self.raw) < TYPE_BYTES[self.type]:
            return None
        return int(struct.unpack_from(self.order + letter, self.raw)[0])

    def rationals(self) -> list[tuple[int, int]] | None:
        """Return numerators and denominators, None for any other type."""
        letter = {RATIONAL: "I", SIGNED_RATIONAL: "i"}.get(self.type)
        if letter is None:
            return None
        count = len(self.raw) // 8
        numbers = struct.unpack_from(f"{self.order}{2 * count}{letter}", self.raw)
        return list(zip(numbers[::2], numbers[1::2], strict=True))


Directory = Mapping[int, Value]


@dataclass(slots=True)
class Directories:
    """The three directories of an EXIF block; `damaged` when a pointer or a wanted value leads nowhere."""

    image: Directory = field(default_factory=dict)
    photo: Directory = field(default_factory=dict)
    gps: Directory = field(default_factory=dict)
    damaged: bool = False


def read_directories(block: bytes) -> Directories | None:
    """Read the directories of a TIFF block; None when it has no readable beginning."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(bytes(block[:4]))
    if order is None or len(block) < struct.calcsize(">4sI"):
        return None
    first = struct.unpack_from(order + "I", block, 4)[0]
    found = Directories()
    image = _read_directory(block, order, first, found)
    if image is None:
        return None
    found.image = image
    seen = {first}
    found.photo = _follow(block, order, PHOTO_POINTER, found, seen)
    found.gps = _follow(block, order, GPS_POINTER, found, seen)
    return found


def _follow(block: bytes, order: str, tag: int, found: Directories, seen: set[int]) -> Directory:
    """Read the directory that an entry of the first one points to, unless it was read before."""
    pointer = found.image.get(tag)
    if pointer is None:
        return {}
    offset = pointer.integer()
    if offset is None or offset in seen:
        found.damaged = True
        return {}
    seen.add(offset)
    directory = _read_directory(block, order, offset, found)
    if directory is None:
        found.damaged = True
        return {}
    return directory


def _read_directory(block: bytes, order: str, offset: int, found: Directories) -> Directory | None:
    """Read the entries at an offset; the first of two equal tags counts. None when nothing can lie there."""
    if offset < struct.calcsize(">4sI") or offset + 2 > len(block):
        return None
    count = struct.unpack_from(order + "H", block, offset)[0]
    entries: dict[int, Value] = {}
    for number in range(min(count, MAX_ENTRIES)):
        at = offset + 2 + number * ENTRY_BYTES
        if at + ENTRY_BYTES > len(block):
            found.damaged = True
            break
        tag, kind, values = struct.unpack_from(order + "HHI", block, at)
        size = TYPE_BYTES.get(kind, 0) * values
        # Long values are maker notes, comments and thumbnails; nothing wanted here is that long.
        if size == 0 or size > MAX_VALUE_BYTES or tag in entries:
            continue
        start = at + 8 if size <= INLINE_BYTES else struct.unpack_from(order + "I", block, at + 8)[0]
        if start + size > len(block):
            found.damaged = True
            continue
        entries[tag] = Value(type=kind, raw=bytes(block[start : start + size]), order=order)
    return entries or None

"""Builders of photos for tests: drawn pictures as files, and hand-made EXIF blocks of any oddity."""

import io
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image

GPS_POINTER, PHOTO_POINTER = 0x8825, 0x8769
TYPE_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8}
Entry = tuple[int, bytes]
"""A TIFF type and the value's bytes."""


def drawn(width: int = 480, height: int = 360, seed: int = 1) -> Image.Image:
    """Draw a picture with edges, gradients and some grain, without any symmetry."""
    y, x = np.mgrid[0:height, 0:width]
    chance = np.random.default_rng(seed)
    blocks = np.kron(chance.integers(0, 200, (9, 12)), np.ones((-(-height // 9), -(-width // 12))))
    base = blocks[:height, :width] + 30 * x / width + 25 * y / height
    grain = chance.normal(0, 3, (height, width))
    channels = [base + grain, base * 0.8 + 30 * y / height + grain, base * 0.6 + 40 * x / width + grain]
    return Image.fromarray(np.stack(channels, axis=2).clip(0, 255).astype(np.uint8))


def encoded(picture: Image.Image | None = None, kind: str = "JPEG", **options: Any) -> bytes:
    """Save a picture (drawn when none is given) and return the file."""
    target = io.BytesIO()
    (picture or drawn()).save(target, kind, **({"quality": 85} | options if kind == "JPEG" else options))
    return target.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    """Return one JPEG segment."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(payload) + 2) + payload


def with_segments(photo: bytes, *segments: bytes) -> bytes:
    """Return a JPEG with segments put right behind its first two bytes."""
    return photo[:2] + b"".join(segments) + photo[2:]


def exif_segment(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\x00\x00" + block)


def ascii_value(text: str | bytes) -> Entry:
    return 2, (text.encode() if isinstance(text, str) else text) + b"\x00"


def short(number: int, order: str = "<") -> Entry:
    return 3, struct.pack(order + "H", number)


def rationals(*pairs: tuple[int, int], order: str = "<") -> Entry:
    return 5, b"".join(struct.pack(order + "II", *pair) for pair in pairs)


def signed_rationals(*pairs: tuple[int, int], order: str = "<") -> Entry:
    return 10, b"".join(struct.pack(order + "ii", *pair) for pair in pairs)


def tiff(
    image: Mapping[int, Entry] | None = None,
    photo: Mapping[int, Entry] | None = None,
    gps: Mapping[int, Entry] | None = None,
    order: str = "<",
) -> bytes:
    """Return a TIFF block with up to three directories, values behind them."""
    header = (b"II*\x00" if order == "<" else b"MM\x00*") + struct.pack(order + "I", 8)
    directories: list[tuple[int, dict[int, Entry]]] = [(0, dict(image or {}))]
    directories += [(PHOTO_POINTER, dict(photo))] if photo is not None else []
    directories += [(GPS_POINTER, dict(gps))] if gps is not None else []
    first = directories[0][1]
    for pointer, _ in directories[1:]:
        first[pointer] = (4, b"\x00" * 4)
    offsets, end = [], 8
    for _, entries in directories:
        offsets.append(end)
        end += 2 + 12 * len(entries) + 4
    for (pointer, _), offset in zip(directories[1:], offsets[1:], strict=True):
        first[pointer] = (4, struct.pack(order + "I", offset))
    body, values = b"", b""
    for _, entries in directories:
        body += struct.pack(order + "H", len(entries))
        for tag, (kind, raw) in sorted(entries.items()):
            count = len(raw) // TYPE_BYTES[kind]
            inline = raw.ljust(4, b"\x00") if len(raw) <= 4 else struct.pack(order + "I", end + len(values))
            values += raw if len(raw) > 4 else b""
            body += struct.pack(order + "HHI", tag, kind, count) + inline
        body += b"\x00" * 4
    return header + body + values


def gps_entries(
    latitude: tuple[tuple[int, int], ...] = ((6, 1), (10, 1), (3000, 100)),
    longitude: tuple[tuple[int, int], ...] = ((106, 1), (49, 1), (1234, 100)),
    references: tuple[str | bytes | None, str | bytes | None] = ("S", "E"),
    order: str = "<",
    **more: Entry,
) -> dict[int, Entry]:
    """Return the entries of a GPS directory somewhere in Jakarta; `more` by keyword, as in `tag_6=...`."""
    entries = {2: rationals(*latitude, order=order), 4: rationals(*longitude, order=order)}
    for tag, reference in zip((1, 3), references, strict=True):
        if reference is not None:
            entries[tag] = ascii_value(reference)
    return entries | {int(name.removeprefix("tag_")): entry for name, entry in more.items()}

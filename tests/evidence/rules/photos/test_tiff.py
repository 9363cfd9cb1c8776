import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.tiff import MAX_ENTRIES, Value, read_directories
from tests.factories.photos import ascii_value, gps_entries, rationals, short, tiff

MAKE, ORIENTATION, GPS_POINTER = 0x010F, 0x0112, 0x8825


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(order: str) -> None:
    block = tiff(
        {MAKE: ascii_value("samsung"), ORIENTATION: short(6, order)}, gps=gps_entries(order=order), order=order
    )

    found = read_directories(block)

    assert found is not None
    assert found.image[ORIENTATION].integer() == 6
    assert found.image[MAKE].raw == b"samsung\x00"
    assert found.gps[2].rationals() == [(6, 1), (10, 1), (3000, 100)]
    assert not found.damaged


@pytest.mark.parametrize("block", [b"", b"II*\x00", b"II+\x00\x08\x00\x00\x00\x00\x00", b"\xff" * 40])
def test_a_block_without_a_beginning_is_unreadable(block: bytes) -> None:
    assert read_directories(block) is None


def test_a_pointer_to_the_first_directory_is_not_followed() -> None:
    found = read_directories(tiff({GPS_POINTER: (4, struct.pack("<I", 8)), MAKE: ascii_value("x")}))

    assert found is not None
    assert found.damaged
    assert found.gps == {}


def test_a_pointer_written_as_text_is_damage() -> None:
    found = read_directories(tiff({GPS_POINTER: ascii_value("abc"), MAKE: ascii_value("x")}))

    assert found is not None
    assert found.damaged


def test_a_value_beyond_the_block_is_damage_and_the_others_stay() -> None:
    found = read_directories(tiff({ORIENTATION: short(3), MAKE: ascii_value("a long make")})[:-4])

    assert found is not None
    assert found.damaged
    assert set(found.image) == {ORIENTATION}


def test_the_first_of_two_equal_tags_counts() -> None:
    entry = struct.pack("<HHIHH", ORIENTATION, 3, 1, 6, 0)
    block = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 2) + entry + entry.replace(b"\x06", b"\x08")

    found = read_directories(block)

    assert found is not None
    assert found.image[ORIENTATION].integer() == 6


def test_a_directory_that_claims_65535_entries_is_read_to_the_limit() -> None:
    entries = b"".join(struct.pack("<HHIHH", tag, 3, 1, 1, 0) for tag in range(1000))

    found = read_directories(b"II*\x00\x08\x00\x00\x00" + b"\xff\xff" + entries)

    assert found is not None
    assert len(found.image) == MAX_ENTRIES


def test_types_are_not_mixed_up() -> None:
    assert Value(type=2, raw=b"6\x00", order="<").integer() is None
    assert Value(type=3, raw=b"\x06\x00", order="<").rationals() is None
    assert Value(type=10, raw=struct.pack("<ii", -6, 1), order="<").rationals() == [(-6, 1)]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_exception(noise: bytes) -> None:
    for start in (b"", b"II*\x00\x08\x00\x00\x00", b"MM\x00*\x00\x00\x00\x08"):
        found = read_directories(start + noise)
        assert found is None or isinstance(found.damaged, bool)


@given(st.data())
def test_a_damaged_block_is_read_without_an_exception(data: st.DataObject) -> None:
    block = bytearray(tiff({MAKE: ascii_value("samsung")}, gps=gps_entries(tag_6=rationals((124, 10)))))
    for _ in range(data.draw(st.integers(1, 6))):
        block[data.draw(st.integers(8, len(block) - 1))] = data.draw(st.integers(0, 255))

    found = read_directories(bytes(block))

    assert found is None or len(found.gps) <= MAX_ENTRIES

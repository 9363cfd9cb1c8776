from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.position import NO_POSITION, PhotoPosition, read_position
from field_api.evidence.rules.photos.tiff import read_directories
from tests.factories.photos import ascii_value, gps_entries, rationals, signed_rationals, tiff

PLACE = PhotoPosition(latitude_e7=-61_750_000, longitude_e7=1_068_200_944)
XMP = b'<rdf exif:GPSLatitude="6,10.5S" exif:GPSLongitude="106,49.20567E"/>'


def read(entries: dict[int, Any], *xmp: bytes) -> tuple[PhotoPosition | None, tuple[str, ...]]:
    directories = read_directories(tiff(gps=entries))
    assert directories is not None
    return read_position(directories.gps, xmp)


def test_degrees_minutes_and_seconds_become_whole_units() -> None:
    assert read(gps_entries()) == (PLACE, ())


@pytest.mark.parametrize(
    "latitude",
    [((6175, 1000),), ((6, 1), (105, 10)), ((6, 1), (10, 1), (30, 1), (0, 1))],
    ids=["decimal degrees", "decimal minutes", "four numbers"],
)
def test_another_count_of_numbers_is_read_with_a_remark(latitude: tuple[tuple[int, int], ...]) -> None:
    assert read(gps_entries(latitude)) == (PLACE, ("position_value_count",))


@pytest.mark.parametrize("references", [("s", "e"), ("South", "East"), ("SOUTH", "E")])
def test_hemispheres_as_words_are_read_with_a_remark(references: tuple[str, str]) -> None:
    assert read(gps_entries(references=references)) == (PLACE, ("position_reference_unusual",))


@pytest.mark.parametrize(
    "references",
    [(None, "E"), ("S", None), ("LS", "BT"), (b"\x00", "E"), ("E", "S"), ("-", "E"), ("Selatan", "E")],
)
def test_an_unknown_hemisphere_is_never_guessed(references: tuple[str | bytes | None, str | bytes | None]) -> None:
    assert read(gps_entries(references=references)) == (None, ("position_hemisphere_unknown",))


@pytest.mark.parametrize(
    ("entries", "remark"),
    [
        ({}, "position_absent"),
        ({1: ascii_value("S"), 2: rationals((6, 1), (1, 1), (1, 1))}, "position_incomplete"),
        (gps_entries(((0, 1),) * 3, ((0, 1),) * 3), "position_zeroed"),
        (gps_entries(((0, 0),) * 3, ((0, 0),) * 3), "position_zeroed"),
        (gps_entries(((0, 1),) * 3), "position_on_axis"),
        (gps_entries(longitude=((106, 1), (49, 1), (12, 0))), "position_zero_denominator"),
        (gps_entries(((106, 1), (1, 1), (1, 1)), ((6, 1), (1, 1), (1, 1))), "position_out_of_range"),
        (gps_entries(longitude=((181, 1), (0, 1), (0, 1))), "position_out_of_range"),
        (gps_entries(((5, 1), (71, 1), (90, 1))), "position_malformed"),
        (gps_entries() | {2: ascii_value("6.175")}, "position_wrong_type"),
        (gps_entries() | {2: signed_rationals((-6, 1), (10, 1), (30, 1))}, "position_wrong_type"),
    ],
)
def test_no_position_is_taken_and_the_reason_is_told(entries: dict[int, Any], remark: str) -> None:
    position, (said, *_) = read(entries)

    assert position is None
    assert said == remark
    assert said in NO_POSITION


def test_sixty_seconds_are_a_rounding() -> None:
    position, remarks = read(gps_entries(((6, 1), (11, 1), (60, 1))))

    assert position is not None
    assert position.latitude_e7 == -62_000_000
    assert remarks == ("position_seconds_of_60",)


def test_altitude_below_the_sea_is_negative() -> None:
    position, remarks = read(gps_entries(tag_5=(1, b"\x01"), tag_6=rationals((32, 10))))

    assert position is not None
    assert position.altitude_cm == -320
    assert remarks == ()


@pytest.mark.parametrize("altitude", [(5, 0), (99_999, 1)])
def test_an_impossible_altitude_costs_only_the_altitude(altitude: tuple[int, int]) -> None:
    assert read(gps_entries(tag_6=rationals(altitude))) == (PLACE, ("altitude_unreadable",))


@pytest.mark.parametrize(
    ("accuracy", "centimetres", "remarks"),
    [
        ((48, 10), 480, ()),
        ((50, 1), 5000, ()),
        ((65, 1), 6500, ("position_inaccurate",)),
        ((1, 0), None, ("position_accuracy_unreadable",)),
    ],
)
def test_accuracy_is_read_and_judged(
    accuracy: tuple[int, int], centimetres: int | None, remarks: tuple[str, ...]
) -> None:
    position, said = read(gps_entries(tag_31=rationals(accuracy)))

    assert position is not None
    assert (position.accuracy_cm, said) == (centimetres, remarks)


@pytest.mark.parametrize(
    ("tag", "value", "remark"),
    [
        ("tag_9", ascii_value("V"), "position_fix_void"),
        ("tag_11", rationals((999, 10)), "position_diluted"),
        ("tag_18", ascii_value("TOKYO"), "position_datum_foreign"),
        ("tag_27", (7, b"ASCII\x00\x00\x00NETWORK"), "position_from_network"),
    ],
)
def test_what_the_receiver_holds_against_a_fix_is_told(tag: str, value: tuple[int, bytes], remark: str) -> None:
    position, remarks = read(gps_entries(**{tag: value}))

    assert position is not None
    assert position.void == (remark == "position_fix_void")
    assert remarks == (remark,)


@pytest.mark.parametrize("datum", ["WGS-84", "WGS84", "wgs 84", "WGS_1984"])
def test_all_spellings_of_the_usual_datum_are_usual(datum: str) -> None:
    assert read(gps_entries(tag_18=ascii_value(datum))) == (PLACE, ())


def test_xmp_is_never_a_position() -> None:
    assert read({}, XMP) == (None, ("position_absent", "xmp_position_ignored"))


def test_xmp_that_agrees_is_no_news_and_that_disagrees_is() -> None:
    assert read(gps_entries(), XMP) == (PLACE, ())
    assert read(gps_entries(), XMP.replace(b"10.5", b"12.5")) == (PLACE, ("xmp_position_disagrees",))


@given(
    st.integers(1, 90 * 3600 * 1000 - 1),
    st.integers(1, 180 * 3600 * 1000 - 1),
    st.sampled_from("NS"),
    st.sampled_from("EW"),
)
def test_every_place_survives_being_written_in_milliseconds_of_arc(
    latitude: int, longitude: int, north_or_south: str, east_or_west: str
) -> None:
    def written(milliseconds: int) -> tuple[tuple[int, int], ...]:
        minutes, rest = divmod(milliseconds, 60_000)
        return ((minutes // 60, 1), (minutes % 60, 1), (rest, 1000))

    position, remarks = read(gps_entries(written(latitude), written(longitude), (north_or_south, east_or_west)))

    assert remarks == ()
    assert position is not None
    assert abs(abs(position.latitude_e7) - latitude / 0.36) <= 0.5
    assert abs(abs(position.longitude_e7) - longitude / 0.36) <= 0.5
    assert (position.latitude_e7 < 0) == (north_or_south == "S")
    assert (position.longitude_e7 < 0) == (east_or_west == "W")

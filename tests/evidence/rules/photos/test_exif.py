import csv
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.exif import PhotoExif, read_exif, remarks_on_capture_time
from field_api.evidence.rules.photos.gate import read_header
from field_api.evidence.rules.photos.header import PhotoRefused
from tests.factories.photos import ascii_value, gps_entries, rationals, short, tiff

MAKE, ORIENTATION, SOFTWARE, CAPTURED, OFFSET, FRACTION = 0x010F, 0x0112, 0x0131, 0x9003, 0x9011, 0x9291
NOON = "2025:03:11 12:00:00"
WIB = timezone(timedelta(hours=7))

NO_POSITION_TAKEN = {
    # exiftool computes a number from each of these; we refuse to, as `suggested_handling` asks.
    "crafted/all_0_over_0.jpg": "position_zeroed",
    "crafted/ascii_position.jpg": "position_wrong_type",
    "crafted/huge_rationals.jpg": "position_malformed",
    "crafted/lat_only.jpg": "position_incomplete",
    "crafted/lon_over_180.jpg": "position_out_of_range",
    "crafted/minutes_over_60.jpg": "position_malformed",
    "crafted/no_lat_ref.jpg": "position_hemisphere_unknown",
    "crafted/null_island.jpg": "position_zeroed",
    "crafted/ref_indonesian_LS.jpg": "position_hemisphere_unknown",
    "crafted/ref_nul.jpg": "position_hemisphere_unknown",
    "crafted/signed_rational_negative.jpg": "position_wrong_type",
    "crafted/swapped.jpg": "position_out_of_range",
    "crafted/zero_den_seconds.jpg": "position_zero_denominator",
    "crafted/zero_lat_only.jpg": "position_on_axis",
    "original/Issue_308.jpg": "position_zeroed",
}
NO_TIME_TAKEN = {
    "crafted/date_24h.jpg": "capture_time_impossible",
    "crafted/date_blanks.jpg": "capture_time_blank",
    "crafted/date_feb30.jpg": "capture_time_impossible",
    "crafted/date_garbage.jpg": "capture_time_unreadable",
    "crafted/date_zeros.jpg": "capture_time_blank",
}
OTHER_ORIENTATION = {
    "crafted/orientation_0.jpg": "orientation_invalid",
    "crafted/orientation_65535.jpg": "orientation_invalid",
    "crafted/orientation_9.jpg": "orientation_invalid",
    "crafted/orientation_ascii.jpg": "orientation_invalid",
}
FIRST_BLOCK_COUNTS = "crafted/two_exif_segments.jpg"  # exiftool mixes both blocks; the first is the usual reading.
CLEANED_TEXT = "crafted/make_bad_utf8.jpg"  # exiftool prints "?" where we keep U+FFFD.
NUMBER_AS_TEXT = "original/corrupt_exif_wrong_type.jpg"  # The software is a number there.
OFFSET_INSIDE_THE_TIME = "crafted/date_iso.jpg"
UNREADABLE_ACCURACY = "crafted/hpe_den_0.jpg"
BELOW_ANY_SEA = "original/Issue_173_dotnet.jpg"  # 848 m below sea level, in Michigan.


def of(
    image: dict[int, Any] | None = None, photo: dict[int, Any] | None = None, gps: dict[int, Any] | None = None
) -> PhotoExif:
    return read_exif((tiff(image, photo, gps),))


@pytest.fixture(scope="module")
def readings(shared_data: Path) -> list[tuple[dict[str, str], PhotoExif]]:
    """Every photo whose container can be walked, beside what exiftool reads in it."""
    with (shared_data / "photos" / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest))
    found = []
    for row in rows:
        try:
            header = read_header((shared_data / "photos" / row["file"]).read_bytes())
        except PhotoRefused as refusal:
            assert refusal.reason == "heif_not_supported"  # noqa: PT017 - the other rows must not be refused.
            continue
        found.append((row, read_exif(header.exif, header.xmp)))
    assert len(found) == 133
    return found


class TestAgainstExiftool:
    def test_positions_agree_or_are_refused_for_a_listed_reason(
        self, readings: list[tuple[dict[str, str], PhotoExif]]
    ) -> None:
        for row, exif in readings:
            if row["file"] in NO_POSITION_TAKEN:
                assert exif.position is None, row["file"]
                assert NO_POSITION_TAKEN[row["file"]] in exif.remarks, row["file"]
            elif row["file"] == FIRST_BLOCK_COUNTS:
                self.assert_at(exif, row["truth_lat"], row["truth_lon"])
                assert "exif_repeated" in exif.remarks
            elif row["gps_lat"] and row["gps_lon"]:
                self.assert_at(exif, row["gps_lat"], row["gps_lon"])
            else:
                assert exif.position is None, row["file"]

    @staticmethod
    def assert_at(exif: PhotoExif, latitude: str, longitude: str) -> None:
        assert exif.position is not None
        assert exif.position.latitude_e7 / 1e7 == pytest.approx(float(latitude), abs=1e-7)
        assert exif.position.longitude_e7 / 1e7 == pytest.approx(float(longitude), abs=1e-7)

    def test_altitude_and_accuracy_agree(self, readings: list[tuple[dict[str, str], PhotoExif]]) -> None:
        for row, exif in readings:
            if exif.position is None or row["file"] in {UNREADABLE_ACCURACY, BELOW_ANY_SEA}:
                continue
            for written, centimetres in (
                (row["gps_alt"], exif.position.altitude_cm),
                (row["gps_hpe_m"], exif.position.accuracy_cm),
            ):
                assert (centimetres is None) == (written == ""), row["file"]
                assert centimetres is None or centimetres / 100 == pytest.approx(float(written), abs=0.0051)

    def test_orientation_agrees_or_is_invalid(self, readings: list[tuple[dict[str, str], PhotoExif]]) -> None:
        for row, exif in readings:
            if row["file"] in OTHER_ORIENTATION:
                assert exif.orientation == 1
                assert OTHER_ORIENTATION[row["file"]] in exif.remarks
            else:
                assert exif.orientation == int(row["orientation"] or 1), row["file"]

    def test_texts_agree(self, readings: list[tuple[dict[str, str], PhotoExif]]) -> None:
        for row, exif in readings:
            if row["file"] in {CLEANED_TEXT, NUMBER_AS_TEXT}:
                continue
            written = (row["make"], row["model"], row["software"])
            read = (exif.make, exif.model, exif.software)
            assert tuple(text or "" for text in read) == tuple(text.strip() for text in written), row["file"]

    def test_capture_times_agree_or_are_refused_for_a_listed_reason(
        self, readings: list[tuple[dict[str, str], PhotoExif]]
    ) -> None:
        for row, exif in readings:
            if row["file"] in NO_TIME_TAKEN:
                assert exif.captured_local is None
                assert NO_TIME_TAKEN[row["file"]] in exif.remarks
                continue
            assert self.digits(exif.captured_local) == self.digits(row["datetime_original"]), row["file"]

    @staticmethod
    def digits(written: str | None) -> str:
        """Keep the fourteen digits of a time, which exiftool and ISO 8601 punctuate differently."""
        return "".join(character for character in written or "" if character.isdigit())[:14]

    def test_offsets_agree(self, readings: list[tuple[dict[str, str], PhotoExif]]) -> None:
        for row, exif in readings:
            if row["file"] == OFFSET_INSIDE_THE_TIME:
                assert exif.captured_at is not None
                continue
            offset = exif.captured_at.isoformat()[-6:] if exif.captured_at else ""
            assert offset == row["offset"], row["file"]

    @pytest.mark.parametrize(
        ("file", "remark"),
        [
            ("retagged/id_datum_tokyo.jpg", "position_datum_foreign"),
            ("retagged/id_edited_photoshop.jpg", "software_edited"),
            ("retagged/id_hpe_1500m.jpg", "position_inaccurate"),
            ("retagged/id_hpe_65m_cell.jpg", "position_inaccurate"),
            ("retagged/id_hpe_65m_cell.jpg", "position_from_network"),
            ("retagged/id_no_gps_messenger.jpg", "exif_absent"),
            ("retagged/id_no_offset.jpg", "capture_offset_absent"),
            ("retagged/id_offset_wita_wrong.jpg", "capture_offset_doubtful"),
            ("retagged/id_stale_fix_26h.jpg", "gps_time_differs"),
            ("retagged/id_status_void.jpg", "position_diluted"),
            ("retagged/id_xmp_disagrees.jpg", "xmp_position_disagrees"),
            ("retagged/id_xmp_only.jpg", "xmp_position_ignored"),
            ("crafted/make_bad_utf8.jpg", "text_cleaned"),
            ("crafted/modifydate_only.jpg", "capture_time_absent"),
            ("crafted/ref_lowercase.jpg", "position_reference_unusual"),
            ("crafted/exif_truncated.jpg", "exif_damaged"),
            ("crafted/alt_den_0.jpg", "altitude_unreadable"),
            ("crafted/hpe_den_0.jpg", "position_accuracy_unreadable"),
            ("original/invalid-exif.jpg", "exif_unreadable"),
            ("original/DSCN0010.jpg", "gps_time_differs"),
        ],
    )
    def test_an_oddity_is_told(self, readings: list[tuple[dict[str, str], PhotoExif]], file: str, remark: str) -> None:
        (exif,) = (exif for row, exif in readings if row["file"] == file)

        assert remark in exif.remarks

    def test_plain_photos_have_nothing_to_tell(self, readings: list[tuple[dict[str, str], PhotoExif]]) -> None:
        for row, exif in readings:
            if row["file"].startswith(("retagged/id_ok_", "reuse/")):
                assert exif.remarks == (), row["file"]


class TestText:
    def test_what_follows_nul_is_cut_off(self) -> None:
        exif = of({MAKE: ascii_value(b"Xiaomi\x00'; DROP TABLE foto")})

        assert exif.make == "Xiaomi"
        assert "text_cleaned" in exif.remarks

    def test_bad_utf8_and_control_characters_are_replaced(self) -> None:
        exif = of({MAKE: ascii_value(b"Xi\xff\x07ao")})

        assert exif.make == "Xi\ufffd ao"

    def test_a_long_text_is_cut(self) -> None:
        exif = of({MAKE: ascii_value("x" * 5000)})

        assert exif.make == "x" * 100

    @given(st.binary(min_size=1, max_size=300))
    def test_no_bytes_can_smuggle_an_unstorable_character(self, raw: bytes) -> None:
        make = of({MAKE: (2, raw)}).make

        assert make is None or (make.isprintable() and make.strip() == make and make.encode())


class TestTimes:
    def test_an_offset_makes_the_time_known(self) -> None:
        exif = of(photo={CAPTURED: ascii_value(NOON), OFFSET: ascii_value("+07:00"), FRACTION: ascii_value("25")})

        assert exif.captured_local == "2025-03-11T12:00:00.250000"
        assert exif.captured_at == datetime(2025, 3, 11, 5, 0, 0, 250_000, tzinfo=UTC)

    @pytest.mark.parametrize("offset", ["+99:00", "seven", "7"])
    def test_an_unreadable_offset_leaves_local_time(self, offset: str) -> None:
        exif = of(photo={CAPTURED: ascii_value(NOON), OFFSET: ascii_value(offset)})

        assert exif.captured_at is None
        assert exif.captured_local == "2025-03-11T12:00:00"
        assert "capture_offset_unreadable" in exif.remarks

    @pytest.mark.parametrize(
        ("date", "clock", "age"),
        [
            ("2025:03:11", ((4, 1), (59, 1), (48, 1)), 12),
            ("2025:03:11", ((5, 1), (0, 1), (30, 1)), -30),
            ("2025:03:10", ((5, 1), (0, 1), (0, 1)), 86_400),
        ],
    )
    def test_the_age_of_the_fix_is_capture_minus_gps(
        self, date: str, clock: tuple[tuple[int, int], ...], age: int
    ) -> None:
        gps = gps_entries(tag_29=ascii_value(date), tag_7=rationals(*clock))

        exif = of(photo={CAPTURED: ascii_value(NOON), OFFSET: ascii_value("+07:00")}, gps=gps)

        assert exif.fix_age_seconds == age
        assert ("gps_time_differs" in exif.remarks) == (abs(age) > 600)

    @pytest.mark.parametrize(
        ("date", "clock"),
        [
            ("2025:13:01", ((1, 1),) * 3),
            ("0000:00:00", ((0, 1),) * 3),
            ("2025:03:11", ((99, 1),) * 3),
            ("2025:03:11", ((1, 0),) * 3),
            ("yesterday", ((1, 1),) * 3),
        ],
    )
    def test_an_impossible_gps_time_is_told_and_dropped(self, date: str, clock: tuple[tuple[int, int], ...]) -> None:
        exif = of(gps=gps_entries(tag_29=ascii_value(date), tag_7=rationals(*clock)))

        assert exif.gps_at is None
        assert "gps_time_impossible" in exif.remarks

    @pytest.mark.parametrize(
        ("captured", "expected"),
        [
            ("2025:03:11 12:00:00", ()),
            ("2025:03:11 12:09:00", ()),
            ("2031:03:11 12:00:00", ("capture_time_in_future",)),
            ("2012:03:11 12:00:00", ("capture_time_too_old",)),
        ],
    )
    def test_capture_is_compared_with_receipt_in_the_zone_of_the_area(
        self, captured: str, expected: tuple[str, ...]
    ) -> None:
        exif = of(photo={CAPTURED: ascii_value(captured)})
        received_at = datetime(2025, 3, 11, 5, 0, tzinfo=UTC)

        assert remarks_on_capture_time(exif, received_at=received_at, zone=WIB) == expected

    def test_without_a_capture_time_there_is_nothing_to_compare(self) -> None:
        assert remarks_on_capture_time(PhotoExif(), received_at=datetime(2025, 3, 11, tzinfo=UTC)) == ()


def test_orientation_must_be_a_number_from_one_to_eight() -> None:
    assert [of({ORIENTATION: short(number)}).orientation for number in range(10)] == [1, 1, 2, 3, 4, 5, 6, 7, 8, 1]


@pytest.mark.parametrize("software", ["Adobe Photoshop 21.0 (Windows)", "GIMP 2.4.5", "Snapseed 2.0"])
def test_an_editor_is_recognised(software: str) -> None:
    assert "software_edited" in of({SOFTWARE: ascii_value(software)}).remarks


@pytest.mark.parametrize("software", ["HDR+ 1.0.199571065z", "Nikon Transfer 1.1 W", "G935LKLU1APL1"])
def test_a_camera_is_no_editor(software: str) -> None:
    assert "software_edited" not in of({SOFTWARE: ascii_value(software)}).remarks


@given(st.binary(max_size=500))
def test_any_block_is_read_without_an_exception(noise: bytes) -> None:
    assert 1 <= read_exif((noise,), (noise,)).orientation <= 8

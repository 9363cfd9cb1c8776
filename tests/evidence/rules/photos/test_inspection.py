import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from field_api.evidence.rules.photos.codes import REASONS, REMARKS
from field_api.evidence.rules.photos.gate import read_header
from field_api.evidence.rules.photos.inspection import (
    ACCEPTED,
    ACCEPTED_WITH_REMARKS,
    REFUSED,
    PhotoInspection,
    explain,
    inspect_photo,
    refuse,
)
from tests.factories.photos import (
    ascii_value,
    drawn,
    encoded,
    exif_segment,
    gps_entries,
    segment,
    tiff,
    with_segments,
)

PHOTO = with_segments(encoded(), exif_segment(tiff({0x010F: ascii_value("samsung")}, gps=gps_entries())))


def rows_of(shared_data: Path, folder: str) -> list[tuple[dict[str, str], bytes]]:
    with (shared_data / folder / "manifest.csv").open(newline="", encoding="utf-8") as manifest:
        return [(row, (shared_data / folder / row["file"]).read_bytes()) for row in csv.DictReader(manifest)]


def assert_defined(inspection: PhotoInspection) -> None:
    """Check what must hold for every inspection of anything."""
    assert inspection.verdict in {ACCEPTED, ACCEPTED_WITH_REMARKS, REFUSED}
    assert set(inspection.reasons) <= REASONS.keys()
    assert set(inspection.remarks) <= REMARKS.keys()
    assert (inspection.verdict == REFUSED) == bool(inspection.reasons)
    assert bool(inspection.derivatives) == (inspection.verdict != REFUSED)
    for jpeg in inspection.derivatives.values():
        header = read_header(jpeg)
        assert b"".join(header.pixels) == jpeg
        assert not header.exif
        assert Image.open(io.BytesIO(jpeg)).mode == "RGB"


def floats_in(document: Any) -> list[float]:
    if isinstance(document, dict):
        return [number for value in document.values() for number in floats_in(value)]
    if isinstance(document, list):
        return [number for value in document for number in floats_in(value)]
    return [document] if isinstance(document, float) else []


class TestSharedData:
    def test_every_photo_has_a_defined_result(self, shared_data: Path) -> None:
        inspected = 0
        for row, content in rows_of(shared_data, "photos"):
            inspection = inspect_photo(content)
            assert_defined(inspection)
            assert inspection.sha256 == row["sha256"]
            inspected += 1
            heif = row["pillow"].startswith("HEIF")
            small = not heif and (int(row["width"]) * int(row["height"]) < 160 * 120)
            expected = ("heif_not_supported",) if heif else ("too_small",) if small else ()
            assert inspection.reasons == expected, row["file"]
            if not heif:
                assert (inspection.width, inspection.height) == (int(row["width"]), int(row["height"]))
        assert inspected == 136

    def test_every_hostile_file_has_the_result_its_row_asks_for(self, shared_data: Path) -> None:
        inspected = 0
        for row, content in rows_of(shared_data, "hostile"):
            inspection = inspect_photo(content)
            assert_defined(inspection)
            inspected += 1
            if row["expected"].startswith("reject") and "accept" not in row["expected"]:
                assert inspection.verdict == REFUSED, row["file"]
            if row["expected"].startswith("accept"):
                assert inspection.verdict != REFUSED, row["file"]
        assert inspected == 103

    def test_nothing_personal_of_the_metadata_is_left_in_a_derivative(self, shared_data: Path) -> None:
        content = (shared_data / "hostile" / "made" / "pii_in_metadata.jpg").read_bytes()
        header = read_header(content)
        texts = {
            word
            for block in (*header.exif, *header.xmp)
            for word in block.replace(b"\x00", b" ").replace(b'"', b" ").split()
            if len(word) >= 6 and word.isalnum()
        }
        assert texts

        for jpeg in inspect_photo(content).derivatives.values():
            assert not [word for word in texts if word in jpeg]

    @pytest.mark.parametrize("tail", ["poly_html_tail", "poly_zip_tail", "trailing_mp4", "two_images_concat"])
    def test_what_follows_a_picture_is_told_and_dropped(self, shared_data: Path, tail: str) -> None:
        content = (shared_data / "hostile" / "made" / f"{tail}.jpg").read_bytes()

        inspection = inspect_photo(content)

        assert "trailing_data" in inspection.remarks
        trailer = content[-inspection.trailer_bytes :]
        middle = trailer[len(trailer) // 2 :][:16]
        assert middle not in inspection.derivatives["large"]


def test_an_ordinary_photo_is_accepted_with_everything_known() -> None:
    inspection = inspect_photo(PHOTO)

    assert inspection.verdict == ACCEPTED
    assert inspection.format == "JPEG"
    assert inspection.position == {
        "latitude_e7": -61_750_000,
        "longitude_e7": 1_068_200_944,
        "altitude_cm": None,
        "accuracy_cm": None,
        "void": False,
    }
    assert inspection.hashes is not None
    assert inspection.quality is not None
    assert inspection.trimmed_hashes is None
    assert set(inspection.derivatives) == {"large", "thumb"}


def test_a_photo_stripped_by_the_browser_is_accepted_without_remarks_that_weigh() -> None:
    assert inspect_photo(encoded()).verdict == ACCEPTED


def test_a_remark_that_weighs_shows_in_the_verdict() -> None:
    edited = with_segments(encoded(), exif_segment(tiff({0x0131: ascii_value("Adobe Photoshop")})))

    assert inspect_photo(edited).verdict == ACCEPTED_WITH_REMARKS


def test_a_refused_photo_still_tells_what_its_header_said() -> None:
    tiny = with_segments(encoded(drawn(64, 48)), exif_segment(tiff({0x010F: ascii_value("samsung")})))

    inspection = inspect_photo(tiny)

    assert inspection.reasons == ("too_small",)
    assert inspection.exif is not None
    assert inspection.exif["make"] == "samsung"
    assert inspection.width == 64


def test_a_forged_position_keeps_the_stripped_digest_and_changes_the_file_digest() -> None:
    forged = with_segments(encoded(), exif_segment(tiff(gps=gps_entries(((7, 1), (0, 1), (0, 1))))))

    assert inspect_photo(forged).stripped_sha256 == inspect_photo(PHOTO).stripped_sha256
    assert inspect_photo(forged).sha256 != inspect_photo(PHOTO).sha256


def test_an_inspection_survives_json_and_holds_no_floats() -> None:
    inspection = inspect_photo(PHOTO)

    document = json.loads(json.dumps(inspection.to_json()))

    assert floats_in(document) == []
    assert PhotoInspection.from_json(document, inspection.derivatives) == inspection


def test_the_same_bytes_give_the_same_inspection() -> None:
    assert inspect_photo(PHOTO) == inspect_photo(PHOTO)


def test_codes_are_explained_and_unknown_ones_are_not() -> None:
    assert explain("too_small").startswith("The picture is smaller")
    assert explain("blurred") == "The picture is blurred."
    with pytest.raises(KeyError):
        refuse("ugly")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_to_a_photo_makes_the_inspection_raise(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"]))
    photo = bytearray(PHOTO if kind == "JPEG" else encoded(kind=kind))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(photo) - 1))
        match data.draw(st.sampled_from(["change", "cut", "insert"])):
            case "change":
                photo[at] = data.draw(st.integers(0, 255))
            case "cut":
                del photo[at : at + data.draw(st.integers(1, 40))]
            case "insert":
                photo[at:at] = data.draw(st.binary(min_size=1, max_size=20))

    assert_defined(inspect_photo(bytes(photo)))


@settings(max_examples=40)
@given(st.binary(max_size=200), st.integers(0xE0, 0xEF))
def test_no_segment_of_metadata_makes_the_inspection_raise(payload: bytes, marker: int) -> None:
    assert_defined(inspect_photo(with_segments(encoded(drawn(200, 150)), segment(marker, payload))))

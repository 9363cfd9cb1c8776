import pytest

from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused


def test_a_refusal_carries_its_reason_and_its_sentence() -> None:
    refusal = PhotoRefused("animated")

    assert refusal.reason == "animated"
    assert refusal.detail == "An animation is not a photo."


def test_a_reason_outside_the_catalogue_cannot_be_given() -> None:
    with pytest.raises(KeyError):
        PhotoRefused("ugly")


def test_work_counts_every_pixel_once_per_scan() -> None:
    assert PhotoHeader(format="JPEG", width=100, height=20, pixels=(), scans=10).work == 20_000

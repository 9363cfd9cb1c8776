import copy
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.evidence.rules.photos.envelopes import envelope_remarks
from tests.factories import signing

PHONE = UUID("0198a2b4-0000-7000-8000-000000000001")
PHOTO = {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "kind": "house_front"}


def envelope(device_id: object = PHONE, **overrides: Any) -> dict[str, Any]:
    return signing.envelope(PHOTO, device_id, **overrides)


def remarks(sent: dict[str, Any], *, expected: bool = True) -> tuple[str, ...]:
    capture = CaptureDeclaration(PHOTO["sha256"], 300_000, PHOTO["kind"], envelope=sent)
    return envelope_remarks([capture], {PHONE: signing.public_jwk()}, expected=expected)


def test_what_the_registered_phone_signed_is_not_remarked() -> None:
    assert remarks(envelope()) == ()


def test_a_photo_without_a_signature_is_remarked_only_where_one_is_expected() -> None:
    assert (remarks({}), remarks({}, expected=False)) == (("photo_unsigned",), ())


@pytest.mark.parametrize("device", [None, "not an id", "0198a2b4-0000-7000-8000-000000000002"])
def test_a_phone_that_is_not_registered_for_the_author_is_named(device: str | None) -> None:
    assert remarks(envelope(device_id=device)) == ("signing_phone_unknown",)


@pytest.mark.parametrize("changed", [{"sha256": "0" * 64}, {"kind": "kitchen"}])
def test_a_signature_over_another_photo_says_nothing_about_this_one(changed: dict[str, str]) -> None:
    assert remarks(envelope(**changed)) == ("envelope_of_other_photo",)


@given(st.sampled_from(["v", "sha256", "kind", "taken_at", "samples", "note"]), st.text(max_size=5))
def test_whatever_is_changed_after_signing_breaks_the_signature(name: str, value: str) -> None:
    sent = copy.deepcopy(envelope())
    sent[name] = f"{value} changed"

    assert remarks(sent) == ("signature_wrong",)


@pytest.mark.parametrize("signature", ["", "AAAA", "*", signing.base64url(bytes(64)), 7, None])
def test_no_signature_of_any_shape_passes_or_breaks_the_check(signature: Any) -> None:
    assert remarks(envelope() | {"signature": signature}) == ("signature_wrong",)


def test_a_float_cannot_have_been_signed() -> None:
    assert remarks(envelope() | {"latitude": -6.2}) == ("signature_wrong",)

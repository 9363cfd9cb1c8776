"""A phone's key, and capture envelopes signed by it."""

import base64
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from field_api.journal.rules import canonical_json

_KEY = ec.derive_private_key(20260101, ec.SECP256R1())


def base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def public_jwk() -> dict[str, str]:
    numbers = _KEY.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": base64url(numbers.x.to_bytes(32)), "y": base64url(numbers.y.to_bytes(32))}


def envelope(photo: Mapping[str, Any], device_id: object, **overrides: Any) -> dict[str, Any]:
    """The envelope of a photo of a manifest, signed over its canonical JSON."""
    content: dict[str, Any] = {
        "v": 1,
        "sha256": photo["sha256"],
        "kind": photo["kind"],
        "taken_at": "2026-11-22T09:12:00+07:00",
        "samples": [{"latitude_e7": -62_000_000, "longitude_e7": 1_068_000_000, "accuracy_mm": 5000}],
        "device_id": str(device_id),
        "note": "atap seng, é",
    } | overrides
    first, second = decode_dss_signature(_KEY.sign(canonical_json(content), ec.ECDSA(SHA256())))
    return content | {"signature": base64url(first.to_bytes(32) + second.to_bytes(32))}

"""A phone that signs what its camera took, as the field app does (evidence.rules.photos.envelopes says how).

Its private key lives as long as this object: what invented people once signed nobody can sign for them later.
"""

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from field_api.journal.rules import canonical_json

_COORDINATE_BYTES = 32


class SigningPhone:
    """A phone of one user: `device_id` and the public key are what the product knows of it."""

    def __init__(self, device_id: UUID) -> None:
        self.device_id = device_id
        self._key = ec.generate_private_key(ec.SECP256R1())

    def public_key(self) -> dict[str, str]:
        """The key as JWK."""
        numbers = self._key.public_key().public_numbers()
        return {"kty": "EC", "crv": "P-256"} | {
            name: _base64url(number.to_bytes(_COORDINATE_BYTES))
            for name, number in (("x", numbers.x), ("y", numbers.y))
        }

    def signed(self, envelope: Mapping[str, Any]) -> dict[str, Any]:
        """The envelope with the id of this phone and its signature; it holds no floats."""
        named = {**envelope, "device_id": str(self.device_id)}
        parts = decode_dss_signature(self._key.sign(canonical_json(named), ec.ECDSA(SHA256())))
        signature = b"".join(part.to_bytes(_COORDINATE_BYTES) for part in parts)
        return {**named, "signature": _base64url(signature)}


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

"""Capture envelopes: what a phone signed at the shutter, checked against the key registered for it and the manifest.

An envelope is the JSON that stands beside a photo in its manifest. Its `signature` is base64url of the 64 bytes r and s
of ECDSA (P-256, SHA-256) over the canonical JSON of the rest. It proves which registered phone named this photo, this
kind, this moment and this position; not that the scene is real. A wrong one is told to the reviewer and refuses nothing.
With `after`, the newest checkpoint of the log that the phone held, it also proves that it was signed after that one.
"""

import base64
import binascii
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.journal.rules import FloatInCanonicalJson, canonical_json
from field_api.transparency.rules.notes import Checkpoint

Jwk = Mapping[str, Any]

_HALF = 32


def envelope_remarks(
    captures: Sequence[CaptureDeclaration],
    keys: Mapping[UUID, Jwk],
    *,
    signed: Collection[Checkpoint] = (),
    expected: bool,
) -> tuple[str, ...]:
    """Codes of what is wrong with the envelopes of a manifest, each once.

    `keys` are the registered keys of the author's own phones by device id, `signed` those of `held_by` that the log has
    signed. With `expected` (the field app signs) a photo without an envelope is remarked as well.
    """
    found = {_fault_of(capture, keys) or _unknown_after(capture, signed) for capture in captures}
    return tuple(sorted(code for code in found if code and (expected or code != "photo_unsigned")))


def held_by(captures: Iterable[CaptureDeclaration]) -> set[Checkpoint]:
    """The checkpoints of the log that the envelopes say their phone held when it signed."""
    return {held for capture in captures if (held := _after(capture)) is not None}


def signed_after(
    captures: Sequence[CaptureDeclaration], keys: Mapping[UUID, Jwk], *, signed: Collection[Checkpoint]
) -> Checkpoint | None:
    """The oldest checkpoint after which every photo of a manifest was signed; None unless each envelope holds and has one."""
    if any(_fault_of(capture, keys) or _after(capture) not in signed for capture in captures):
        return None
    return min(held_by(captures), key=lambda held: held.size, default=None)


def _unknown_after(capture: CaptureDeclaration, signed: Collection[Checkpoint]) -> str | None:
    """A phone that had no network yet holds none, which is no fault; one that the log never signed is."""
    return "after_unknown" if "after" in capture.envelope and _after(capture) not in signed else None


def _after(capture: CaptureDeclaration) -> Checkpoint | None:
    """What stands under `after`: {origin, size, root in base64}; None when it has another shape."""
    try:
        after = capture.envelope["after"]
        return Checkpoint(str(after["origin"]), int(after["size"]), base64.b64decode(after["root"], validate=True))
    except (KeyError, TypeError, ValueError):
        return None


def _device_of(capture: CaptureDeclaration) -> UUID | None:
    """The phone that an envelope says it comes from."""
    try:
        return UUID(str(capture.envelope["device_id"]))
    except (KeyError, ValueError):
        return None


def _fault_of(capture: CaptureDeclaration, keys: Mapping[UUID, Jwk]) -> str | None:
    envelope = capture.envelope
    if "signature" not in envelope:
        return "photo_unsigned"
    device = _device_of(capture)
    if device is None or device not in keys:
        return "signing_phone_unknown"
    if not _verifies(envelope, keys[device]):
        return "signature_wrong"
    # A signature over another photo, or another kind, says nothing about this one.
    declared = {"sha256": capture.sha256, "kind": capture.kind}
    return None if all(envelope.get(name) == value for name, value in declared.items()) else "envelope_of_other_photo"


def _verifies(envelope: Mapping[str, Any], key: Jwk) -> bool:
    signed = {name: value for name, value in envelope.items() if name != "signature"}
    try:
        raw = _base64url(str(envelope["signature"]))
        numbers = ec.EllipticCurvePublicNumbers(
            int.from_bytes(_base64url(str(key["x"]))), int.from_bytes(_base64url(str(key["y"]))), ec.SECP256R1()
        )
        if len(raw) != 2 * _HALF:
            return False
        signature = encode_dss_signature(int.from_bytes(raw[:_HALF]), int.from_bytes(raw[_HALF:]))
        numbers.public_key().verify(signature, canonical_json(signed), ec.ECDSA(SHA256()))
    except (InvalidSignature, FloatInCanonicalJson, ValueError, KeyError, binascii.Error):
        return False
    return True


def _base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

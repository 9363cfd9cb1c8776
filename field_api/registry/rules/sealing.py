"""Sealing of NIK and No. KK: AES-256-GCM with a ring of keys, and a keyed hash beside it for equality search.

A sealed value names the key that sealed it, so keys can be added and old ones retired row by row. The
context (such as "people.nik") is bound to the value: a seal moved to another column or altered in one bit
does not open. Refuses to guess: an unknown key, another context and a damaged value are errors, never an
empty answer. Randomness comes in as an argument; a nonce must never be used twice with one key (12 random
bytes are good for 2**32 seals).

Layout of a sealed value: 0x01, length of the key id, key id (ASCII), nonce (12 bytes), ciphertext and tag.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from field_api.errors import DomainError

KEY_BYTES = 32
NONCE_BYTES = 12

_VERSION = 1
_TAG_BYTES = 16
_KEY_ID = re.compile(r"[a-z0-9_-]{1,16}", re.ASCII)


class KeyRingMalformed(DomainError):
    """The configuration holds no usable ring; the message never shows a key."""

    code = "key_ring_malformed"
    title = "The sealing keys are not usable"


class SealingKeyUnknown(DomainError):
    """The value was sealed with a key that is not on the ring (`extra["key_id"]`)."""

    code = "sealing_key_unknown"
    title = "The key of a sealed value is missing"


class SealBroken(DomainError):
    """The value was altered, cut, or sealed for another context."""

    code = "seal_broken"
    title = "A sealed value does not open"


@dataclass(frozen=True, slots=True)
class _Envelope:
    """The parts of a sealed value; the header is everything that precedes the nonce."""

    header: bytes
    key_id: str
    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id; `current` seals, every one of them opens. Nothing of a key is ever printed."""

    current: str
    _keys: Mapping[str, bytes] = field(repr=False)
    _hash_key: bytes = field(repr=False)

    @classmethod
    def parse(cls, seal_keys: str, hash_key: bytes) -> Self:
        """Read "k1:<base64 of 32 bytes>,k0:..."; the first is the current one. Raises KeyRingMalformed."""
        keys: dict[str, bytes] = {}
        for place, entry in enumerate(seal_keys.split(","), start=1):
            key_id, colon, encoded = entry.strip().partition(":")
            if not colon or _KEY_ID.fullmatch(key_id) is None:
                raise KeyRingMalformed(f"sealing key {place} does not look like id:base64, id of [a-z0-9_-]")
            if key_id in keys:
                raise KeyRingMalformed(f"sealing key id {key_id} stands twice on the ring")
            keys[key_id] = _decoded(encoded, key_id)
        if len(hash_key) < KEY_BYTES:
            raise KeyRingMalformed(f"the hash key is shorter than {KEY_BYTES} bytes")
        if hash_key in keys.values():
            raise KeyRingMalformed("the hash key is also a sealing key; they must differ")
        return cls(current=next(iter(keys)), _keys=keys, _hash_key=hash_key)

    def seal(self, plain: str, *, context: str, nonce: bytes) -> bytes:
        """Seal text with the current key. `nonce` is 12 fresh random bytes from the caller."""
        if len(nonce) != NONCE_BYTES:
            raise ValueError(f"a nonce is {NONCE_BYTES} bytes")
        header = bytes([_VERSION, len(self.current)]) + self.current.encode("ascii")
        return (
            header
            + nonce
            + _cipher(self._keys[self.current]).encrypt(nonce, plain.encode("utf-8"), _bound(header, context))
        )

    def open_sealed(self, sealed: bytes, *, context: str) -> str:
        """The text that was sealed. Raises SealingKeyUnknown or SealBroken."""
        envelope = _taken_apart(sealed)
        key = self._keys.get(envelope.key_id)
        if key is None:
            raise SealingKeyUnknown(
                f"no key {envelope.key_id} on the ring", extra={"key_id": envelope.key_id, "context": context}
            )
        try:
            plain = _cipher(key).decrypt(envelope.nonce, envelope.ciphertext, _bound(envelope.header, context))
        except InvalidTag:
            raise SealBroken(f"the value sealed for {context} was altered or moved") from None
        return plain.decode("utf-8")

    def needs_resealing(self, sealed: bytes) -> bool:
        """Whether the value carries an older key than the current one. Raises SealBroken on no envelope."""
        return _taken_apart(sealed).key_id != self.current

    def keyed_hash(self, plain: str, *, context: str) -> bytes:
        """HMAC-SHA256 (32 bytes) of the text under its context, for equality search and matching.

        Equal text gives equal hashes only within one context. The hash key does not rotate with the ring:
        a new one means hashing every row anew.
        """
        return hmac.digest(self._hash_key, _bound(b"hash", context) + plain.encode("utf-8"), "sha256")


def _decoded(encoded: str, key_id: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise KeyRingMalformed(f"sealing key {key_id} is not base64") from None
    if len(key) != KEY_BYTES:
        raise KeyRingMalformed(f"sealing key {key_id} is not {KEY_BYTES} bytes long")
    return key


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    """The key's schedule is worked out once: an import seals hundreds of thousands of numbers."""
    return AESGCM(key)


@lru_cache(maxsize=64)
def _bound(header: bytes, context: str) -> bytes:
    """Header and context with their lengths, so that no two pairs give the same bytes."""
    encoded = context.encode("utf-8")
    return len(header).to_bytes(2) + header + len(encoded).to_bytes(2) + encoded


def _taken_apart(sealed: bytes) -> _Envelope:
    id_length = sealed[1] if len(sealed) > 1 else 0
    header_end = 2 + id_length
    nonce_end = header_end + NONCE_BYTES
    if len(sealed) < nonce_end + _TAG_BYTES or sealed[0] != _VERSION:
        raise SealBroken("the value is no sealed value")
    try:
        key_id = sealed[2:header_end].decode("ascii")
    except UnicodeDecodeError:
        raise SealBroken("the value is no sealed value") from None
    return _Envelope(sealed[:header_end], key_id, sealed[header_end:nonce_end], sealed[nonce_end:])

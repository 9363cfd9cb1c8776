"""The ring of sealing keys of this configuration, and the two kinds of numbers that it seals.

Refuses to know where keys come from: that is `config`; how a seal is made is `rules.sealing`.
"""

import secrets
from functools import cache
from typing import NamedTuple

from field_api.config import Config
from field_api.registry.rules.population_numbers import mask
from field_api.registry.rules.sealing import NONCE_BYTES, KeyRing

NIK_CONTEXT = "people.nik"
FAMILY_CARD_CONTEXT = "family_cards.number"


class SealedNumber(NamedTuple):
    """The three columns of a number: sealed, keyed hash (32 bytes), masked text."""

    sealed: bytes
    hash: bytes
    masked: str


@cache
def key_ring(config: Config) -> KeyRing:
    """The ring of a configuration, parsed once. Raises KeyRingMalformed."""
    return KeyRing.parse(config.seal_keys, config.hash_key)


def seal_nik(keys: KeyRing, digits: str) -> SealedNumber:
    return _sealed(keys, digits, NIK_CONTEXT)


def seal_family_card(keys: KeyRing, digits: str) -> SealedNumber:
    return _sealed(keys, digits, FAMILY_CARD_CONTEXT)


def hash_nik(keys: KeyRing, digits: str) -> bytes:
    """The keyed hash under which a NIK is found again."""
    return keys.keyed_hash(digits, context=NIK_CONTEXT)


def hash_family_card(keys: KeyRing, digits: str) -> bytes:
    """The keyed hash under which a No. KK is found again."""
    return keys.keyed_hash(digits, context=FAMILY_CARD_CONTEXT)


def _sealed(keys: KeyRing, digits: str, context: str) -> SealedNumber:
    return SealedNumber(
        sealed=keys.seal(digits, context=context, nonce=secrets.token_bytes(NONCE_BYTES)),
        hash=keys.keyed_hash(digits, context=context),
        masked=mask(digits),
    )

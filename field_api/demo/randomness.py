"""Reproducible chance for invented data: generators from a seed, UUIDv7 from a moment.

It refuses to be used for secrets: whoever knows the seed knows every number that follows.
"""

import random
from datetime import datetime
from uuid import UUID

_RANDOM_BITS = 74
_VERSION_7 = 0x7 << 76
_VARIANT_RFC_9562 = 0b10 << 62
_LOW_62_BITS = (1 << 62) - 1


def seeded(*parts: int | str) -> random.Random:
    """Give a generator whose whole sequence follows from `parts`, on every machine and Python version."""
    # The standard library hashes a text seed with SHA-512; the hash of a tuple is salted per process.
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - invented data, never a secret


def uuid7_at(moment: datetime, chance: random.Random) -> UUID:
    """Make the UUIDv7 (RFC 9562) of an aware `moment`, with its 74 free bits drawn from `chance`."""
    milliseconds = int(moment.timestamp() * 1000)
    free = chance.getrandbits(_RANDOM_BITS)
    high_12_bits = (free >> 62) << 64
    return UUID(int=milliseconds << 80 | _VERSION_7 | high_12_bits | _VARIANT_RFC_9562 | free & _LOW_62_BITS)


def happens(share: float, chance: random.Random) -> bool:
    """Tell whether something that happens in `share` of all cases (0 to 1) happens this time."""
    return chance.random() < share

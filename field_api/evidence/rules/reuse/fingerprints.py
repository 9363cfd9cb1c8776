"""The capture fingerprint: which program wrote a JPEG, told by its tables and markers (evidence A4).

The walk over a JPEG hashes its quantisation tables, frame type and list of APPn markers (`rules.photos.jpeg`). A phone's
camera writes the same ones day after day; an editor, a messenger or a screenshot writes others. No list of cameras is
needed: what counts is how often this phone has sent the like.
"""

from collections.abc import Mapping

ENOUGH_PHOTOS = 30
"""Other photos of a phone from which on its habits are known: about six visits."""
RARE_PERCENT = 2


def is_rare(fingerprint: str | None, others: Mapping[str, int]) -> bool:
    """Whether a fingerprint is rare among the other photos of the same phone, counted by fingerprint.

    At most two of a hundred others may share it. False while the phone has sent fewer than thirty others, and for a photo
    without fingerprint (PNG, WebP): their form says that already.
    """
    total = sum(others.values())
    if fingerprint is None or total < ENOUGH_PHOTOS:
        return False
    return others.get(fingerprint, 0) * 100 <= total * RARE_PERCENT

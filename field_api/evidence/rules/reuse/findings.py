"""What is told of re-use to whoever judges a visit: plain values, the same for a reviewer's page and for a check."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OtherPhoto:
    """The other photo of a match and the act that brought it, which lies within the scope of the reader.

    `kind` is "visit" or "hand_over"; a household is known of visits only. `has_picture` says that it can be shown.
    """

    bundle_id: UUID
    number: int
    kind: str
    author_id: UUID
    area_code: str
    household_id: UUID | None
    received_at: datetime
    taken_at: datetime | None
    has_picture: bool


@dataclass(frozen=True, slots=True)
class ReusedPhoto:
    """A photo of a visit that another act brought as well.

    `distance` counts differing bits of 256 (0 for the layers `file` and `stripped`). `standing` is "reuse", or
    "same_matter" for a photo that its verifier sent again for the same visit. `symmetry` says what was done to the other
    picture, `pair` which frames were compared; both None for equal files. `other` is None outside the reader's scope.
    """

    number: int
    layer: str
    distance: int
    standing: str
    pair: str | None
    symmetry: str | None
    other_came_first: bool
    found_at: datetime
    other: OtherPhoto | None


@dataclass(frozen=True, slots=True)
class RareFingerprint:
    """A photo whose fingerprint its phone hardly ever produced: `alike` of its `others` other photos share it."""

    number: int
    sha256: str
    fingerprint: str
    alike: int
    others: int

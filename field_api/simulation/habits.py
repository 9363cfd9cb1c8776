"""How verifiers work, honest and not, the tricks of the dishonest ones, and which check looks for which trick.

What a trick is for comes from domain 2.9 and evidence A3 to A5; how often it happens in the field is not known, so the
shares here only make every check meet its case.
"""

from collections.abc import Mapping
from enum import StrEnum


class Habit(StrEnum):
    """One habit for each verifier; from `DESK_FILLER` on they deceive."""

    CAREFUL = "careful"
    HURRIED = "hurried"
    INDOORS = "indoors"
    LATE = "late"
    WRONG_CLOCK = "wrong_clock"
    OLD_PHONE = "old_phone"
    FLATS = "flats"
    DESK_FILLER = "desk_filler"
    TELEPORTER = "teleporter"
    PHOTO_REUSER = "photo_reuser"
    POSITION_FAKER = "position_faker"
    POINT_SHARER = "point_sharer"
    COLLUDER = "colluder"

    @property
    def honest(self) -> bool:
        return self not in DISHONEST


DISHONEST = frozenset(
    {
        Habit.DESK_FILLER,
        Habit.TELEPORTER,
        Habit.PHOTO_REUSER,
        Habit.POSITION_FAKER,
        Habit.POINT_SHARER,
        Habit.COLLUDER,
    }
)

# Verifiers get these in turn; the first three serve a small district. A third deceives, which is more than anybody
# hopes for: precision depends on it, and the report says so.
ROTATION = (
    Habit.CAREFUL, Habit.POSITION_FAKER, Habit.HURRIED, Habit.POINT_SHARER, Habit.INDOORS, Habit.DESK_FILLER,
    Habit.OLD_PHONE, Habit.PHOTO_REUSER, Habit.LATE, Habit.TELEPORTER, Habit.WRONG_CLOCK, Habit.COLLUDER, Habit.FLATS,
    Habit.CAREFUL, Habit.HURRIED, Habit.INDOORS, Habit.OLD_PHONE, Habit.FLATS,
)  # fmt: skip


class Trick(StrEnum):
    """The label of a visit that deceives."""

    DESK_FILLED = "desk_filled"
    TELEPORTED = "teleported"
    PHOTO_COPIED = "photo_copied"
    PHOTO_CROPPED = "photo_cropped"
    PHOTO_BRIGHTENED = "photo_brightened"
    PHOTO_RECOMPRESSED = "photo_recompressed"
    PHOTO_MIRRORED = "photo_mirrored"
    POSITION_FROZEN = "position_frozen"
    POSITION_MOCKED = "position_mocked"
    POSITION_TYPED = "position_typed"
    # With noise of its own, as the better tools make it: nothing in the visit shows it.
    POSITION_IMITATED = "position_imitated"
    POINT_SHARED = "point_shared"
    PHONE_BORROWED = "phone_borrowed"
    BRIBED = "bribed"
    PADDED = "padded"


class Fault(StrEnum):
    """What is wrong with the papers of an honest household (domain 2.12)."""

    NIK_DIFFERS = "nik_differs"
    NIK_DOUBLE = "nik_double"


class Sign(StrEnum):
    """What a trick betrays by the way, on some phones."""

    EXIF_ELSEWHERE = "exif_elsewhere"


REUSES = (
    Trick.PHOTO_COPIED, Trick.PHOTO_CROPPED, Trick.PHOTO_BRIGHTENED, Trick.PHOTO_RECOMPRESSED, Trick.PHOTO_MIRRORED,
)  # fmt: skip

# Check -> the tricks and faults that it was written for: the ground of its recall.
LOOKS_FOR: Mapping[str, frozenset[Trick | Fault | Sign]] = {
    "photo_seen_before": frozenset({Trick.PHOTO_COPIED}),
    "photo_similar": frozenset(REUSES) - {Trick.PHOTO_COPIED},
    "photo_sent_again": frozenset(REUSES),
    "position_mocked": frozenset({Trick.POSITION_MOCKED}),
    "position_frozen": frozenset({Trick.POSITION_FROZEN, Trick.POSITION_MOCKED, Trick.POINT_SHARED}),
    "position_rounded": frozenset({Trick.POSITION_TYPED}),
    "accuracy_constant": frozenset({Trick.POINT_SHARED}),
    "point_shared": frozenset({Trick.POINT_SHARED}),
    "visits_clustered": frozenset({Trick.DESK_FILLED, Trick.POINT_SHARED}),
    "visit_too_short": frozenset({Trick.DESK_FILLED}),
    "far_from_household": frozenset({Trick.DESK_FILLED, Trick.POINT_SHARED}),
    "outside_area": frozenset({Trick.DESK_FILLED, Trick.POINT_SHARED}),
    "exif_position_far": frozenset({Sign.EXIF_ELSEWHERE}),
    "speed_impossible": frozenset({Trick.TELEPORTED}),
    "signing_phone_unknown": frozenset({Trick.PHONE_BORROWED}),
    "recommendation_differs": frozenset({Trick.BRIBED}),
    "members_elsewhere": frozenset({Trick.PADDED, Fault.NIK_DOUBLE}),
    "nik_differs": frozenset({Fault.NIK_DIFFERS}),
}

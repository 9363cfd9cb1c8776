"""Re-use: in which order pictures came to be searched, and which of them were sent before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaScoped, Base, Immutable


class PhotoScene(Immutable, Base):
    """The place of a captured picture in the order of the search, and the hashes under which later ones find it.

    `position` is dense from 0 in the order of commits: whoever sees a row sees all below it. A picture with bars at
    its edges has a second row, without them. A picture that shows too little to compare has no hashes. Nothing here
    is shown: a reader comes from captures, which have an area.
    """

    __tablename__ = "photo_scenes"
    __table_args__ = (
        ForeignKeyConstraint(["bundle_id", "number"], ["captures.bundle_id", "captures.number"]),
        CheckConstraint("position >= 0", name="position_range"),
        CheckConstraint(
            "(hash_full IS NULL) = (hash_crop5 IS NULL) AND (hash_full IS NULL) = (hash_crop10 IS NULL)",
            name="hashes_together",
        ),
        CheckConstraint(
            "octet_length(hash_full) = 32 AND octet_length(hash_crop5) = 32 AND octet_length(hash_crop10) = 32",
            name="hashes_size",
        ),
        Index(None, "bundle_id", "number", "trimmed", unique=True),
    )

    position: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bundle_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(SmallInteger)
    trimmed: Mapped[bool]
    hash_full: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash_crop5: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash_crop10: Mapped[bytes | None] = mapped_column(LargeBinary)


class PhotoMatch(AreaScoped, Immutable, Base):
    """A photo that another act in the field brought as well, seen from one of the two: each has a row in its own area.

    `other_came_first` tells the two apart. `pair` names the compared frames, this photo's and the other's, `symmetry`
    what was done to the other picture so that this one came of it; both are null when the files are the same.
    """

    __tablename__ = "photo_matches"
    __table_args__ = (
        ForeignKeyConstraint(["bundle_id", "number"], ["captures.bundle_id", "captures.number"]),
        ForeignKeyConstraint(["other_bundle_id", "other_number"], ["captures.bundle_id", "captures.number"]),
        CheckConstraint("bundle_id <> other_bundle_id", name="two_acts"),
        CheckConstraint("layer IN ('file', 'stripped', 'scene')", name="layer_known"),
        CheckConstraint("standing IN ('reuse', 'same_matter')", name="standing_known"),
        CheckConstraint("distance BETWEEN 0 AND 60", name="distance_range"),
        CheckConstraint(
            "(layer = 'scene') = (pair IS NOT NULL) AND (layer = 'scene') = (symmetry IS NOT NULL)", name="scene_told"
        ),
    )

    bundle_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    other_bundle_id: Mapped[UUID] = mapped_column(primary_key=True)
    other_number: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    other_came_first: Mapped[bool]
    layer: Mapped[str] = mapped_column(Text)
    distance: Mapped[int] = mapped_column(SmallInteger)
    pair: Mapped[str | None] = mapped_column(Text)
    symmetry: Mapped[str | None] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(Text)
    found_at: Mapped[datetime]

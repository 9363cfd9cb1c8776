"""Photos: bytes under their hash, the bundles that declare them, and what the inspection found."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaScoped, Base, Bound, Immutable

SHA256_FORM = "~ '^[0-9a-f]{64}$'"


class Bundle(AreaScoped, Bound, Base):
    """What one act in the field brought: a visit or a hand-over has the id of its bundle.

    Immutable but for `completed_at`, which is set once, when every declared photo is stored and hash-checked;
    a trigger holds both.
    """

    __tablename__ = "bundles"
    __table_args__ = (
        CheckConstraint("kind IN ('visit', 'hand_over')", name="kind_known"),
        CheckConstraint(f"content_sha256 {SHA256_FORM}", name="content_sha256_form"),
        Index("ix_bundles_incomplete", "received_at", postgresql_where="completed_at IS NULL"),
        Index(None, "author_id", "id"),
        Index(None, "device_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("devices.id"))
    # Of the canonical JSON of all that was sent: the same again is a repeat, anything else a conflict.
    content_sha256: Mapped[str] = mapped_column(Text)
    photo_count: Mapped[int] = mapped_column(SmallInteger)
    received_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    # The checkpoint of the log after which a phone signed every photo of it: {size, root, signed_at}.
    signed_after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class Capture(AreaScoped, Immutable, Bound, Base):
    """One photo of a bundle's manifest: hash, size and kind, and the app's own fix at the shutter."""

    __tablename__ = "captures"
    __table_args__ = (
        CheckConstraint(f"sha256 {SHA256_FORM}", name="sha256_form"),
        CheckConstraint("size BETWEEN 1 AND 26214400", name="size_range"),
        Index(None, "sha256"),
    )

    bundle_id: Mapped[UUID] = mapped_column(ForeignKey("bundles.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    taken_at: Mapped[datetime | None]
    latitude_e7: Mapped[int | None] = mapped_column(Integer)
    longitude_e7: Mapped[int | None] = mapped_column(Integer)
    accuracy_mm: Mapped[int | None] = mapped_column(Integer)
    # The capture envelope as the phone signed it (samples, device times, signature), kept word for word.
    envelope: Mapped[dict[str, Any]]


class Photo(Immutable, Bound, Base):
    """Bytes whose SHA-256 was checked: in `photo_arrivals` first, then in the bucket. Sent twice, it is here once."""

    __tablename__ = "photos"
    __table_args__ = (CheckConstraint(f"sha256 {SHA256_FORM}", name="sha256_form"),)

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(Integer)
    stored_at: Mapped[datetime]
    # Since then there are no bytes of it any more, neither here nor in the bucket; its hash stays.
    erased_at: Mapped[datetime | None]


class PhotoArrival(Base):
    """The bytes of a stored photo until a worker has moved them into the bucket: at first they are only here."""

    __tablename__ = "photo_arrivals"

    sha256: Mapped[str] = mapped_column(ForeignKey("photos.sha256"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    arrived_at: Mapped[datetime] = mapped_column(index=True)


class PhotoPiece(Base):
    """A received piece of a photo that is not whole yet: its bytes from `start` on."""

    __tablename__ = "photo_pieces"
    __table_args__ = (CheckConstraint("size = octet_length(content) AND size > 0 AND start >= 0", name="range"),)

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    start: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]


class PhotoInspection(Immutable, Bound, Base):
    """What a version of the inspection made of a photo; a later version adds a row."""

    __tablename__ = "photo_inspections"
    __table_args__ = (
        CheckConstraint("verdict IN ('accepted', 'accepted_with_remarks', 'refused')", name="verdict_known"),
        CheckConstraint("verdict <> 'refused' OR cardinality(reasons) > 0", name="refusal_has_reason"),
    )

    sha256: Mapped[str] = mapped_column(ForeignKey("photos.sha256"), primary_key=True)
    inspection_version: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    verdict: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text))
    remarks: Mapped[list[str]] = mapped_column(ARRAY(Text))
    # Format, dimensions, EXIF, quality: the JSON of `PhotoInspection.to_json`.
    findings: Mapped[dict[str, Any]]
    stripped_sha256: Mapped[str | None] = mapped_column(Text, index=True)
    hash_full: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash_crop5: Mapped[bytes | None] = mapped_column(LargeBinary)
    hash_crop10: Mapped[bytes | None] = mapped_column(LargeBinary)
    # Which program wrote the file: tables and markers of a JPEG (evidence A4).
    fingerprint: Mapped[str | None] = mapped_column(Text)
    has_derivatives: Mapped[bool]
    inspected_at: Mapped[datetime]

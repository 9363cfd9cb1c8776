"""Visits: who was asked to go where, and what was found there."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import SRID, AreaScoped, Base, Bound, Immutable

OUTCOMES = ("visited", "not_found", "moved", "deceased", "refused", "not_at_home", "no_access")
RECOMMENDATIONS = ("eligible", "not_eligible", "unsure")
CHANNELS = ("field_app", "odk_collect", "import", "api")


class Assignment(AreaScoped, Bound, Base):
    """One visit asked of one verifier; a return for more evidence is a new assignment that names the visit."""

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'done', 'withdrawn')", name="status_known"),
        ForeignKeyConstraint(["instrument_code", "instrument_version"], ["instruments.code", "instruments.version"]),
        Index(None, "verifier_id", "status", "id"),
        Index(None, "household_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    verifier_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    instrument_code: Mapped[str] = mapped_column(Text)
    instrument_version: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(Text)
    # A returned visit: which one, why, and, when only photos are wanted, of which kinds.
    returns_visit_id: Mapped[UUID | None]
    return_reason: Mapped[str | None] = mapped_column(Text)
    return_photo_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    assigned_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    assigned_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class Visit(AreaScoped, Immutable, Bound, Base):
    """The six things of row A1, as the verifier sent them; a correction is a new visit that names this one."""

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome_known"),
        CheckConstraint(f"recommendation IN {RECOMMENDATIONS}", name="recommendation_known"),
        CheckConstraint(f"channel IN {CHANNELS}", name="channel_known"),
        CheckConstraint("(latitude_e7 IS NULL) = (longitude_e7 IS NULL)", name="point_whole"),
        CheckConstraint("latitude_e7 BETWEEN -900000000 AND 900000000", name="latitude_range"),
        CheckConstraint("longitude_e7 BETWEEN -1800000000 AND 1800000000", name="longitude_range"),
        ForeignKeyConstraint(["instrument_code", "instrument_version"], ["instruments.code", "instruments.version"]),
        # What lets a decision carry the verifier's id and a CHECK keep verifier and reviewer apart.
        UniqueConstraint("id", "verifier_id"),
        Index(None, "household_id"),
        Index(None, "verifier_id", "id"),
        Index(None, "area_code", "id"),
        Index(None, "point", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("bundles.id"), primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignments.id"))
    replaces_visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("visits.id"))
    verifier_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    instrument_code: Mapped[str] = mapped_column(Text)
    instrument_version: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    occupation: Mapped[str | None] = mapped_column(Text)
    answers: Mapped[dict[str, Any]]
    latitude_e7: Mapped[int | None] = mapped_column(Integer)
    longitude_e7: Mapped[int | None] = mapped_column(Integer)
    accuracy_mm: Mapped[int | None] = mapped_column(Integer)
    # Every fix the phone took, as sent: [{latitude_e7, longitude_e7, accuracy_mm, at, ...}].
    position_samples: Mapped[list[dict[str, Any]]]
    point: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=SRID, spatial_index=False),
        Computed(
            f"ST_SetSRID(ST_MakePoint(longitude_e7 / 10000000.0, latitude_e7 / 10000000.0), {SRID})",
            persisted=True,
        ),
    )
    # What a reviewer should know that is no fault: low accuracy, assignment withdrawn meanwhile, clock skew.
    remarks: Mapped[list[str]] = mapped_column(ARRAY(Text))
    channel: Mapped[str] = mapped_column(Text)
    app_version: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    received_at: Mapped[datetime]


class VisitMember(AreaScoped, Immutable, Bound, Base):
    """A household member as the verifier met or was told of them; NIK sealed as in the registry."""

    __tablename__ = "visit_members"
    # Sealed anew when a key leaves the ring; the keyed hash beside it says which number it is.
    unbound = frozenset({"nik_sealed"})

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    number: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str] = mapped_column(Text)
    nik_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    nik_hash: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    nik_masked: Mapped[str | None] = mapped_column(Text)
    relationship: Mapped[str] = mapped_column(Text)
    sex: Mapped[str | None] = mapped_column(Text)
    birth_date: Mapped[date | None]
    occupation: Mapped[str | None] = mapped_column(Text)
    school: Mapped[str | None] = mapped_column(Text)
    present: Mapped[bool | None]


class VisitEvaluation(AreaScoped, Immutable, Bound, Base):
    """What one version of one instrument says of a visit's answers; several stand side by side."""

    __tablename__ = "visit_evaluations"
    __table_args__ = (
        ForeignKeyConstraint(["instrument_code", "instrument_version"], ["instruments.code", "instruments.version"]),
    )

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    instrument_code: Mapped[str] = mapped_column(Text, primary_key=True)
    instrument_version: Mapped[str] = mapped_column(Text, primary_key=True)
    outcome: Mapped[str] = mapped_column(Text)
    score: Mapped[int | None] = mapped_column(Integer)
    result: Mapped[dict[str, Any]]
    evaluated_at: Mapped[datetime]

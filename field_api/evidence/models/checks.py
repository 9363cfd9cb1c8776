"""What the checks said of an act in the field, and the limits they were held to."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaCodeType, AreaScoped, Base, Bound, Immutable


class CheckRun(AreaScoped, Immutable, Bound, Base):
    """One run of all checks over one act in the field; of several the newest counts, since the evidence around it grows."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    run: Mapped[int] = mapped_column(SmallInteger)
    checks_version: Mapped[int] = mapped_column(SmallInteger)
    # [{code, severity, details}] in the order of the catalogue.
    flags: Mapped[list[dict[str, Any]]]
    # How urgently somebody should look; 0 for an act without flags.
    weight: Mapped[int] = mapped_column(Integer)
    # The limits as they were, so that the run can be repeated years later.
    thresholds: Mapped[dict[str, Any]] = mapped_column(JSONB)
    checked_at: Mapped[datetime]


class VisitCheck(CheckRun):
    """A run over a visit."""

    __tablename__ = "visit_checks"
    __table_args__ = (
        UniqueConstraint("visit_id", "run"),
        CheckConstraint("run > 0 AND weight >= 0", name="counts"),
        Index(None, "flags", postgresql_using="gin", postgresql_ops={"flags": "jsonb_path_ops"}),
    )

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visits.id"))


class CheckThresholds(Immutable, Bound, Base):
    """Limits of an area ("" the country) from a day on; the deepest area counts, and of one area the newest day."""

    __tablename__ = "check_thresholds"
    __table_args__ = (UniqueConstraint("area_code", "valid_from"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    valid_from: Mapped[date]
    # Only what differs from the level above.
    limits: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str]
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime]

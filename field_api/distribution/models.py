"""Tables of the distribution: rounds, allocations, hand-overs and what the checks said of these."""

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
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import SRID, AreaCodeType, AreaScoped, Base, Bound, Immutable
from field_api.distribution.rules.hand_overs import CARD_CHECKS, FAILURES, OUTCOMES, RECEIVERS
from field_api.evidence.models.checks import CheckRun


class Round(Bound, Base):
    """One distribution of one programme in one area; its allocations are made from enrolments active that day.

    It holds nothing personal and is no `AreaScoped` row: an RT officer must see the round of the whole regency that
    reaches his RT. `queries.rounds` shows a round to whoever works above or below its area.
    """

    __tablename__ = "rounds"
    __table_args__ = (
        CheckConstraint("state IN ('preparing', 'open', 'closed')", name="state_known"),
        CheckConstraint("ends_on >= starts_on", name="period_order"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closing_dated"),
        Index(None, "programme_code", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    programme_code: Mapped[str] = mapped_column(ForeignKey("programmes.code"))
    area_code: Mapped[str] = mapped_column(AreaCodeType, index=True)
    title: Mapped[str] = mapped_column(Text)
    package: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # How many allocations it has; 0 while they are being made.
    planned: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class Allocation(AreaScoped, Immutable, Bound, Base):
    """One package that one enrolment is to receive in one round; `area_code` is where it will be handed over."""

    __tablename__ = "allocations"
    __table_args__ = (
        ForeignKeyConstraint(["enrolment_id", "household_id"], ["enrolments.id", "enrolments.household_id"]),
        UniqueConstraint("round_id", "enrolment_id"),
        # Keyset pages run over it, and hand-overs refer to it, so that round and area cannot differ.
        UniqueConstraint("round_id", "area_code", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    enrolment_id: Mapped[UUID]
    household_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    packages: Mapped[int] = mapped_column(SmallInteger)
    allocated_at: Mapped[datetime]


class HandOver(AreaScoped, Immutable, Bound, Base):
    """What became of a package at the door: delivered to whom, or not and why. Only one can be `delivered`."""

    __tablename__ = "hand_overs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "area_code", "allocation_id"],
            ["allocations.round_id", "allocations.area_code", "allocations.id"],
        ),
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome_known"),
        CheckConstraint(
            f"(outcome = 'delivered') = (received_by IS NOT NULL AND received_by IN {RECEIVERS})", name="receiver_named"
        ),
        CheckConstraint(
            f"(outcome = 'not_delivered') = (failure IS NOT NULL AND failure IN {FAILURES})", name="failure_named"
        ),
        CheckConstraint(
            "received_by IS NULL OR received_by = 'self' OR length(btrim(receiver_name)) > 0",
            name="other_receiver_has_name",
        ),
        CheckConstraint(f"card_check IN {CARD_CHECKS}", name="card_check_known"),
        CheckConstraint("card_check IS NULL OR outcome = 'delivered'", name="card_check_of_delivery"),
        CheckConstraint("(latitude_e7 IS NULL) = (longitude_e7 IS NULL)", name="point_whole"),
        CheckConstraint(
            "outcome = 'not_delivered' OR latitude_e7 IS NOT NULL OR length(btrim(position_missing_reason)) > 0",
            name="position_or_reason",
        ),
        CheckConstraint("latitude_e7 BETWEEN -900000000 AND 900000000", name="latitude_range"),
        CheckConstraint("longitude_e7 BETWEEN -1800000000 AND 1800000000", name="longitude_range"),
        # A package cannot be handed over twice, whatever two phones say at once.
        Index("uq_hand_overs_delivered", "allocation_id", unique=True, postgresql_where=text("outcome = 'delivered'")),
        Index(None, "allocation_id"),
        Index(None, "area_code", "id"),
        # Neighbours in time of one officer: ids are UUIDv7 made on the phone.
        Index(None, "officer_id", "id"),
        # Lists and counts of a round; the outcome lies in the index, so that progress needs no row.
        Index(None, "round_id", "area_code", "id", postgresql_include=["outcome"]),
        Index("ix_hand_overs_failed", "round_id", postgresql_where=text("outcome = 'not_delivered'")),
        Index(None, "point", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("bundles.id"), primary_key=True)
    round_id: Mapped[UUID]
    allocation_id: Mapped[UUID]
    officer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str] = mapped_column(Text)
    received_by: Mapped[str | None] = mapped_column(Text)
    receiver_name: Mapped[str | None] = mapped_column(Text)
    receiver_relationship: Mapped[str | None] = mapped_column(Text)
    # The card at the door against the list; nothing when nobody compared.
    card_check: Mapped[str | None] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    latitude_e7: Mapped[int | None] = mapped_column(Integer)
    longitude_e7: Mapped[int | None] = mapped_column(Integer)
    accuracy_mm: Mapped[int | None] = mapped_column(Integer)
    position_missing_reason: Mapped[str | None] = mapped_column(Text)
    # Every fix the phone took, as sent: [{latitude_e7, longitude_e7, accuracy_mm, at, ...}].
    position_samples: Mapped[list[dict[str, Any]]]
    point: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=SRID, spatial_index=False),
        Computed(
            f"ST_SetSRID(ST_MakePoint(longitude_e7 / 10000000.0, latitude_e7 / 10000000.0), {SRID})",
            persisted=True,
        ),
    )
    handed_over_at: Mapped[datetime]
    received_at: Mapped[datetime]


class HandOverCheck(CheckRun):
    """A run of the checks over a hand-over."""

    __tablename__ = "hand_over_checks"
    __table_args__ = (
        UniqueConstraint("hand_over_id", "run"),
        CheckConstraint("run > 0 AND weight >= 0", name="counts"),
    )

    hand_over_id: Mapped[UUID] = mapped_column(ForeignKey("hand_overs.id"))


class HandOverRank(AreaScoped, Base):
    """The place of a hand-over in the list of its round; derived from its newest check, and no fact."""

    __tablename__ = "hand_over_ranks"
    __table_args__ = (Index(None, "round_id", "rank", "hand_over_id"),)

    hand_over_id: Mapped[UUID] = mapped_column(ForeignKey("hand_overs.id"), primary_key=True)
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    # Minus the weight of its flags: what is hardest to explain has the lowest rank.
    rank: Mapped[int] = mapped_column(Integer)

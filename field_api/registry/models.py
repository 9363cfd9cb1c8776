"""Tables of the recipient registry. NIK and No. KK are sealed, with a keyed hash beside them for equality search."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    ScalarSelect,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import DATERANGE, JSONB, ExcludeConstraint, Range
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from field_api.db import SRID, AreaCodeType, AreaScoped, Base, Bound, Immutable, valid_on
from field_api.registry.rules.kinship import Relationship

E7 = 10_000_000


class Household(AreaScoped, Base):
    """People who live together (rumah tangga). Its place is known in integers of 1e-7 degree, or not at all."""

    __tablename__ = "households"
    __table_args__ = (
        CheckConstraint("(latitude_e7 IS NULL) = (longitude_e7 IS NULL)", name="point_whole"),
        CheckConstraint("latitude_e7 BETWEEN -900000000 AND 900000000", name="latitude_range"),
        CheckConstraint("longitude_e7 BETWEEN -1800000000 AND 1800000000", name="longitude_range"),
        # Keyset pages run over (area_code, id).
        Index(None, "area_code", "id"),
        Index(None, "import_id", postgresql_where=text("import_id IS NOT NULL")),
        Index(None, "point", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # No index of its own: the one over (area_code, id) serves.
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    address: Mapped[str] = mapped_column(Text)
    latitude_e7: Mapped[int | None] = mapped_column(Integer)
    longitude_e7: Mapped[int | None] = mapped_column(Integer)
    point: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", srid=SRID, spatial_index=False),
        Computed(f"ST_SetSRID(ST_MakePoint(longitude_e7 / {E7}.0, latitude_e7 / {E7}.0), {SRID})", persisted=True),
    )
    registered_at: Mapped[datetime]
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("imports.id"))
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class FamilyCard(AreaScoped, Base):
    """A No. KK that a household held from a day on; it changes with moves, deaths and divorces (domain 2.2)."""

    __tablename__ = "family_cards"
    __table_args__ = (
        Index(None, "number_hash"),
        Index(
            "uq_family_cards_current",
            "household_id",
            "number_hash",
            unique=True,
            postgresql_where=text("valid_to IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # No index of its own: these rows are found by their household or person, and then narrowed.
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    number_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    number_hash: Mapped[bytes] = mapped_column(LargeBinary)
    number_masked: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class Person(AreaScoped, Base):
    """A person, with or without a NIK: it may be absent, temporary, doubled or wrong (domain 2.1)."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint(
            "nik_status IN ('given', 'verified', 'temporary', 'absent', 'invalid')", name="nik_status_known"
        ),
        CheckConstraint("(nik_sealed IS NULL) = (nik_hash IS NULL)", name="nik_whole"),
        CheckConstraint("nik_status IN ('absent', 'temporary') OR nik_hash IS NOT NULL", name="nik_present"),
        CheckConstraint("sex IN ('M', 'F')", name="sex_known"),
        # A NIK that Dukcapil has confirmed belongs to one person only.
        Index("uq_people_verified_nik", "nik_hash", unique=True, postgresql_where=text("nik_status = 'verified'")),
        Index(None, "nik_hash"),
        Index(None, "area_code", "id"),
        Index(
            "ix_people_search_name",
            "search_name",
            postgresql_using="gin",
            postgresql_ops={"search_name": "gin_trgm_ops"},
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # No index of its own: the one over (area_code, id) serves.
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    nik_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    nik_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    nik_masked: Mapped[str | None] = mapped_column(Text)
    nik_status: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    search_name: Mapped[str] = mapped_column(Text)
    sex: Mapped[str | None] = mapped_column(Text)
    birth_place: Mapped[str | None] = mapped_column(Text)
    birth_date: Mapped[date | None]
    mother_name: Mapped[str | None] = mapped_column(Text)
    occupation: Mapped[str | None] = mapped_column(Text)
    education: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[list[dict[str, Any]]]
    registered_at: Mapped[datetime]
    # Since then the row names nobody; `erasures` says why.
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class Membership(AreaScoped, Base):
    """A person belongs to one household at a time; `valid_to` is exclusive."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        ExcludeConstraint(("person_id", "="), ("period", "&&"), name="ex_memberships_person_period"),
        Index(None, "household_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # No index of its own: these rows are found by their household or person, and then narrowed.
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"))
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    relationship: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    period: Mapped[Range[date]] = mapped_column(DATERANGE, Computed("daterange(valid_from, valid_to)", persisted=True))


def head_on(household_id: InstrumentedAttribute[UUID], day: date) -> ScalarSelect[UUID]:
    """The id of the head that day, for the household of each row of the statement around it.

    Of a household without one, as files without that column bring them, it is a member; None when nobody is left.
    """
    return (
        select(Membership.person_id)
        .where(Membership.household_id == household_id, valid_on(Membership, day))
        .order_by((Membership.relationship == Relationship.HEAD).desc(), Membership.valid_from.desc(), Membership.id)
        .limit(1)
        .correlate(household_id.class_)
        .scalar_subquery()
    )


class Programme(Base):
    """A scheme of assistance (PKH, BPNT, a package). `components` are data: [{code, name, unit, amount, ...}]."""

    __tablename__ = "programmes"
    __table_args__ = (CheckConstraint("unit IN ('person', 'household')", name="unit_known"),)

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    components: Mapped[list[dict[str, Any]]]
    legal_basis: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class Enrolment(AreaScoped, Immutable, Bound, Base):
    """A person (or, for household programmes, a household) in one programme and component; statuses hang below."""

    __tablename__ = "enrolments"
    __table_args__ = (
        # NULLS NOT DISTINCT by way of an index over coalesced ids.
        Index(
            "uq_enrolments_subject",
            "programme_code", "component", "household_id", text("coalesce(person_id, '00000000-0000-0000-0000-000000000000')"),
            unique=True,
        ),
        Index(None, "area_code", "id"),
        Index(None, "household_id"),
        Index(None, "person_id"),
        UniqueConstraint("id", "household_id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # No index of its own: the one over (area_code, id) serves.
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    programme_code: Mapped[str] = mapped_column(ForeignKey("programmes.code"))
    component: Mapped[str] = mapped_column(Text)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]


class EnrolmentStatus(AreaScoped, Immutable, Bound, Base):
    """A dated status of an enrolment; the newest row whose day has come is in force."""

    __tablename__ = "enrolment_statuses"
    __table_args__ = (
        CheckConstraint("status IN ('proposed', 'active', 'suspended', 'ended')", name="status_known"),
        Index(None, "enrolment_id", "effective_from", "number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    # Counts up within an enrolment, so that two statuses of one day have an order.
    number: Mapped[int]
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    status: Mapped[str] = mapped_column(Text)
    effective_from: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    # The endorsement list that caused it; that table stands on a higher floor, so there is no foreign key.
    list_id: Mapped[UUID | None]
    recorded_at: Mapped[datetime]


class RegistryImport(AreaScoped, Base):
    """A file of households on its way into the registry; counts grow while a worker reads it."""

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint("status IN ('waiting', 'running', 'finished', 'refused', 'failed')", name="status_known"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(Text)
    file_sha256: Mapped[str] = mapped_column(Text)
    object_key: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    # Why the whole file was not taken, as `DomainError.to_json` has it.
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    bytes_total: Mapped[int] = mapped_column(BigInteger)
    bytes_read: Mapped[int] = mapped_column(BigInteger)
    rows_read: Mapped[int]
    rows_rejected: Mapped[int]
    households_stored: Mapped[int]
    people_stored: Mapped[int]
    requested_by: Mapped[UUID | None]
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class ImportRejection(AreaScoped, Immutable, Base):
    """Why one row of a file was not taken: row number as a spreadsheet shows it, field, reason and remedy."""

    __tablename__ = "import_rejections"
    __table_args__ = (ForeignKeyConstraint(["import_id"], ["imports.id"]),)

    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row: Mapped[int]
    field: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)

"""Tables of the areas. Geometry is multi-polygon in EPSG:4326; a code may have one current version at a time."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, SmallInteger, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import SRID, AreaCodeType, Base, Immutable


class AreaEdition(Immutable, Base):
    """One import: which file, with which hash, read with which settings, valid from which day."""

    __tablename__ = "area_editions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    source_sha256: Mapped[str] = mapped_column(Text)
    settings: Mapped[dict[str, Any]]
    valid_from: Mapped[date]
    imported_at: Mapped[datetime]
    imported_by: Mapped[UUID | None]


class Area(Base):
    """One version of one area: `valid_from` inclusive, `valid_to` exclusive or open.

    A trigger of migration 0002 refuses versions of one code that overlap: an EXCLUDE constraint would say the same and
    make the import of the national list six times slower.
    """

    __tablename__ = "areas"
    __table_args__ = (
        CheckConstraint(
            r"code ~ '^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4}(\.[0-9]{3}(\.[0-9]{3})?)?)?)?)?$'", name="code_form"
        ),
        CheckConstraint("level BETWEEN 1 AND 6", name="level_known"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="period_order"),
        UniqueConstraint("code", "valid_from"),
        Index("ix_areas_current_code", "code", unique=True, postgresql_where=text("valid_to IS NULL")),
        Index("ix_areas_current_parent", "parent_code", postgresql_where=text("valid_to IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(AreaCodeType)
    parent_code: Mapped[str | None] = mapped_column(AreaCodeType)
    level: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    period: Mapped[Range[date]] = mapped_column(DATERANGE, Computed("daterange(valid_from, valid_to)", persisted=True))
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("area_editions.id"))


class AreaPolygon(Base):
    """The land of an area; several versions may follow each other, `drawn` or made as `union` of children."""

    __tablename__ = "area_polygons"
    __table_args__ = (
        CheckConstraint("origin IN ('drawn', 'repaired', 'union')", name="origin_known"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="period_order"),
        ExcludeConstraint(
            ("area_code", "="),
            (text("daterange(valid_from, valid_to)"), "&&"),
            name="ex_area_polygons_code_period",
        ),
        Index("ix_area_polygons_current", "area_code", unique=True, postgresql_where=text("valid_to IS NULL")),
        Index(None, "land", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    level: Mapped[int] = mapped_column(SmallInteger)
    origin: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("area_editions.id"))
    land: Mapped[WKBElement] = mapped_column(Geometry("MULTIPOLYGON", srid=SRID, spatial_index=False))


class AreaSuccession(Immutable, Base):
    """`code` ended and `successor_code` took over (split, merged, renamed, moved)."""

    __tablename__ = "area_successions"

    code: Mapped[str] = mapped_column(AreaCodeType, primary_key=True)
    successor_code: Mapped[str] = mapped_column(AreaCodeType, primary_key=True)
    changed_on: Mapped[date] = mapped_column(primary_key=True)
    change: Mapped[str] = mapped_column(Text)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("area_editions.id"))


class AreaFinding(Immutable, Base):
    """What was wrong with one row of an edition: invalid ring, overlap, unknown code, orphan, duplicate."""

    __tablename__ = "area_findings"

    edition_id: Mapped[UUID] = mapped_column(ForeignKey("area_editions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row: Mapped[int]
    code: Mapped[str] = mapped_column(Text)
    finding: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    handled: Mapped[str] = mapped_column(Text)

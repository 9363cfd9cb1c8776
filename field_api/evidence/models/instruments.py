"""Instruments: versioned criteria sets, kept word for word as they judged."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import Base, Bound, Immutable


class PublishedInstrument(Immutable, Bound, Base):
    """One version of one instrument; a change is a new version, for a visit keeps the one that judged it."""

    __tablename__ = "instruments"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[dict[str, Any]]
    document_sha256: Mapped[str] = mapped_column(Text, unique=True)
    valid_from: Mapped[date]
    published_at: Mapped[datetime]

"""The table of erasures. A trigger lets a row be committed only together with its entry in the journal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaScoped, Base, Immutable
from field_api.erasure.rules import LegalBasis

LEGAL_BASES = tuple(basis.value for basis in LegalBasis)


class Erasure(AreaScoped, Immutable, Base):
    """That the data of a person were erased, on which basis and why; without this row the database erases nothing."""

    __tablename__ = "erasures"
    __table_args__ = (
        CheckConstraint(f"legal_basis IN {LEGAL_BASES}", name="legal_basis_known"),
        CheckConstraint("length(btrim(reason)) >= 5", name="reason_given"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("people.id"), primary_key=True)
    legal_basis: Mapped[str] = mapped_column(Text)
    # In words, for whoever must answer for it: here, and never in the journal.
    reason: Mapped[str] = mapped_column(Text)
    with_photos: Mapped[bool]
    erased_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    erased_at: Mapped[datetime]

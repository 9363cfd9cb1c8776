"""Tables of the review: cases, decisions, determinations, second looks at them, and lists sealed with a letter.

The database itself keeps apart who must not meet: a verifier never reviews his own visit (CHECK on a composite
foreign key), a reviewer never endorses what he decided, nothing incomplete is decided and nothing sealed changes
(triggers of the first migration).
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaScoped, Base, Bound, Immutable

CASE_STATES = ("awaiting_review", "returned", "accepted", "rejected")
VERDICTS = ("accept", "return_visit", "return_photos", "reject")
FINDINGS = ("eligible", "not_eligible", "cannot_tell")
CAPACITIES = ("kepala_daerah", "wakil_kepala_daerah", "sekda_atas_nama_kepala_daerah")


class Case(AreaScoped, Bound, Base):
    """One household under review: the newest complete visit and where the matter stands."""

    __tablename__ = "cases"
    __table_args__ = (
        CheckConstraint(f"state IN {CASE_STATES}", name="state_known"),
        Index(
            "uq_cases_open_household",
            "household_id",
            unique=True,
            postgresql_where=text("state IN ('awaiting_review', 'returned')"),
        ),
        # The queue: oldest first within an area and a state.
        Index(None, "state", "area_code", "opened_at", "id"),
        # The same queue with the weightiest flags first.
        Index(None, "state", "rank", "id"),
        Index(None, "visit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visits.id"))
    state: Mapped[str] = mapped_column(Text)
    # Derived from the flags, which the journal holds.
    unbound = frozenset({"rank"})
    # Minus the weight of the flags on the visit under review: what is hardest to explain has the lowest rank.
    rank: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    opened_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class Decision(AreaScoped, Immutable, Bound, Base):
    """What a reviewer decided on one visit, and why; the visit must be complete (trigger)."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint(f"verdict IN {VERDICTS}", name="verdict_known"),
        CheckConstraint("reviewer_id <> verifier_id", name="reviewer_is_not_verifier"),
        CheckConstraint("length(btrim(reason)) >= 3", name="reason_given"),
        CheckConstraint("verdict <> 'return_photos' OR cardinality(photo_kinds) > 0", name="photo_kinds_named"),
        CheckConstraint(
            "(verdict IN ('return_visit', 'return_photos')) = (assignment_id IS NOT NULL)", name="return_is_assigned"
        ),
        ForeignKeyConstraint(["visit_id", "verifier_id"], ["visits.id", "visits.verifier_id"]),
        # One decision for each time that a visit comes up: a double click finds it here.
        UniqueConstraint("case_id", "visit_id"),
        # What lets a second look carry both first hands, and CHECKs keep them away from it.
        Index("uq_decisions_hands", "id", "reviewer_id", "verifier_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    visit_id: Mapped[UUID]
    verifier_id: Mapped[UUID]
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    verdict: Mapped[str] = mapped_column(Text)
    reason_code: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    photo_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    # "Tanpa bukti lapangan" (A2): the household was not met, or no photo survived the inspection.
    without_field_evidence: Mapped[bool]
    # Photos that the inspection refused and the reviewer passes over: [{sha256, reason}].
    photo_overrides: Mapped[list[dict[str, Any]]]
    # The new visit that a return asks for.
    assignment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assignments.id"))
    # Of the canonical JSON of all that was sent: the same again is a repeat, anything else a conflict.
    content_sha256: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[datetime]


class Determination(AreaScoped, Immutable, Bound, Base):
    """Eligible (layak) or not, per person, programme AND component (B2); household programmes have no person."""

    __tablename__ = "determinations"
    __table_args__ = (
        Index(
            "uq_determinations_subject",
            "decision_id", "programme_code", "component", text("coalesce(person_id, '00000000-0000-0000-0000-000000000000')"),
            unique=True,
        ),
        Index(None, "area_code", "id"),
        # Finds the newest determination of a subject, and what is ready for a list.
        Index(None, "household_id", "programme_code", "id"),
        Index(None, "programme_code", "area_code", "id"),
        UniqueConstraint("id", "reviewer_id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"))
    reviewer_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    household_id: Mapped[UUID] = mapped_column(ForeignKey("households.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id"))
    programme_code: Mapped[str] = mapped_column(ForeignKey("programmes.code"))
    component: Mapped[str] = mapped_column(Text)
    eligible: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)


class SampleDraw(AreaScoped, Immutable, Bound, Base):
    """Whether a final decision fell into the samples, with the shares of that day; kept of every one, drawn or not."""

    __tablename__ = "sample_draws"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "reviewer_id", "verifier_id"],
            ["decisions.id", "decisions.reviewer_id", "decisions.verifier_id"],
        ),
        CheckConstraint(
            "second_review_permille BETWEEN 0 AND 1000 AND back_check_permille BETWEEN 0 AND 1000", name="shares"
        ),
        CheckConstraint(
            "(clean AND second_review_permille > 0 OR NOT second_review_drawn)"
            " AND (clean AND back_check_permille > 0 OR NOT back_check_drawn)",
            name="drawn_with_a_share",
        ),
        UniqueConstraint("decision_id", "reviewer_id", "verifier_id"),
    )

    decision_id: Mapped[UUID] = mapped_column(primary_key=True)
    reviewer_id: Mapped[UUID]
    verifier_id: Mapped[UUID]
    # The run of the checks that told whether the visit was clean: without a doubt or an alarm.
    check_id: Mapped[UUID] = mapped_column(ForeignKey("visit_checks.id"))
    clean: Mapped[bool]
    second_review_permille: Mapped[int] = mapped_column(SmallInteger)
    second_review_drawn: Mapped[bool]
    back_check_permille: Mapped[int] = mapped_column(SmallInteger)
    back_check_drawn: Mapped[bool]
    drawn_at: Mapped[datetime]


class SecondReview(AreaScoped, Bound, Base):
    """A drawn decision that another reviewer looks at without knowing it: waiting, taken by one, answered for good."""

    __tablename__ = "second_reviews"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "first_reviewer_id", "first_verifier_id"],
            ["sample_draws.decision_id", "sample_draws.reviewer_id", "sample_draws.verifier_id"],
        ),
        CheckConstraint("reviewer_id NOT IN (first_reviewer_id, first_verifier_id)", name="reviewer_is_another"),
        CheckConstraint("(reviewer_id IS NULL) = (taken_at IS NULL)", name="taken_whole"),
        CheckConstraint(
            "(finding IS NULL) = (answered_at IS NULL) AND (finding IS NULL) = (reason IS NULL)"
            " AND (finding IS NULL OR reviewer_id IS NOT NULL)",
            name="answered_whole",
        ),
        CheckConstraint(f"finding IN {FINDINGS}", name="finding_known"),
        CheckConstraint("length(btrim(reason)) >= 3", name="reason_given"),
        UniqueConstraint("decision_id"),
        Index("ix_second_reviews_open", "reviewer_id", "id", postgresql_where=text("answered_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID]
    first_reviewer_id: Mapped[UUID]
    first_verifier_id: Mapped[UUID]
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    taken_at: Mapped[datetime | None]
    finding: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class BackCheck(AreaScoped, Bound, Base):
    """A drawn decision whose household another verifier visits again; the first visit he completes is the answer."""

    __tablename__ = "back_checks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "first_reviewer_id", "first_verifier_id"],
            ["sample_draws.decision_id", "sample_draws.reviewer_id", "sample_draws.verifier_id"],
        ),
        ForeignKeyConstraint(["visit_id", "verifier_id"], ["visits.id", "visits.verifier_id"]),
        CheckConstraint("verifier_id <> first_verifier_id", name="verifier_is_another"),
        CheckConstraint(
            "(visit_id IS NULL) = (answered_at IS NULL) AND (visit_id IS NULL) = (verifier_id IS NULL)",
            name="answered_whole",
        ),
        UniqueConstraint("decision_id"),
        UniqueConstraint("id", "first_verifier_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision_id: Mapped[UUID]
    first_reviewer_id: Mapped[UUID]
    first_verifier_id: Mapped[UUID]
    visit_id: Mapped[UUID | None]
    verifier_id: Mapped[UUID | None]
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class BackCheckAssignment(AreaScoped, Immutable, Bound, Base):
    """Which ordinary assignments were made for a back-check; never to the first verifier (trigger)."""

    __tablename__ = "back_check_assignments"
    __table_args__ = (
        ForeignKeyConstraint(
            ["back_check_id", "first_verifier_id"], ["back_checks.id", "back_checks.first_verifier_id"]
        ),
        Index(None, "back_check_id"),
    )

    assignment_id: Mapped[UUID] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    back_check_id: Mapped[UUID]
    first_verifier_id: Mapped[UUID]
    assigned_at: Mapped[datetime]


class EndorsementList(AreaScoped, Bound, Base):
    """A list on its way to the head of the region: draft, sealed (its root fixed), endorsed with a letter (B10)."""

    __tablename__ = "endorsement_lists"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'sealed', 'endorsed')", name="state_known"),
        CheckConstraint(f"signatory_capacity IN {CAPACITIES}", name="capacity_allowed"),
        CheckConstraint("state = 'draft' OR sealed_by IS NOT NULL", name="sealed_has_author"),
        # A list that was endorsed before lists had roots keeps the letter that it has.
        CheckConstraint("state <> 'sealed' OR root IS NOT NULL", name="sealed_has_root"),
        CheckConstraint("(root IS NULL) = (size IS NULL)", name="root_with_size"),
        CheckConstraint("octet_length(root) = 32 AND size > 0", name="root_form"),
        CheckConstraint(
            "state <> 'endorsed' OR (letter_number IS NOT NULL AND letter_date IS NOT NULL AND signatory_name IS NOT NULL"
            " AND signatory_capacity IS NOT NULL AND letter_sha256 IS NOT NULL AND endorsed_by IS NOT NULL)",
            name="endorsed_has_letter",
        ),
        Index("uq_endorsement_lists_letter_number", "letter_number", "letter_date", unique=True),
        UniqueConstraint("id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    programme_code: Mapped[str] = mapped_column(ForeignKey("programmes.code"))
    state: Mapped[str] = mapped_column(Text)
    drafted_by: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    drafted_at: Mapped[datetime]
    sealed_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    sealed_at: Mapped[datetime | None]
    # The seal: the Merkle root over the commitments of exactly the items, their number, and what the letter states.
    root: Mapped[bytes | None] = mapped_column(LargeBinary)
    size: Mapped[int | None]
    counts: Mapped[dict[str, Any] | None]
    letter_number: Mapped[str | None] = mapped_column(Text)
    letter_date: Mapped[date | None]
    signatory_name: Mapped[str | None] = mapped_column(Text)
    signatory_capacity: Mapped[str | None] = mapped_column(Text)
    letter_sha256: Mapped[str | None] = mapped_column(Text)
    endorsed_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    endorsed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class ListItem(AreaScoped, Base):
    """A determination on a list. It can be on one list only, and leaves it only while the list is a draft."""

    __tablename__ = "endorsement_list_items"
    __table_args__ = (
        ForeignKeyConstraint(["determination_id", "reviewer_id"], ["determinations.id", "determinations.reviewer_id"]),
        UniqueConstraint("determination_id"),
        UniqueConstraint("list_id", "number"),
        CheckConstraint("octet_length(commitment) = 32", name="commitment_size"),
        CheckConstraint("octet_length(salt) = 16", name="salt_size"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("endorsement_lists.id"), primary_key=True)
    determination_id: Mapped[UUID] = mapped_column(primary_key=True)
    reviewer_id: Mapped[UUID]
    # Set by the sealing: the number, and the recipient as the registry had him, so that a correction there does not
    # change who was endorsed. `nik_hash` is the registry's keyed hash.
    number: Mapped[int | None] = mapped_column(Integer)
    recipient_name: Mapped[str | None] = mapped_column(Text)
    nik_masked: Mapped[str | None] = mapped_column(Text)
    nik_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    address: Mapped[str | None] = mapped_column(Text)
    # What the leaf of the item in the list's tree commits with; without the salt nobody can tell what it stood for.
    commitment: Mapped[bytes | None] = mapped_column(LargeBinary)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)

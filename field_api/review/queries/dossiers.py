"""Reading what a dossier holds beside its case; always within the scope of the session."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Float, cast, func, select
from sqlalchemy.orm import Session

from field_api.db import valid_on
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Visit, VisitEvaluation, VisitMember
from field_api.journal.models import JournalEntry
from field_api.registry.models import Enrolment, EnrolmentStatus, Household, Membership, Person
from field_api.review.models import Case, Decision


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the household as the registry has it."""

    person: Person
    relationship: str


@dataclass(frozen=True, slots=True)
class EnrolmentLine:
    """An enrolment of the household and its status on the day that was asked for."""

    enrolment: Enrolment
    status: str | None


def household(session: Session, household_id: UUID) -> Household | None:
    return session.scalar(select(Household).where(Household.id == household_id))


def members_of(session: Session, household_id: UUID, *, on: date) -> list[Member]:
    """Who belongs to the household that day, the head first."""
    rows = session.execute(
        select(Person, Membership.relationship)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.household_id == household_id,
            valid_on(Membership, on),
        )
        .order_by(Membership.relationship != "head", Person.birth_date, Person.id)
    )
    return [Member(person, relationship) for person, relationship in rows]


def visit_members_of(session: Session, visit_id: UUID) -> Sequence[VisitMember]:
    return session.scalars(
        select(VisitMember).where(VisitMember.visit_id == visit_id).order_by(VisitMember.number)
    ).all()


def evaluations_of(session: Session, visit_id: UUID) -> Sequence[VisitEvaluation]:
    return session.scalars(
        select(VisitEvaluation)
        .where(VisitEvaluation.visit_id == visit_id)
        .order_by(VisitEvaluation.instrument_code, VisitEvaluation.instrument_version)
    ).all()


def visits_of(session: Session, household_id: UUID) -> Sequence[Visit]:
    """Every visit of the household, the newest first, whether its photos have arrived or not."""
    return session.scalars(
        select(Visit).where(Visit.household_id == household_id).order_by(Visit.finished_at.desc(), Visit.id.desc())
    ).all()


def incomplete_among(session: Session, visit_ids: Collection[UUID]) -> Sequence[UUID]:
    """Which of these visits still wait for photos."""
    return session.scalars(
        select(Bundle.id).where(Bundle.id.in_(visit_ids), Bundle.completed_at.is_(None)).order_by(Bundle.id)
    ).all()


def decisions_of(session: Session, household_id: UUID) -> Sequence[Decision]:
    """Every decision about the household, in this case and in earlier ones, the newest first."""
    return session.scalars(
        select(Decision)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.household_id == household_id)
        .order_by(Decision.decided_at.desc(), Decision.id.desc())
    ).all()


def enrolments_of(session: Session, household_id: UUID, *, on: date) -> list[EnrolmentLine]:
    """What the household and its people are enrolled in, with the status of that day."""
    status = (
        select(EnrolmentStatus.status)
        .where(EnrolmentStatus.enrolment_id == Enrolment.id, EnrolmentStatus.effective_from <= on)
        .order_by(EnrolmentStatus.effective_from.desc(), EnrolmentStatus.number.desc())
        .limit(1)
        .correlate(Enrolment)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Enrolment, status)
        .where(Enrolment.household_id == household_id)
        .order_by(Enrolment.programme_code, Enrolment.component, Enrolment.id)
    )
    return [EnrolmentLine(enrolment, status) for enrolment, status in rows]


def journal_of(session: Session, subject_ids: Collection[UUID], *, limit: int) -> Sequence[JournalEntry]:
    """What happened to these subjects, the newest first."""
    return session.scalars(
        select(JournalEntry)
        .where(JournalEntry.subject_id.in_(subject_ids))
        .order_by(JournalEntry.seq.desc())
        .limit(limit)
    ).all()


def cases_of_visits(session: Session, households: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """The case under which each visit is or was reviewed, else the newest of its household; visits by their households.

    A visit whose case lies outside the scope is left out.
    """
    cases = session.scalars(
        select(Case).where(Case.household_id.in_(households.values())).order_by(Case.opened_at, Case.id)
    ).all()
    decided = session.execute(
        select(Decision.visit_id, Decision.case_id)
        .where(Decision.visit_id.in_(households))
        .order_by(Decision.decided_at)
    )
    exact = dict(decided.all()) | {case.visit_id: case.id for case in cases}
    newest = {case.household_id: case.id for case in cases}
    found = {visit_id: exact.get(visit_id) or newest.get(home) for visit_id, home in households.items()}
    return {visit_id: case_id for visit_id, case_id in found.items() if case_id is not None}


def metres_from_house(session: Session, *, visit_id: UUID) -> int | None:
    """Metres between the visit's position and the household's point; None when one of them is not known."""
    distance = session.scalar(
        select(cast(func.ST_DistanceSphere(Visit.point, Household.point), Float))
        .join(Household, Household.id == Visit.household_id)
        .where(Visit.id == visit_id)
    )
    return None if distance is None else round(distance)

"""Reading what a returned package says about its enrolment."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.distribution.models import Allocation
from field_api.registry.models import Enrolment, EnrolmentStatus


def lock_enrolment_of(session: Session, allocation_id: UUID) -> UUID:
    """The enrolment of a package, locked until the commit, so that its statuses do not change meanwhile."""
    return session.scalars(
        select(Enrolment.id)
        .join(Allocation, Allocation.enrolment_id == Enrolment.id)
        .where(Allocation.id == allocation_id)
        .with_for_update(of=Enrolment)
    ).one()


def statuses_until(session: Session, enrolment_id: UUID, *, day: date) -> Sequence[EnrolmentStatus]:
    """The statuses whose day has come by `day`, in the order in which they take effect: the last one is in force."""
    return session.scalars(
        select(EnrolmentStatus)
        .where(EnrolmentStatus.enrolment_id == enrolment_id, EnrolmentStatus.effective_from <= day)
        .order_by(EnrolmentStatus.effective_from, EnrolmentStatus.number)
    ).all()

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from field_api.distribution.models import Allocation
from field_api.distribution.service.allocating import FIRST_BATCH
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import EnrolmentStatus
from tests.factories import distribution as factory
from tests.factories import registry as registry_factory
from workers.distribution import allocate_round, correct_registry
from workers.job import Job, Tools


@pytest.fixture
def tools(sessions: sessionmaker[Session]) -> Tools:
    """These jobs touch nothing but the database."""
    return Tools(config=None, sessions=sessions, store=None, keys=None, darkroom=None, scenes=None)


def run_three_times(job: Job, tools: Tools, **ids: UUID) -> None:
    for _ in range(3):
        job.run(tools, SystemAuthor("job"), {name: str(value) for name, value in ids.items()})


def test_the_enrolment_of_a_returned_package_is_suspended_once_however_often_it_runs(
    session: Session, tools: Tools
) -> None:
    package = factory.allocation(session)
    attempt = factory.hand_over(session, package, failure="moved")
    session.commit()

    run_three_times(correct_registry, tools, hand_over_id=attempt.id)

    statuses = select(EnrolmentStatus.status).where(EnrolmentStatus.enrolment_id == package.enrolment_id)
    assert session.scalars(statuses.order_by(EnrolmentStatus.number)).all() == ["active", "suspended"]


def test_a_large_round_is_allocated_once_however_often_it_runs(session: Session, tools: Tools) -> None:
    enrolled = registry_factory.active_enrolment(session)
    preparing = factory.round_(session, state="preparing")
    session.commit()

    run_three_times(allocate_round, tools, round_id=preparing.id, after=FIRST_BATCH)

    session.refresh(preparing)
    made = session.scalars(select(Allocation.enrolment_id).where(Allocation.round_id == preparing.id)).all()
    assert (made, preparing.state, preparing.planned) == ([enrolled.id], "open", 1)

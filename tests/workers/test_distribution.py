from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from field_api.journal.rules import SystemAuthor
from field_api.registry.models import EnrolmentStatus
from tests.factories import distribution as factory
from workers.distribution import correct_registry
from workers.job import Tools


def test_the_job_suspends_once_however_often_it_runs(session: Session, sessions: sessionmaker[Session]) -> None:
    package = factory.allocation(session)
    attempt = factory.hand_over(session, package, failure="moved")
    session.commit()
    # The job touches nothing but the database.
    tools = Tools(config=None, sessions=sessions, store=None, keys=None, darkroom=None)

    for _ in range(3):
        correct_registry.run(tools, SystemAuthor("job"), {"hand_over_id": str(attempt.id)})

    statuses = select(EnrolmentStatus.status).where(EnrolmentStatus.enrolment_id == package.enrolment_id)
    assert session.scalars(statuses.order_by(EnrolmentStatus.number)).all() == ["active", "suspended"]

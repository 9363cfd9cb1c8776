from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from field_api.journal.rules import SystemAuthor
from field_api.review.models import Case
from tests.factories import evidence as evidence_factory
from workers.job import Tools
from workers.review import open_case


def test_the_job_opens_one_case_however_often_it_runs(session: Session, sessions: sessionmaker[Session]) -> None:
    visit = evidence_factory.visit(session)
    session.commit()
    # The job touches nothing but the database.
    tools = Tools(config=None, sessions=sessions, store=None, keys=None, darkroom=None, scenes=None)

    for _ in range(3):
        open_case.run(tools, SystemAuthor("job"), {"visit_id": str(visit.id)})

    assert session.scalars(select(Case.state).where(Case.visit_id == visit.id)).all() == ["awaiting_review"]

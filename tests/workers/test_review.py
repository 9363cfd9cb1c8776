from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from field_api.journal.rules import SystemAuthor
from field_api.review.models import Case, SampleDraw
from tests.factories import evidence as evidence_factory
from tests.factories import sampling as sampling_factory
from workers.job import Tools
from workers.review import draw_for_case, draw_for_visit, open_case


def test_the_job_opens_one_case_however_often_it_runs(session: Session, sessions: sessionmaker[Session]) -> None:
    visit = evidence_factory.visit(session)
    session.commit()
    # The job touches nothing but the database.
    tools = Tools(config=None, sessions=sessions, store=None, keys=None, darkroom=None, scenes=None)

    for _ in range(3):
        open_case.run(tools, SystemAuthor("job"), {"visit_id": str(visit.id)})

    assert session.scalars(select(Case.state).where(Case.visit_id == visit.id)).all() == ["awaiting_review"]


def test_the_jobs_draw_once_however_often_they_run(session: Session, sessions: sessionmaker[Session]) -> None:
    decision = sampling_factory.decided(session)
    session.commit()
    tools = Tools(config=None, sessions=sessions, store=None, keys=None, darkroom=None, scenes=None)

    for _ in range(2):
        draw_for_case.run(tools, SystemAuthor("job"), {"case_id": str(decision.case_id)})
        draw_for_visit.run(tools, SystemAuthor("job"), {"visit_id": str(decision.visit_id)})

    assert session.scalars(select(SampleDraw.decision_id)).all() == [decision.id]

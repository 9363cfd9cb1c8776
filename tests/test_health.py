"""The three doors for machines."""

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api import jobs
from tests.factories import journal as factory


def test_the_process_answers(anonymous: Any) -> None:
    assert anonymous.get("/healthz").json == {"status": "ok"}


def test_readiness_tells_the_parts_apart(anonymous: Any, session: Session) -> None:
    without = anonymous.get("/readyz")
    session.execute(text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())"))
    session.commit()
    with_worker = anonymous.get("/readyz")

    assert (without.status_code, without.json["worker"]) == (200, "absent")
    parts = {"database": "ok", "object_store": "ok", "worker": "ok"}
    assert with_worker.json == {"status": "ok", "environment": "test", **parts}


def test_the_metrics_show_what_waits(anonymous: Any, session: Session) -> None:
    jobs.defer(session, "review.open_case")
    factory.entry(session)
    session.commit()

    lines = anonymous.get("/metrics").text.splitlines()

    assert 'field_api_jobs{area="review",status="todo"} 1.0' in lines
    assert "field_api_journal_pending 1.0" in lines
    assert "field_api_workers 0.0" in lines
    assert any(line.startswith("field_api_request_seconds") for line in lines)

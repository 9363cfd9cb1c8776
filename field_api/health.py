"""Is it alive, is it ready, and how is it doing: three doors for machines, open and without personal data."""

from collections.abc import Iterator
from typing import Any

from flask import Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from field_api import api, jobs, observability
from field_api.api import Blueprint
from field_api.db import current_session
from field_api.journal import service as journal
from field_api.observability import Figure
from field_api.storage import StoreUnavailable

blp = Blueprint("health", "health", description="Liveness, readiness and metrics")


@blp.route("/healthz", methods=["GET"])
@blp.open
@blp.response(200)
def alive() -> dict[str, str]:
    """The process answers"""
    return {"status": "ok"}


@blp.route("/readyz", methods=["GET"])
@blp.open
@blp.response(200)
def ready() -> Response:
    """Database and object store answer (503 otherwise); whether a worker is at work is told beside it

    `environment` is production, demo or test: who makes people up asks first whether he may.
    """
    parts = {"database": "ok", "object_store": "ok", "worker": "absent"}
    try:
        if jobs.live_workers(current_session()):
            parts["worker"] = "ok"
    except SQLAlchemyError:
        parts["database"] = "unavailable"
    try:
        api.runtime().store.check()
    except StoreUnavailable:
        parts["object_store"] = "unavailable"
    able = parts["database"] == parts["object_store"] == "ok"
    environment = api.runtime().config.environment
    body: dict[str, Any] = {"status": "ok" if able else "unavailable", "environment": environment, **parts}
    response = jsonify(body)
    response.status_code = 200 if able else 503
    return response


@blp.route("/metrics", methods=["GET"])
@blp.open
@blp.response(200, content_type="text/plain")
def metrics() -> Response:
    """Measurements for Prometheus; keep this door behind the proxy"""
    try:
        figures = list(_figures())
    except SQLAlchemyError:
        # What this process measured itself is worth showing just then.
        figures = []
    page, content_type = observability.metrics_page(
        several_processes=api.runtime().config.several_processes, figures=figures
    )
    return Response(page, content_type=content_type)


def _figures() -> Iterator[Figure]:
    """What the workers have before them, read from the database at this moment."""
    session = current_session()
    queue, waiting = jobs.queue_state(session), journal.waiting_entries(session)
    for (area, status), count in queue.depth.items():
        yield "field_api_jobs", "Jobs by area and status: todo, doing, failed", {"area": area, "status": status}, count
    yield "field_api_oldest_job_seconds", "How long the first job waits that could run", {}, queue.oldest_seconds
    yield "field_api_stalled_jobs", "Jobs whose worker has gone", {}, queue.stalled
    yield "field_api_workers", "Workers that reported within the last seconds", {}, queue.workers
    yield "field_api_journal_pending", "Journal entries that wait for their position", {}, waiting.count
    yield "field_api_journal_oldest_seconds", "How long the first of them has waited", {}, waiting.oldest_seconds

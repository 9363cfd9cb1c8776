"""Is it alive, is it ready, and how is it doing: three doors for machines, open and without personal data."""

from typing import Any

from flask import Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from field_api import api, observability
from field_api.api import Blueprint
from field_api.db import current_session
from field_api.storage import StoreUnavailable

blp = Blueprint("health", "health", description="Liveness, readiness and metrics")

# A worker reports every ten seconds.
_WORKER_ALIVE = text(
    "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - interval '45 seconds')"
)


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
    """Database and object store answer (503 otherwise); whether a worker is at work is told beside it"""
    parts = {"database": "ok", "object_store": "ok", "worker": "absent"}
    try:
        if current_session().scalar(_WORKER_ALIVE):
            parts["worker"] = "ok"
    except SQLAlchemyError:
        parts["database"] = "unavailable"
    try:
        api.runtime().store.check()
    except StoreUnavailable:
        parts["object_store"] = "unavailable"
    able = parts["database"] == parts["object_store"] == "ok"
    body: dict[str, Any] = {"status": "ok" if able else "unavailable", **parts}
    response = jsonify(body)
    response.status_code = 200 if able else 503
    return response


@blp.route("/metrics", methods=["GET"])
@blp.open
@blp.response(200, content_type="text/plain")
def metrics() -> Response:
    """Measurements for Prometheus; keep this door behind the proxy"""
    page, content_type = observability.metrics_page(several_processes=api.runtime().config.several_processes)
    return Response(page, content_type=content_type)

"""create_app(): wires blueprints, authentication, error mapping, logs and metrics. Imported by servers only."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import flask_smorest
import structlog
from flask import Flask, Response, g, jsonify, request
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from field_api import api, clock, constraints, db, health, observability, pages, tables
from field_api.api_examples import ExampleBodies
from field_api.areas.routes import blp as areas_blueprint
from field_api.config import Config
from field_api.distribution.routes import blp as distribution_blueprint
from field_api.erasure.routes import blp as erasure_blueprint
from field_api.errors import DomainError, Forbidden, InvalidInput, PreconditionFailed, Unauthenticated, Unavailable
from field_api.evidence.routes.assignments import blp as assignments_blueprint
from field_api.evidence.routes.checks import blp as checks_blueprint
from field_api.evidence.routes.photos import blp as photos_blueprint
from field_api.evidence.routes.visits import blp as visits_blueprint
from field_api.identity.routes import blp as identity_blueprint
from field_api.identity.rules import Actor
from field_api.identity.service import authenticate
from field_api.journal.routes import blp as journal_blueprint
from field_api.look_ups import Question, announce
from field_api.permissions import Permission
from field_api.registry.routes.enrolments import blp as enrolments_blueprint
from field_api.registry.routes.households import blp as households_blueprint
from field_api.registry.routes.imports import blp as imports_blueprint
from field_api.registry.routes.people import blp as people_blueprint
from field_api.review.routes.cases import blp as review_blueprint
from field_api.review.routes.lists import blp as endorsement_blueprint
from field_api.review.routes.sampling import blp as sampling_blueprint
from field_api.storage import ObjectStore, S3Store
from field_api.transparency.routes import blp as log_blueprint
from field_api.transparency.routes import witness_blp

# Every model is known before the first query: area scope is applied per table.
TABLES = tables.METADATA
BLUEPRINTS = (
    identity_blueprint,
    areas_blueprint,
    households_blueprint,
    people_blueprint,
    enrolments_blueprint,
    imports_blueprint,
    assignments_blueprint,
    visits_blueprint,
    checks_blueprint,
    photos_blueprint,
    review_blueprint,
    endorsement_blueprint,
    sampling_blueprint,
    distribution_blueprint,
    erasure_blueprint,
    journal_blueprint,
    log_blueprint,
    witness_blp,
    health.blp,
)
# Photos stream through their own limit; anything else is JSON or a spreadsheet.
MAX_BODY_BYTES = 256 * 1024 * 1024

OPENAPI = {
    "API_TITLE": "Field API",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/",
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "info": {
            "description": "From a house visit to a social-assistance decision somebody can defend.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
    },
}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Edge:
    """The runtime that routes ask for (`api.Runtime`)."""

    config: Config
    sessions: sessionmaker[Session]
    store: ObjectStore

    def authorise(self, permission: Permission, first: Question | None) -> Actor:
        """Find the actor of the bearer token, check the permission, narrow the session to the actor's area."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("Send the token of a login as `Authorization: Bearer <token>`.")
        session = db.current_session()
        if first is not None:
            announce(session, first)
        actor = authenticate(session, token.strip(), at=clock.now(), request_id=g.get("request_id"))
        g.actor_id = actor.user_id
        scope = actor.scope_for(permission)
        if not scope:
            raise Forbidden(f"None of your roles may do this ({permission}).", extra={"permission": permission})
        db.set_scope(session, scope)
        return actor


class FieldApi(Flask):
    """One request, one transaction: committed here, so that a constraint that fails at commit is still mapped."""

    def dispatch_request(self) -> Any:
        if request.url_rule is None or request.url_rule.endpoint in {"static", "api-docs.openapi_json"}:
            return super().dispatch_request()
        with db.unit_of_work(api.runtime().sessions):
            return super().dispatch_request()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No function of ours is a coroutine, and Flask would look into seven of them for each request."""
        return func


class SpecApi(flask_smorest.Api):
    """flask-smorest, with our problem documents in place of its own errors."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    ERROR_SCHEMA = api.ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to `_map_errors`."""


def create_app(
    config: Config | None = None,
    *,
    sessions: sessionmaker[Session] | None = None,
    store: ObjectStore | None = None,
) -> Flask:
    """The WSGI application; reads the environment when no configuration is given."""
    config = config or Config.from_environment(os.environ)
    observability.set_up_logging()
    app = FieldApi("field_api", static_folder=None)
    # Flask would answer OPTIONS itself where a route of ours does (tus).
    app.config.update(OPENAPI, MAX_CONTENT_LENGTH=MAX_BODY_BYTES, PROVIDE_AUTOMATIC_OPTIONS=False)
    app.extensions["field_api"] = Edge(
        config=config,
        sessions=sessions or db.make_session_factory(db.make_engine(config)),
        store=store or S3Store(config.object_store),
    )
    _observe_requests(app)
    _map_errors(app)
    spec = SpecApi(app, spec_kwargs={"extra_plugins": [api.ProblemDocuments(), ExampleBodies()]})
    for blueprint in BLUEPRINTS:
        spec.register_blueprint(blueprint)
    # Pages are no part of the interface document.
    app.register_blueprint(pages.blp)
    app.extensions["field_api_spec"] = spec.spec
    return app


def _observe_requests(app: Flask) -> None:
    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        g.request_id = uuid4().hex

    @app.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.began
        route = request.url_rule.rule if request.url_rule else "unknown"
        response.headers["X-Request-Id"] = g.request_id
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-store")
        observability.REQUESTS.labels(route, request.method, response.status_code).observe(seconds)
        log.info(
            "request",
            route=route,
            method=request.method,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
            request_id=g.request_id,
            actor=str(g.actor_id) if "actor_id" in g else None,
        )
        return response


def _map_errors(app: Flask) -> None:
    @app.errorhandler(DomainError)
    def domain_error(error: DomainError) -> Response:
        return _problem_of(error)

    @app.errorhandler(IntegrityError)
    def integrity_error(error: IntegrityError) -> Response:
        return _problem_of(constraints.explain(error))

    @app.errorhandler(StaleDataError)
    def overtaken(_error: StaleDataError) -> Response:
        # Two had read the same version, and the other one has written first.
        return _problem_of(PreconditionFailed("Somebody has changed this in the meantime. Read it again."))

    @app.errorhandler(DataError)
    def unstorable_value(error: DataError) -> Response:
        # A schema should have refused it; the line tells us which one to mend.
        log.warning("unstorable_value", request_id=g.request_id, **observability.trace_of(error))
        return _problem_of(
            InvalidInput("A number, a date or a text lies outside what can be stored.", code="value_out_of_range")
        )

    @app.errorhandler(RecursionError)
    def nested_too_deeply(_error: RecursionError) -> Response:
        # Nothing that we ask for is deep, so somebody has sent it; a trace would name a thousand places.
        log.warning("nested_too_deeply", request_id=g.request_id)
        return _problem_of(
            InvalidInput(
                "The document is nested too deeply. Send it in the shape that is asked for.", code="invalid_shape"
            )
        )

    @app.errorhandler(OperationalError)
    def database_trouble(error: OperationalError) -> Response:
        log.warning("database_trouble", request_id=g.request_id, kind=type(error.orig).__name__)
        return _problem_of(
            Unavailable(
                "The database is busy or away. Nothing was recorded; send this again.", code="database_unavailable"
            )
        )

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        messages = getattr(error, "data", {}).get("messages")
        if messages is not None:
            problems = list(api.shape_problems(messages))
            return _problem_of(
                InvalidInput("The payload does not have the right shape.", code="invalid_shape", problems=problems)
            )
        status = error.code or 500
        body = api.problem(
            status=status,
            code=(error.name or "error").lower().replace(" ", "_"),
            title=error.name,
            detail=error.description or "",
        )
        response = _render(body, status)
        response.headers.extend(
            (name, value) for name, value in error.get_headers() if name.lower() in {"allow", "retry-after"}
        )
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        log.error("unexpected_error", request_id=g.request_id, **observability.trace_of(error))
        body = api.problem(
            status=500,
            code="unexpected",
            title="Unexpected error",
            detail="Something went wrong on our side. Nothing was recorded; send this again.",
        )
        return _render(body, 500)


def _problem_of(error: DomainError) -> Response:
    status = api.status_of(error)
    extra = dict(error.extra)
    if error.problems:
        extra["problems"] = [item.to_json() for item in error.problems]
    response = _render(
        api.problem(status=status, code=error.code, title=error.title, detail=error.detail, extra=extra), status
    )
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in error.extra or isinstance(error, Unavailable):
        response.headers["Retry-After"] = str(error.extra.get("retry_after", 30))
    return response


def _render(body: dict[str, Any], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    response.content_type = api.PROBLEM_TYPE
    return response

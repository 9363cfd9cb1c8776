"""What every blueprint stands on: guarded routes, problem details, ETags and keyset pages.

The edge asks the application for the guard (`app.extensions["field_api"]`), so that this floor knows nothing of users.
"""

import base64
import binascii
import functools
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast
from uuid import UUID

import flask_smorest
from apispec import APISpec, BasePlugin
from flask import current_app, g, request
from marshmallow import INCLUDE, Schema, fields, post_load, validate
from sqlalchemy.orm import Session, sessionmaker

from field_api import bodies, errors
from field_api.config import Config
from field_api.look_ups import Question
from field_api.permissions import Permission
from field_api.storage import ObjectStore

PROBLEM_TYPE = "application/problem+json"
MAX_PAGE = 500

STATUS_OF_KIND: dict[type[errors.DomainError], int] = {
    errors.InvalidInput: 422,
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.Forbidden: 403,
    errors.Unauthenticated: 401,
    errors.PreconditionFailed: 412,
    errors.PreconditionRequired: 428,
    errors.TooLarge: 413,
    errors.TooManyRequests: 429,
    errors.Unavailable: 503,
}

View = TypeVar("View", bound=Callable[..., Any])


class Runtime(Protocol):
    """What the application gives to its edge; `app.extensions["field_api"]` holds one."""

    @property
    def config(self) -> Config: ...
    @property
    def sessions(self) -> sessionmaker[Session]: ...
    @property
    def store(self) -> ObjectStore: ...

    def authorise(self, permission: Permission, first: Question | None) -> Any:
        """Find the actor, check the permission, narrow the session to the actor's area; return the actor.

        What the view will look up first is asked in the same way to the database.
        """


def runtime() -> Runtime:
    return cast("Runtime", current_app.extensions["field_api"])


def current_actor() -> Any:
    """The `identity.rules.Actor` of this request; set by `Blueprint.requires`."""
    return g.actor


class Blueprint(flask_smorest.Blueprint):
    """A blueprint whose every route is either guarded by a permission or openly open."""

    ARGUMENTS_PARSER = bodies.DocumentParser()
    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = MappingProxyType(
        flask_smorest.Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING | {bodies.DOCUMENT: "application/json"}
    )

    def arguments(self, schema: Any, **options: Any) -> Any:
        """Parse with one instance of the schema: made anew for each request, it costs more than a query."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **options)

    def document(self, schema: type[Schema]) -> Callable[[View], View]:
        """Take a document that may come with bytes behind it in the same body: the view gets a `bodies.Document`."""

        def decorate(view: View) -> View:
            with_bytes = {"schema": {"type": "string", "format": "binary", "description": bodies.DESCRIPTION}}
            described = self.doc(requestBody={"content": {bodies.DOCUMENT_AND_BYTES: with_bytes}})(view)
            return cast("View", self.arguments(schema, location=bodies.DOCUMENT)(described))

        return decorate

    def requires(
        self, permission: Permission, *, first: Callable[..., Question] | None = None
    ) -> Callable[[View], View]:
        """Let the view run only for an actor who holds `permission`, narrowed to the areas he holds it for.

        `first` makes of the values in the route what the view will look up first, where milliseconds matter.
        """

        def decorate(view: View) -> View:
            @functools.wraps(view)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                g.actor = runtime().authorise(permission, first(*kwargs.values()) if first else None)
                return view(*args, **kwargs)

            guarded.permission = permission  # type: ignore[attr-defined]  # a mark on the function
            guarded._apidoc = {  # type: ignore[attr-defined]  # noqa: SLF001 - flask-smorest's own place
                **getattr(view, "_apidoc", {}),
                "manual_doc": {
                    **getattr(view, "_apidoc", {}).get("manual_doc", {}),
                    "security": [{"bearer": []}],
                    "x-permission": permission.value,
                },
            }
            return cast("View", guarded)

        return decorate

    def open(self, view: View) -> View:
        """Mark a view that anybody may call."""
        view.permission = None  # type: ignore[attr-defined]  # a mark on the function
        return view


def status_of(error: errors.DomainError) -> int:
    """The HTTP status of a kind of error."""
    return next((status for kind, status in STATUS_OF_KIND.items() if isinstance(error, kind)), 400)


def problem(*, status: int, code: str, title: str, detail: str, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """A problem document (RFC 9457); `code` is stable, `detail` is for a person."""
    return {
        "type": f"urn:field-api:problem:{code}",
        "title": title,
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": g.get("request_id"),
        **(extra or {}),
    }


class FieldProblemSchema(Schema):
    """What is wrong with one field, and what to do about it."""

    pointer = fields.String(required=True, metadata={"description": "JSON pointer", "examples": ["/answers/roof"]})
    code = fields.String(required=True, metadata={"examples": ["missing"]})
    detail = fields.String(required=True)
    remedy = fields.String()


class ProblemSchema(Schema):
    """Every answer that is no success (RFC 9457). `code` is stable; some codes bring further members."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True, metadata={"examples": ["urn:field-api:problem:other_content"]})
    title = fields.String(required=True)
    status = fields.Integer(required=True, metadata={"examples": [409]})
    code = fields.String(required=True, metadata={"examples": ["other_content"]})
    detail = fields.String(required=True, metadata={"description": "For a person: what happened and what to do"})
    request_id = fields.String(required=True, allow_none=True, metadata={"description": "Name it when you ask us"})
    problems = fields.List(fields.Nested(FieldProblemSchema))


class ProblemDocuments(BasePlugin):
    """Says in the OpenAPI document that every operation answers with problem documents when it does not succeed."""

    def init_spec(self, spec: APISpec) -> None:
        super().init_spec(spec)
        spec.components.schema("Problem", schema=ProblemSchema)
        content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        spec.components.response(
            "Problem", {"description": "Anything but success: a problem document (RFC 9457)", "content": content}
        )

    def operation_helper(self, path: str | None = None, operations: dict[str, Any] | None = None, **_: Any) -> None:
        """Replace the library's own error body, which this API never sends."""
        del path
        for operation in (operations or {}).values():
            responses = operation.setdefault("responses", {})
            for status in [each for each in responses if str(each) == "422"]:
                del responses[status]
            responses["default"] = {"$ref": "#/components/responses/Problem"}
            for status, response in responses.items():
                if status != "default" and int(status) >= HTTPStatus.BAD_REQUEST and isinstance(response, dict):
                    response["content"] = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


# Where webargs looks for input; it names the place before the fields in it.
_PLACES = frozenset({"json", bodies.DOCUMENT, "query", "form", "files"})


def shape_problems(messages: Any, pointer: str = "") -> Iterator[errors.FieldProblem]:
    """Flatten the messages of a schema into one problem per field, each with a JSON pointer."""
    if isinstance(messages, dict):
        for name, below in messages.items():
            # A pointer begins inside the place.
            inside = pointer if pointer == "" and name in _PLACES else f"{pointer}/{name}"
            yield from shape_problems(below, inside)
    else:
        for message in messages if isinstance(messages, list) else [messages]:
            yield errors.FieldProblem(pointer, "invalid_shape", str(message))


# --- ETags: an editable row counts its versions, and a change must name the version it saw.


def etag_of(version: int) -> str:
    """The ETag of an editable row, for the response header."""
    return f'"{version}"'


def require_match(version: int) -> None:
    """Compare If-Match with the row's version: 428 when the header is missing, 412 when it names another one."""
    header = request.headers.get("If-Match")
    if header is None:
        raise errors.PreconditionRequired("Send If-Match with the ETag that you last read.")
    if etag_of(version) not in {tag.strip() for tag in header.split(",")}:
        raise errors.PreconditionFailed("Read it again, look at what changed, and repeat your change.")


# --- Keyset pages: the cursor is the key of the last row, so a page costs the same wherever it is.

Key = tuple[Any, ...]


class BadCursor(errors.InvalidInput):
    """The cursor was not made by this API."""

    code = "bad_cursor"


class PageArgumentsSchema(Schema):
    """Query parameters of every list: `limit` rows after `cursor`, which the previous page gave as `next`."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, MAX_PAGE))
    cursor = fields.String(load_default=None, metadata={"description": "`next` of the previous page"})

    @post_load
    def decode(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        data["after"] = decode_cursor(data.pop("cursor"))
        return data


class HistoryArgumentsSchema(PageArgumentsSchema):
    """Query parameters of a list that grows with time: a machine reads it from the beginning, a person from the end."""

    order = fields.String(
        load_default="oldest",
        validate=validate.OneOf(["oldest", "newest"]),
        metadata={"description": "Which come first; keep it from page to page"},
    )

    @post_load
    def turn(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        data["newest_first"] = data.pop("order") == "newest"
        return data


def encode_cursor(key: Key | None) -> str | None:
    """Turn the key of the last row into opaque text; None stays None."""
    if key is None:
        return None
    return base64.urlsafe_b64encode(json.dumps([_pack(value) for value in key]).encode()).decode().rstrip("=")


def decode_cursor(text: str | None) -> Key | None:
    """Undo `encode_cursor`; `BadCursor` for anything else."""
    if text is None:
        return None
    try:
        packed = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return tuple(_UNPACK[kind](value) for kind, value in packed)
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise BadCursor("Use the cursor as the API gave it, or leave it out to begin at the first page.") from error


def _pack(value: Any) -> tuple[str, Any]:
    if isinstance(value, UUID):
        return "u", str(value)
    if isinstance(value, datetime):
        return "t", value.isoformat()
    return ("i", value) if isinstance(value, int) else ("s", str(value))


_UNPACK: dict[str, Callable[[Any], Any]] = {"u": UUID, "t": datetime.fromisoformat, "i": int, "s": str}


def page_schema(item: type[Schema]) -> type[Schema]:
    """The schema of a page of `item`s: `items` and `next`, which is null on the last page."""
    name = item.__name__.removesuffix("Schema")
    return type(
        f"{name}PageSchema",
        (Schema,),
        {"items": fields.List(fields.Nested(item)), "next": fields.String(allow_none=True)},
    )


def page(items: Sequence[Any], next_after: Key | None) -> dict[str, Any]:
    """The body of a page, for `page_schema`."""
    return {"items": items, "next": encode_cursor(next_after)}

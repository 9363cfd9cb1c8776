"""Bodies of requests that bring bytes: read as far as they come, alone or behind a document.

A body of the type `DOCUMENT_AND_BYTES` is a document as one line of JSON, a line feed, and the bytes that the document
declares, one thing after the other (decision 0020). There is no wrapper to parse, and a body that breaks off is worth
what arrived of it. Any document in JSON passes `parse_json`, so that what cannot be kept is refused by the name of its field.
"""

import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from flask import Request, request
from marshmallow import Schema, ValidationError
from webargs import core, missing
from webargs.flaskparser import FlaskParser, abort
from werkzeug.exceptions import ClientDisconnected

from field_api import observability
from field_api.errors import FieldProblem, InvalidInput, TooLarge

DOCUMENT_AND_BYTES = "application/vnd.field-api.bundle"
DESCRIPTION = "The document as one line of JSON, a line feed, and the photos in the order of its manifest"
# Held in memory while hashes are checked, by as many requests as a process has threads.
MAX_BYTES = 32 * 1024 * 1024
_READ_BYTES = 64 * 1024


class BodyTooLong(TooLarge):
    """More bytes than are taken at once; send less in one request."""

    code = "body_too_long"


class NoDocument(InvalidInput):
    """The first line of a body is not JSON."""

    code = "no_document"


def read_body(limit: int = MAX_BYTES) -> bytearray:
    """The body as far as it came: a broken connection keeps what was received. Raises `BodyTooLong`."""
    announced = request.content_length
    if announced is not None and announced > limit:
        raise _too_long(limit)
    # Room for all of it from the beginning: one that grows is moved time and again, which takes longer than the reading.
    received = bytearray(limit + 1 if announced is None else announced)
    room, length = memoryview(received), 0
    # Every stream is limited (MAX_CONTENT_LENGTH), and what limits it reads into a room.
    stream = cast("io.RawIOBase", request.stream)
    # A phone whose connection broke asks what is here and goes on from there.
    with suppress(OSError, ClientDisconnected):
        while read := stream.readinto(room[length : length + _READ_BYTES]):
            length += read
    if length > limit:
        raise _too_long(limit)
    observability.RECEIVED_BYTES.inc(length)
    return received if length == len(received) else received[:length]


def _too_long(limit: int) -> BodyTooLong:
    return BodyTooLong(f"Send at most {limit} bytes at once.")


# NUL and half of a surrogate pair: Unicode has them, a column of text and UTF-8 have not.
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class UnkeepableDocument(InvalidInput):
    """It is JSON, and says what no database keeps."""

    code = "invalid_shape"


def parse_json(text: bytes) -> Any:
    """What a document says. Raises `json.JSONDecodeError` where it is no JSON, and `UnkeepableDocument`."""
    try:
        content = core.parse_json(text)
    except json.JSONDecodeError:
        raise
    except ValueError as error:
        raise UnkeepableDocument("A number has thousands of digits. Send one that means something.") from error
    # Only an escape can bring such a character: a NUL is no JSON, and half a pair is no UTF-8.
    if b"\\u" in text and (problems := list(_unkeepable_texts(content))):
        raise UnkeepableDocument("A text holds a character that cannot be kept.", problems=problems)
    return content


def _unkeepable_texts(value: Any, pointer: str = "") -> Iterator[FieldProblem]:
    if isinstance(value, str) and _UNKEEPABLE.search(value):
        detail = "It holds NUL or half of a character (a lone surrogate)."
        yield FieldProblem(pointer, "control_character", detail, remedy="Leave this character out.")
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _unkeepable_texts(name, pointer)
            yield from _unkeepable_texts(each, f"{pointer}/{name}")
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unkeepable_texts(each, f"{pointer}/{number}")


Shape = TypeVar("Shape")
# Where a view that takes a document asks for it.
DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Document(Generic[Shape]):
    """A document as it was sent, before any schema has touched it, and the bytes behind it; none where it came as JSON."""

    content: Any
    behind: memoryview
    schema: Schema

    def read(self) -> Shape:
        """What its schema makes of it; each fault is named as for any other body.

        A view need not call it: what was taken once and comes again is known by the hash of its content.
        """
        try:
            shape: Shape = self.schema.load(self.content)
        except ValidationError as error:
            abort(422, exc=error, messages={DOCUMENT: error.messages})
        return shape


class DocumentParser(FlaskParser):
    """Knows one more location: a document that came as JSON or, with bytes behind it, as `DOCUMENT_AND_BYTES`."""

    def _raw_load_json(self, req: Request) -> Any:
        # A whole spreadsheet may be longer; whoever sends JSON is told 413.
        req.max_content_length = MAX_BYTES
        return parse_json(req.get_data()) if req.is_json else missing

    def parse(self, argmap: Any, req: Request | None = None, *, location: str | None = None, **options: Any) -> Any:
        """What the schema makes of a location; of a document the `Document`, which its view reads when it has to."""
        if location != DOCUMENT:
            return super().parse(argmap, req, location=location, **options)
        return self._document(req or request, argmap)

    def _document(self, req: Request, schema: Schema) -> Document[Any]:
        if req.mimetype != DOCUMENT_AND_BYTES:
            content = self.load_json(req, schema)
            return Document({} if content is missing else content, memoryview(b""), schema)
        received = read_body()
        end = received.find(b"\n")
        end = len(received) if end < 0 else end
        try:
            content = parse_json(bytes(received[:end]))
        except json.JSONDecodeError as error:
            raise NoDocument("Send one line of JSON, a line feed, and then the bytes.") from error
        return Document(content, memoryview(received)[end + 1 :], schema)

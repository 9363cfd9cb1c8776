"""Bodies of requests that bring bytes: read as far as they come, alone or behind a document.

A body of the type `DOCUMENT_AND_BYTES` is a document as one line of JSON, a line feed, and the bytes that the document
declares, one thing after the other (decision 0020). There is no wrapper to parse, and a body that breaks off is worth
what arrived of it.
"""

import json
from contextlib import suppress
from typing import Any

from flask import Request, g, request
from marshmallow import Schema
from webargs import core
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import ClientDisconnected

from field_api import observability
from field_api.errors import InvalidInput, TooLarge

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
    received = bytearray()
    # A phone whose connection broke asks what is here and goes on from there.
    with suppress(OSError, ClientDisconnected):
        while chunk := request.stream.read(_READ_BYTES):
            received += chunk
            if len(received) > limit:
                raise BodyTooLong(f"Send at most {limit} bytes at once.")
    observability.RECEIVED_BYTES.inc(len(received))
    return received


class DocumentParser(FlaskParser):
    """Knows one more location: a document that came as JSON or, with bytes behind it, as `DOCUMENT_AND_BYTES`."""

    def __init__(self) -> None:
        super().__init__()
        self.__location_map__ = {**self.__location_map__, "document": "load_document"}

    def load_document(self, req: Request, schema: Schema) -> Any:
        """The document as it was sent; a view finds it in `document()`, and the bytes in `bytes_behind()`."""
        if req.mimetype == DOCUMENT_AND_BYTES:
            received = read_body()
            end = received.find(b"\n")
            end = len(received) if end < 0 else end
            g.bytes_behind = memoryview(received)[end + 1 :]
            try:
                g.document = core.parse_json(bytes(received[:end]))
            except (json.JSONDecodeError, UnicodeDecodeError) as error:
                raise NoDocument("Send one line of JSON, a line feed, and then the bytes.") from error
        else:
            g.document, g.bytes_behind = self.load_json(req, schema), memoryview(b"")
        return g.document


def document() -> Any:
    """The document of this request as it was sent, before any schema has touched it."""
    return g.document


def bytes_behind() -> memoryview:
    """What came behind the document; nothing where it came as JSON."""
    behind: memoryview = g.bytes_behind
    return behind

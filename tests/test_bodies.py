import io
import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields

from field_api.bodies import (
    DOCUMENT,
    DOCUMENT_AND_BYTES,
    BodyTooLong,
    DocumentParser,
    NoDocument,
    read_body,
)

JSON = "application/json"


class WordSchema(Schema):
    word = fields.String(required=True)


def parsed(body: bytes, content_type: str) -> tuple[Any, Any, bytes]:
    """What the schema made of a document, the document as it was sent, and the bytes behind it."""
    with Flask("test").test_request_context(method="PUT", data=body, content_type=content_type):
        sent = DocumentParser().parse(WordSchema(), location=DOCUMENT)
        return sent.read(), sent.content, bytes(sent.behind)


@given(st.dictionaries(st.just("word"), st.text(), min_size=1), st.binary())
def test_a_document_is_the_same_alone_and_before_bytes(sent: dict[str, str], behind: bytes) -> None:
    line = json.dumps(sent).encode()

    assert parsed(line, JSON) == (sent, sent, b"")
    assert parsed(line + b"\n" + behind, DOCUMENT_AND_BYTES) == (sent, sent, behind)


def test_a_document_that_ends_with_its_line_brings_nothing() -> None:
    assert parsed(b'{"word": "rumah"}', DOCUMENT_AND_BYTES)[1:] == ({"word": "rumah"}, b"")


@pytest.mark.parametrize("body", [b"", b"\n", b'{\n "word": "rumah"}', b"\xff\xd8\n{}"])
def test_a_body_that_begins_with_no_document_says_what_to_send(body: bytes) -> None:
    with pytest.raises(NoDocument, match="one line of JSON"):
        parsed(body, DOCUMENT_AND_BYTES)


def test_a_body_that_breaks_off_is_read_as_far_as_it_came() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            piece = super().read(3)
            if not piece:
                raise OSError("the connection is gone")
            return piece

    environment = {"wsgi.input": Broken(b"12345678"), "wsgi.input_terminated": True, "REQUEST_METHOD": "PUT"}
    with Flask("test").test_request_context(environ_overrides=environment):
        assert read_body() == b"12345678"


def test_more_than_the_limit_is_refused() -> None:
    with Flask("test").test_request_context(method="PUT", data=b"12345"), pytest.raises(BodyTooLong, match="at most 4"):
        read_body(4)

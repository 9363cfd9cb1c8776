import io
import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, fields
from werkzeug.exceptions import RequestEntityTooLarge

from field_api.bodies import (
    DOCUMENT,
    DOCUMENT_AND_BYTES,
    MAX_BYTES,
    BodyTooLong,
    DocumentParser,
    NoDocument,
    UnkeepableDocument,
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


TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"))


@given(st.dictionaries(st.just("word"), TEXT, min_size=1), st.binary())
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


@pytest.mark.parametrize("content_type", [JSON, DOCUMENT_AND_BYTES])
class TestWhatCannotBeKept:
    @pytest.mark.parametrize(
        ("line", "pointers"),
        [
            (rb'{"word": "ru\u0000mah"}', ["/word"]),
            (rb'{"word": "rumah\ud800"}', ["/word"]),
            (rb'{"word": "rumah", "others": [1, "\uDFFF", {"\u0000": "\ud83d\ude00"}]}', ["/others/1", "/others/2"]),
        ],
    )
    def test_a_character_that_no_text_holds_is_refused_by_its_field(
        self, line: bytes, pointers: list[str], content_type: str
    ) -> None:
        with pytest.raises(UnkeepableDocument) as refusal:
            parsed(line, content_type)
        assert [problem.pointer for problem in refusal.value.problems] == pointers

    def test_a_number_of_thousands_of_digits_is_refused(self, content_type: str) -> None:
        with pytest.raises(UnkeepableDocument, match="digits"):
            parsed(b'{"word": ' + b"9" * 5000 + b"}", content_type)

    @given(word=TEXT)
    def test_any_other_character_passes_however_it_is_written(self, word: str, content_type: str) -> None:
        for line in (json.dumps({"word": word}), json.dumps({"word": word}, ensure_ascii=False)):
            assert parsed(line.encode(), content_type)[0] == {"word": word}


def test_a_document_longer_than_any_is_refused_before_it_is_read() -> None:
    with pytest.raises(RequestEntityTooLarge):
        parsed(b'{"word": "rumah"' + b" " * MAX_BYTES + b"}", JSON)


class Line:
    """What a server reads from a connection: a few bytes at a time, and then nothing more, or that it is gone."""

    def __init__(self, content: bytes, *, broken: bool = False) -> None:
        self._content = io.BytesIO(content)
        self._broken = broken

    def read(self, size: int) -> bytes:
        piece = self._content.read(min(size, 3))
        if not piece and self._broken:
            raise OSError("the connection is gone")
        return piece


def body_read(line: Line, *, announced: int | None, limit: int = 8) -> bytes:
    app = Flask("test")
    app.config["MAX_CONTENT_LENGTH"] = 100
    environment = {"wsgi.input": line, "wsgi.input_terminated": True, "REQUEST_METHOD": "PUT"}
    if announced is not None:
        environment["CONTENT_LENGTH"] = str(announced)
    with app.test_request_context(environ_overrides=environment):
        return bytes(read_body(limit))


@pytest.mark.parametrize("announced", [8, None])
def test_a_body_is_read_whether_or_not_its_length_was_announced(announced: int | None) -> None:
    assert body_read(Line(b"12345678"), announced=announced) == b"12345678"


@pytest.mark.parametrize("announced", [8, None])
@pytest.mark.parametrize("broken", [True, False])
def test_a_body_that_breaks_off_is_read_as_far_as_it_came(announced: int | None, *, broken: bool) -> None:
    assert body_read(Line(b"12345", broken=broken), announced=announced) == b"12345"


@pytest.mark.parametrize("announced", [9, None])
def test_more_than_the_limit_is_refused(announced: int | None) -> None:
    with pytest.raises(BodyTooLong, match="at most 8"):
        body_read(Line(b"123456789"), announced=announced)

"""The interface document against the interface: what it promises is what comes, also for input nobody expected.

First every door as the walk goes through it, whose answer must look as the document says; then generated requests to
every operation, none of which may end in a failure of the server or in an answer that the document does not know.
"""

import re
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from field_api.api import PROBLEM_TYPE
from tests.doors.door import Unguarded
from tests.doors.table import DOORS, PAGES
from tests.doors.walker import Walker

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# Enough to meet every shape of a small payload; the same every time, so that a failure stays one.
EXAMPLES = 8
DOCUMENTED = [endpoint for endpoint in DOORS if endpoint not in {"api-docs.openapi_json", *PAGES}]
GUARDED = [endpoint for endpoint in DOCUMENTED if not isinstance(DOORS[endpoint], Unguarded)]


@pytest.fixture(scope="module")
def document(wired_app: Flask) -> BaseSchema:
    return schemathesis.openapi.from_wsgi("/openapi.json", wired_app)


def operation_of(document: BaseSchema, walker: Walker, endpoint: str) -> APIOperation:
    """The operation of a route in the document, which spells its path in its own way."""
    (rule,) = walker.app.url_map.iter_rules(endpoint)
    path = re.sub(r"<(?:[^<>]+:)?([^<>:]+)>", r"{\1}", rule.rule)
    return document[path][walker.method_of(endpoint)]


@pytest.mark.parametrize("endpoint", GUARDED)
def test_what_a_door_answers_is_what_the_document_says(document: BaseSchema, walker: Walker, endpoint: str) -> None:
    operation, own = operation_of(document, walker, endpoint), walker.world.own
    holder = walker.holders(endpoint)[0]

    answers = [
        walker.go_anyhow(endpoint, own, holder, token=own.tokens[holder]),
        walker.go_anyhow(endpoint, own, holder, token=None),
    ]

    for answer in answers:
        assert described(operation, answer)
        operation.validate_response(answer)


def described(operation: APIOperation, answer: Any) -> bool:
    """Whether the document names the status of the answer with this type of content; the default is a problem."""
    responses = operation.definition.raw["responses"]
    if str(answer.status_code) not in responses:
        return bool(answer.status_code >= 400 and answer.mimetype == PROBLEM_TYPE)
    return not answer.data or answer.mimetype in responses[str(answer.status_code)].get("content", {})


@pytest.mark.parametrize("endpoint", DOCUMENTED)
def test_no_input_breaks_a_door(document: BaseSchema, walker: Walker, endpoint: str) -> None:
    operation = operation_of(document, walker, endpoint)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def knock(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        with walker.nothing_stays():
            case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {walker.world.everything}"})

    knock()


def test_every_operation_of_the_document_is_a_door(document: BaseSchema, walker: Walker) -> None:
    described_ones = {(each.ok().method.upper(), each.ok().path) for each in document.get_all_operations()}
    doors = {(walker.method_of(endpoint), operation_of(document, walker, endpoint).path) for endpoint in DOCUMENTED}

    assert described_ones == doors


def test_a_guarded_operation_says_so_in_the_document(document: BaseSchema, walker: Walker) -> None:
    unsaid = [
        endpoint
        for endpoint in GUARDED
        if operation_of(document, walker, endpoint).definition.raw.get("x-permission") != walker.permission_of(endpoint)
    ]

    assert unsaid == []

"""Every body of the interface document has an example that its own schema admits."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from field_api.api_examples import JSON, NoExample, example_of
from field_api.commands.set_up import OPENAPI

DOCUMENT: dict[str, Any] = json.loads(OPENAPI.read_text("utf-8"))


def bodies() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            parts = {"asks": operation.get("requestBody", {}), **operation["responses"]}
            for part, body in parts.items():
                if JSON in body.get("content", {}):
                    yield f"{method} {path} {part}", body["content"][JSON]


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in bodies()])
def test_a_body_has_an_example_that_its_schema_admits(body: dict[str, Any]) -> None:
    schema = {**body["schema"], "components": DOCUMENT["components"]}
    judge = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

    assert [error.message for error in judge.iter_errors(body["example"])] == []


def test_what_a_field_says_of_itself_comes_first() -> None:
    schema = {"type": "object", "properties": {"name": {"type": "string", "examples": ["PKH"]}, "sex": {"enum": ["M"]}}}

    assert example_of(schema, {}) == {"name": "PKH", "sex": "M"}


def test_what_holds_itself_ends() -> None:
    condition = {"type": "object", "properties": {"all": {"type": "array", "items": {"$ref": "#/x/Condition"}}}}

    assert example_of({"$ref": "#/x/Condition"}, {"Condition": condition}) == {"all": [{}]}


def test_a_text_that_nobody_explains_is_refused() -> None:
    with pytest.raises(NoExample, match="'riddle'"):
        example_of({"type": "object", "properties": {"riddle": {"type": ["string", "null"]}}}, {})

"""What the desk shows has words in both languages: whoever adds an event adds its name for people too."""

import ast
import json
import re
from typing import get_args

import pytest

from field_api.journal.rules import Access, Event
from field_api.registry.rules.spreadsheets import DamageCode
from tests.fakes.product import ROOT
from tests.house.test_house import nodes, sources

# Codes of documents that an administrator writes with the English description beside him.
OF_DOCUMENTS = {
    "code_form", "date", "duplicate", "interval", "item_code_clash", "key_kind", "shape", "unit_unknown", "unknown",
    "unknown_criterion", "unknown_field", "unknown_instrument", "unknown_item", "whole_number", "wrong_form",
    "wrong_value",
}  # fmt: skip
WORDS = ROOT / "field_api/web/src/words"
OFFERED = ROOT / "field_api/web/src/console/record/record-query.ts"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_event_and_every_look_has_a_name_for_people(language: str) -> None:
    record = json.loads((WORDS / f"console.{language}.json").read_text())["record"]

    assert not {event.replace(".", "_") for event in Event} - set(record["event"])
    assert not {look.replace(".", "_") for look in Access} - set(record["look"])


def test_the_desk_can_filter_by_every_event_and_every_look() -> None:
    offered = set(re.findall(r'"([a-z_]+\.[a-z_]+)"', OFFERED.read_text()))

    assert offered == {*Event, *Access}


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_wrong_with_a_field_is_said_in_both_languages(language: str) -> None:
    pages = [json.loads(each.read_text()) for each in WORDS.glob(f"*.{language}.json")]
    known = {code for page in pages for code in page.get("problem", {}).get("field", {})}

    assert codes_of_field_problems() - known == OF_DOCUMENTS


def codes_of_field_problems() -> set[str]:
    """Those that are written out where the problem is made, and what a spreadsheet does to numbers."""
    written = {
        call.args[place].value
        for path in sources("field_api")
        for call in nodes(path, ast.Call)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        for place in [{"FieldProblem": 1, "unreadable": 0}.get(call.func.id)]
        if place is not None and isinstance(call.args[place], ast.Constant)
    }
    return written | set(get_args(DamageCode))

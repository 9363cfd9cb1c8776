"""What the desk shows has words in both languages: whoever adds an event adds its name for people too."""

import json
import re

import pytest

from field_api.journal.rules import Access, Event
from tests.fakes.product import ROOT

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

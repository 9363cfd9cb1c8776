"""Photos of one scene and of others, inspected once a run."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo

LookAt = Callable[[str], PhotoInspection]


@pytest.fixture(scope="session")
def look_at(shared_data: Path) -> LookAt:
    """`look_at("a_base.jpg")`: what the inspection says of a photo of `photos/reuse`."""

    @cache
    def look(name: str) -> PhotoInspection:
        return inspect_photo((shared_data / "photos" / "reuse" / name).read_bytes())

    return look

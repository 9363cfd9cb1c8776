"""How a photo is named to a reader."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest

from field_api.evidence.rules.photos.views import photo_views


@dataclass
class Named:
    envelope: dict[str, Any] = field(default_factory=dict)
    bundle_id: UUID = field(default_factory=uuid4)
    number: int = 0
    sha256: str = "a" * 64
    size: int = 1
    kind: str = "house_front"
    taken_at: None = None


class TestPhotoViews:
    @pytest.mark.parametrize(
        ("envelope", "source"),
        [
            ({"source": "page"}, "page"),
            ({"source": "file"}, "file"),
            # An older app did not say; another one may say anything.
            ({}, None),
            ({"source": ["page"]}, None),
        ],
    )
    def test_says_how_a_photo_was_made_as_its_envelope_does(self, envelope: dict[str, Any], source: str | None) -> None:
        [view] = photo_views([Named(envelope)], stored=(), inspections={})

        assert view["source"] == source

"""How a photo is named to a reader: its kind, what the inspection found, and where to see it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

# How a photo was made, as its envelope says: handed over by the camera app, or taken by the camera inside the page.
SOURCES = ("file", "page")


class NamedPhoto(Protocol):
    """A capture, as far as it is shown."""

    bundle_id: Any
    number: Any
    sha256: Any
    size: Any
    kind: Any
    taken_at: Any
    envelope: Any


class Inspected(Protocol):
    """An inspection, as far as it is shown."""

    verdict: Any
    reasons: Any
    remarks: Any
    has_derivatives: Any


def photo_url(bundle_id: UUID, number: int, size: str) -> str:
    """Where a derivative of a photo is shown; `size` is "large" or "thumb"."""
    return f"/v1/bundles/{bundle_id}/photos/{number}/{size}"


def photo_views(
    captures: Sequence[NamedPhoto], *, stored: Collection[str], inspections: Mapping[str, Inspected]
) -> list[dict[str, Any]]:
    """One document per photo of a manifest, in its order."""
    return [_view(capture, capture.sha256 in stored, inspections.get(capture.sha256)) for capture in captures]


def _view(capture: NamedPhoto, stored: bool, inspection: Inspected | None) -> dict[str, Any]:  # noqa: FBT001 - a fact
    taken_at: datetime | None = capture.taken_at
    source = capture.envelope.get("source")
    shown = inspection is not None and inspection.has_derivatives
    return {
        "number": capture.number,
        "kind": capture.kind,
        "sha256": capture.sha256,
        "size": capture.size,
        "taken_at": taken_at,
        "source": source if source in SOURCES else None,
        "stored": stored,
        "verdict": inspection.verdict if inspection else None,
        "reasons": inspection.reasons if inspection else [],
        "remarks": inspection.remarks if inspection else [],
        "large_url": photo_url(capture.bundle_id, capture.number, "large") if shown else None,
        "thumb_url": photo_url(capture.bundle_id, capture.number, "thumb") if shown else None,
    }

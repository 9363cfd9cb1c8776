"""Photos of a manifest: their kinds, their declaration, and where their bytes lie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from field_api.errors import FieldProblem, TooLarge

MAX_PHOTO_BYTES = 25 * 1024 * 1024
MAX_PHOTOS = 30

PHOTO_KINDS = frozenset({
    "house_front", "house_inside", "kitchen", "toilet", "water_source", "electricity_meter", "family_card", "recipient", "hand_over", "package",
    "document", "surroundings", "other",
})  # fmt: skip


class PhotoTooLong(TooLarge):
    """More bytes than the manifest says."""

    code = "photo_too_long"


@dataclass(frozen=True, slots=True)
class CaptureDeclaration:
    """One photo as the manifest names it; positions are integers of 1e-7 degree, accuracy is in millimetres."""

    sha256: str
    size: int
    kind: str
    taken_at: datetime | None = None
    latitude_e7: int | None = None
    longitude_e7: int | None = None
    accuracy_mm: int | None = None
    envelope: Mapping[str, Any] = field(default_factory=dict)


def check_manifest(captures: Sequence[CaptureDeclaration], *, pointer: str = "/photos") -> list[FieldProblem]:
    """What is wrong with a manifest: the same photo twice, too many photos."""
    problems = []
    if len(captures) > MAX_PHOTOS:
        problems.append(
            FieldProblem(pointer, "too_many_photos", f"A manifest holds at most {MAX_PHOTOS} photos.", "Choose fewer.")
        )
    seen: dict[str, int] = {}
    for number, capture in enumerate(captures):
        first = seen.setdefault(capture.sha256, number)
        if first != number:
            problems.append(
                FieldProblem(
                    f"{pointer}/{number}/sha256",
                    "photo_twice",
                    f"This is the same photo as number {first}.",
                    "Take another photo, or leave one of the two out.",
                )
            )
    return problems


def cut_body(body: memoryview, sizes: Iterable[int]) -> list[bytes]:
    """The parts of these sizes (bytes) that lie in a body one after the other.

    A body that ends early brings the last one in part and nothing of those behind it. Raises `PhotoTooLong` when it goes
    on behind the last one.
    """
    parts, start = [], 0
    for size in sizes:
        if start < len(body):
            parts.append(bytes(body[start : start + size]))
        start += size
    if start < len(body):
        raise PhotoTooLong("The body is longer than the photos that are named for it. Send each once, in that order.")
    return parts


def photos_behind(captures: Sequence[CaptureDeclaration], body: memoryview) -> dict[str, bytes]:
    """What a body brings of each photo of a manifest, by SHA-256; they lie there in its order, each from its first byte."""
    parts = cut_body(body, (capture.size for capture in captures))
    return {capture.sha256: part for capture, part in zip(captures, parts, strict=False)}


def original_key(sha256: str) -> str:
    """Where the original bytes lie: never altered, never shown to a browser."""
    return f"photos/{sha256[:2]}/{sha256}"


def derivative_key(sha256: str, size: str) -> str:
    """Where a re-encoded derivative without metadata lies; `size` is "large" or "thumb"."""
    return f"derivatives/{sha256[:2]}/{sha256}.{size}.jpg"

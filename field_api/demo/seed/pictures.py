"""The photos of the story, drawn by other processes while the registry fills.

Those of decided cases are inspected there as well, as the worker would; the rest is left to the worker itself.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from field_api.demo.house_photos import PhotoKind, draw_photo
from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo to be drawn: what stood before the camera, when and where; its seed makes it unlike all others."""

    kind: PhotoKind
    seed: str
    conditions: Mapping[str, Any]
    taken_at: datetime
    latitude_e7: int
    longitude_e7: int
    accuracy_mm: int
    inspected: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn photo, how a manifest declares it, and what the inspection found when it was asked."""

    content: bytes
    declaration: CaptureDeclaration
    inspection: PhotoInspection | None


class Studio:
    """Draws the shots of each bundle in two processes; pictures are asked for in the order of the shots."""

    def __init__(self, shots: Mapping[UUID, list[Shot]], size: Size) -> None:
        # Not forked: a child must not inherit the open connection to the database.
        self._pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
        self._waiting: dict[UUID, list[Future[Picture]]] = {
            bundle_id: [self._pool.submit(develop, shot, size) for shot in wanted]
            for bundle_id, wanted in shots.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def pictures_of(self, bundle_id: UUID) -> list[Picture]:
        """The photos of a bundle, each handed out once; waits for those that are still being drawn."""
        return [future.result() for future in self._waiting.pop(bundle_id, [])]


def develop(shot: Shot, size: Size) -> Picture:
    """Draw one photo, and inspect it when the shot asks for that."""
    content = draw_photo(
        shot.kind, shot.seed, shot.conditions, shot.taken_at, shot.latitude_e7, shot.longitude_e7, size=size
    )
    declaration = CaptureDeclaration(
        sha256=sha256(content).hexdigest(),
        size=len(content),
        kind=shot.kind,
        taken_at=shot.taken_at,
        latitude_e7=shot.latitude_e7,
        longitude_e7=shot.longitude_e7,
        accuracy_mm=shot.accuracy_mm,
    )
    return Picture(content, declaration, inspect_photo(content) if shot.inspected else None)

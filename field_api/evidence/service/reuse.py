"""Finding photos that were sent before, and saying what is known of it to whoever reviews the visit (evidence A3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from field_api.evidence.models.reuse import PhotoMatch
from field_api.evidence.queries import reuse as queries
from field_api.evidence.queries import scenes
from field_api.evidence.queries.scenes import Placed
from field_api.evidence.rules.reuse.findings import ReusedPhoto
from field_api.evidence.rules.reuse.probes import Probe, Symmetry, probes_of
from field_api.evidence.rules.reuse.search import Hit
from field_api.evidence.rules.reuse.standing import (
    MOST_PER_PHOTO,
    SIMILAR_PICTURE,
    Layer,
    Origin,
    Standing,
    judge,
)
from field_api.evidence.service.scene_index import SceneIndex
from field_api.evidence.service.scenes import hashes_of
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event

MOST_LOOKED_UP = 1000
"""Near pictures of one photo whose origin is looked up, the nearest first."""


@dataclass(frozen=True, slots=True)
class _Found:
    """An earlier capture that is the same file or picture as a photo of this bundle."""

    photo: Placed
    bundle_id: UUID
    number: int
    layer: Layer
    distance: int = 0
    probe: Probe | None = None
    other_trimmed: bool = False

    @property
    def order(self) -> tuple[int, int]:
        return self.layer.rank, self.distance


def find_reuse(session: Session, author: Author, index: SceneIndex, *, bundle_id: UUID, at: datetime) -> set[UUID]:
    """Look for every photo of a placed bundle among those placed before it; return the acts of pairs that are new.

    Photos of the bundle itself are never compared with each other. Whenever it runs, and however often, it finds the
    same: everything that stands before this bundle in the order of the search. A bundle that was not placed, or has no
    photos, has nothing to find.
    """
    photos = scenes.placed(session, bundle_id)
    if not photos:
        return set()
    before = photos[0].position
    nearest = _best_of_each([*_same_files(session, photos, before), *_same_pictures(session, index, photos, before)])
    origins = scenes.origins_of(session, {bundle_id} | {found.bundle_id for found in nearest})
    own = origins[bundle_id]
    new: set[UUID] = set()
    kept: dict[int, int] = {}
    for found in sorted(nearest, key=lambda each: (each.photo.number, each.order, each.bundle_id, each.number)):
        standing = judge(found.distance, own, origins[found.bundle_id])
        if standing is None or kept.get(found.photo.number, 0) >= MOST_PER_PHOTO:
            continue
        kept[found.photo.number] = kept.get(found.photo.number, 0) + 1
        if _record(session, author, found, standing, own=own, other=origins[found.bundle_id], at=at):
            new.add(found.bundle_id)
    return new


def reused_photos_of(session: Session, *, visit_id: UUID) -> list[ReusedPhoto]:
    """Which photos of a visit another act brought as well, by photo, the surest first.

    Of an act outside the scope of the session only the fact is told: `other` is None then.
    """
    return queries.reused_photos_of(session, visit_id)


def _same_files(session: Session, photos: Iterable[Placed], before: int) -> list[_Found]:
    whole = [photo for photo in photos if not photo.trimmed]
    by_hash = {photo.sha256: photo for photo in whole}
    found = [
        _Found(by_hash[earlier.asked], earlier.bundle_id, earlier.number, Layer.FILE)
        for earlier in scenes.earlier_files(session, by_hash, before=before)
    ]
    # Two photos of one bundle may be the same but for their metadata, so a digest can belong to several.
    stripped: dict[str, list[Placed]] = {}
    for photo in whole:
        if photo.stripped_sha256 is not None:
            stripped.setdefault(photo.stripped_sha256, []).append(photo)
    return found + [
        _Found(photo, earlier.bundle_id, earlier.number, Layer.STRIPPED)
        for earlier in scenes.earlier_stripped(session, stripped, before=before)
        for photo in stripped[earlier.asked]
    ]


def _same_pictures(session: Session, index: SceneIndex, photos: Iterable[Placed], before: int) -> list[_Found]:
    found = []
    for photo in photos:
        if photo.trimmed:
            # Its own row only holds its place; the row of the whole picture looks for both.
            continue
        probes = [
            probe for trimmed, hashes in hashes_of(photo.findings) for probe in probes_of(hashes, trimmed=trimmed)
        ]
        if probes:
            hits = index.nearest(session, probes, radius=SIMILAR_PICTURE, before=before)
            found += _looked_up(session, photo, hits)
    return found


def _looked_up(session: Session, photo: Placed, hits: list[Hit]) -> list[_Found]:
    nearest = sorted(hits, key=lambda hit: (hit.distance, hit.row))[:MOST_LOOKED_UP]
    captures = scenes.captures_at(session, [hit.row for hit in nearest])
    return [
        _Found(photo, place.bundle_id, place.number, Layer.SCENE, hit.distance, hit.probe, place.trimmed)
        for hit in nearest
        for place in [captures[hit.row]]
    ]


def _best_of_each(found: Iterable[_Found]) -> list[_Found]:
    """The surest way in which each pair of captures was found."""
    best: dict[tuple[int, UUID, int], _Found] = {}
    for each in found:
        pair = (each.photo.number, each.bundle_id, each.number)
        if pair not in best or each.order < best[pair].order:
            best[pair] = each
    return list(best.values())


def _record(
    session: Session, author: Author, found: _Found, standing: Standing, *, own: Origin, other: Origin, at: datetime
) -> bool:
    """One row for each side, one entry for both; whether the pair is new."""
    here, there = (own.bundle_id, found.photo.number), (found.bundle_id, found.number)
    common = {
        "layer": found.layer.value,
        "distance": found.distance,
        "standing": standing.value,
        "found_at": at,
    }
    rows = [
        _side(here, there, own.area_code, first=True) | _told(found, reverse=False) | common,
        _side(there, here, other.area_code, first=False) | _told(found, reverse=True) | common,
    ]
    new = session.execute(
        insert(PhotoMatch).values(rows).on_conflict_do_nothing().returning(PhotoMatch.bundle_id)
    ).first()
    if new is None:
        return False
    journal.append(
        session,
        author,
        Event.PHOTO_REUSE_FOUND,
        subject_id=own.bundle_id,
        area_code=own.area_code,
        at=at,
        data={
            "sha256": found.photo.sha256,
            "number": found.photo.number,
            "other_bundle": str(found.bundle_id),
            "other_number": found.number,
            "layer": found.layer.value,
            "distance": found.distance,
            "standing": standing.value,
        }
        | _told(found, reverse=False),
    )
    return True


def _side(one: tuple[UUID, int], other: tuple[UUID, int], area_code: str, *, first: bool) -> dict[str, Any]:
    return {
        "bundle_id": one[0],
        "number": one[1],
        "other_bundle_id": other[0],
        "other_number": other[1],
        "other_came_first": first,
        "area_code": area_code,
    }


def _told(found: _Found, *, reverse: bool) -> dict[str, str | None]:
    """The pair of frames and the symmetry, from this photo's side or, reversed, from the other's."""
    probe = found.probe
    if probe is None:
        return {"pair": None, "symmetry": None}
    frames = [_frame(probe.frame, trimmed=probe.trimmed), _frame(probe.other_frame, trimmed=found.other_trimmed)]
    symmetry: Symmetry = probe.symmetry.inverse if reverse else probe.symmetry
    return {"pair": "/".join(reversed(frames) if reverse else frames), "symmetry": symmetry.value}


def _frame(name: str, *, trimmed: bool) -> str:
    return f"{name}_trimmed" if trimmed else name

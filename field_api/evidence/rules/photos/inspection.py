"""Inspect one photo: gate, EXIF, pixels, hashes, quality, in this order, and give one verdict.

`inspect_photo` is a pure function of the bytes and never raises on what they contain; only running out of
memory passes through, because a half-finished inspection must not look like a judgement. It belongs into a
process with limits (`workers.darkroom`), never into one that serves requests.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from field_api.evidence.rules.photos.codes import REASONS, REMARKS, is_neutral
from field_api.evidence.rules.photos.exif import PhotoExif, read_exif
from field_api.evidence.rules.photos.gate import check_limits, read_header
from field_api.evidence.rules.photos.header import PhotoHeader, PhotoRefused
from field_api.evidence.rules.photos.perceptual_hash import PhotoHashes, hash_photo
from field_api.evidence.rules.photos.pixels import Development, develop
from field_api.evidence.rules.photos.quality import (
    FEATURELESS_LIMIT,
    PhotoQuality,
    framed_above_and_below,
    measure_quality,
    without_bars,
)
from field_api.evidence.rules.photos.screens import GRID_LIMIT
from field_api.evidence.rules.photos.strips import without_strips

INSPECTION_VERSION = 4
"""Raise it whenever the same bytes would give another result: it tells old inspections from new ones."""

ACCEPTED, ACCEPTED_WITH_REMARKS, REFUSED = "accepted", "accepted_with_remarks", "refused"


@dataclass(frozen=True, slots=True)
class PhotoInspection:
    """What is known about a photo after looking at it once.

    `width` and `height` are pixels as stored; the derivatives are upright. `stripped_sha256` is the digest
    of a JPEG from SOI to EOI without APPn and COM segments: it finds a file whose EXIF was rewritten
    (evidence A3). `exif` is in the form of `PhotoExif.to_json`; a refused photo has it too when its header
    could be read. `grid` says how far a fine grid stands out of the picture (`screens.screen_grid`).
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    format: str | None = None
    width: int | None = None
    height: int | None = None
    trailer_bytes: int = 0
    sha256: str | None = None
    stripped_sha256: str | None = None
    fingerprint: str | None = None
    exif: Mapping[str, Any] | None = None
    hashes: PhotoHashes | None = None
    trimmed_hashes: PhotoHashes | None = None
    quality: PhotoQuality | None = None
    grid: int | None = None
    derivatives: Mapping[str, bytes] = field(default_factory=dict)
    version: int = INSPECTION_VERSION

    @property
    def position(self) -> Mapping[str, Any] | None:
        return self.exif["position"] if self.exif else None

    def to_json(self) -> dict[str, Any]:
        """Return everything but the pixels, without floats, so that it can be signed and journalled."""
        return {
            "verdict": self.verdict,
            "reasons": list(self.reasons),
            "remarks": list(self.remarks),
            "format": self.format,
            "width": self.width,
            "height": self.height,
            "trailer_bytes": self.trailer_bytes,
            "sha256": self.sha256,
            "stripped_sha256": self.stripped_sha256,
            "fingerprint": self.fingerprint,
            "exif": dict(self.exif) if self.exif else None,
            "hashes": self.hashes.to_json() if self.hashes else None,
            "trimmed_hashes": self.trimmed_hashes.to_json() if self.trimmed_hashes else None,
            "quality": self.quality.to_json() if self.quality else None,
            "grid": self.grid,
            "version": self.version,
        }

    @classmethod
    def from_json(
        cls, document: Mapping[str, Any], derivatives: Mapping[str, bytes] | None = None
    ) -> "PhotoInspection":
        """Rebuild an inspection from `to_json` and its derivatives."""
        hashes, trimmed, quality = (document[name] for name in ("hashes", "trimmed_hashes", "quality"))
        return cls(**{
            **document,
            "reasons": tuple(document["reasons"]),
            "remarks": tuple(document["remarks"]),
            "hashes": PhotoHashes.from_json(hashes) if hashes else None,
            "trimmed_hashes": PhotoHashes.from_json(trimmed) if trimmed else None,
            "quality": PhotoQuality(**quality) if quality else None,
            "derivatives": dict(derivatives or {}),
        })  # fmt: skip


def explain(code: str) -> str:
    """Return the English sentence for a reason or a remark. Raises KeyError for a code that does not exist."""
    return REASONS[code] if code in REASONS else REMARKS[code]


def refuse(reason: str, *, sha256: str | None = None) -> PhotoInspection:
    """Return the inspection of a photo that could not be looked at. Raises KeyError on an unknown reason."""
    explain(reason)
    return PhotoInspection(verdict=REFUSED, reasons=(reason,), sha256=sha256)


def inspect_photo(content: bytes) -> PhotoInspection:
    """Inspect the bytes of one file (issue 2, "Photos"; evidence A3 to A6, B). Never raises but MemoryError."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        header = read_header(content)
    except PhotoRefused as refusal:
        return refuse(refusal.reason, sha256=digest)
    exif = read_exif(header.exif, header.xmp)
    known = _known_from_header(header, exif, digest)
    try:
        check_limits(header)
        development = develop(header, exif.orientation)
    except PhotoRefused as refusal:
        return PhotoInspection(verdict=REFUSED, reasons=(refusal.reason,), **known)
    return _judge(known, development)


def _known_from_header(header: PhotoHeader, exif: PhotoExif, digest: str) -> dict[str, Any]:
    said = {
        "progressive": header.progressive,
        "more_pictures": header.format == "MPO",
        "trailing_data": header.trailer_bytes > 0 and header.format != "MPO",
    }
    return {
        "remarks": (*header.remarks, *(code for code, holds in said.items() if holds), *exif.remarks),
        "format": header.format,
        "width": header.width,
        "height": header.height,
        "trailer_bytes": header.trailer_bytes,
        "sha256": digest,
        "stripped_sha256": _digest(header.stripped) if header.stripped else None,
        "fingerprint": header.fingerprint,
        "exif": exif.to_json(),
    }


def _judge(known: dict[str, Any], development: Development) -> PhotoInspection:
    quality = measure_quality(development.luma)
    luma = development.luma.astype("float32")
    hashes = hash_photo(luma)
    inner = without_bars(development.luma)
    filled, strips = without_strips(development.luma)
    has_bars = inner is not development.luma
    # Bars on both sides frame a picture; a strip on one side lies over a part of it.
    framed = has_bars and framed_above_and_below(development.luma)
    bare = filled if strips and (strips == 1 or not framed) else inner
    said = {
        "converted_from_cmyk": development.from_cmyk,
        "featureless": hashes.quality < FEATURELESS_LIMIT,
        "uniform_bars": has_bars,
        "fine_grid": development.grid > GRID_LIMIT,
    }
    remarks = (*known["remarks"], *quality.remarks(), *(code for code, holds in said.items() if holds))
    plain = all(is_neutral(remark) for remark in remarks)
    return PhotoInspection(**{
        **known,
        "verdict": ACCEPTED if plain else ACCEPTED_WITH_REMARKS,
        "remarks": remarks,
        "hashes": hashes,
        "trimmed_hashes": hash_photo(bare.astype("float32")) if bare is not development.luma else None,
        "quality": quality,
        "grid": development.grid,
        "derivatives": {"large": development.large, "thumb": development.thumb},
    })  # fmt: skip


def _digest(pieces: Iterable[bytes | memoryview]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()

"""Doors of photos: resumable upload under the hash (tus 1.0 core), and the derivatives that people see."""

import re
from collections.abc import Mapping
from uuid import UUID

from flask import Response, request

from field_api import api, clock
from field_api.api import Blueprint
from field_api.bodies import read_body
from field_api.db import current_session
from field_api.errors import InvalidInput
from field_api.evidence.rules.photos.captures import MAX_PHOTO_BYTES, cut_body
from field_api.evidence.schemas.captures import BundleReceiptSchema
from field_api.evidence.service import bundles
from field_api.evidence.service import photos as viewing
from field_api.evidence.service import uploads as service
from field_api.evidence.service.bundles import BundleReceipt
from field_api.evidence.service.uploads import Piece, UploadState
from field_api.permissions import Permission

blp = Blueprint(
    "photos", "photos", url_prefix="/v1", description="Photos: resumable upload, and derivatives to look at"
)

TUS_VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
SHA256_FORM = re.compile(r"[0-9a-f]{64}")
PHOTO_PART = re.compile(r"(?P<sha256>[0-9a-f]{64})\s*;\s*offset=(?P<offset>\d{1,9})")


@blp.route("/photos/<string:sha256>", methods=["HEAD"])
@blp.requires(Permission.PHOTO_UPLOAD)
@blp.response(200)
def show_offset(sha256: str) -> Response:
    """How many bytes of a declared photo the server holds (Upload-Offset)"""
    state = service.upload_state(current_session(), api.current_actor(), sha256=_checked(sha256))
    return _tus_response(200, state)


@blp.route("/photos/<string:sha256>", methods=["PATCH"])
@blp.requires(Permission.PHOTO_UPLOAD)
@blp.response(204)
@blp.alt_response(409, description="offset_mismatch (the answer names the offset) or photo_hash_mismatch (begin again)")
def append_piece(sha256: str) -> Response:
    """Append bytes of a declared photo at Upload-Offset

    Send `Content-Type: application/offset+octet-stream`. What arrives before a connection breaks is kept. The last
    byte triggers the hash check; `Bundle-Completed` then names the visits and hand-overs that are complete now.
    """
    state = service.receive_piece(
        current_session(),
        api.current_actor(),
        sha256=_checked(sha256),
        offset=_offset(),
        content=bytes(read_body(MAX_PHOTO_BYTES)),
        at=clock.now(),
    )
    return _tus_response(204, state)


@blp.route("/bundles/<uuid:bundle_id>/photos", methods=["POST"])
@blp.requires(Permission.PHOTO_UPLOAD)
@blp.response(200, BundleReceiptSchema)
@blp.alt_response(409, description="photo_hash_mismatch names the photo to send again; the others are kept")
def append_photos(bundle_id: UUID) -> BundleReceipt:
    """Send several photos of one visit or hand-over in one body, one after the other

    `Photo-Parts` names them in that order, each with the offset at which it begins:
    `<sha256>;offset=0, <sha256>;offset=65536`. Each runs to its end. When the connection breaks, whole photos are
    accepted and the last one is kept as far as it came: the receipt says where to go on.
    """
    session, actor = current_session(), api.current_actor()
    bundle, manifest = bundles.require_own_manifest(session, actor, bundle_id=bundle_id)
    pieces = _pieces({photo.sha256: photo.size for photo in manifest}, memoryview(read_body()))
    service.receive_photos(session, actor, manifest=manifest, pieces=pieces, at=clock.now())
    return bundles.receipt_of(session, actor, bundle, at=clock.now())


def _pieces(sizes: Mapping[str, int], body: memoryview) -> list[Piece]:
    """Cut the body as `Photo-Parts` says; what lies behind a broken connection is left out."""
    named = []
    for part in request.headers.get("Photo-Parts", "").split(","):
        found = PHOTO_PART.fullmatch(part.strip())
        if found is None or found["sha256"] not in sizes:
            raise InvalidInput(
                "Send Photo-Parts: <sha256>;offset=<bytes>, one for each photo of this manifest in the body.",
                code="not_photo_parts",
            )
        named.append((found["sha256"], int(found["offset"])))
    parts = cut_body(body, (max(sizes[sha256] - offset, 0) for sha256, offset in named))
    return [Piece(sha256, offset, part) for (sha256, offset), part in zip(named, parts, strict=False)]


@blp.route("/photos/<string:sha256>", methods=["OPTIONS"])
@blp.open
@blp.response(204)
def describe_upload(sha256: str) -> Response:  # noqa: ARG001 - the same for every photo
    """What this server speaks (tus)"""
    response = Response(status=204)
    response.headers["Tus-Resumable"] = TUS_VERSION
    response.headers["Tus-Version"] = TUS_VERSION
    response.headers["Tus-Max-Size"] = str(MAX_PHOTO_BYTES)
    return response


@blp.route("/bundles/<uuid:bundle_id>/photos/<int:number>/<any(large,thumb):size>", methods=["GET"])
@blp.requires(Permission.PHOTO_READ)
@blp.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
def show_photo(bundle_id: UUID, number: int, size: str) -> Response:
    """A re-encoded derivative without metadata, marked with who looks

    User name and time are drawn into the picture; the look is recorded in the access log.
    """
    content = viewing.view_photo(
        current_session(),
        api.current_actor(),
        api.runtime().store,
        bundle_id=bundle_id,
        number=number,
        size=size,
        at=clock.now(),
    )
    response = Response(content, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _checked(sha256: str) -> str:
    if not SHA256_FORM.fullmatch(sha256):
        raise InvalidInput("The address of a photo ends with its SHA-256: 64 lower-case hexadecimal digits.")
    return sha256


def _offset() -> int:
    header = request.headers.get("Upload-Offset", "")
    if request.mimetype != PIECE_TYPE or not header.isdecimal():
        raise InvalidInput(
            f"Send Content-Type: {PIECE_TYPE} and Upload-Offset with the number of bytes sent before.",
            code="not_a_piece",
        )
    return int(header)


def _tus_response(status: int, state: UploadState) -> Response:
    response = Response(status=status)
    response.headers["Tus-Resumable"] = TUS_VERSION
    response.headers["Upload-Offset"] = str(state.offset)
    response.headers["Upload-Length"] = str(state.size)
    if state.completed:
        response.headers["Bundle-Completed"] = ",".join(str(bundle_id) for bundle_id in state.completed)
    return response

"""Open doors of the log, as c2sp.org/tlog-tiles has them: anybody may copy it, and tell whether it was ever rewritten."""

from http import HTTPStatus

from flask import Response

from field_api.api import Blueprint
from field_api.db import current_session
from field_api.transparency import queries
from field_api.transparency.rules.tiles import HASH_BYTES, WIDTH, TilePath, parse_tile_path, width_of
from field_api.transparency.service import NotInLog, log_size

blp = Blueprint("log", "log", url_prefix="/log", description="The transparency log: checkpoint and tiles, open to all")

TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
# What will never change may be kept for ever.
FOR_EVER = "public, max-age=31536000, immutable"
FOR_SECONDS = "public, max-age=2"


@blp.route("/checkpoint", methods=["GET"])
@blp.open
@blp.response(200, content_type="text/plain")
def show_checkpoint() -> Response:
    """The newest signed checkpoint: origin, size, root hash and signature (C2SP tlog-checkpoint)"""
    newest = queries.newest_checkpoint(current_session())
    if newest is None:
        raise NotInLog("Nothing has been signed yet.")
    return _answer(newest.note.encode(), TEXT, FOR_SECONDS)


@blp.route("/key", methods=["GET"])
@blp.open
@blp.response(200, content_type="text/plain")
def show_key() -> Response:
    """The public key of the log, as `name+id+key`; hold it from another source as well"""
    newest = queries.newest_checkpoint(current_session())
    if newest is None:
        raise NotInLog("Nothing has been signed yet.")
    return _answer(f"{newest.verifier_key}\n".encode(), TEXT, FOR_SECONDS)


@blp.route("/tile/<path:address>", methods=["GET"])
@blp.open
@blp.response(200, content_type="application/octet-stream")
def show_tile(address: str) -> Response:
    """A tile of hashes (`0/x001/234`, `1/000.p/17`) or a bundle of entries (`entries/x001/234`) (C2SP tlog-tiles)"""
    session = current_session()
    path = parse_tile_path(address)
    size = log_size(session)
    if path is None or path.width > width_of(path.level or 0, path.number, size):
        raise NotInLog("The log has no such tile.")
    content = _entries(path) if path.level is None else queries.tile(session, path.level, path.number) or b""
    return _answer(content if path.level is None else content[: path.width * HASH_BYTES], BYTES, FOR_EVER)


def _entries(path: TilePath) -> bytes:
    """Commitments, each behind its length in two bytes: hashing them again gives the tile of level 0."""
    found = queries.leaves_from(current_session(), path.number * WIDTH, limit=path.width)
    return b"".join(len(commitment).to_bytes(2) + commitment for _, commitment in found)


def _answer(content: bytes, kind: str, cache: str) -> Response:
    return Response(content, HTTPStatus.OK, {"Content-Type": kind, "Cache-Control": cache})

"""Open doors of the log, as c2sp.org/tlog-tiles has them: anybody may copy it, and tell whether it was ever rewritten."""

from http import HTTPStatus

from flask import Response, request

from field_api import clock
from field_api.api import Blueprint, runtime
from field_api.db import current_session
from field_api.transparency import queries
from field_api.transparency.rules.cosignatures import Cosigner
from field_api.transparency.rules.notes import NoteInvalid, Verifier
from field_api.transparency.rules.submissions import Submission, SubmissionMalformed
from field_api.transparency.rules.tiles import HASH_BYTES, WIDTH, TilePath, parse_tile_path, width_of
from field_api.transparency.service import LogUnknown, NotInLog, OldSizeWrong, cosign, log_size, note_of

blp = Blueprint("log", "log", url_prefix="/log", description="The transparency log: checkpoint and tiles, open to all")

witness_blp = Blueprint("witness", "witness", url_prefix="/witness", description="A witness of other logs")

# 63 hashes, a checkpoint and its signatures.
MAX_SUBMISSION_BYTES = 64 * 1024
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
# What will never change may be kept for ever.
FOR_EVER = "public, max-age=31536000, immutable"
FOR_SECONDS = "public, max-age=2"


@blp.route("/checkpoint", methods=["GET"])
@blp.open
@blp.response(200, content_type="text/plain")
def show_checkpoint() -> Response:
    """The newest signed checkpoint: origin, size, root hash, signature, cosignatures (C2SP tlog-checkpoint)"""
    session = current_session()
    newest = queries.newest_checkpoint(session)
    if newest is None:
        raise NotInLog("Nothing has been signed yet.")
    return _answer(note_of(session, newest).encode(), TEXT, FOR_SECONDS)


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


@witness_blp.route("/add-checkpoint", methods=["POST"])
@witness_blp.open
@witness_blp.doc(requestBody={"required": True, "content": {"text/plain": {"schema": {"type": "string"}}}})
@witness_blp.response(200, {"type": "string"}, content_type="text/plain", description="Signature lines")
@witness_blp.alt_response(
    409, schema={"type": "string"}, content_type="text/x.tlog.size", description="The size that was last seen"
)
def add_checkpoint() -> Response:
    """Cosign a checkpoint of another log that continues the last one seen (C2SP tlog-witness)

    404 for a log that this witness was not told of, 403 when its key has not signed, 409 with the size last seen as
    `text/x.tlog.size`, 422 when the proof does not hold, 400 for any other body.
    """
    config = runtime().config
    if config.witness_key is None or not config.witnessed_logs:
        raise LogUnknown("This deployment is no witness.")
    cosigner = Cosigner(config.witness_name, config.witness_key)
    logs = [Verifier.parse(text) for text in config.witnessed_logs]
    # A checkpoint and its proof are far smaller; nothing else is read.
    body = request.get_data(cache=False)[:MAX_SUBMISSION_BYTES].decode("utf-8", errors="replace")
    try:
        line = cosign(current_session(), cosigner, logs, Submission.parse(body), at=clock.now())
    except OldSizeWrong as error:
        return Response(f"{error.extra['size']}\n", HTTPStatus.CONFLICT, {"Content-Type": "text/x.tlog.size"})
    except NoteInvalid as error:
        raise SubmissionMalformed("The last part of the body is no checkpoint.") from error
    return _answer(line.encode(), TEXT, "no-store")


def _entries(path: TilePath) -> bytes:
    """Commitments, each behind its length in two bytes: hashing them again gives the tile of level 0."""
    found = queries.leaves_from(current_session(), path.number * WIDTH, limit=path.width)
    return b"".join(len(commitment).to_bytes(2) + commitment for _, commitment in found)


def _answer(content: bytes, kind: str, cache: str) -> Response:
    return Response(content, HTTPStatus.OK, {"Content-Type": kind, "Cache-Control": cache})

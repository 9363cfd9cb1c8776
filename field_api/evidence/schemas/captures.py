"""Shapes of a manifest of photos, of a position, and of the receipt that answers a bundle."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from field_api.evidence.rules.photos.captures import MAX_PHOTO_BYTES, PHOTO_KINDS, CaptureDeclaration

LATITUDE = validate.Range(-900_000_000, 900_000_000)
LONGITUDE = validate.Range(-1_800_000_000, 1_800_000_000)
ACCURACY = validate.Range(0, 100_000_000)
SHA256 = validate.Regexp(r"^[0-9a-f]{64}$", error="A SHA-256 is 64 lower-case hexadecimal digits.")
EXAMPLE_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
# Room for a signed envelope with its samples, not for a picture in disguise.
MAX_ENVELOPE_KEYS = 40


class PositionSchema(Schema):
    """A fix: whole numbers of 1e-7 degree (WGS 84), accuracy in millimetres, and every sample behind it."""

    latitude_e7 = fields.Integer(required=True, strict=True, validate=LATITUDE, metadata={"examples": [-77001234]})
    longitude_e7 = fields.Integer(required=True, strict=True, validate=LONGITUDE, metadata={"examples": [1143801234]})
    accuracy_mm = fields.Integer(load_default=None, allow_none=True, strict=True, validate=ACCURACY)
    samples = fields.List(fields.Dict(keys=fields.String()), load_default=list, validate=validate.Length(max=200))


class CaptureSchema(Schema):
    """One photo of the manifest: its hash and size before any byte is sent, and the app's own fix at the shutter."""

    sha256 = fields.String(required=True, validate=SHA256, metadata={"examples": [EXAMPLE_SHA256]})
    size = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, MAX_PHOTO_BYTES), metadata={"description": "Bytes"}
    )
    kind = fields.String(required=True, validate=validate.OneOf(sorted(PHOTO_KINDS)))
    taken_at = fields.AwareDateTime(load_default=None, allow_none=True)
    latitude_e7 = fields.Integer(load_default=None, allow_none=True, strict=True, validate=LATITUDE)
    longitude_e7 = fields.Integer(load_default=None, allow_none=True, strict=True, validate=LONGITUDE)
    accuracy_mm = fields.Integer(load_default=None, allow_none=True, strict=True, validate=ACCURACY)
    envelope = fields.Dict(
        keys=fields.String(),
        load_default=dict,
        validate=validate.Length(max=MAX_ENVELOPE_KEYS),
        metadata={"description": "The capture envelope as the phone signed it; kept word for word"},
    )

    @post_load
    def declare(self, data: dict[str, Any], **_: Any) -> CaptureDeclaration:
        return CaptureDeclaration(**data)


class MissingPhotoSchema(Schema):
    sha256 = fields.String()
    size = fields.Integer()
    kind = fields.String()
    offset = fields.Integer(attribute="received", metadata={"description": "Bytes that the server holds already"})
    upload_url = fields.Function(
        lambda photo: f"/v1/photos/{photo.sha256}",
        metadata={"type": "string", "description": "Send the rest there: PATCH with Upload-Offset (tus 1.0)"},
    )


class ProofSchema(Schema):
    """A receipt that proves itself: the statement, its salt, and the way from its leaf up to a signed checkpoint."""

    format = fields.String(metadata={"examples": ["field-api.receipt.v1"]})
    statement = fields.Dict(metadata={"description": "What was recorded, without a name, a NIK or a coordinate"})
    salt = fields.String(metadata={"description": "16 bytes, base64"})
    index = fields.Integer(metadata={"description": "The place in the log, from 0"})
    proof = fields.List(fields.String(), metadata={"description": "32-byte hashes, base64 (RFC 9162, 2.1.3)"})
    checkpoint = fields.String(metadata={"description": "Signed note: origin, size, root hash (C2SP tlog-checkpoint)"})


class BundleReceiptSchema(Schema):
    """What the server holds. Delete nothing on the phone before `complete` is true."""

    id = fields.UUID(attribute="bundle_id")
    content_sha256 = fields.String(metadata={"description": "Of the canonical JSON of the payload"})
    repeated = fields.Boolean(metadata={"description": "Whether the same was received before"})
    received_at = fields.AwareDateTime()
    complete = fields.Function(lambda receipt: receipt.completed_at is not None, metadata={"type": "boolean"})
    completed_at = fields.AwareDateTime(allow_none=True)
    photo_count = fields.Integer()
    missing = fields.List(fields.Nested(MissingPhotoSchema))

"""Shapes of determinations, endorsement lists and letters."""

from marshmallow import Schema, fields, validate

from field_api.api import HistoryArgumentsSchema, PageArgumentsSchema
from field_api.review.models import CAPACITIES

STATES = ("draft", "sealed", "endorsed")


class DeterminationSearchSchema(PageArgumentsSchema):
    programme = fields.String(load_default=None)
    area = fields.String(load_default=None, metadata={"description": "Only under this area code"})
    ready = fields.Boolean(
        load_default=None,
        allow_none=True,
        metadata={"description": "Whether it may go on a list: on none yet, and the newest word about its subject"},
    )


class ListFilterSchema(Schema):
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))
    programme = fields.String(load_default=None)
    period = fields.String(load_default=None)
    area = fields.String(load_default=None, metadata={"description": "Only under this area code"})


class ListSearchSchema(ListFilterSchema, HistoryArgumentsSchema):
    """The question for a page of lists."""


class NewListSchema(Schema):
    """A draft under an id made by the client (UUIDv7)."""

    id = fields.UUID(required=True)
    title = fields.String(
        required=True, validate=validate.Length(3, 200), metadata={"examples": ["Penetapan PKH November"]}
    )
    period = fields.String(
        required=True,
        validate=validate.Regexp(r"^[0-9]{4}-(0[1-9]|1[0-2])$", error="A period is a month such as 2026-11."),
        metadata={"examples": ["2026-11"]},
    )
    programme_code = fields.String(required=True, metadata={"examples": ["pkh"]})
    area_code = fields.String(required=True, metadata={"examples": ["31.75.06"]})


class ListSchema(Schema):
    id = fields.UUID()
    title = fields.String()
    period = fields.String()
    programme_code = fields.String()
    area_code = fields.String()
    state = fields.String(validate=validate.OneOf(STATES))
    counts = fields.Dict(allow_none=True, metadata={"description": "Of a sealed list: as the letter states them"})
    drafted_by = fields.UUID()
    drafted_by_name = fields.String(allow_none=True)
    drafted_at = fields.AwareDateTime()
    sealed_by = fields.UUID(allow_none=True)
    sealed_by_name = fields.String(allow_none=True)
    sealed_at = fields.AwareDateTime(allow_none=True)
    root = fields.String(allow_none=True, metadata={"description": "The seal: Merkle root over exactly the items, hex"})
    size = fields.Integer(allow_none=True, metadata={"description": "How many items the root stands for"})
    letter_number = fields.String(allow_none=True)
    letter_date = fields.Date(allow_none=True)
    letter_sha256 = fields.String(allow_none=True)
    signatory_name = fields.String(allow_none=True)
    signatory_capacity = fields.String(allow_none=True, validate=validate.OneOf(CAPACITIES))
    endorsed_by = fields.UUID(allow_none=True)
    endorsed_by_name = fields.String(allow_none=True)
    endorsed_at = fields.AwareDateTime(allow_none=True)


class ListRowSchema(ListSchema):
    """A list as one row of an export."""

    items = fields.Function(lambda view: (view["counts"] or {}).get("items", ""))


class AddedItemsSchema(Schema):
    determination_ids = fields.List(
        fields.UUID(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 5000),
        metadata={"description": "Left out: all that are ready in the list's area"},
    )


class ListItemSchema(Schema):
    number = fields.Integer(allow_none=True, metadata={"description": "Given by the sealing"})
    determination_id = fields.UUID()
    decision_id = fields.UUID()
    reviewer_id = fields.UUID()
    household_id = fields.UUID()
    person_id = fields.UUID(allow_none=True)
    component = fields.String()
    eligible = fields.Boolean()
    without_field_evidence = fields.Boolean()
    area_code = fields.String()
    recipient_name = fields.String(allow_none=True)
    nik_masked = fields.String(allow_none=True)
    address = fields.String(allow_none=True)


class SealCheckSchema(Schema):
    sealed_root = fields.String()
    found_root = fields.String(metadata={"description": "Computed now, from the items"})
    size = fields.Integer()
    erased = fields.Integer(metadata={"description": "Items whose person was erased: only their hash is left"})
    intact = fields.Boolean()


class ListProofSchema(Schema):
    """That one item is on a sealed list; `field-api verify` checks it against the root on the letter."""

    format = fields.String(metadata={"examples": ["field-api.list-proof.v1"]})
    origin = fields.String(metadata={"description": "The log of the deployment that made it"})
    list_id = fields.UUID()
    statement = fields.Dict(keys=fields.String(), metadata={"description": "What the list says of this item"})
    salt = fields.String(metadata={"description": "Base64 of 16 bytes, of this item alone"})
    index = fields.Integer(metadata={"description": "The number less one"})
    size = fields.Integer()
    proof = fields.List(fields.String(), metadata={"description": "Base64 of the hashes up to the root"})
    root = fields.String(metadata={"description": "Hex; compare it with the letter"})


class LetterFormSchema(Schema):
    """What stands on the signed letter."""

    number = fields.String(required=True, validate=validate.Length(1, 100), metadata={"examples": ["460/1234/2026"]})
    date = fields.Date(required=True)
    signatory_name = fields.String(required=True, validate=validate.Length(3, 200))
    signatory_capacity = fields.String(required=True, validate=validate.OneOf(CAPACITIES))


class LetterFileSchema(Schema):
    letter = fields.Raw(
        required=True,
        metadata={"type": "string", "format": "binary", "description": "The signed letter: one PDF, at most 10 MB"},
    )

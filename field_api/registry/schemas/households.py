"""Shapes of households and family cards. Coordinates are integers of 1e-7 degree."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from field_api.api import PageArgumentsSchema
from field_api.registry.schemas.enrolments import EnrolmentSchema
from field_api.registry.schemas.people import RELATIONSHIP, PersonSchema

_LATITUDE = {"examples": [-61234567], "description": "1e-7 degree"}
_LONGITUDE = {"examples": [1069876543], "description": "1e-7 degree"}
_LATITUDES = validate.Range(-900_000_000, 900_000_000)
_LONGITUDES = validate.Range(-1_800_000_000, 1_800_000_000)
CARD_EXAMPLE = {"examples": ["3175060403190001"]}


class HouseholdSchema(Schema):
    id = fields.UUID()
    area_code = fields.String(metadata={"examples": ["31.75.06.1004.008.003"]})
    address = fields.String()
    latitude_e7 = fields.Integer(allow_none=True, metadata=_LATITUDE)
    longitude_e7 = fields.Integer(allow_none=True, metadata=_LONGITUDE)
    registered_at = fields.AwareDateTime()
    import_id = fields.UUID(allow_none=True)


class FamilyCardSchema(Schema):
    id = fields.UUID()
    number_masked = fields.String(metadata={"examples": ["3175********0001"]})
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)


class MemberSchema(Schema):
    person = fields.Nested(PersonSchema)
    relationship = RELATIONSHIP
    valid_from = fields.Date()


class HouseholdDetailSchema(HouseholdSchema):
    family_cards = fields.List(fields.Nested(FamilyCardSchema))
    members = fields.List(fields.Nested(MemberSchema))
    enrolments = fields.List(fields.Nested(EnrolmentSchema))


class _PositionSchema(Schema):
    @validates_schema
    def position_is_whole(self, data: Mapping[str, Any], **_: Any) -> None:
        if (data.get("latitude_e7") is None) != (data.get("longitude_e7") is None):
            raise ValidationError("Give both coordinates or neither.", "latitude_e7")


class NewHouseholdSchema(_PositionSchema):
    area_code = fields.String(required=True, metadata={"examples": ["31.75.06.1004.008.003"]})
    address = fields.String(required=True, validate=validate.Length(1, 300))
    latitude_e7 = fields.Integer(load_default=None, allow_none=True, validate=_LATITUDES, metadata=_LATITUDE)
    longitude_e7 = fields.Integer(load_default=None, allow_none=True, validate=_LONGITUDES, metadata=_LONGITUDE)


class HouseholdChangeSchema(_PositionSchema):
    area_code = fields.String()
    address = fields.String(validate=validate.Length(1, 300))
    latitude_e7 = fields.Integer(allow_none=True, validate=_LATITUDES, metadata=_LATITUDE)
    longitude_e7 = fields.Integer(allow_none=True, validate=_LONGITUDES, metadata=_LONGITUDE)


class NewFamilyCardSchema(Schema):
    number = fields.String(required=True, metadata=CARD_EXAMPLE)
    valid_from = fields.Date(required=True)
    replaces = fields.UUID(load_default=None, allow_none=True, metadata={"description": "The card that ends that day"})


class HouseholdListSchema(PageArgumentsSchema):
    area = fields.String(load_default=None, metadata={"examples": ["31.75.06.1004"], "description": "Under this code"})


class ExportSchema(Schema):
    area = fields.String(load_default=None, metadata={"examples": ["31.75.06.1004"], "description": "Under this code"})


class HouseholdIdsSchema(Schema):
    id = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 50))


class CardSearchSchema(Schema):
    family_card = fields.String(required=True, metadata=CARD_EXAMPLE)

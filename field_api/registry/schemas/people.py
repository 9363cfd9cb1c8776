"""Shapes of people and memberships. A NIK goes in in clear and never comes out but masked."""

from marshmallow import Schema, fields, validate

from field_api.api import PageArgumentsSchema
from field_api.registry.rules.kinship import Departure, Relationship
from field_api.registry.rules.nik_standing import NikStatus

NIK_EXAMPLE = {"examples": ["3175065708849001"], "description": "16 digits; left out for somebody without one"}
# Rows hold plain text, so what goes out is text with its list of values told beside it.
RELATIONSHIP = fields.String(metadata={"enum": [each.value for each in Relationship]})
_TEXT = validate.Length(max=300)
_SOME_LETTER = validate.Regexp(r"[^\w]*[^\W_].{0,300}$", error="Give at least one letter of the name.")


class PersonFindingSchema(Schema):
    code = fields.String(metadata={"examples": ["nik_region_differs"]})
    detail = fields.String()


class MembershipSchema(Schema):
    id = fields.UUID()
    household_id = fields.UUID()
    relationship = RELATIONSHIP
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True, metadata={"description": "Exclusive; null: open"})


class PersonSchema(Schema):
    id = fields.UUID()
    area_code = fields.String()
    nik_masked = fields.String(allow_none=True, metadata={"examples": ["3175********9001"]})
    nik_status = fields.String(metadata={"enum": [each.value for each in NikStatus]})
    name = fields.String(metadata={"examples": ["Siti Aminah"]})
    sex = fields.String(allow_none=True, metadata={"examples": ["F"]})
    birth_place = fields.String(allow_none=True)
    birth_date = fields.Date(allow_none=True)
    mother_name = fields.String(allow_none=True)
    occupation = fields.String(allow_none=True)
    education = fields.String(allow_none=True)
    findings = fields.List(fields.Nested(PersonFindingSchema), metadata={"description": "Reasons to look twice (B5)"})
    registered_at = fields.AwareDateTime()
    erased_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Since then the row names nobody"})


class PersonDetailSchema(PersonSchema):
    memberships = fields.List(fields.Nested(MembershipSchema))


class NewPersonSchema(Schema):
    household_id = fields.UUID(required=True)
    nik = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=40), metadata=NIK_EXAMPLE)
    nik_temporary = fields.Boolean(load_default=False, metadata={"description": "A number issued until the real one"})
    name = fields.String(required=True, validate=validate.Length(1, 300))
    sex = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["M", "F"]))
    birth_place = fields.String(load_default=None, allow_none=True, validate=_TEXT)
    birth_date = fields.Date(load_default=None, allow_none=True)
    mother_name = fields.String(load_default=None, allow_none=True, validate=_TEXT)
    occupation = fields.String(load_default=None, allow_none=True, validate=_TEXT)
    education = fields.String(load_default=None, allow_none=True, validate=_TEXT)
    relationship = fields.Enum(Relationship, by_value=True, required=True, metadata={"examples": ["head"]})
    member_from = fields.Date(load_default=None, allow_none=True, metadata={"description": "Default: today"})


class PersonChangeSchema(Schema):
    nik = fields.String(allow_none=True, validate=validate.Length(max=40), metadata=NIK_EXAMPLE)
    nik_status = fields.String(validate=validate.OneOf(["given", "verified", "invalid"]))
    name = fields.String(validate=validate.Length(1, 300))
    sex = fields.String(allow_none=True, validate=validate.OneOf(["M", "F"]))
    birth_place = fields.String(allow_none=True, validate=_TEXT)
    birth_date = fields.Date(allow_none=True)
    mother_name = fields.String(allow_none=True, validate=_TEXT)
    occupation = fields.String(allow_none=True, validate=_TEXT)
    education = fields.String(allow_none=True, validate=_TEXT)


class PersonSearchSchema(PageArgumentsSchema):
    """The body of a search: in a body, because an address line ends up in the logs of proxies."""

    name = fields.String(load_default=None, allow_none=True, validate=_SOME_LETTER)
    nik = fields.String(load_default=None, allow_none=True, metadata=NIK_EXAMPLE)
    area = fields.String(load_default=None, allow_none=True, metadata={"examples": ["31.75.06"]})


class MoveSchema(Schema):
    household_id = fields.UUID(required=True)
    relationship = fields.Enum(Relationship, by_value=True, required=True)
    moved_on = fields.Date(required=True)


class DepartureSchema(Schema):
    left_on = fields.Date(required=True)
    cause = fields.Enum(Departure, by_value=True, required=True, metadata={"examples": ["died"]})


class ReasonSchema(Schema):
    reason = fields.String(required=True, validate=validate.Length(5, 500))


class ClearNikSchema(Schema):
    nik = fields.String(metadata={"examples": ["3175065708849001"]})

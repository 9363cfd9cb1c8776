"""Shapes of users, roles, devices and sessions, in and out."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from field_api.areas.rules.codes import parse_area_code
from field_api.identity.rules import Role


class RoleField(fields.Enum[Role]):
    """Comes in as a Role and goes out as the text that the table keeps."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


ROLE = RoleField(Role, by_value=True, required=True, metadata={"examples": ["verifier"]})


class LoginSchema(Schema):
    username = fields.String(required=True, metadata={"examples": ["verifikator"]})
    password = fields.String(required=True, load_only=True, validate=validate.Length(max=1024))
    device_id = fields.UUID(load_default=None, metadata={"description": "A registered device, when there is one"})


class GrantSchema(Schema):
    id = fields.UUID(dump_only=True)
    role = ROLE
    area_code = fields.String(
        required=True,
        metadata={"examples": ["35.99.01"], "description": "Everything under this code; empty: the country"},
    )
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(load_default=None, allow_none=True, metadata={"description": "Exclusive; null: open"})

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            raise ValidationError("The role ends before it begins.", "valid_to")

    @post_load
    def name_area(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | {"area_code": parse_area_code(data["area_code"]) if data["area_code"] else ""}


class TokenSchema(Schema):
    token = fields.String(metadata={"description": "Shown once. Send it as `Authorization: Bearer <token>`."})
    session_id = fields.UUID()
    expires_at = fields.AwareDateTime()
    user_id = fields.UUID()
    full_name = fields.String()


class UserSchema(Schema):
    id = fields.UUID()
    username = fields.String()
    full_name = fields.String()
    active = fields.Boolean()
    created_at = fields.AwareDateTime()
    roles = fields.List(fields.Nested(GrantSchema))


class ColleagueSchema(Schema):
    """As much of a user as somebody needs who works with him."""

    id = fields.UUID()
    username = fields.String()
    full_name = fields.String()


class NewUserSchema(Schema):
    id = fields.UUID(load_default=None, metadata={"description": "Made by the caller (UUIDv7), or left out"})
    username = fields.String(required=True, validate=validate.Regexp(r"^[A-Za-z0-9._-]{3,64}$"))
    full_name = fields.String(required=True, validate=validate.Length(1, 200))
    password = fields.String(required=True, load_only=True, validate=validate.Length(max=1024))
    roles = fields.List(fields.Nested(GrantSchema), required=True, validate=validate.Length(min=1))


class UserChangeSchema(Schema):
    full_name = fields.String(validate=validate.Length(1, 200))
    active = fields.Boolean()


class PasswordSchema(Schema):
    old_password = fields.String(required=True, load_only=True)
    password = fields.String(required=True, load_only=True, validate=validate.Length(max=1024))


class NewPasswordSchema(Schema):
    password = fields.String(required=True, load_only=True, validate=validate.Length(max=1024))


class DeviceSchema(Schema):
    id = fields.UUID(dump_only=True)
    label = fields.String(required=True, validate=validate.Length(1, 100), metadata={"examples": ["Redmi 12C"]})
    public_key = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={
            "examples": [
                {
                    "kty": "EC",
                    "crv": "P-256",
                    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                }
            ]
        },
    )
    registered_at = fields.AwareDateTime(dump_only=True)
    revoked_at = fields.AwareDateTime(dump_only=True, allow_none=True)

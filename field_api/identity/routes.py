"""Doors of identity: log in and out, my account and devices, users and their roles."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from flask import g
from marshmallow import Schema, fields

from field_api import api, clock
from field_api.api import Blueprint, PageArgumentsSchema, page_schema
from field_api.areas.rules.codes import parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.db import current_session, each_page
from field_api.downloads import Table, table_route
from field_api.identity import queries, schemas, service
from field_api.identity.models import RoleGrant, User
from field_api.identity.rules import Actor, Role
from field_api.journal import service as journal
from field_api.permissions import Permission

blp = Blueprint("identity", "identity", url_prefix="/v1", description="Users, roles, devices and sessions")

USER_COLUMNS = ("id", "username", "full_name", "active", "created_at", "roles")


@blp.route("/sessions", methods=["POST"])
@blp.open
@blp.arguments(schemas.LoginSchema)
@blp.response(201, schemas.TokenSchema)
def log_in(login: dict[str, Any]) -> dict[str, Any]:
    """Log in

    Five failures within a quarter of an hour make the next attempt wait (429).
    """
    session, at = current_session(), clock.now()
    user = service.check_password(session, username=login["username"], password=login["password"], at=at)
    opened, token = service.open_session(
        session, user, device_id=login["device_id"], at=at, request_id=g.get("request_id")
    )
    return {
        "token": token,
        "session_id": opened.id,
        "expires_at": opened.expires_at,
        "user_id": user.id,
        "full_name": user.full_name,
    }


@blp.route("/sessions/current", methods=["DELETE"])
@blp.requires(Permission.OWN_ACCOUNT)
@blp.response(204)
def log_out() -> None:
    """Log out: revoke the token of this request"""
    actor: Actor = api.current_actor()
    service.revoke_session(current_session(), actor, session_id=actor.session_id, at=clock.now())


@blp.route("/me", methods=["GET"])
@blp.requires(Permission.OWN_ACCOUNT)
@blp.response(200, schemas.UserSchema)
def show_me() -> dict[str, Any]:
    """My account and the roles I hold, past and present"""
    return _with_roles([_me()])[0]


@blp.route("/me/password", methods=["PUT"])
@blp.requires(Permission.OWN_ACCOUNT)
@blp.arguments(schemas.PasswordSchema)
@blp.response(204)
def change_my_password(passwords: dict[str, str]) -> None:
    """Change my password; every session ends, this one too"""
    session, at = current_session(), clock.now()
    user = service.check_password(session, username=_me().username, password=passwords["old_password"], at=at)
    service.change_password(session, api.current_actor(), user, password=passwords["password"], at=at)


@blp.route("/me/devices", methods=["GET"])
@blp.requires(Permission.OWN_ACCOUNT)
@blp.response(200, schemas.DeviceSchema(many=True))
def list_my_devices() -> Any:
    """My registered phones"""
    return queries.devices_of(current_session(), api.current_actor().user_id)


@blp.route("/me/devices/<uuid:device_id>", methods=["PUT"])
@blp.requires(Permission.OWN_ACCOUNT)
@blp.arguments(schemas.DeviceSchema)
@blp.response(200, schemas.DeviceSchema)
def register_my_device(device: dict[str, Any], device_id: UUID) -> Any:
    """Register the public key of this phone; the private key never leaves it"""
    return service.register_device(
        current_session(),
        api.current_actor(),
        device_id=device_id,
        label=device["label"],
        public_key=device["public_key"],
        at=clock.now(),
    )


@blp.route("/me/devices/<uuid:device_id>", methods=["DELETE"])
@blp.requires(Permission.OWN_ACCOUNT)
@blp.response(204)
def revoke_my_device(device_id: UUID) -> None:
    """Take a lost phone out of use; what it signed before stays valid"""
    service.revoke_device(current_session(), api.current_actor(), device_id=device_id, at=clock.now())


class UserFilterSchema(Schema):
    search = fields.String(load_default=None, metadata={"description": "Part of the user name or full name"})


class UserSearchSchema(UserFilterSchema, PageArgumentsSchema):
    """The question for a page of users."""


@blp.route("/users", methods=["GET"])
@blp.requires(Permission.USER_READ)
@blp.arguments(UserSearchSchema, location="query")
@blp.response(200, page_schema(schemas.UserSchema))
def list_users(arguments: dict[str, Any]) -> dict[str, Any]:
    """Users who hold or held a role in my area"""
    scope = api.current_actor().scope_for(Permission.USER_READ)
    found = queries.users_page(current_session(), scope=scope, **arguments)
    return api.page(_with_roles(found.items), found.next_after)


@table_route(blp, "/users/export", Permission.USER_READ, arguments=UserFilterSchema)
def export_users(arguments: dict[str, Any]) -> Table:
    """Users who hold or held a role in my area, each with the roles

    The headers state its rows and its SHA-256; the export leaves a row in the access log.
    """
    session, actor = current_session(), api.current_actor()
    scope = actor.scope_for(Permission.USER_READ)
    found = each_page(partial(queries.users_page, session, scope=scope, **arguments))
    journal.record_export(session, actor, subject="users", at=clock.now())
    rows = (_cells(shown) for users in found for shown in _with_roles(users))
    return Table(USER_COLUMNS, rows, "users")


class VerifierSearchSchema(Schema):
    area = fields.String(
        required=True,
        metadata={"examples": ["35.99.01.1001.001"], "description": "The area of the house to be visited"},
    )


@blp.route("/verifiers", methods=["GET"])
@blp.requires(Permission.ASSIGNMENT_MANAGE)
@blp.arguments(VerifierSearchSchema, location="query")
@blp.response(200, schemas.ColleagueSchema(many=True))
def list_verifiers(arguments: dict[str, Any]) -> Sequence[User]:
    """Who may be sent to a house in this area today, by user name"""
    area_code = parse_area_code(arguments["area"])
    api.current_actor().require(Permission.ASSIGNMENT_MANAGE, area_code)
    day = local_day(clock.now(), area_code)
    return queries.holders_of(current_session(), role=Role.VERIFIER, area_code=area_code, day=day)


@blp.route("/users", methods=["POST"])
@blp.requires(Permission.USER_MANAGE)
@blp.arguments(schemas.NewUserSchema)
@blp.response(201, schemas.UserSchema)
def create_user(user: dict[str, Any]) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Create a user with roles inside my area"""
    session, actor, at = current_session(), api.current_actor(), clock.now()
    created = service.create_user(
        session,
        actor,
        user_id=user["id"],
        username=user["username"],
        full_name=user["full_name"],
        password=user["password"],
        at=at,
    )
    for grant in user["roles"]:
        service.grant_role(session, actor, user_id=created.id, at=at, **grant)
    return _with_roles([created])[0], 201, {"ETag": api.etag_of(created.version)}


@blp.route("/users/<uuid:user_id>", methods=["GET"])
@blp.requires(Permission.USER_READ)
@blp.response(200, schemas.UserSchema)
def show_user(user_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """One user with roles"""
    user = _visible(user_id, Permission.USER_READ)
    return _with_roles([user])[0], 200, {"ETag": api.etag_of(user.version)}


@blp.route("/users/<uuid:user_id>", methods=["PATCH"])
@blp.requires(Permission.USER_MANAGE)
@blp.arguments(schemas.UserChangeSchema)
@blp.response(200, schemas.UserSchema)
def change_user(change: dict[str, Any], user_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Rename or deactivate a user (If-Match)"""
    user = _visible(user_id, Permission.USER_MANAGE)
    api.require_match(user.version)
    changed = service.change_user(
        current_session(),
        api.current_actor(),
        user,
        full_name=change.get("full_name"),
        active=change.get("active"),
        at=clock.now(),
    )
    return _with_roles([changed])[0], 200, {"ETag": api.etag_of(changed.version)}


@blp.route("/users/<uuid:user_id>/password", methods=["PUT"])
@blp.requires(Permission.USER_MANAGE)
@blp.arguments(schemas.NewPasswordSchema)
@blp.response(204)
def set_user_password(new: dict[str, str], user_id: UUID) -> None:
    """Give a user of my area a new password; every session of the user ends

    Not for my own account, and not for anybody who also holds or held a role outside my area.
    """
    user = _visible(user_id, Permission.USER_MANAGE)
    service.set_password(current_session(), api.current_actor(), user, password=new["password"], at=clock.now())


@blp.route("/users/<uuid:user_id>/roles", methods=["POST"])
@blp.requires(Permission.USER_MANAGE)
@blp.arguments(schemas.GrantSchema)
@blp.response(201, schemas.GrantSchema)
def grant_role(grant: dict[str, Any], user_id: UUID) -> RoleGrant:
    """Give a role for an area and a period"""
    _visible(user_id, Permission.USER_MANAGE)
    return service.grant_role(current_session(), api.current_actor(), user_id=user_id, at=clock.now(), **grant)


@blp.route("/users/<uuid:user_id>/roles/<uuid:grant_id>", methods=["DELETE"])
@blp.requires(Permission.USER_MANAGE)
@blp.response(204)
def revoke_role(user_id: UUID, grant_id: UUID) -> None:
    """End a role today"""
    _visible(user_id, Permission.USER_MANAGE)
    service.revoke_role(current_session(), api.current_actor(), user_id=user_id, grant_id=grant_id, at=clock.now())


def _me() -> User:
    user = current_session().get(User, api.current_actor().user_id)
    if user is None:
        raise service.UserNotFound("This account no longer exists.")
    return user


def _visible(user_id: UUID, permission: Permission) -> User:
    user = queries.visible_user(current_session(), user_id, scope=api.current_actor().scope_for(permission))
    if user is None:
        raise service.UserNotFound("There is no such user in your area.")
    return user


def _with_roles(users: list[User]) -> list[dict[str, Any]]:
    grants = queries.grants_of(current_session(), [user.id for user in users])
    return [
        {
            "id": user.id,
            "username": user.username,
            "full_name": user.full_name,
            "active": user.active,
            "created_at": user.created_at,
            "roles": grants[user.id],
        }
        for user in users
    ]


def _cells(shown: dict[str, Any]) -> list[Any]:
    """A user in the order of `USER_COLUMNS`; each role with its area and its period."""
    roles = (
        f"{grant.role} {grant.area_code or '*'} {grant.valid_from}/{grant.valid_to or ''}" for grant in shown["roles"]
    )
    active = "yes" if shown["active"] else "no"
    created_at = shown["created_at"].isoformat()
    return [shown["id"], shown["username"], shown["full_name"], active, created_at, "; ".join(roles)]

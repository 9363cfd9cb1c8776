"""Builders of users; their password is unusable, for hashing one takes its time on purpose."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.identity.models import RoleGrant, User
from field_api.identity.rules import Role

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def user(session: Session, role: Role | None = None, area_code: str = "", **overrides: Any) -> User:
    """A user, with one role when given."""
    user_id = new_id()
    values = {
        "id": user_id,
        "username": f"pengguna-{user_id.hex[-12:]}",
        "full_name": "Pengguna Uji",
        "password_hash": "unusable",
        "active": True,
        "created_at": LONG_AGO,
    }
    made = User(**(values | overrides))
    session.add(made)
    session.flush()
    if role is not None:
        grant(session, made.id, role, area_code)
    return made


def grant(session: Session, user_id: UUID, role: Role, area_code: str, **overrides: Any) -> RoleGrant:
    """A role that has been held for long and is held on."""
    values = {
        "id": new_id(),
        "user_id": user_id,
        "role": role.value,
        "area_code": area_code,
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
        "granted_by": None,
        "granted_at": LONG_AGO,
    }
    made = RoleGrant(**(values | overrides))
    session.add(made)
    session.flush()
    return made

"""Builders of users; their password is unusable, for hashing one takes its time on purpose."""

from datetime import UTC, date, datetime
from typing import Any

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
        session.add(
            RoleGrant(
                id=new_id(),
                user_id=made.id,
                role=role.value,
                area_code=area_code,
                valid_from=date(2020, 1, 1),
                valid_to=None,
                granted_by=None,
                granted_at=LONG_AGO,
            )
        )
        session.flush()
    return made

"""Reading users, roles, devices and sessions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from field_api.db import Page, keyset_page, valid_on, within
from field_api.identity.models import Device, LoginFailure, LoginSession, RoleGrant, User
from field_api.look_ups import Question, look_up
from field_api.scope import Scope


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is still good, with every role its user was ever given: (role, area, first day, end or None)."""

    session_id: UUID
    user_id: UUID
    device_id: UUID | None
    grants: tuple[tuple[str, str, date, date | None], ...]


# Every request begins with this statement, so it is built once.
_OPEN_SESSION = (
    select(
        LoginSession.id,
        LoginSession.user_id,
        LoginSession.device_id,
        RoleGrant.role,
        RoleGrant.area_code,
        RoleGrant.valid_from,
        RoleGrant.valid_to,
    )
    .join(User, User.id == LoginSession.user_id)
    .outerjoin(RoleGrant, RoleGrant.user_id == LoginSession.user_id)
    .outerjoin(Device, Device.id == LoginSession.device_id)
    .where(
        LoginSession.token_sha256 == bindparam("token_sha256"),
        LoginSession.expires_at > bindparam("at"),
        LoginSession.revoked_at.is_(None),
        User.active,
        Device.revoked_at.is_(None),
    )
)


def open_session(session: Session, *, token_sha256: bytes, at: datetime) -> OpenSession | None:
    """The session of a token in one round trip; None when unknown, expired, revoked or of an inactive user."""
    # None of these tables has an area.
    rows = look_up(session, Question(_OPEN_SESSION, {"token_sha256": token_sha256, "at": at}))
    if not rows:
        return None
    session_id, user_id, device_id, *_ = rows[0]
    return OpenSession(session_id, user_id, device_id, tuple(row[3:7] for row in rows if row.role is not None))


def user_by_name(session: Session, username: str) -> User | None:
    """The user of a login name, whatever its case."""
    return session.scalar(select(User).where(func.lower(User.username) == username.lower()))


def users_of(session: Session, user_ids: Collection[UUID]) -> Sequence[User]:
    """The users of these ids, wherever they work."""
    return session.scalars(select(User).where(User.id.in_(user_ids))).all()


def recent_failures(session: Session, *, username_sha256: bytes, since: datetime) -> Sequence[datetime]:
    """When logins under this name failed since `since`."""
    return session.scalars(
        select(LoginFailure.failed_at).where(
            LoginFailure.username_sha256 == username_sha256, LoginFailure.failed_at > since
        )
    ).all()


def users_page(
    session: Session, *, scope: Scope, search: str | None, after: tuple[object, ...] | None, limit: int
) -> Page[User]:
    """Users who hold, or held, a role within `scope`, by user name; nobody else is visible."""
    statement = select(User)
    if not scope.everywhere:
        inside = select(RoleGrant.user_id).where(within(RoleGrant.area_code, scope))
        statement = statement.where(User.id.in_(inside))
    if search:
        pattern = f"%{search.lower()}%"
        statement = statement.where(
            or_(func.lower(User.username).like(pattern), func.lower(User.full_name).like(pattern))
        )
    return keyset_page(session, statement, key=[User.username, User.id], after=after, limit=limit)


def grants_of(session: Session, user_ids: Sequence[UUID]) -> dict[UUID, list[RoleGrant]]:
    """All grants, past and present, of each user."""
    found: dict[UUID, list[RoleGrant]] = {user_id: [] for user_id in user_ids}
    for grant in session.scalars(
        select(RoleGrant).where(RoleGrant.user_id.in_(user_ids)).order_by(RoleGrant.valid_from, RoleGrant.id)
    ):
        found[grant.user_id].append(grant)
    return found


def visible_user(session: Session, user_id: UUID, *, scope: Scope) -> User | None:
    """A user who holds, or held, a role within `scope`."""
    statement = select(User).where(User.id == user_id)
    if not scope.everywhere:
        statement = statement.where(User.id.in_(select(RoleGrant.user_id).where(within(RoleGrant.area_code, scope))))
    return session.scalar(statement)


def holders_of(session: Session, *, role: str, area_code: str, day: date) -> Sequence[User]:
    """Active users who hold `role` that day for the area or for one above it."""
    parts = area_code.split(".")
    above = ["", *(".".join(parts[: end + 1]) for end in range(len(parts)))]
    return session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            User.active,
            RoleGrant.role == role,
            RoleGrant.area_code.in_(above),
            valid_on(RoleGrant, day),
        )
        .order_by(User.username)
    ).all()


def devices_of(session: Session, user_id: UUID) -> Sequence[Device]:
    return session.scalars(select(Device).where(Device.user_id == user_id).order_by(Device.registered_at)).all()


def sessions_of(session: Session, user_id: UUID) -> Sequence[LoginSession]:
    """The open sessions of a user."""
    return session.scalars(
        select(LoginSession).where(LoginSession.user_id == user_id, LoginSession.revoked_at.is_(None))
    ).all()

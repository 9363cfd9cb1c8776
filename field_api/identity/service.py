"""Use cases of identity: log in and out, users, roles, devices. The only writer of these tables."""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import argon2
from sqlalchemy import delete
from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.clock import new_id
from field_api.db import each_page
from field_api.errors import Conflict, FieldProblem, Forbidden, InvalidInput, NotFound, TooManyRequests, Unauthenticated
from field_api.identity import queries
from field_api.identity.models import Device, LoginFailure, LoginSession, RoleGrant, User
from field_api.identity.rules import ATTEMPT_WINDOW_SECONDS, Actor, Grant, Role, is_held, login_wait_seconds
from field_api.journal import service as journal
from field_api.journal.rules import Author, Event
from field_api.permissions import Permission
from field_api.scope import EVERYWHERE

# RFC 9106, second recommendation: 64 MiB would let 32 logins at once take 2 GB, so the memory is 19 MiB (OWASP).
_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Checked when the name is unknown, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash(secrets.token_hex(16))

SESSION_LIFETIME = timedelta(days=30)
MINIMUM_PASSWORD = 10


class WrongPassword(Unauthenticated):
    """User name and password do not belong together; which of the two is wrong is not said."""

    code = "wrong_password"
    # The failure is counted although the login is refused.
    keeps_writes = True


class UserNotFound(NotFound):
    code = "user_not_found"


def authenticate(session: Session, token: str, *, at: datetime, request_id: str | None = None) -> Actor:
    """The actor of a bearer token; `Unauthenticated` when it is unknown, expired or revoked."""
    found = queries.open_session(session, token_sha256=_token_hash(token), at=at)
    if found is None:
        raise Unauthenticated("The token is unknown, expired or revoked. Log in again.")
    return Actor(
        user_id=found.user_id,
        session_id=found.session_id,
        device_id=found.device_id,
        request_id=request_id,
        grants=tuple(
            Grant(Role(role), area_code)
            for role, area_code, valid_from, valid_to in found.grants
            if is_held(at, area_code=area_code, valid_from=valid_from, valid_to=valid_to)
        ),
    )


def check_password(session: Session, *, username: str, password: str, at: datetime) -> User:
    """The user whose password this is. Five failures within a quarter of an hour make the next one wait."""
    name_hash = hashlib.sha256(username.lower().encode()).digest()
    since = at - timedelta(seconds=ATTEMPT_WINDOW_SECONDS)
    failures = queries.recent_failures(session, username_sha256=name_hash, since=since)
    wait = login_wait_seconds((at - failed_at).total_seconds() for failed_at in failures)
    if wait > 0:
        raise TooManyRequests(f"Too many failed logins. Try again in {wait} seconds.", extra={"retry_after": wait})
    user = queries.user_by_name(session, username)
    try:
        _hasher.verify(user.password_hash if user else _NOBODY, password)
    except argon2.exceptions.VerifyMismatchError as error:
        _count_failure(session, name_hash, at=at)
        raise WrongPassword("User name or password is wrong.") from error
    if user is None or not user.active:
        _count_failure(session, name_hash, at=at)
        raise WrongPassword("User name or password is wrong.")
    return user


def _count_failure(session: Session, name_hash: bytes, *, at: datetime) -> None:
    """Record a failed login, and forget those that no longer matter."""
    stale = at - timedelta(seconds=ATTEMPT_WINDOW_SECONDS)
    session.execute(delete(LoginFailure).where(LoginFailure.failed_at < stale))
    session.add(LoginFailure(id=new_id(), username_sha256=name_hash, failed_at=at))
    session.flush()


def open_session(
    session: Session, user: User, *, device_id: UUID | None, at: datetime, request_id: str | None
) -> tuple[LoginSession, str]:
    """Open a session and return it with its token, which is shown once and kept nowhere."""
    if device_id is not None:
        device = session.get(Device, device_id)
        if device is None or device.user_id != user.id or device.revoked_at is not None:
            raise Forbidden("This device is not registered for you. Register it again.", code="unknown_device")
    token = secrets.token_urlsafe(32)
    opened = LoginSession(
        id=new_id(),
        user_id=user.id,
        device_id=device_id,
        token_sha256=_token_hash(token),
        opened_at=at,
        expires_at=at + SESSION_LIFETIME,
        revoked_at=None,
    )
    session.add(opened)
    session.flush()
    actor = Actor(user.id, opened.id, device_id, request_id, ())
    journal.append(session, actor, Event.SESSION_OPENED, subject_id=opened.id, at=at)
    return opened, token


def revoke_session(session: Session, actor: Actor, *, session_id: UUID, at: datetime) -> None:
    """End one of the actor's own sessions; ending it twice is no error."""
    found = session.get(LoginSession, session_id)
    if found is None or found.user_id != actor.user_id:
        raise NotFound("There is no such session.")
    if found.revoked_at is None:
        found.revoked_at = at
        journal.append(session, actor, Event.SESSION_REVOKED, subject_id=found.id, at=at)


def require_user(session: Session, *, username: str) -> User:
    """The user of a login name, for the command line; `UserNotFound` when there is none."""
    user = queries.user_by_name(session, username)
    if user is None:
        raise UserNotFound(f"Nobody is called {username}.")
    return user


def username_of(session: Session, user_id: UUID) -> str:
    """The login name of somebody who is logged in; `UserNotFound` when there is none."""
    users = queries.users_of(session, [user_id])
    if not users:
        raise UserNotFound("There is no such user.")
    return users[0].username


def names_of(session: Session, user_ids: Collection[UUID]) -> dict[UUID, str]:
    """The full names of those who wrote a record, for whoever may read the record; ids of nobody are left out."""
    return {user.id: user.full_name for user in queries.users_of(session, user_ids)}


def each_user(session: Session) -> Iterator[tuple[User, list[RoleGrant]]]:
    """Every user with all grants, past and present, by user name; for the command line."""
    for users in each_page(partial(queries.users_page, session, scope=EVERYWHERE, search=None)):
        grants = queries.grants_of(session, [user.id for user in users])
        yield from ((user, grants[user.id]) for user in users)


def create_user(
    session: Session,
    author: Author,
    *,
    username: str,
    full_name: str,
    password: str,
    at: datetime,
    user_id: UUID | None = None,
) -> User:
    """Make a user without any role; a password of fewer than ten characters is refused."""
    user = User(
        id=user_id or new_id(),
        username=username,
        full_name=full_name,
        password_hash=_hash_password(password),
        active=True,
        created_at=at,
    )
    session.add(user)
    session.flush()
    journal.append(session, author, Event.USER_CREATED, subject_id=user.id, at=at, rows=[user])
    return user


def change_user(
    session: Session, actor: Actor, user: User, *, full_name: str | None, active: bool | None, at: datetime
) -> User:
    """Rename or (de)activate a user; a deactivated user's tokens stop working at once."""
    if active is False and user.id == actor.user_id:
        raise Conflict("You cannot deactivate yourself. Ask another administrator.", code="own_account")
    _require_reach(session, actor, user)
    user.full_name = full_name if full_name is not None else user.full_name
    user.active = active if active is not None else user.active
    session.flush()
    data = {"active": user.active}
    journal.append(session, actor, Event.USER_CHANGED, subject_id=user.id, at=at, data=data, rows=[user])
    return user


def change_password(session: Session, author: Author, user: User, *, password: str, at: datetime) -> None:
    """Set a new password and end every open session of the user."""
    user.password_hash = _hash_password(password)
    for opened in queries.sessions_of(session, user.id):
        opened.revoked_at = at
    session.flush()
    journal.append(session, author, Event.USER_PASSWORD_CHANGED, subject_id=user.id, at=at, rows=[user])


def set_password(session: Session, actor: Actor, user: User, *, password: str, at: datetime) -> None:
    """Set the password of somebody who has lost his; only by an administrator who reaches all places of his roles."""
    if user.id == actor.user_id:
        # Whoever finds a desk left open must not be able to lock its owner out.
        raise Conflict("Change your own password with the old one.", code="own_password")
    _require_reach(session, actor, user)
    change_password(session, actor, user, password=password, at=at)


def _require_reach(session: Session, actor: Actor, user: User) -> None:
    """Whoever also works elsewhere is changed by an administrator who reaches both places."""
    for grant in queries.grants_of(session, [user.id])[user.id]:
        actor.require(Permission.USER_MANAGE, grant.area_code)


def grant_role(
    session: Session,
    author: Author,
    *,
    user_id: UUID,
    role: Role,
    area_code: str,
    valid_from: date,
    valid_to: date | None,
    at: datetime,
) -> RoleGrant:
    """Give a role for an area and a period; an actor can give only within his own area (B14)."""
    if isinstance(author, Actor):
        author.require(Permission.USER_MANAGE, area_code)
    grant = RoleGrant(
        id=new_id(),
        user_id=user_id,
        role=role.value,
        area_code=area_code,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by=author.user_id,
        granted_at=at,
    )
    session.add(grant)
    session.flush()
    journal.append(
        session,
        author,
        Event.ROLE_GRANTED,
        subject_id=user_id,
        area_code=area_code,
        at=at,
        data={"grant": str(grant.id), "role": role.value},
        rows=[grant],
    )
    return grant


def revoke_role(session: Session, actor: Actor, *, user_id: UUID, grant_id: UUID, at: datetime) -> RoleGrant:
    """End a role today; what was done under it stays. One that has ended keeps its day."""
    grant = session.get(RoleGrant, grant_id)
    if grant is None or grant.user_id != user_id:
        raise NotFound("The user holds no such role.")
    actor.require(Permission.USER_MANAGE, grant.area_code)
    today = local_day(at, grant.area_code)
    if grant.valid_to is not None and grant.valid_to <= today:
        return grant
    grant.valid_to = max(today, grant.valid_from)
    session.flush()
    journal.append(
        session,
        actor,
        Event.ROLE_REVOKED,
        subject_id=user_id,
        area_code=grant.area_code,
        at=at,
        data={"grant": str(grant.id), "role": grant.role},
        rows=[grant],
    )
    return grant


def register_device(
    session: Session, actor: Actor, *, device_id: UUID, label: str, public_key: Mapping[str, Any], at: datetime
) -> Device:
    """Register the public key of a phone (JWK, ECDSA P-256); the same again is no error, another key is."""
    thumbprint = jwk_thumbprint(public_key)
    known = session.get(Device, device_id)
    if known is not None:
        if known.user_id == actor.user_id and known.key_thumbprint == thumbprint:
            return known
        raise Conflict("This device id is taken by another key. Make a new id.", code="device_taken")
    device = Device(
        id=device_id,
        user_id=actor.user_id,
        label=label,
        public_key={name: public_key[name] for name in ("crv", "kty", "x", "y")},
        key_thumbprint=thumbprint,
        registered_at=at,
        revoked_at=None,
    )
    session.add(device)
    session.flush()
    data = {"key": thumbprint}
    journal.append(session, actor, Event.DEVICE_REGISTERED, subject_id=device.id, at=at, data=data, rows=[device])
    return device


def revoke_device(session: Session, actor: Actor, *, device_id: UUID, at: datetime) -> None:
    """Take a lost phone out of use: its sessions end and it cannot log in again; doing it twice is no error."""
    device = session.get(Device, device_id)
    if device is None or device.user_id != actor.user_id:
        raise NotFound("You have no such device.")
    if device.revoked_at is None:
        device.revoked_at = at
        session.flush()
        journal.append(session, actor, Event.DEVICE_REVOKED, subject_id=device.id, at=at, rows=[device])


def jwk_thumbprint(public_key: Mapping[str, Any]) -> str:
    """RFC 7638 thumbprint (hex) of an EC P-256 key; `InvalidInput` for any other key, a private one above all."""
    if public_key.get("kty") != "EC" or public_key.get("crv") != "P-256" or "d" in public_key:
        raise InvalidInput(
            "The key must be a public EC key on P-256.",
            problems=[FieldProblem("/public_key", "key_kind", "Send the public half of an ECDSA P-256 key as JWK.")],
        )
    required = {name: str(public_key.get(name, "")) for name in ("crv", "kty", "x", "y")}
    if not required["x"] or not required["y"]:
        raise InvalidInput("The key lacks its coordinates x and y.")
    return hashlib.sha256(json.dumps(required, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _hash_password(password: str) -> str:
    if len(password) < MINIMUM_PASSWORD:
        raise InvalidInput(
            f"A password has at least {MINIMUM_PASSWORD} characters.",
            problems=[FieldProblem("/password", "too_short", f"Use {MINIMUM_PASSWORD} characters or more.")],
        )
    return _hasher.hash(password)


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def holds_role(session: Session, *, user_id: UUID, role: Role, area_code: str, day: date) -> bool:
    """Whether an active user holds `role` that day for the area or for one above it."""
    return any(
        user.id == user_id for user in queries.holders_of(session, role=role.value, area_code=area_code, day=day)
    )

"""Tables of people with a login, their roles and their devices."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import AreaCodeType, Base, Bound

ROLE_NAMES = (
    "verifier", "rt", "rw", "kelurahan", "dinsos_reviewer", "dinsos_approver", "auditor", "administrator",
)  # fmt: skip


class User(Bound, Base):
    """A person with a login; `version` counts changes and is what an ETag shows."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_username", text("lower(username)"), unique=True),
        CheckConstraint(r"username ~ '^[A-Za-z0-9._-]{3,64}$'", name="username_form"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(Text)
    full_name: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    active: Mapped[bool]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the form SQLAlchemy asks for


class RoleGrant(Bound, Base):
    """A role held for an area from a day on, until a day (exclusive) or further notice. "" is the country."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint(f"role IN {ROLE_NAMES}", name="role_known"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_order"),
        ExcludeConstraint(
            ("user_id", "="), ("role", "="), ("area_code", "="), ("period", "&&"), name="ex_role_grants_period"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(Text)
    area_code: Mapped[str] = mapped_column(AreaCodeType)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    period: Mapped[Range[date]] = mapped_column(DATERANGE, Computed("daterange(valid_from, valid_to)", persisted=True))
    granted_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    granted_at: Mapped[datetime]


class Device(Bound, Base):
    """A phone: its public key (JWK of ECDSA P-256) verifies capture envelopes; the private key never leaves it."""

    __tablename__ = "devices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    label: Mapped[str] = mapped_column(Text)
    public_key: Mapped[dict[str, Any]]
    key_thumbprint: Mapped[str] = mapped_column(Text, unique=True)
    registered_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LoginSession(Base):
    """One login. Only the SHA-256 of the token is kept; revoking is a date, so that it can be shown later."""

    __tablename__ = "login_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    device_id: Mapped[UUID | None] = mapped_column(ForeignKey("devices.id"))
    token_sha256: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class LoginFailure(Base):
    """A failed login, kept for an hour, so that guessing is slowed whatever process it meets."""

    __tablename__ = "login_failures"
    __table_args__ = (Index(None, "username_sha256", "failed_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    username_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    failed_at: Mapped[datetime]

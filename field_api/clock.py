"""The only place that reads the time and makes ids, so that everything else can be tested at any moment."""

from datetime import UTC, datetime
from uuid import UUID

import uuid_utils


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(tz=UTC)


def new_id() -> UUID:
    """A UUIDv7: sorted by time, made without asking anybody."""
    return UUID(bytes=uuid_utils.uuid7().bytes)

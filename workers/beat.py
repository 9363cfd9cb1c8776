"""A thread that does one small thing again and again, each time in a transaction of its own.

It never gives up: while the database is away it tries ever more rarely, and what waits meanwhile is shown by /metrics
and `field-api doctor`.
"""

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session, sessionmaker

from field_api import db, observability
from field_api.scope import EVERYWHERE

LONGEST_PAUSE_SECONDS = 10.0

log = structlog.get_logger()


class Beat(threading.Thread):
    """Calls `action(session)` every `pause_seconds`, and again at once as long as it returns True."""

    def __init__(
        self,
        name: str,
        sessions: sessionmaker[Session],
        action: Callable[[Session], bool],
        *,
        pause_seconds: float,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._sessions = sessions
        self._action = action
        self._pause_seconds = pause_seconds
        self._stopped = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self._stopped.wait(pause):
            try:
                pause = 0.0 if self.once() else self._pause_seconds
            except Exception as error:  # noqa: BLE001 - one failed round must not end all further ones
                pause = min(max(pause, self._pause_seconds) * 2, LONGEST_PAUSE_SECONDS)
                log.warning("beat_failed", beat=self.name, next_in_seconds=pause, **observability.trace_of(error))

    def once(self) -> bool:
        """One round; True when more of the same is waiting."""
        with db.unit_of_work(self._sessions) as session:
            db.set_scope(session, EVERYWHERE)
            return self._action(session)

    def stop(self, timeout: float) -> None:
        """Ask it to end and wait for the round at hand."""
        self._stopped.set()
        self.join(timeout)

"""Gives journal entries their positions, a few times a second, beside the jobs of a worker.

Any number of workers run one: whoever holds the lock works, the others pass. It never gives up: while the database is
away it tries ever more rarely, and what waits is shown by /metrics and `field-api doctor`.
"""

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db, observability
from field_api.journal import service as journal
from field_api.journal.models import JournalEntry
from field_api.scope import EVERYWHERE

PAUSE_SECONDS = 0.3
LONGEST_PAUSE_SECONDS = 10.0
BATCH = 1000

log = structlog.get_logger()


class Sequencer(threading.Thread):
    """A thread that calls `journal.service.sequence` until it is stopped."""

    def __init__(self, sessions: sessionmaker[Session], react: Callable[[Session, JournalEntry], None]) -> None:
        super().__init__(name="sequencer", daemon=True)
        self._sessions = sessions
        self._react = react
        self._stopped = threading.Event()

    def run(self) -> None:
        pause = PAUSE_SECONDS
        while not self._stopped.wait(pause):
            try:
                while self.sequence_batch() == BATCH and not self._stopped.is_set():
                    pass
                pause = PAUSE_SECONDS
            except Exception as error:  # noqa: BLE001 - entries must never wait because one round failed
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                log.warning("sequencing_failed", next_in_seconds=pause, **observability.trace_of(error))

    def sequence_batch(self) -> int:
        """Give positions to one batch in a transaction of its own; returns how many entries got one."""
        with db.unit_of_work(self._sessions) as session:
            db.set_scope(session, EVERYWHERE)
            return journal.sequence(session, at=clock.now(), react=self._react, limit=BATCH)

    def stop(self, timeout: float) -> None:
        """Ask it to end and wait for the batch at hand."""
        self._stopped.set()
        self.join(timeout)

"""What a job is: a name, the ids it receives, and one call of a service, in one transaction or in several of its own.

A file `workers/<area>.py` holds thin functions marked with `job` or `long_job`; `workers.main` registers them.
Jobs may run twice (a worker that was killed, a connection lost at commit), so the service they call is idempotent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from field_api import clock, db
from field_api.config import Config
from field_api.evidence.service.scene_index import SceneIndex
from field_api.journal.rules import SystemAuthor
from field_api.registry.rules.sealing import KeyRing
from field_api.scope import EVERYWHERE
from field_api.storage import ObjectStore
from workers.darkroom import Darkroom


@dataclass(frozen=True, slots=True)
class Tools:
    """What all jobs of a worker share; made once."""

    config: Config
    sessions: sessionmaker[Session]
    store: ObjectStore
    keys: KeyRing
    darkroom: Darkroom
    scenes: SceneIndex


@dataclass(frozen=True, slots=True)
class Work:
    """One run of a job in one transaction, which ends with it: the session sees the whole country."""

    session: Session
    author: SystemAuthor
    at: datetime
    tools: Tools


@dataclass(frozen=True, slots=True)
class Job:
    """A registered job. `cron` (UTC) starts it by the clock instead of being asked for."""

    name: str
    function: Callable[..., object]
    run: Callable[[Tools, SystemAuthor, dict[str, Any]], None]
    cron: str | None = None


def job(name: str, *, cron: str | None = None) -> Callable[[Callable[..., object]], Job]:
    """Mark `function(work, *, some_id)` as the job `name`; ids arrive as text.

    Everything it does through `work.session` is committed when it returns, and undone when it raises.
    """

    def mark(function: Callable[..., object]) -> Job:
        def run(tools: Tools, author: SystemAuthor, ids: dict[str, Any]) -> None:
            with db.unit_of_work(tools.sessions) as session:
                db.set_scope(session, EVERYWHERE)
                function(Work(session, author, clock.now(), tools), **ids)

        return Job(name, function, run, cron)

    return mark


def long_job(name: str, *, cron: str | None = None) -> Callable[[Callable[..., object]], Job]:
    """Mark `function(tools, author, *, some_id)` as a job that opens its own transactions, batch by batch."""

    def mark(function: Callable[..., object]) -> Job:
        def run(tools: Tools, author: SystemAuthor, ids: dict[str, Any]) -> None:
            function(tools, author, **ids)

        return Job(name, function, run, cron)

    return mark

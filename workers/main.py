"""The worker process: takes jobs from the queue in PostgreSQL, sequences the journal, picks up what killed workers left.

Start it with `field-api worker`, any number of times, on any number of machines. It keeps no state of its own; killed
at any moment, it loses nothing: what it was doing is done again, by another one or by itself after a restart.
"""

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from types import ModuleType
from typing import Any

import structlog
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from procrastinate.worker import Worker
from sqlalchemy.orm import Session

from field_api import clock, db, jobs, observability, tables
from field_api.config import Config, ConfigurationError
from field_api.errors import DomainError
from field_api.evidence.service.scene_index import SceneIndex
from field_api.journal import service as journal
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.keys import key_ring
from field_api.storage import S3Store
from field_api.transparency.rules.notes import Signer
from workers import distribution, evidence, reactions, registry, review, upkeep
from workers.beat import Beat
from workers.darkroom import Darkroom
from workers.job import Job, Tools
from workers.retries import Backoff, will_retry
from workers.witnessing import Asking

# Every model is known before the first query: area scope is applied per table.
TABLES = tables.METADATA
AREAS: tuple[ModuleType, ...] = (distribution, evidence, registry, review, upkeep)

# Two decodes at once use two cores fully; more only take memory.
PHOTO_QUEUES = ("evidence",)
PHOTO_JOBS = 2
OTHER_JOBS = 2

HEARTBEAT_SECONDS = 3.0
RESCUE_SECONDS = 3.0
SEQUENCE_SECONDS = 0.3
SEQUENCE_BATCH = 1000
# One checkpoint for all that happened within these seconds, so that a busy year does not sign ten million.
LOG_SECONDS = 2.0
# An entry may hold the digests of a thousand rows, so not too many are in memory at once.
LOG_BATCH = 1000
# A job that three workers died of is not given to a fourth.
MOST_DEATHS = 3
PATIENCE_SECONDS = 20.0

log = structlog.get_logger()


def registered_jobs(areas: Iterable[ModuleType] = AREAS) -> dict[str, Job]:
    """Every job of the product by name; a name that stands twice is a programming error."""
    found: dict[str, Job] = {}
    for each in (value for area in areas for value in vars(area).values() if isinstance(value, Job)):
        if found.setdefault(each.name, each) is not each:
            raise ValueError(f"two jobs are called {each.name}")
    return found


def build_app(tools: Tools, known: Iterable[Job]) -> App:
    """The queue with every job registered under its name, in the queue of its area."""
    connector = PsycopgConnector(
        conninfo=tools.config.database_url.replace("postgresql+psycopg://", "postgresql://", 1),
        min_size=1,
        max_size=4,
        kwargs={"application_name": "field-api-queue", "connect_timeout": 5},
    )
    app = App(connector=connector)
    for each in known:
        task = app.task(
            name=each.name, queue=each.name.partition(".")[0], retry=Backoff(), pass_context=True, queueing_lock=None
        )(_runner(each, tools))
        if each.cron is not None:
            app.periodic_registry.register_task(task=task, cron=each.cron, periodic_id="", configure_kwargs={})
    return app


def _runner(each: Job, tools: Tools) -> Callable[..., None]:
    def run(context: JobContext, **ids: Any) -> None:
        # A job that is started by the clock receives the moment, which it has no use for.
        ids.pop("timestamp", None)
        began = time.perf_counter()
        told = {"job": each.name, "job_id": context.job.id, "attempt": context.job.attempts + 1}
        try:
            each.run(tools, SystemAuthor(request_id=f"job-{context.job.id}"), ids)
        except Exception as error:
            result = "retry" if will_retry(error, context.job.attempts) else "failed"
            log.warning("job", **told, result=result, milliseconds=_since(began), **_reason(error))
            raise
        log.info("job", **told, result="succeeded", milliseconds=_since(began))

    return run


def _reason(error: Exception) -> dict[str, Any]:
    """The code of an expected error; of any other its kind and place, because its message may quote a row."""
    return {"code": error.code} if isinstance(error, DomainError) else observability.trace_of(error)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


class WorkerProcess:
    """All lanes of one process over one set of tools; `run` returns when it was asked to stop or a lane has ended."""

    def __init__(self, tools: Tools, signer: Signer, witnesses: Sequence[Asking] = ()) -> None:
        self._tools = tools
        self._signer = signer
        known = registered_jobs()
        self._app = build_app(tools, known.values())
        self._lanes: list[Worker] = []
        self._queues = sorted({name.partition(".")[0] for name in known})
        self._beats = (
            Beat("sequencer", tools.sessions, sequence, pause_seconds=SEQUENCE_SECONDS),
            Beat("log", tools.sessions, self._integrate, pause_seconds=LOG_SECONDS),
            Beat("rescuer", tools.sessions, self._rescue, pause_seconds=RESCUE_SECONDS),
            *(
                Beat(f"witness {asking.witness.name}", tools.sessions, asking.ask, pause_seconds=LOG_SECONDS)
                for asking in witnesses
            ),
        )

    async def run(self) -> bool:
        """Work until SIGTERM or SIGINT; True when every job at hand could be finished, or nothing else went wrong."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        async with self._app.open_async():
            others = [queue for queue in self._queues if queue not in PHOTO_QUEUES]
            self._lanes = [self._lane("photos", PHOTO_QUEUES, PHOTO_JOBS), self._lane("others", others, OTHER_JOBS)]
            running = [asyncio.create_task(_run_lane(lane)) for lane in self._lanes]
            for beat in self._beats:
                beat.start()
            log.info("worker_started", queues=self._queues)
            asked = asyncio.create_task(stop.wait())
            await asyncio.wait([asked, *running], return_when=asyncio.FIRST_COMPLETED)
            asked.cancel()
            finished = await self._wind_down(running)
            return stop.is_set() and finished

    def _lane(self, name: str, queues: Iterable[str], concurrency: int) -> Worker:
        return Worker(
            self._app,
            queues=list(queues),
            name=name,
            concurrency=concurrency,
            install_signal_handlers=False,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=jobs.STALLED_AFTER_SECONDS,
        )

    def _living(self) -> list[int]:
        return [lane.worker_id for lane in self._lanes if lane.worker_id is not None]

    def _rescue(self, session: Session) -> bool:
        again, given_up = jobs.rescue_stalled(session, living=self._living(), most_runs=MOST_DEATHS)
        if again or given_up:
            log.warning("jobs_rescued", again=again, given_up=given_up)
        return False

    def _integrate(self, session: Session) -> bool:
        """One batch of the journal into the log; True when a full batch says that more is waiting."""
        return journal.integrate(session, self._signer, at=clock.now(), limit=LOG_BATCH) == LOG_BATCH

    async def _wind_down(self, running: list[asyncio.Task[None]]) -> bool:
        """Let jobs at hand finish for a while, reporting as alive meanwhile; then leave them to the next worker."""
        for lane in self._lanes:
            lane.stop()  # type: ignore[no-untyped-call]  # the library has no annotation here
        for beat in self._beats:
            beat.stop(timeout=0)
        deadline = time.monotonic() + PATIENCE_SECONDS
        pending = set(running)
        while pending and time.monotonic() < deadline:
            _, pending = await asyncio.wait(pending, timeout=min(HEARTBEAT_SECONDS, deadline - time.monotonic()))
            if pending:
                await self._tell_queue(self._app.job_manager.update_heartbeat)
        # Without its row a worker counts as dead at once, and what it was doing is picked up.
        await self._tell_queue(self._app.job_manager.unregister_worker)
        ended_well = all(task.done() and task.exception() is None for task in running)
        log.info("worker_stopped", left_behind=len(pending), ended_well=ended_well)
        if pending:
            # A thread cannot be ended from outside; its transaction ends with the process and is rolled back.
            os._exit(1)
        for beat in self._beats:
            beat.stop(timeout=5)
        return ended_well

    async def _tell_queue(self, tell: Callable[[int], Awaitable[None]]) -> None:
        """Report for every lane that still has its row; a database that is away must not keep the process."""
        try:
            async with asyncio.timeout(HEARTBEAT_SECONDS):
                for worker_id in self._living():
                    await tell(worker_id)
        except (ConnectorException, TimeoutError):
            log.warning("queue_unreachable")


async def _run_lane(lane: Worker) -> None:
    await lane.run()  # type: ignore[no-untyped-call]  # the library has no annotation here


def sequence(session: Session) -> bool:
    """One batch of the journal; True when a full batch says that more is waiting."""
    taken = journal.sequence(session, at=clock.now(), react=reactions.react, limit=SEQUENCE_BATCH)
    return taken == SEQUENCE_BATCH


class _QueueLog(logging.Handler):
    """Passes on what the queue reports of itself, without the words: they would hold the messages of errors."""

    def emit(self, record: logging.LogRecord) -> None:
        action = getattr(record, "action", None)
        # Every job that fails has its own line already.
        if action != "job_error":
            kind = record.exc_info[0].__qualname__ if record.exc_info and record.exc_info[0] else None
            log.warning("queue", action=action, kind=kind)


def _set_up_logging() -> None:
    observability.set_up_logging()
    queue_logger = logging.getLogger("procrastinate")
    queue_logger.propagate = False
    queue_logger.addHandler(_QueueLog(logging.WARNING))


def log_signer(config: Config) -> Signer:
    """The key of the transparency log; ConfigurationError when it is not set."""
    if config.log_key is None:
        raise ConfigurationError("FIELD_API_LOG_KEY is not set: the worker signs what the journal holds")
    return Signer(config.log_origin, config.log_key)


def main() -> None:
    """Run until a signal; the exit code is 0 only after a clean stop that was asked for."""
    try:
        config = Config.from_environment(os.environ)
        keys, signer = key_ring(config), log_signer(config)
        witnesses = [Asking(address) for address in config.witnesses]
    except (ConfigurationError, DomainError) as error:
        sys.exit(str(error))
    _set_up_logging()
    engine = db.make_engine(config)
    with Darkroom(children=PHOTO_JOBS) as darkroom, SceneIndex(config.cache_folder) as scenes:
        sessions = db.make_session_factory(engine)
        tools = Tools(config, sessions, S3Store(config.object_store), keys, darkroom, scenes)
        clean = asyncio.run(WorkerProcess(tools, signer, witnesses).run())
    engine.dispose()
    sys.exit(0 if clean else 1)

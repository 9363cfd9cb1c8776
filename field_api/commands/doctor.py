"""`field-api doctor`: is everything there that the product needs, line by line, each with what to do about it."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import click
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from field_api import clock, db, jobs
from field_api.commands.operator import configuration, opened_sessions
from field_api.commands.set_up import alembic_config
from field_api.config import Config
from field_api.errors import DomainError
from field_api.journal import service as journal
from field_api.registry.service.keys import key_ring
from field_api.scope import EVERYWHERE
from field_api.storage import ObjectMissing, S3Store

Verdict = Literal["ok", "warn", "fail"]

OLDEST_POSTGRES = 150000
EXTENSIONS = ("btree_gist", "pg_trgm", "pgcrypto", "postgis")
SKEW_WARN_SECONDS, SKEW_FAIL_SECONDS = 2.0, 60.0
JOB_AGE_WARN_SECONDS = 300.0
ENTRY_AGE_WARN_SECONDS = 30.0
LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    verdict: Verdict
    subject: str
    detail: str
    remedy: str = ""


@click.command()
def doctor() -> None:
    """Check everything the product needs; the exit code is 1 when something fails."""
    config = configuration()
    worst = 0
    for finding in examine(config):
        remedy = f"  ->  {finding.remedy}" if finding.remedy else ""
        click.echo(f"{finding.verdict:5} {finding.subject:14} {finding.detail}{remedy}")
        worst = max(worst, ("ok", "warn", "fail").index(finding.verdict))
    sys.exit(1 if worst == len(("ok", "warn")) else 0)


def examine(config: Config) -> Iterator[Finding]:
    """All findings in order; what needs the database is left out when it does not answer."""
    yield _environment(config)
    yield _keys(config)
    yield from _database(config)
    yield _object_store(config)
    yield _disk()


def _environment(config: Config) -> Finding:
    if config.environment == "production":
        return Finding("ok", "environment", "production")
    return Finding("warn", "environment", config.environment, "For real data set FIELD_API_ENV=production.")


def _keys(config: Config) -> Finding:
    try:
        ring = key_ring(config)
    except DomainError as error:
        return Finding("fail", "keys", error.detail, "Correct FIELD_API_SEAL_KEYS and FIELD_API_HASH_KEY.")
    return Finding("ok", "keys", f"the ring can be read; {ring.current} seals")


def _database(config: Config) -> Iterator[Finding]:
    try:
        with opened_sessions(config) as sessions, db.unit_of_work(sessions) as session:
            db.set_scope(session, EVERYWHERE)
            yield _server(session)
            current = _migrations(session)
            yield current
            yield _extensions(session)
            yield _clock(session)
            if current.verdict != "fail":
                for check in PRODUCT_CHECKS:
                    yield check(session)
    except OperationalError as error:
        kind = type(error.orig).__name__
        yield Finding("fail", "database", f"does not answer ({kind})", "Is it up, and is DATABASE_URL right?")


def _server(session: Session) -> Finding:
    version = int(session.scalar(text("SHOW server_version_num")) or 0)
    shown = session.scalar(text("SHOW server_version"))
    if version < OLDEST_POSTGRES:
        return Finding("fail", "database", f"PostgreSQL {shown}", "PostgreSQL 15 or later is needed.")
    return Finding("ok", "database", f"PostgreSQL {shown} answers")


def _migrations(session: Session) -> Finding:
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    try:
        with session.begin_nested():
            found = session.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        found = None
    if found != head:
        return Finding("fail", "migrations", f"at {found or 'nothing'}, the code wants {head}", "field-api migrate")
    return Finding("ok", "migrations", f"at {head}, the newest")


def _extensions(session: Session) -> Finding:
    there = set(session.scalars(text("SELECT extname FROM pg_extension")))
    missing = [name for name in EXTENSIONS if name not in there]
    if missing:
        return Finding("fail", "extensions", f"missing: {', '.join(missing)}", "Run deploy/bootstrap.sql as superuser.")
    return Finding("ok", "extensions", ", ".join(EXTENSIONS))


def _clock(session: Session) -> Finding:
    before = clock.now()
    there = session.scalar(text("SELECT clock_timestamp()"))
    after = clock.now()
    middle = before + (after - before) / 2
    skew = abs((there - middle).total_seconds()) if there else 0.0
    verdict: Verdict = "ok" if skew < SKEW_WARN_SECONDS else "warn" if skew < SKEW_FAIL_SECONDS else "fail"
    remedy = "" if verdict == "ok" else "Let NTP set the clocks of both machines."
    return Finding(verdict, "clock", f"{skew:.1f} s apart from the database's", remedy)


def _rights(session: Session) -> Finding:
    may_change = session.scalar(text("SELECT has_table_privilege('journal_entries', 'UPDATE, DELETE, TRUNCATE')"))
    if may_change:
        return Finding(
            "warn",
            "rights",
            "this role may change the journal, but for its triggers",
            "Use the role field_app of deploy/bootstrap.sql in DATABASE_URL.",
        )
    return Finding("ok", "rights", "this role can only add to the journal")


def _workers(session: Session) -> Finding:
    lanes = jobs.live_workers(session)
    if lanes == 0:
        return Finding("fail", "worker", "none reports", "Start one: field-api worker")
    return Finding("ok", "worker", f"{lanes} lanes report")


def _queue(session: Session) -> Finding:
    state = jobs.queue_state(session)
    detail = f"{state.count('todo')} wait, {state.count('doing')} run, the first waits {state.oldest_seconds:.0f} s"
    if state.oldest_seconds > JOB_AGE_WARN_SECONDS:
        return Finding("warn", "queue", detail, "Start more workers, or see their log for what holds them.")
    return Finding("ok", "queue", detail)


def _stalled(session: Session) -> Finding:
    stalled = jobs.queue_state(session).stalled
    if stalled:
        return Finding("warn", "stalled jobs", str(stalled), "A running worker takes them up within half a minute.")
    return Finding("ok", "stalled jobs", "none")


def _failed(session: Session) -> Finding:
    failed = jobs.queue_state(session).count("failed")
    if failed:
        return Finding("warn", "failed jobs", str(failed), "See the worker's log, repair, then: field-api jobs retry")
    return Finding("ok", "failed jobs", "none")


def _journal(session: Session) -> Finding:
    waiting = journal.waiting_entries(session)
    detail = f"{waiting.count} entries wait for their position, the first for {waiting.oldest_seconds:.0f} s"
    if waiting.oldest_seconds > ENTRY_AGE_WARN_SECONDS:
        return Finding("warn", "journal", detail, "A worker gives positions: is one running?")
    return Finding("ok", "journal", detail)


PRODUCT_CHECKS: tuple[Callable[[Session], Finding], ...] = (_rights, _workers, _queue, _stalled, _failed, _journal)


def _object_store(config: Config) -> Finding:
    store = S3Store(config.object_store)
    key, content = f"doctor/{clock.new_id()}", b"field-api doctor"
    try:
        store.check()
        store.put(key, content, content_type="text/plain")
        came_back = store.get(key)
        store.delete(key)
    except (DomainError, ObjectMissing) as error:
        return Finding("fail", "object store", str(error), "Is it up, and is OBJECT_STORE_URL right?")
    if came_back != content:
        return Finding("fail", "object store", "gives back other bytes than it was given", "Do not use this server.")
    return Finding("ok", "object store", "an object was put, read and removed")


def _disk() -> Finding:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    detail = f"{free // 1_000_000} MB free for temporary files"
    if free < LEAST_FREE_BYTES:
        return Finding("warn", "disk", detail, "Exports and imports need room here.")
    return Finding("ok", "disk", detail)

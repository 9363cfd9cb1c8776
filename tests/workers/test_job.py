"""A job is one transaction of one service call; a long one opens its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from field_api import db
from field_api.config import Config
from field_api.evidence.service.scene_index import SceneIndex
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.keys import key_ring
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from tests.factories import journal as factory
from workers.darkroom import Darkroom
from workers.job import Tools, Work, job, long_job

AUTHOR = SystemAuthor(request_id="job-1")


@pytest.fixture
def tools(config: Config, sessions: sessionmaker[Session], store: S3Store) -> Iterator[Tools]:
    with SceneIndex() as scenes:
        yield Tools(config, sessions, store, key_ring(config), Darkroom(), scenes)


def count_entries(session: Session) -> Any:
    return session.scalar(text("SELECT count(*) FROM journal_entries"))


def test_what_a_job_wrote_is_there_when_it_returns(tools: Tools, session: Session) -> None:
    @job("test.write")
    def write(work: Work, *, count: str) -> None:
        for _ in range(int(count)):
            factory.entry(work.session, author=work.author)

    write.run(tools, AUTHOR, {"count": "2"})

    assert count_entries(session) == 2


def test_a_job_that_fails_leaves_nothing(tools: Tools, session: Session) -> None:
    @job("test.fail")
    def fail(work: Work) -> None:
        factory.entry(work.session)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail.run(tools, AUTHOR, {})

    assert count_entries(session) == 0


def test_a_job_sees_the_whole_country_in_its_own_name(tools: Tools) -> None:
    seen = []

    @job("test.look", cron="1 2 3 * *")
    def look(work: Work) -> None:
        seen.append((db.scope_of(work.session), work.author, work.at.tzinfo is not None))

    look.run(tools, AUTHOR, {})

    assert seen == [(EVERYWHERE, AUTHOR, True)]
    assert (look.name, look.cron) == ("test.look", "1 2 3 * *")


def test_a_long_job_gets_the_tools_and_no_transaction(tools: Tools, session: Session) -> None:
    @long_job("test.long")
    def run_long(given: Tools, author: SystemAuthor, *, word: str) -> None:
        for _ in range(2):
            with db.unit_of_work(given.sessions) as batch:
                factory.entry(batch, author=author, data={"word": word})

    run_long.run(tools, AUTHOR, {"word": "x"})

    assert count_entries(session) == 2

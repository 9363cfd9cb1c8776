"""The command line in this process, against a database of its own."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from field_api import db
from field_api.cli import main
from field_api.config import Config, sqlalchemy_url
from field_api.storage import S3Store

RunCommand = Callable[..., Result]


@pytest.fixture
def run(own_environment: dict[str, str], store: S3Store, monkeypatch: pytest.MonkeyPatch) -> RunCommand:
    """`run("users", "list")`: what the command printed, and its exit code. The bucket exists."""
    store.check()
    for name, value in own_environment.items():
        monkeypatch.setenv(name, value)

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(main, list(arguments), input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def owner(own_environment: dict[str, str]) -> Iterator[Engine]:
    """The database as its owner, to break what a test wants broken."""
    url = sqlalchemy_url(own_environment["MIGRATION_DATABASE_URL"])
    engine = db.make_engine(replace(Config.from_environment(own_environment), database_url=url))
    yield engine
    engine.dispose()

"""What every command stands on: the configuration, one transaction in an operator's name, errors as plain lines."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from field_api import constraints, db
from field_api.config import Config, ConfigurationError
from field_api.errors import DomainError
from field_api.journal.rules import SystemAuthor
from field_api.scope import EVERYWHERE

# Whoever may run this has the machine; the journal says that it was the command line and not a person of the product.
OPERATOR = SystemAuthor(request_id="command-line")


def configuration() -> Config:
    """Read the environment, or say in one line what is missing and stop."""
    try:
        return Config.from_environment(os.environ)
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def plain_errors() -> Iterator[None]:
    """Errors that an operator can do something about become lines without a traceback."""
    try:
        yield
    except IntegrityError as error:
        raise _as_lines(constraints.explain(error)) from error
    except DomainError as error:
        raise _as_lines(error) from error
    except OperationalError as error:
        raise click.ClickException("The database is away or refuses this. `field-api doctor` says more.") from error


@contextmanager
def opened_sessions(config: Config) -> Iterator[sessionmaker[Session]]:
    """A factory of sessions, whose connections are closed at the end."""
    engine = db.make_engine(config)
    try:
        yield db.make_session_factory(engine)
    finally:
        engine.dispose()


@contextmanager
def operator_session() -> Iterator[Session]:
    """One transaction for an operator, who sees the whole country."""
    with opened_sessions(configuration()) as sessions, plain_errors(), db.unit_of_work(sessions) as session:
        db.set_scope(session, EVERYWHERE)
        yield session


def password_from(variable: str, *, from_stdin: bool, confirmed: bool) -> str:
    """A password from standard input, the environment or a prompt; `confirmed` asks twice, for a new one.

    Never from an argument, where other users of the machine and the shell's history would see it.
    """
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    given = os.environ.get(variable)
    return given or str(click.prompt("Password", hide_input=True, confirmation_prompt=confirmed))


def _as_lines(error: DomainError) -> click.ClickException:
    lines = [error.detail, *(f"  {item.pointer}: {item.detail} {item.remedy}".rstrip() for item in error.problems)]
    return click.ClickException("\n".join(lines))

"""Commands for people with a login.

A password comes from a prompt, standard input or the environment, never from an argument, where other users of the
machine and the shell's history would see it.
"""

from datetime import datetime

import click
from click import Choice, DateTime

from field_api import clock
from field_api.areas.rules.codes import parse_area_code
from field_api.areas.rules.zones import local_day
from field_api.commands.operator import OPERATOR, operator_session, password_from, plain_errors
from field_api.identity import service
from field_api.identity.models import RoleGrant
from field_api.identity.rules import Role, is_held

PASSWORD_VARIABLE = "FIELD_API_NEW_PASSWORD"  # noqa: S105 - the name of a variable
ROLES = Choice([role.value for role in Role])
DAY = DateTime(["%Y-%m-%d"])

password_option = click.option(
    "--password-stdin",
    is_flag=True,
    help=f"Read the password from standard input; else {PASSWORD_VARIABLE} or a prompt.",
)


@click.group()
def users() -> None:
    """People with a login, and the roles they hold."""


@users.command()
@click.argument("username")
@click.option("--full-name", required=True)
@click.option("--role", type=ROLES, required=True)
@click.option("--area", default="", help="Code of the area; left out: the whole country.")
@password_option
def add(*, username: str, full_name: str, role: str, area: str, password_stdin: bool) -> None:
    """Make a user who holds a role from today on."""
    password = password_from(PASSWORD_VARIABLE, from_stdin=password_stdin, confirmed=True)
    at = clock.now()
    with operator_session() as session:
        user = service.create_user(session, OPERATOR, username=username, full_name=full_name, password=password, at=at)
        service.grant_role(
            session,
            OPERATOR,
            user_id=user.id,
            role=Role(role),
            area_code=_area(area),
            valid_from=local_day(at, area),
            valid_to=None,
            at=at,
        )
        click.echo(f"{user.username} can log in as {role} of {area or 'the whole country'}.")


@users.command()
@click.argument("username")
@password_option
def password(*, username: str, password_stdin: bool) -> None:
    """Set a new password; every session of the user ends."""
    chosen = password_from(PASSWORD_VARIABLE, from_stdin=password_stdin, confirmed=True)
    with operator_session() as session:
        user = service.require_user(session, username=username)
        service.change_password(session, OPERATOR, user, password=chosen, at=clock.now())
        click.echo(f"{user.username} has a new password; all sessions have ended.")


@users.command()
@click.argument("username")
@click.option("--role", type=ROLES, required=True)
@click.option("--area", default="", help="Code of the area; left out: the whole country.")
@click.option("--from", "valid_from", type=DAY, help="First day; left out: today.")
@click.option("--to", "valid_to", type=DAY, help="The day after the last; left out: until further notice.")
def grant(*, username: str, role: str, area: str, valid_from: datetime | None, valid_to: datetime | None) -> None:
    """Give a role for an area and a period."""
    at = clock.now()
    with operator_session() as session:
        user = service.require_user(session, username=username)
        given = service.grant_role(
            session,
            OPERATOR,
            user_id=user.id,
            role=Role(role),
            area_code=_area(area),
            valid_from=valid_from.date() if valid_from else local_day(at, area),
            valid_to=valid_to.date() if valid_to else None,
            at=at,
        )
        click.echo(f"{user.username} holds {role} of {area or 'the whole country'} from {given.valid_from} on.")


@users.command("list")
def list_users() -> None:
    """Print every user with the roles of today."""
    at = clock.now()
    with operator_session() as session:
        for user, grants in service.each_user(session):
            roles = ", ".join(f"{held.role}@{held.area_code or 'country'}" for held in grants if _is_held(held, at))
            click.echo(f"{user.username:24} {'active' if user.active else 'inactive':9} {roles or '(no role today)'}")


def _is_held(held: RoleGrant, at: datetime) -> bool:
    return is_held(at, area_code=held.area_code, valid_from=held.valid_from, valid_to=held.valid_to)


def _area(text: str) -> str:
    with plain_errors():
        return parse_area_code(text) if text else ""

"""Users from the command line; a password never stands in an argument."""

from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from field_api import clock
from field_api.errors import Unauthenticated
from field_api.identity import service

Run = Callable[..., Result]
PASSWORD = "kata sandi panjang"


def add(run: Run, username: str = "petugas") -> Result:
    return run(
        "users", "add", username, "--full-name", "Petugas Uji", "--role", "verifier", "--area", "31.75",
        "--password-stdin", stdin=PASSWORD + "\n",
    )  # fmt: skip


def test_a_new_user_can_log_in_and_is_listed_with_the_role(run: Run, owner: Engine) -> None:
    assert add(run).exit_code == 0

    with Session(owner) as session:
        user = service.check_password(session, username="petugas", password=PASSWORD, at=clock.now())
        assert user.full_name == "Petugas Uji"
    assert "verifier@31.75" in run("users", "list").output


def test_a_role_for_a_period_to_come_is_not_held_today(run: Run) -> None:
    add(run)

    granted = run("users", "grant", "petugas", "--role", "auditor", "--from", "2999-01-01", "--to", "2999-02-01")

    assert granted.exit_code == 0
    assert "auditor" not in run("users", "list").output


def test_a_new_password_replaces_the_old_one(run: Run, owner: Engine) -> None:
    add(run)

    run("users", "password", "petugas", "--password-stdin", stdin="kata sandi baru\n")

    with Session(owner) as session:
        with pytest.raises(Unauthenticated):
            service.check_password(session, username="petugas", password=PASSWORD, at=clock.now())
        assert service.check_password(session, username="petugas", password="kata sandi baru", at=clock.now())


def test_a_password_can_come_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELD_API_NEW_PASSWORD", PASSWORD)

    result = run("users", "add", "petugas", "--full-name", "Petugas", "--role", "auditor")

    assert result.exit_code == 0


def test_a_password_can_be_typed_twice(run: Run) -> None:
    typed = f"{PASSWORD}\n{PASSWORD}\n"

    result = run("users", "add", "petugas", "--full-name", "Petugas", "--role", "auditor", stdin=typed)

    assert result.exit_code == 0
    assert PASSWORD not in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("users", "grant", "nobody", "--role", "verifier"), "Nobody is called nobody"),
        (("users", "grant", "petugas", "--role", "verifier", "--area", "31.75"), "already"),
        (("users", "grant", "petugas", "--role", "verifier", "--area", "x"), "code"),
    ],
)
def test_what_does_not_work_is_said_in_a_line_without_a_traceback(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    add(run)

    result = run(*arguments)

    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_short_password_and_a_taken_name_are_refused(run: Run) -> None:
    add(run)

    assert "10 characters" in run("users", "password", "petugas", "--password-stdin", stdin="kurang\n").output
    assert "Somebody else has this user name" in add(run, "PETUGAS").output


def test_missing_configuration_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FIELD_API_HASH_KEY")

    result = run("users", "list")

    assert result.exit_code == 1
    assert "FIELD_API_HASH_KEY is not set" in result.output

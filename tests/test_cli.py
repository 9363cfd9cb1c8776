"""The command line as a whole: every command explains itself."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from field_api.cli import main


def every_command(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))


@pytest.mark.parametrize("command", list(every_command(main)), ids=" ".join)
def test_every_command_explains_itself_without_any_configuration(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"], env={"DATABASE_URL": None})

    assert result.exit_code == 0
    assert len(result.output.splitlines()[2].strip()) > 10


def test_no_option_takes_a_secret_as_an_argument() -> None:
    options = [
        option
        for path in every_command(main)
        for option in _command(path).params
        if any(word in (option.name or "") for word in ("password", "secret", "token", "key"))
    ]

    assert all(isinstance(option, click.Option) and option.is_flag for option in options)


def _command(path: tuple[str, ...]) -> click.Command:
    found: click.Command = main
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found

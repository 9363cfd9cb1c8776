"""`field-api`: gathers the commands of an operator; each group lies in a file of `commands`."""

import click

from field_api.commands.areas import areas
from field_api.commands.catalogue import instruments, programmes
from field_api.commands.demo import demo
from field_api.commands.doctor import doctor
from field_api.commands.erasure import erase_person
from field_api.commands.photos import photos
from field_api.commands.queue import jobs
from field_api.commands.registry import keys, registry
from field_api.commands.set_up import backup_hints, migrate, openapi, worker
from field_api.commands.simulate import simulate
from field_api.commands.users import users
from field_api.commands.verify import verify
from field_api.commands.witness import witness_key


@click.group()
def main() -> None:
    """Field API: from a house visit to a social-assistance decision somebody can defend."""


for command in (
    migrate, openapi, worker, doctor, demo, backup_hints, users, areas, registry, programmes, instruments, keys, jobs, photos,
    verify, erase_person, witness_key, simulate,
):  # fmt: skip
    main.add_command(command)

"""Jobs of the registry: thin, idempotent, one service call each."""

from uuid import UUID

from field_api import clock
from field_api.journal.rules import SystemAuthor
from field_api.registry.service import imports
from workers.job import Tools, long_job


@long_job("registry.run_import")
def run_import(tools: Tools, author: SystemAuthor, *, import_id: str) -> None:
    """Read a file of households into the registry, batch by batch; after a kill it goes on where it stopped."""
    imports.run_import(tools.sessions, tools.store, tools.keys, author, import_id=UUID(import_id), now=clock.now)

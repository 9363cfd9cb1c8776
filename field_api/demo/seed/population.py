"""Households and people of the demo: one import file, read by the importer of the registry as any list would be."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.config import Config
from field_api.db import make_session_factory
from field_api.demo.district import REGENCY_CODE
from field_api.demo.import_file import write_import_csv
from field_api.demo.people import Household
from field_api.demo.seed.foundation import FOUNDED_DAYS_AGO
from field_api.demo.seed.timeline import Timeline
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Person, RegistryImport
from field_api.registry.service.imports import import_file
from field_api.registry.service.keys import hash_nik, key_ring
from field_api.waiting_rows import write_waiting


def import_everybody(
    session: Session, config: Config, timeline: Timeline, households: Sequence[Household]
) -> Mapping[str, UUID]:
    """Import every household, within the transaction of `session`; return the id of each person by NIK."""
    # What was written so far comes before it in the journal.
    write_waiting(session)
    # The importer commits batch by batch; here its transactions are savepoints of the one that makes the whole demo.
    batches = make_session_factory(session.connection(), join_transaction_mode="create_savepoint")
    with TemporaryDirectory(prefix="field-api-demo-") as folder:
        path = Path(folder) / "keluarga-contoh.csv"
        write_import_csv(path, households)
        import_file(
            batches,
            config,
            SystemAuthor(),
            path=path,
            area_scope=REGENCY_CODE,
            at=timeline.moment(FOUNDED_DAYS_AGO, 10),
            progress=_in_silence,
        )
    return _ids_by_nik(session, config, households)


def _ids_by_nik(session: Session, config: Config, households: Sequence[Household]) -> dict[str, UUID]:
    keys = key_ring(config)
    rows = session.execute(select(Person.nik_hash, Person.id))
    ids = {nik_hash: person_id for nik_hash, person_id in rows if nik_hash}
    return {person.nik: ids[hash_nik(keys, person.nik)] for each in households for person in each.members}


def _in_silence(_import: RegistryImport) -> None:
    """Report nothing: the whole import takes a second."""

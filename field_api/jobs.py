"""Deferring jobs by name, in the transaction that needs them: a rollback takes the job with it.

The queue lies in PostgreSQL (procrastinate). Areas know the names of jobs and never their code, which belongs to
the workers; a house test checks that every name deferred here is registered there.
"""

from typing import Any

from procrastinate import App, SyncPsycopgConnector
from sqlalchemy.orm import Session

# Never opened: every job is inserted on the connection of the session that asks for it.
_queue = App(connector=SyncPsycopgConnector())


def defer(session: Session, name: str, *, lock: str | None = None, **ids: Any) -> None:
    """Queue the job `name`, which starts after the commit of `session` and receives `ids` as text.

    Jobs with the same `lock` run one after the other. Each area has a queue of its own, the first part of the name,
    so that photos never keep an import waiting, and a deployment may give an area workers of its own.
    """
    connection = session.connection().connection.driver_connection
    arguments = {key: str(value) for key, value in ids.items()}
    _queue.configure_task(name, queue=name.partition(".")[0], lock=lock, connection=connection).defer(**arguments)

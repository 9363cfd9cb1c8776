"""Photos from the command line."""

from collections.abc import Callable

from click.testing import Result
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from field_api.db import set_scope
from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.evidence.service.scenes import place_bundle
from field_api.scope import EVERYWHERE
from tests.factories import evidence as factory
from tests.factories.photos import encoded

Run = Callable[..., Result]
QUEUED = text("SELECT args ->> 'bundle_id' FROM procrastinate_jobs WHERE task_name = 'evidence.inspect_bundle'")


def test_what_an_earlier_version_inspected_is_queued_and_what_this_one_did_is_not(run: Run, owner: Engine) -> None:
    with Session(owner, expire_on_commit=False) as session, session.begin():
        set_scope(session, EVERYWHERE)
        # The factory's inspections are of the first version.
        old = factory.visit(session, photos=2)
        factory.visit(session, photos=1, complete=False)
        factory.visit(session, photos=0)
        new = factory.visit(session, pictures=[inspect_photo(encoded())])
        place_bundle(session, bundle_id=new.id)

    assert run("photos", "reinspect").output == "1 visits and hand-overs are queued.\n"
    with owner.connect() as connection:
        assert list(connection.scalars(QUEUED)) == [str(old.id)]

"""Use cases of identity."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from field_api import clock
from field_api.errors import Forbidden, NotFound, Unauthenticated
from field_api.identity import service
from field_api.identity.models import Device, User
from field_api.identity.rules import Actor, Role
from field_api.journal.models import JournalEntry

MakeActor = Callable[..., Actor]
KEY = {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659A"}


def register(session: Session, actor: Actor) -> Device:
    device_id = clock.new_id()
    return service.register_device(session, actor, device_id=device_id, label="Redmi", public_key=KEY, at=clock.now())


class TestNames:
    def test_whoever_is_logged_in_has_a_name_to_sign_with(self, session: Session, make_actor: MakeActor) -> None:
        actor = make_actor(Role.DINSOS_REVIEWER)

        assert service.username_of(session, actor.user_id) == session.get_one(User, actor.user_id).username
        with pytest.raises(NotFound):
            service.username_of(session, clock.new_id())

    def test_names_are_told_of_those_who_are_asked_for_alone(self, session: Session, make_actor: MakeActor) -> None:
        asked, _ = make_actor(Role.VERIFIER), make_actor(Role.VERIFIER)

        names = service.names_of(session, [asked.user_id, clock.new_id()])

        assert names == {asked.user_id: session.get_one(User, asked.user_id).full_name}


class TestRevokeDevice:
    def test_a_lost_phone_is_logged_out_and_cannot_log_in(self, session: Session, make_actor: MakeActor) -> None:
        actor = make_actor(Role.VERIFIER)
        device = register(session, actor)
        user = session.get_one(User, actor.user_id)
        at = clock.now()
        _, token = service.open_session(session, user, device_id=device.id, at=at, request_id=None)
        assert service.authenticate(session, token, at=at).device_id == device.id

        service.revoke_device(session, actor, device_id=device.id, at=at)

        with pytest.raises(Unauthenticated):
            service.authenticate(session, token, at=at)
        with pytest.raises(Forbidden):
            service.open_session(session, user, device_id=device.id, at=at, request_id=None)

    def test_twice_is_no_error_and_one_entry(self, session: Session, make_actor: MakeActor) -> None:
        actor = make_actor(Role.VERIFIER)
        device = register(session, actor)

        for _ in range(2):
            service.revoke_device(session, actor, device_id=device.id, at=clock.now())

        entries: Any = session.query(JournalEntry).filter(JournalEntry.event == "device.revoked")
        assert [entry.subject_id for entry in entries] == [device.id]

    def test_another_ones_phone_is_not_found(self, session: Session, make_actor: MakeActor) -> None:
        device = register(session, make_actor(Role.VERIFIER))

        with pytest.raises(NotFound):
            service.revoke_device(session, make_actor(Role.ADMINISTRATOR), device_id=device.id, at=clock.now())

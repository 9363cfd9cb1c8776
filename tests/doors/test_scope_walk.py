"""Every route, every role, own place and neighbour's: through list, detail, photo, export, letter and receipt.

What is expected follows from the table of rights and the permission that the view names; the table of doors adds only
how to ask. A route without a line there fails the first test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from field_api import db
from field_api.app import Edge
from field_api.config import Config
from field_api.identity.rules import PERMISSIONS, Role
from field_api.permissions import Permission
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from tests.doors.door import Detail, Door, Everywhere, Listing, Unguarded
from tests.doors.table import DOORS
from tests.doors.world import Place, World, build

GUARDED = [endpoint for endpoint, door in DOORS.items() if not isinstance(door, Unguarded)]
LISTINGS = [endpoint for endpoint, door in DOORS.items() if isinstance(door, Listing)]
DETAILS = [endpoint for endpoint, door in DOORS.items() if isinstance(door, Detail)]
ANYWHERE = [endpoint for endpoint, door in DOORS.items() if isinstance(door, Everywhere)]


@pytest.fixture(scope="module")
def opened(engine: Engine) -> Iterator[Connection]:
    """One transaction for the whole walk; it is rolled back at the end."""
    with engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture(scope="module")
def world(opened: Connection, store: S3Store) -> World:
    with Session(opened, autoflush=False, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        db.set_scope(session, EVERYWHERE)
        arranged = build(session, store)
        session.commit()
    return arranged


class Walker:
    """Goes to a door as somebody, and leaves everything behind it as it was."""

    def __init__(self, app: Flask, connection: Connection, world: World) -> None:
        self.app, self.world = app, world
        self._connection = connection
        self._methods = {
            rule.endpoint: next(iter(rule.methods - {"OPTIONS", "HEAD"} or rule.methods - {"OPTIONS"} or rule.methods))
            for rule in app.url_map.iter_rules()
            if rule.methods
        }

    def permission_of(self, endpoint: str) -> Permission:
        return self.app.view_functions[endpoint].permission  # type: ignore[attr-defined, no-any-return]

    def holders(self, endpoint: str) -> list[Role]:
        return [role for role in Role if self.permission_of(endpoint) in PERMISSIONS[role]]

    def others(self, endpoint: str) -> list[Role]:
        return [role for role in Role if self.permission_of(endpoint) not in PERMISSIONS[role]]

    def go(self, endpoint: str, path: str, *, token: str | None, **options: Any) -> Any:
        savepoint = self._connection.begin_nested()
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        try:
            return self.app.test_client().open(path, method=self._methods[endpoint], headers=headers, **options)
        finally:
            savepoint.rollback()

    def go_to_row(self, endpoint: str, place: Place, role: Role, *, token: str | None) -> Any:
        """Ask a `Detail` for the row of `place`; `role` says whose row, where each role has its own."""
        door = DOORS[endpoint]
        assert isinstance(door, Detail)
        options: dict[str, Any] = {"headers": dict(door.headers(place, role))}
        if door.form is not None:
            options |= {"data": door.form(place), "content_type": "multipart/form-data"}
        if door.body is not None:
            body = door.body(self.world, place, role)
            options["data" if isinstance(body, bytes) else "json"] = body
        return self.go(endpoint, door.path(place, role), token=token, **options)

    def go_anyhow(self, endpoint: str, place: Place, role: Role, *, token: str | None) -> Any:
        """Ask whatever door it is, in the shape it wants."""
        door: Door = DOORS[endpoint]
        if isinstance(door, Detail):
            return self.go_to_row(endpoint, place, role, token=token)
        if isinstance(door, Listing):
            return self.go_to_list(endpoint, token=token)
        assert isinstance(door, Everywhere)
        options: dict[str, Any] = {} if door.json is None else {"json": dict(door.json)}
        if door.form is not None:
            options |= {"data": door.form(), "content_type": "multipart/form-data"}
        return self.go(endpoint, door.path, token=token, **options)

    def go_to_list(self, endpoint: str, *, token: str | None, area: str | None = None) -> Any:
        """Ask a `Listing`, with `area` for that area only."""
        door = DOORS[endpoint]
        assert isinstance(door, Listing)
        asked = {door.area_parameter: area} if area and door.area_parameter else {}
        if door.json is not None:
            return self.go(endpoint, door.path(self.world), token=token, json={**door.json, **asked})
        return self.go(endpoint, door.path(self.world), token=token, query_string={"limit": 500} | asked)


@pytest.fixture
def walker(wired_app: Flask, config: Config, opened: Connection, store: S3Store, world: World) -> Walker:
    sessions = sessionmaker(opened, autoflush=False, expire_on_commit=False, join_transaction_mode="create_savepoint")
    wired_app.extensions["field_api"] = Edge(config=config, sessions=sessions, store=store)
    return Walker(wired_app, opened, world)


def test_every_route_has_a_line_in_the_table_of_doors(wired_app: Flask) -> None:
    endpoints = {rule.endpoint for rule in wired_app.url_map.iter_rules()}

    assert endpoints == set(DOORS)


def test_a_door_is_open_only_where_the_table_gives_a_reason(wired_app: Flask) -> None:
    open_ones = {
        endpoint for endpoint, view in wired_app.view_functions.items() if getattr(view, "permission", None) is None
    }

    assert open_ones == {endpoint for endpoint, door in DOORS.items() if isinstance(door, Unguarded)}


@pytest.mark.parametrize("endpoint", GUARDED)
def test_nobody_without_a_token_comes_in(walker: Walker, endpoint: str) -> None:
    for token in (None, "a token that was never given out"):
        answer = walker.go_anyhow(endpoint, walker.world.own, Role.VERIFIER, token=token)

        assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


@pytest.mark.parametrize("endpoint", GUARDED)
def test_a_role_without_the_permission_is_refused_also_in_its_own_place(walker: Walker, endpoint: str) -> None:
    own = walker.world.own
    answers = {
        role: walker.go_anyhow(endpoint, own, role, token=own.tokens[role]).status_code
        for role in walker.others(endpoint)
    }

    assert answers == dict.fromkeys(answers, 403)


@pytest.mark.parametrize("endpoint", DETAILS)
def test_a_role_with_the_permission_reaches_its_own_row_and_never_the_neighbours(walker: Walker, endpoint: str) -> None:
    door, own, neighbour = DOORS[endpoint], walker.world.own, walker.world.neighbour
    assert isinstance(door, Detail)
    holders = walker.holders(endpoint)

    at_home = {role: walker.go_to_row(endpoint, own, role, token=own.tokens[role]).status_code for role in holders}
    next_door = {
        role: walker.go_to_row(endpoint, neighbour, role, token=own.tokens[role]).status_code for role in holders
    }

    assert holders
    assert at_home == dict.fromkeys(holders, door.own)
    assert next_door == dict.fromkeys(holders, door.elsewhere)


@pytest.mark.parametrize("endpoint", LISTINGS)
def test_a_list_holds_ones_own_rows_and_never_the_neighbours(walker: Walker, endpoint: str) -> None:
    door, world = DOORS[endpoint], walker.world
    assert isinstance(door, Listing)
    holders = walker.holders(endpoint)

    answers = {role: walker.go_to_list(endpoint, token=world.own.tokens[role]) for role in holders}

    assert holders
    for role, answer in answers.items():
        assert answer.status_code == 200, role
        assert door.mark(world, world.own) in answer.text, role
        assert door.mark(world, world.neighbour) not in answer.text, role


@pytest.mark.parametrize("endpoint", LISTINGS)
def test_a_list_shows_both_places_to_a_national_role(walker: Walker, endpoint: str) -> None:
    door, world = DOORS[endpoint], walker.world
    assert isinstance(door, Listing)
    # A verifier sees his own work only, wherever he works.
    for role in set(walker.holders(endpoint)) - {Role.VERIFIER}:
        answer = walker.go_to_list(endpoint, token=world.national[role])

        assert door.mark(world, world.own) in answer.text, role
        assert door.mark(world, world.neighbour) in answer.text, role


@pytest.mark.parametrize(
    "endpoint", [endpoint for endpoint in LISTINGS if getattr(DOORS[endpoint], "area_parameter", None)]
)
def test_asking_for_the_neighbours_area_shows_nothing_of_it(walker: Walker, endpoint: str) -> None:
    door, world = DOORS[endpoint], walker.world
    assert isinstance(door, Listing)
    for role in walker.holders(endpoint):
        answer = walker.go_to_list(endpoint, token=world.own.tokens[role], area=world.neighbour.code)

        assert answer.status_code == 200, role
        assert door.mark(world, world.neighbour) not in answer.text, role


@pytest.mark.parametrize("endpoint", ANYWHERE)
def test_what_has_no_area_is_the_same_for_everybody_who_may_see_it(walker: Walker, endpoint: str) -> None:
    door, own = DOORS[endpoint], walker.world.own
    assert isinstance(door, Everywhere)
    answers = {
        role: walker.go_anyhow(endpoint, own, role, token=own.tokens[role]).status_code
        for role in walker.holders(endpoint)
    }

    assert answers == dict.fromkeys(answers, door.own)


@pytest.mark.parametrize("endpoint", ["visits.show_visit", "assignments.show_assignment"])
def test_a_verifier_does_not_see_a_colleagues_work_in_the_same_place(walker: Walker, endpoint: str) -> None:
    world = walker.world

    answer = walker.go_to_row(endpoint, world.own, Role.VERIFIER, token=world.national[Role.VERIFIER])

    assert answer.status_code == 404

"""Every route, every role, own place and neighbour's: through list, detail, photo, export, letter and receipt.

What is expected follows from the table of rights and the permission that the view names; the table of doors adds only
how to ask. A route without a line there fails the first test.
"""

import pytest
from flask import Flask

from field_api.identity.rules import Role
from tests.doors.door import Detail, Everywhere, Listing, Unguarded
from tests.doors.table import DOORS
from tests.doors.walker import Walker, said

GUARDED = [endpoint for endpoint, door in DOORS.items() if not isinstance(door, Unguarded)]
LISTINGS = [endpoint for endpoint, door in DOORS.items() if isinstance(door, Listing)]
DETAILS = [endpoint for endpoint, door in DOORS.items() if isinstance(door, Detail)]
ANYWHERE = [endpoint for endpoint, door in DOORS.items() if isinstance(door, Everywhere)]


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
        assert door.mark(world, world.own) in said(answer), role
        assert door.mark(world, world.neighbour) not in said(answer), role


@pytest.mark.parametrize("endpoint", LISTINGS)
def test_a_list_shows_both_places_to_a_national_role(walker: Walker, endpoint: str) -> None:
    door, world = DOORS[endpoint], walker.world
    assert isinstance(door, Listing)
    # A verifier sees his own work only, wherever he works.
    for role in set(walker.holders(endpoint)) - {Role.VERIFIER}:
        answer = walker.go_to_list(endpoint, token=world.national[role])

        assert door.mark(world, world.own) in said(answer), role
        assert door.mark(world, world.neighbour) in said(answer), role


@pytest.mark.parametrize(
    "endpoint", [endpoint for endpoint in LISTINGS if getattr(DOORS[endpoint], "area_parameter", None)]
)
def test_asking_for_the_neighbours_area_shows_nothing_of_it(walker: Walker, endpoint: str) -> None:
    door, world = DOORS[endpoint], walker.world
    assert isinstance(door, Listing)
    for role in walker.holders(endpoint):
        answer = walker.go_to_list(endpoint, token=world.own.tokens[role], area=world.neighbour.code)

        assert answer.status_code == 200, role
        assert door.mark(world, world.neighbour) not in said(answer), role


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

from dataclasses import replace

import pytest

from field_api.config import Config
from field_api.demo.logins import LOGINS, DemoInProduction, login_table, refuse_in_production
from field_api.identity.rules import Role
from field_api.identity.service import MINIMUM_PASSWORD


def test_every_role_can_be_tried() -> None:
    assert {login.role for login in LOGINS} == set(Role)


def test_passwords_are_long_enough_and_their_own() -> None:
    passwords = [login.password for login in LOGINS]

    assert min(map(len, passwords)) >= MINIMUM_PASSWORD
    assert len(set(passwords)) == len(LOGINS)


def test_the_neighbour_shares_no_area_with_the_verifier() -> None:
    areas = [login.area_code for login in LOGINS if login.role is Role.VERIFIER]

    assert len(areas) == 2
    assert not areas[0].startswith(areas[1])
    assert not areas[1].startswith(areas[0])


def test_the_table_shows_every_password() -> None:
    text = "\n".join(login_table())

    assert all(login.password in text for login in LOGINS)


def test_known_passwords_are_refused_in_production(config: Config) -> None:
    with pytest.raises(DemoInProduction, match="FIELD_API_ENV=demo"):
        refuse_in_production(replace(config, environment="production"))

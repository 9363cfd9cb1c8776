"""The commands that show the product at work."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine, text

from field_api.demo.logins import LOGINS
from field_api.evidence.rules.photos.inspection import inspect_photo

Run = Callable[..., Result]


def test_the_logins_are_printed_without_making_anything(run: Run, owner: Engine) -> None:
    result = run("demo", "--logins")

    assert all(login.password in result.output for login in LOGINS)
    with owner.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM users")).scalar_one() == 0


def test_production_is_refused_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELD_API_ENV", "production")

    result = run("demo")

    assert result.exit_code == 1
    assert "FIELD_API_ENV=demo" in result.output
    assert not any(login.password in result.output for login in LOGINS)


def test_a_database_that_holds_data_is_left_alone_and_that_is_no_failure(run: Run, owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO users (id, username, full_name, password_hash, active, created_at, version)"
                " VALUES (gen_random_uuid(), 'petugas', 'Petugas Uji', 'unusable', true, now(), 1)"
            )
        )

    result = run("demo")

    assert result.exit_code == 0
    assert "holds data already" in result.output
    with owner.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM areas")).scalar_one() == 0


def test_a_drawn_photo_is_declared_as_it_is(run: Run, tmp_path: Path) -> None:
    photo = tmp_path / "house.jpg"

    result = run(
        "demo", "photo", "--out", str(photo), "--kind", "house_front", "--lat-e7=-78350001", "--lon-e7=1144000007"
    )

    declared = json.loads(result.output)
    content = photo.read_bytes()
    assert (declared["sha256"], declared["size"]) == (sha256(content).hexdigest(), len(content))
    inspection = inspect_photo(content)
    assert inspection.verdict == "accepted"
    assert inspection.position is not None
    assert inspection.position["latitude_e7"] == -78350001

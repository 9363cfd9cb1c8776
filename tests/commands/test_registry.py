"""Imports from a file of this machine, and keys that change."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from field_api.demo.district import scaled_layout, synthetic_district
from field_api.demo.import_file import write_import_csv
from field_api.demo.people import households
from tests.factories import registry as factory

Run = Callable[..., Result]
MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)
NEW_KEY = "k2:" + base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def import_file(run: Run, tmp_path: Path) -> Path:
    """Forty households of a district whose areas are known."""
    district = synthetic_district(2, scaled_layout(12))
    codes = tmp_path / "codes.csv"
    rows = ["kode,nama", "35,Jawa Timur", *(f"{area.code},{area.name}" for area in district.areas)]
    codes.write_text("\n".join(rows), encoding="utf-8")
    run("areas", "import-codes", str(codes), "--title", "Contoh", "--valid-from", "2020-01-01")
    path = tmp_path / "households.csv"
    write_import_csv(path, households(district, count=40, seed=2, made_at=MADE_AT))
    return path


def count_households(owner: Engine) -> int:
    with owner.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM households")).scalar_one())


def test_an_import_shows_its_progress_and_its_result(run: Run, import_file: Path, owner: Engine) -> None:
    result = run("registry", "import", str(import_file))

    assert result.exit_code == 0
    assert "100.0 %" in result.output
    assert "40 households" in result.output
    assert count_households(owner) == 40


def test_the_same_file_again_doubles_nothing(run: Run, import_file: Path, owner: Engine) -> None:
    run("registry", "import", str(import_file))

    run("registry", "import", str(import_file))

    assert count_households(owner) == 40


def test_rows_outside_the_area_are_rejected(run: Run, import_file: Path, owner: Engine) -> None:
    result = run("registry", "import", str(import_file), "--area", "31.75")

    assert "0 households" in result.output
    assert count_households(owner) == 0


def test_rotation_seals_everything_anew_and_the_old_key_may_leave(
    run: Run, owner: Engine, own_environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old_ring = own_environment["FIELD_API_SEAL_KEYS"]
    with Session(owner) as session, session.begin():
        home = factory.household(session)
        factory.family_card(session, home)
        people = [factory.person(session, home) for _ in range(3)]
        factory.person(session, home, nik=None)
        hashes = {person.id: bytes(person.nik_hash or b"") for person in people}
    monkeypatch.setenv("FIELD_API_SEAL_KEYS", f"{NEW_KEY},{old_ring}")
    assert "older" in run("keys", "status").output

    rotated = run("keys", "rotate")

    assert "3 of people.nik, 1 of family_cards.number" in rotated.output
    monkeypatch.setenv("FIELD_API_SEAL_KEYS", NEW_KEY)
    status = run("keys", "status").output
    assert "older" not in status
    assert status.split()[:3] == ["family_cards.number", "k2", "1"]
    assert "0 of people.nik" in run("keys", "rotate").output
    with owner.connect() as connection:
        found = connection.execute(text("SELECT id, nik_hash, version FROM people WHERE nik_hash IS NOT NULL"))
        assert {row.id: bytes(row.nik_hash) for row in found} == hashes
        entries = connection.scalars(text("SELECT data FROM journal_entries WHERE event = 'numbers.resealed'")).all()
    assert {"key": "k2", "people_nik": 3, "family_cards_number": 1} in entries


def test_rotation_without_the_old_key_says_which_one_is_missing(
    run: Run, owner: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Session(owner) as session, session.begin():
        factory.person(session)
    monkeypatch.setenv("FIELD_API_SEAL_KEYS", NEW_KEY)

    result = run("keys", "rotate")

    assert result.exit_code == 1
    assert "no key test on the ring" in result.output

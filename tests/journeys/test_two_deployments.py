"""Two products that run: one keeps a log, the other witnesses it, is away for a while, and finds what it missed."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3

from field_api.transparency.rules.cosignatures import Cosigner, cosigners
from field_api.transparency.rules.notes import Checkpoint, Signer
from tests.fakes.prepared import migrated
from tests.fakes.product import RunningProduct

pytestmark = pytest.mark.stack

WITNESS = Cosigner("kampus.example/witness", b"w" * 32)
LOG = Signer("dinsos.example/log", b"a" * 32)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory, shared_by_run: Path) -> Iterator[RunningProduct]:
    made = RunningProduct(tmp_path_factory.mktemp("witness"), start=migrated(shared_by_run))
    made.more = {
        "FIELD_API_WITNESS_NAME": WITNESS.name,
        "FIELD_API_WITNESS_KEY": base64.b64encode(WITNESS.seed).decode(),
        "FIELD_API_WITNESSED_LOGS": str(LOG.verifier),
    }
    with made as running:
        yield running


@pytest.fixture(scope="module")
def ours(
    tmp_path_factory: pytest.TempPathFactory, shared_by_run: Path, other: RunningProduct
) -> Iterator[RunningProduct]:
    made = RunningProduct(tmp_path_factory.mktemp("log"), start=migrated(shared_by_run))
    made.more = {
        "FIELD_API_LOG_KEY": base64.b64encode(LOG.seed).decode(),
        "FIELD_API_LOG_ORIGIN": LOG.name,
        # The second one answers nobody: it must hold up nothing.
        "FIELD_API_WITNESSES": f"{other.address}/witness {WITNESS.verifier}, http://127.0.0.1:9/x"
        f" {Cosigner('weg.example/witness', bytes(32)).verifier}",
    }
    with made as running:
        yield running


def newest(product: RunningProduct) -> str:
    return urllib3.request("GET", f"{product.address}/log/checkpoint", retries=False).data.decode()


def cosigned(product: RunningProduct) -> int:
    """The size of the newest checkpoint when the witness stands under it, else 0."""
    note = newest(product)
    return Checkpoint.parse(note).size if "\n\n" in note and cosigners(note, [WITNESS.verifier]) else 0


def write(product: RunningProduct, username: str) -> None:
    named = ("--full-name", "Uji", "--role", "auditor")
    product.command("users", "add", username, *named, FIELD_API_NEW_PASSWORD="kata sandi uji coba")


def test_what_the_log_signs_the_other_deployment_cosigns(ours: RunningProduct, other: RunningProduct) -> None:
    write(ours, "satu")
    ours.wait_for("cosignature", lambda: cosigned(ours) > 0)
    first = cosigned(ours)
    write(ours, "dua")
    ours.wait_for("second cosignature", lambda: cosigned(ours) > first)

    assert other.rows("SELECT origin, size FROM log_witnessed") == [(LOG.name, cosigned(ours))]


def test_the_log_goes_on_while_the_witness_is_away_and_catches_up(ours: RunningProduct, other: RunningProduct) -> None:
    before = cosigned(ours)
    other.kill_api()
    write(ours, "tiga")
    ours.wait_for("a checkpoint", lambda: Checkpoint.parse(newest(ours)).size > before)

    other.wait_until_healthy()
    ours.wait_for("cosignature", lambda: cosigned(ours) > before)


def test_everything_matches_the_log(ours: RunningProduct) -> None:
    said = ours.command("verify", "--all", "--verifier", str(LOG.verifier))

    assert "Everything matches the log." in said

"""The script of the README against whole processes: API, worker, PostGIS and S3 server of its own."""

import base64
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from field_api import clock, db
from field_api.config import Config
from field_api.demo.seed.load import DemoSize, load_demo
from field_api.scope import EVERYWHERE
from field_api.storage import S3Store
from script.stack.child import Child
from script.stack.objectstore import EmbeddedStore
from script.stack.ports import LOOPBACK, free_ports
from script.stack.postgres import EmbeddedPostgres
from tests.conftest import migrate

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parents[2]
SMALL = DemoSize(households=150, photo=(320, 240))


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A running product with a small demo; a database of its own, because whole processes commit."""
    with (
        EmbeddedPostgres(tmp_path / "postgres", durable=False) as postgres,
        EmbeddedStore(tmp_path / "objects") as objects,
    ):
        migrate(postgres.url("field_owner"))
        environment = {
            "DATABASE_URL": postgres.url("field_app"),
            "OBJECT_STORE_URL": objects.url,
            "FIELD_API_SEAL_KEYS": "test:" + base64.b64encode(b"s" * 32).decode(),
            "FIELD_API_HASH_KEY": base64.b64encode(b"h" * 32).decode(),
            "FIELD_API_LOG_KEY": base64.b64encode(b"l" * 32).decode(),
            "FIELD_API_ENV": "test",
            "PYTHONPATH": str(ROOT),
        }
        make_demo(Config.from_environment(environment))
        (port,) = free_ports(1)
        api = ["granian", "--interface", "wsgi", "--factory", "--host", LOOPBACK, "--port", str(port)]
        children = [
            child(tmp_path, "API", [*api, "--blocking-threads", "4", "field_api.app:create_app"], environment),
            child(tmp_path, "worker", ["workers"], environment),
        ]
        try:
            for each in children:
                each.spawn()
            wait_until_ready(port)
            yield f"http://{LOOPBACK}:{port}"
        finally:
            for each in children:
                each.stop()


def child(folder: Path, name: str, module: list[str], environment: dict[str, str]) -> Child:
    argv = [sys.executable, "-m", *module]
    return Child(name=name, argv=argv, log=folder / f"{name}.log", directory=ROOT, environment=environment)


def make_demo(config: Config) -> None:
    store = S3Store(config.object_store)
    store.ensure_bucket()
    engine = db.make_engine(config)
    with db.unit_of_work(db.make_session_factory(engine)) as session:
        db.set_scope(session, EVERYWHERE)
        load_demo(session, store, config, made_at=clock.now(), size=SMALL)
    engine.dispose()


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + 120
    while not answers_ready(port):
        assert time.monotonic() < deadline, "the API and the worker did not become ready"
        time.sleep(0.5)


def answers_ready(port: int) -> bool:
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def run_script(folder: Path, address: str) -> subprocess.CompletedProcess[str]:
    program = folder / "field-api"
    program.write_text(f"#!{sys.executable}\nfrom field_api.cli import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    return subprocess.run(  # noqa: S603 - our own script
        ["/bin/bash", str(ROOT / "docs" / "first-visit.sh")],
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "FIELD_API_URL": address,
            "FIELD_API": str(program),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )


def test_a_newcomer_sees_one_house_pass_through_the_whole_product_and_then_the_next(
    address: str, tmp_path: Path
) -> None:
    first = run_script(tmp_path, address)
    second = run_script(tmp_path, address)

    for done in (first, second):
        assert done.returncode == 0, done.stdout + done.stderr
        assert "repeated: true" in done.stdout
        assert "bps-14 says poor" in done.stdout
        assert "list endorsed with letter" in done.stdout
        assert "confirmed: " in done.stdout
        assert done.stdout.index("visit.submitted") < done.stdout.index("hand_over.completed")
    houses = [line for done in (first, second) for line in done.stdout.splitlines() if line.startswith("visits ")]
    assert len(set(houses)) == 2

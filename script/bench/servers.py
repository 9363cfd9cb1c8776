"""What the benchmarks start and send to: the product in processes of its own, or the bare Flask handler as a floor."""

import base64
import contextlib
import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import psycopg  # noqa: E402 - the project is not installed.

from field_api import clock, db  # noqa: E402
from field_api.config import Config  # noqa: E402
from field_api.evidence.service.instruments import publish_instrument  # noqa: E402
from field_api.identity import service as identity  # noqa: E402
from field_api.identity.rules import Role  # noqa: E402
from field_api.journal.rules import SystemAuthor  # noqa: E402
from field_api.registry.models import Household  # noqa: E402
from field_api.scope import EVERYWHERE  # noqa: E402
from script.bench import bare  # noqa: E402
from script.stack.child import Child  # noqa: E402
from script.stack.objectstore import EmbeddedStore  # noqa: E402
from script.stack.ports import LOOPBACK, free_ports  # noqa: E402
from script.stack.postgres import EmbeddedPostgres  # noqa: E402

AREA = "31.75.06.1004.008.003"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """The product under load: where it is, how to log in, what to visit, and whose CPU counts."""

    port: int
    token: str
    households: Sequence[str]
    processes: dict[str, int]
    environment: dict[str, str]
    postgres: EmbeddedPostgres


@contextlib.contextmanager
def running_server(directory: Path, api_processes: int) -> Iterator[Server]:
    """Database, object store and API, as `script/run` starts them, with one verifier and some households."""
    with EmbeddedPostgres(directory / "postgres") as postgres, EmbeddedStore(directory / "objects") as store:
        metrics = directory / "metrics"
        metrics.mkdir()
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": postgres.url("field_app"),
            "MIGRATION_DATABASE_URL": postgres.url("field_owner"),
            "OBJECT_STORE_URL": store.url,
            "FIELD_API_SEAL_KEYS": "bench:" + base64.b64encode(secrets.token_bytes(32)).decode(),
            "FIELD_API_HASH_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "FIELD_API_LOG_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
            "FIELD_API_ENV": "test",
            "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        }
        run = "from field_api.cli import main; main()"
        subprocess.run([sys.executable, "-c", run, "migrate"], cwd=ROOT, env=environment, check=True)  # noqa: S603 - ours
        token, households = arrange(environment)
        with serving("field_api.app:create_app", directory, environment, api_processes) as (port, pid):
            processes = {"api": pid, "store": store.pid, "database": postgres.pid}
            yield Server(port, token, households, processes, environment, postgres)


@contextlib.contextmanager
def running_bare_handler(directory: Path, processes: int) -> Iterator[Server]:
    """The bare Flask handler behind the same server, with a durable database and a folder of its own."""
    with EmbeddedPostgres(directory / "bare-postgres") as postgres:
        folder = directory / "bare-photos"
        folder.mkdir()
        with psycopg.connect(postgres.url("field_owner")) as connection:
            connection.execute(bare.TABLE)
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": postgres.url("field_owner"),
            "BARE_FOLDER": str(folder),
        }
        with serving("script.bench.bare:create_app", directory, environment, processes) as (port, pid):
            yield Server(port, "", ["any"], {"handler": pid, "database": postgres.pid}, environment, postgres)


@contextlib.contextmanager
def serving(factory: str, directory: Path, environment: dict[str, str], processes: int) -> Iterator[tuple[int, int]]:
    """A WSGI application behind the product's server, when it is ready: its port and its process."""
    port = free_ports(1)[0]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", factory,
        "--host", LOOPBACK, "--port", str(port), "--workers", str(processes), "--blocking-threads", "8",
        "--no-access-log", "--backpressure", "64",
    ]  # fmt: skip
    server = Child(factory, command, directory / f"{port}.log", ROOT, environment)
    server.spawn()
    try:
        wait_until_ready(port)
        yield port, server.pid
    finally:
        server.stop()


# What somebody has sent before: finished visits of two photos each, without their bytes. Every table that a visit refers to
# holds some: the plan by which a foreign key was checked while its table was empty reads through all of it afterwards.
EARLIER_VISITS = 20_000
EARLIER = (
    """
    INSERT INTO photos (sha256, size, stored_at)
    SELECT encode(sha256(('photo ' || n)::bytea), 'hex'), 300000, now() FROM generate_series(1, 2 * %(visits)s) n
    """,
    """
    INSERT INTO bundles (id, kind, area_code, author_id, content_sha256, photo_count, received_at, completed_at)
    SELECT md5('bundle ' || n)::uuid, 'visit', %(area)s, users.id, repeat('0', 64), 2, now(), now()
      FROM generate_series(1, %(visits)s) n, users
    """,
    """
    INSERT INTO captures (bundle_id, number, area_code, sha256, size, kind, envelope)
    SELECT md5('bundle ' || (n + 1) / 2)::uuid, n %% 2, %(area)s, encode(sha256(('photo ' || n)::bytea), 'hex'), 300000,
           'house_front', '{}'
      FROM generate_series(1, 2 * %(visits)s) n
    """,
    """
    INSERT INTO visits (id, area_code, household_id, verifier_id, instrument_code, instrument_version, outcome, note,
                        answers, position_samples, remarks, channel, app_version, started_at, finished_at, received_at)
    SELECT md5('bundle ' || n)::uuid, %(area)s, house.id, users.id, 'bps-14', '2005', 'not_found', '',
           '{}', '[]', '{}', 'field_app', '', now(), now(), now()
      FROM generate_series(1, %(visits)s) n, users, (SELECT min(id::text)::uuid AS id FROM households) AS house
    """,
)


def fill(server: Server) -> None:
    """Give the database some weight and let it take stock: its plans for empty tables are no good later."""
    with psycopg.connect(server.postgres.url("field_owner")) as connection:
        for statement in EARLIER:
            connection.execute(statement, {"visits": EARLIER_VISITS, "area": AREA})
    with psycopg.connect(server.postgres.url("field_owner"), autocommit=True) as connection:
        connection.execute("ANALYZE")


def settle(server: Server) -> None:
    """Do what an hour does to the product at work: the photos have gone to the bucket, and files are used again.

    Without it photos pile up as on no server with a worker, and the files of the write-ahead log are new, which costs a
    second writing of each.
    """
    with psycopg.connect(server.postgres.admin_url(), autocommit=True) as connection:
        connection.execute("DELETE FROM photo_arrivals")
        connection.execute("VACUUM photo_arrivals")
        connection.execute("CHECKPOINT")


def arrange(environment: dict[str, str]) -> tuple[str, list[str]]:
    """One verifier with a token, one instrument, and a thousand households to visit."""
    engine = db.make_engine(Config.from_environment(environment))
    with db.unit_of_work(db.make_session_factory(engine)) as session:
        db.set_scope(session, EVERYWHERE)
        at, author = clock.now(), SystemAuthor()
        path = ROOT / "field_api" / "evidence" / "instruments" / "bps-14@2005.json"
        publish_instrument(session, author, document=json.loads(path.read_text(encoding="utf-8")), at=at)
        user = identity.create_user(
            session, author, username="verifier", full_name="Bench", password=secrets.token_hex(10), at=at
        )
        identity.grant_role(
            session,
            author,
            user_id=user.id,
            role=Role.VERIFIER,
            area_code="31",
            valid_from=date(2020, 1, 1),
            valid_to=None,
            at=at,
        )
        _, token = identity.open_session(session, user, device_id=None, at=at, request_id=None)
        households = [
            Household(id=clock.new_id(), area_code=AREA, address="Jl. Uji", registered_at=at) for _ in range(1000)
        ]
        session.add_all(households)
        ids = [str(household.id) for household in households]
    engine.dispose()
    return token, ids


def wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.2)
    raise SystemExit("The API did not become ready; see its log.")


def cpu_seconds(pid: int) -> float:
    """CPU of a process and all below it, with the children that ended and were waited for."""
    total = 0.0
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        total = sum(int(value) for value in fields[11:15]) / TICKS
        for task in Path(f"/proc/{pid}/task").iterdir():
            children = (task / "children").read_text(encoding="ascii").split()
            total += sum(cpu_seconds(int(child)) for child in children)
    return total

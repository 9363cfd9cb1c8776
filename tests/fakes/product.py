"""The whole product in processes of its own, as script/run starts it, and a hand that kills them.

Database, object store, API with two processes and worker run in a folder of their own, under the product's supervisor,
which goes on in a thread and restarts what dies. What commits here meets no other test.
"""

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import psycopg
import urllib3

from field_api.config import ObjectStoreAddress
from field_api.evidence.rules.photos.captures import original_key
from field_api.storage import S3Store
from script.stack.child import Child
from script.stack.objectstore import EmbeddedStore
from script.stack.ports import LOOPBACK, free_ports
from script.stack.postgres import EmbeddedPostgres
from script.stack.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 2
HEALTHY = {"database": "ok", "object_store": "ok", "worker": "ok"}
PATIENCE_SECONDS = 60.0


class RunningProduct:
    """`with RunningProduct(folder, start=made) as product:` is healthy when it begins and gone when it ends.

    It begins with a copy of the data in `start`, a migrated cluster at least (`tests.fakes.prepared`).
    """

    def __init__(self, folder: Path, *, start: Path) -> None:
        self.folder = folder
        self._data = start
        # Settings of its own, for whoever sets them before it starts.
        self.more: dict[str, str] = {}
        self.postgres = EmbeddedPostgres(folder / "postgres", durable=False)
        self.store = EmbeddedStore(folder / "objects", durable=False)
        self.port = free_ports(1)[0]
        self.address = f"http://{LOOPBACK}:{self.port}"
        self.said: list[str] = []
        self._supervisor = Supervisor(say=self.said.append, shortest_pause=0.2, longest_pause=0.5)
        self._watch = threading.Thread(target=self._look_after, name="supervisor")
        self._ending = threading.Event()

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        if self._watch.is_alive():
            self._watch.join()
        self._supervisor.stop()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.defpath,
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.postgres.url("field_app"),
            "OBJECT_STORE_URL": self.store.url,
            "FIELD_API_SEAL_KEYS": "test:" + base64.b64encode(b"s" * 32).decode(),
            "FIELD_API_HASH_KEY": base64.b64encode(b"h" * 32).decode(),
            "FIELD_API_LOG_KEY": base64.b64encode(b"l" * 32).decode(),
            "FIELD_API_ENV": "test",
            **self.more,
        }

    def command(self, *arguments: str, **more: str) -> str:
        """Run the operator's command line and return what it says; it must succeed."""
        migrations = {"MIGRATION_DATABASE_URL": self.postgres.url("field_owner")}
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", "from field_api.cli import main; main()", *arguments],
            cwd=ROOT,
            env=self.environment | migrations | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Look into the database past the interface: what is really there."""
        with psycopg.connect(self.postgres.url("field_owner"), autocommit=True) as connection:
            return connection.execute(statement, values).fetchall()

    def original(self, sha256: str) -> bytes:
        """The bytes of a stored photo, whether or not the worker has moved them into the bucket."""
        arrived = self.rows("SELECT content FROM photo_arrivals WHERE sha256 = %s", sha256)
        return arrived[0][0] if arrived else self.objects().get(original_key(sha256))

    def objects(self) -> S3Store:
        return S3Store(ObjectStoreAddress.parse(self.store.url))

    def kill_api(self) -> None:
        """SIGKILL to every process of the API at once, so that requests end in the middle."""
        os.killpg(self.api.pid, signal.SIGKILL)

    def kill_worker(self) -> None:
        os.killpg(self.worker.pid, signal.SIGKILL)

    def kill_database(self) -> None:
        os.kill(self.postgres.pid, signal.SIGKILL)

    def kill_store(self) -> None:
        os.kill(self.store.pid, signal.SIGKILL)

    def health(self) -> dict[str, str]:
        try:
            answer = urllib3.request("GET", f"{self.address}/readyz", retries=False, timeout=5)
            return dict(json.loads(answer.data))
        except (urllib3.exceptions.HTTPError, ValueError):
            return {}

    def wait_until_healthy(self) -> None:
        self.wait_for("health", lambda: self.health().items() >= HEALTHY.items())

    def wait_for(self, what: str, condition: Callable[[], bool], *, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the worker and the queue have got there; no longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"no {what} within {seconds:.0f} s; {self.said[-5:]}"
            time.sleep(0.1)

    def wait_for_the_worker(self) -> None:
        """Wait until nothing is left to do but what has its hour."""

        def idle() -> bool:
            waiting = self.rows(
                "SELECT (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
                " AND scheduled_at IS NULL OR status = 'todo' AND attempts > 0), (SELECT count(*) FROM journal_pending)"
            )
            return waiting == [(0, 0)]

        self.wait_for("quiet queue", idle, seconds=90)

    def _start(self) -> None:
        copy_data(self._data, self.folder)
        for service in (self.postgres, self.store):
            service.start()
            self._supervisor.watch(service)
        granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--factory", "--no-ws"]
        granian += ["--host", LOOPBACK, "--port", str(self.port), "--workers", str(PROCESSES)]
        granian += ["--blocking-threads", "8", "--respawn-failed-workers", "--workers-kill-timeout", "10"]
        self.api = self._child("api", [*granian, "field_api.app:create_app"])
        self.worker = self._child("worker", [sys.executable, "-m", "workers"])
        for child in (self.api, self.worker):
            child.spawn()
            self._supervisor.watch(child)
        # A thread that restarts a service must live as long as the service: the kernel ends children with it.
        self._watch.start()
        self.wait_until_healthy()

    def _child(self, name: str, argv: list[str]) -> Child:
        return Child(name, argv, self.folder / f"{name}.log", ROOT, environment=self.environment)

    def _look_after(self) -> None:
        while not self._ending.wait(0.05):
            self._supervisor.look_once()
        # The children of this thread end with it, so they are ended here, in order.
        self._supervisor.stop()


def copy_data(made: Path, folder: Path) -> None:
    """Copy the data of a product that does not run, with the owners of its files, which the database asks for."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in made.glob("*/data"):
        target = folder / data.parent.name
        target.mkdir()
        subprocess.run(["/bin/cp", "--archive", "--reflink=auto", str(data), str(target)], check=True)  # noqa: S603 - fixed program


@contextlib.contextmanager
def connections() -> Iterator[urllib3.PoolManager]:
    """Connections that are closed at the end, one try each: whoever calls decides what a failure means."""
    pool = urllib3.PoolManager(maxsize=4, retries=False, timeout=urllib3.Timeout(connect=2, read=60))
    try:
        yield pool
    finally:
        pool.clear()

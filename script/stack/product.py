"""The whole product on this machine: database, object store, API and worker, from nothing to healthy.

With DATABASE_URL or OBJECT_STORE_URL in the environment the embedded service is left out, and demonstration
data are made only when FIELD_API_ENV asks for them: nobody wants them in a database of his own.
"""

import fcntl
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from script.stack.child import Child
from script.stack.failures import StackError
from script.stack.objectstore import EmbeddedStore
from script.stack.ports import LOOPBACK, is_free
from script.stack.postgres import APP_ROLE, OWNER_ROLE, EmbeddedPostgres
from script.stack.secrets_file import load_secrets, write_private
from script.stack.supervisor import Supervisor

_LEAST_FREE_BYTES = 1_000_000_000
_HEALTHY_SECONDS = 90.0
_MOST_PROCESSES = 4
_HEALTHY = {"status": "ok", "database": "ok", "object_store": "ok", "worker": "ok"}


class Product:
    """Everything under one supervisor: `start` returns when it is healthy, `stop` may come at any time."""

    def __init__(self, root: Path, *, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._root = root
        self._var = root / "var"
        self._given = dict(environment)
        self._say = say
        self._host = environment.get("FIELD_API_HOST", LOOPBACK)
        self._port = int(environment.get("FIELD_API_PORT", "8000"))
        self._lock: IO[str] | None = None
        self._settings: dict[str, str] = {}
        self.supervisor = Supervisor(say=say)

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK if self._host == '0.0.0.0' else self._host}:{self._port}"  # noqa: S104 - compared

    @property
    def is_demo(self) -> bool:
        return self._settings.get("FIELD_API_ENV") == "demo"

    def start_services(self) -> None:
        """Bring up database and object store only, for a restore or for work on the product itself."""
        self._check_the_ground()
        self._settings = self._start_services()
        write_private(self._var / "stack.env", self._settings)

    def start(self) -> None:
        """Bring everything up in order; raises StackError with one line that says what is missing."""
        self.start_services()
        self._say("Bringing the tables up to date")
        self.command("migrate")
        if self.is_demo:
            self._say("Making demonstration data, when there are none yet")
            self.command("demo")
        # The server shares a port with whoever asks for it later, so another stack must be noticed before.
        self._check_port()
        self._say("Starting the API and the worker")
        for child in (self._api(), self._worker()):
            child.spawn()
            self.supervisor.watch(child)
        self._wait_until_healthy()

    def stop(self) -> None:
        """Stop what this object started; what another process runs in the same folder is left alone."""
        if self._lock is None:
            return
        self.supervisor.stop()
        (self._var / "stack.env").unlink(missing_ok=True)
        self._lock.close()
        self._lock = None
        self._say("Stopped")

    def command(self, *arguments: str) -> None:
        """Run the product's command line against this stack; its output goes to the terminal."""
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [self._program("field-api"), *arguments],
                cwd=self._root,
                env=self._given | self._settings,
                check=False,
            )
        except FileNotFoundError:
            raise StackError("The project is not installed in .venv: script/run does that.") from None
        if done.returncode != 0:
            raise StackError(f"`field-api {' '.join(arguments)}` failed (exit code {done.returncode}).")

    def _check_the_ground(self) -> None:
        self._var.mkdir(exist_ok=True)
        lock = (self._var / "stack.lock").open("w", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise StackError(f"The stack in {self._var} already runs; stop it first.") from None
        self._lock = lock
        self._check_port()
        free = shutil.disk_usage(self._var).free
        if free < _LEAST_FREE_BYTES:
            raise StackError(f"Only {free // 1_000_000} MB are free under {self._var}; at least 1000 are needed.")

    def _check_port(self) -> None:
        if not is_free(self._port):
            raise StackError(f"Port {self._port} is taken: set FIELD_API_PORT to another one.")

    def _start_services(self) -> dict[str, str]:
        """Start what the environment does not name, and return the settings of our own processes."""
        database = self._given.get("DATABASE_URL", "")
        store = self._given.get("OBJECT_STORE_URL", "")
        data_exists = not database and (self._var / "postgres" / "data" / "PG_VERSION").exists()
        keys = load_secrets(self._var / "secrets.env", environment=self._given, data_exists=data_exists)
        migration = self._given.get("MIGRATION_DATABASE_URL") or database
        if not database:
            database, migration = self._start_postgres(keys)
        if not store:
            store = self._start_store(keys)
        default_kind = "production" if self._given.get("DATABASE_URL") else "demo"
        return {
            "DATABASE_URL": database,
            "MIGRATION_DATABASE_URL": migration,
            "OBJECT_STORE_URL": store,
            "FIELD_API_SEAL_KEYS": keys["FIELD_API_SEAL_KEYS"],
            "FIELD_API_HASH_KEY": keys["FIELD_API_HASH_KEY"],
            "FIELD_API_LOG_KEY": keys["FIELD_API_LOG_KEY"],
            "FIELD_API_ENV": self._given.get("FIELD_API_ENV") or default_kind,
        }

    def _start_postgres(self, keys: Mapping[str, str]) -> tuple[str, str]:
        self._say("Starting PostgreSQL with PostGIS")
        passwords = {
            OWNER_ROLE: keys["FIELD_API_DATABASE_OWNER_PASSWORD"],
            APP_ROLE: keys["FIELD_API_DATABASE_APP_PASSWORD"],
        }
        postgres = EmbeddedPostgres(self._var / "postgres", passwords=passwords)
        postgres.start()
        self.supervisor.watch(postgres)
        return postgres.url(APP_ROLE), postgres.url(OWNER_ROLE)

    def _start_store(self, keys: Mapping[str, str]) -> str:
        self._say("Starting the object store")
        credentials = (keys["FIELD_API_STORE_ACCESS_KEY"], keys["FIELD_API_STORE_SECRET_KEY"])
        store = EmbeddedStore(self._var / "objects", credentials=credentials)
        store.start()
        self.supervisor.watch(store)
        return store.url

    def _api(self) -> Child:
        processes = self._given.get("FIELD_API_PROCESSES") or str(min(os.cpu_count() or 1, _MOST_PROCESSES))
        options = ["--interface", "wsgi", "--factory", "--host", self._host, "--port", str(self._port)]
        options += ["--workers", processes, "--blocking-threads", "8", "--no-ws", "--respawn-failed-workers"]
        options += ["--workers-kill-timeout", "10"]
        return self._child("API", [self._program("granian"), *options, "field_api.app:create_app"])

    def _worker(self) -> Child:
        return self._child("worker", [self._program("field-api"), "worker"])

    def _child(self, name: str, argv: list[str]) -> Child:
        # The right to change tables stays with the migrations.
        environment = self._given | self._settings
        environment.pop("MIGRATION_DATABASE_URL", None)
        if name != "worker":
            # Whoever talks to the network does not hold what signs the log.
            environment.pop("FIELD_API_LOG_KEY", None)
        environment.setdefault("FIELD_API_CACHE_DIR", str(self._var / "cache"))
        logs = self._var / "log"
        logs.mkdir(exist_ok=True)
        return Child(
            name=name,
            argv=argv,
            log=logs / f"{name.lower()}.log",
            directory=self._root,
            environment=environment,
        )

    def _program(self, name: str) -> str:
        return str(Path(sys.executable).parent / name)

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + _HEALTHY_SECONDS
        answer: Mapping[str, object] = {}
        while time.monotonic() < deadline:
            answer = self._health()
            if answer.items() >= _HEALTHY.items():
                return
            self.supervisor.run_for(0.2)
        sick = ", ".join(f"{part}: {answer.get(part, 'no answer')}" for part in _HEALTHY if part != "status")
        raise StackError(f"Not healthy after {_HEALTHY_SECONDS:.0f} s ({sick}); see {self._var / 'log'}.")

    def _health(self) -> Mapping[str, object]:
        connection = http.client.HTTPConnection(LOOPBACK, self._port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            answer = json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return {}
        finally:
            connection.close()
        return answer if isinstance(answer, dict) else {}

"""A private PostgreSQL cluster with PostGIS, run as our own child from Debian's packages.

It listens on the loopback address with passwords for the two roles of the application, and on a socket in
a directory that only its user may enter for the superuser. It refuses to touch a cluster that another
process serves or that another major version made.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from script.stack.child import Child, setpriv, wait_until_gone
from script.stack.failures import StackError
from script.stack.installation import (
    Installation,
    as_root,
    database_user,
    installation_for,
    privileges_for,
    run_tool,
    tool_environment,
)
from script.stack.ports import LOOPBACK, free_ports

DATABASE = "field_api"
OWNER_ROLE = "field_owner"
APP_ROLE = "field_app"
_SUPERUSER = "postgres"
_BOOTSTRAP = Path(__file__).resolve().parents[2] / "deploy" / "bootstrap.sql"
_START_SECONDS = 120.0
_GOING_SECONDS = 15.0
_ACCESS_RULES = """\
local all postgres trust
local all all scram-sha-256
host  all all 127.0.0.1/32 scram-sha-256
"""
_SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "lz4",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A refused row would otherwise be printed into the log, with the person's data in it.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# A commit is still handed to the kernel before it is acknowledged, so that a killed server keeps it.
_NOT_DURABLE = {"fsync": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """A cluster in `directory`, with the database `field_api`, its extensions and its two roles.

    `with EmbeddedPostgres(directory) as postgres: postgres.url("field_app")` starts it and stops it.
    Without `durable` it may be ruined when the machine (not the process) dies: for tests only.
    """

    name = "PostgreSQL"

    def __init__(
        self,
        directory: Path,
        *,
        port: int = 0,
        durable: bool = True,
        passwords: Mapping[str, str] | None = None,
    ) -> None:
        self.directory = Path(directory).resolve()
        self._data = self.directory / "data"
        self._durable = durable
        self._passwords = dict(passwords or {role: secrets.token_urlsafe(24) for role in (OWNER_ROLE, APP_ROLE)})
        self.port = port
        self._socket: Path | None = None
        self._installation: Installation | None = None
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def url(self, role: str = APP_ROLE, database: str = DATABASE) -> str:
        """Return the address for one of the two roles, over TCP and with its password."""
        return f"postgresql://{role}:{quote(self._passwords[role], safe='')}@{LOOPBACK}:{self.port}/{database}"

    def admin_url(self, database: str = DATABASE) -> str:
        """Return the superuser's address, over the socket: for tests and for the operator only."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={self._socket_directory()}&port={self.port}"

    @property
    def pid(self) -> int:
        return self._running().pid

    def start(self) -> None:
        """Make the cluster if there is none, start it, wait for it, bring roles and extensions up to date."""
        self._installation = installation_for(self._data)
        self._prepare()
        try:
            self.spawn()
            self._wait_until_ready()
            self._bootstrap()
        except BaseException:
            self.stop()
            raise

    def spawn(self) -> None:
        """Start the server without waiting, on the port it had: what the supervisor does after a crash."""
        self._wait_for_a_previous_server()
        self._running().spawn()

    def exit_code(self) -> int | None:
        return self._running().exit_code()

    def stop(self) -> None:
        """End sessions, write everything out, stop, and remove the socket's directory."""
        if self._child is not None:
            self._child.stop()
        if self._socket is not None:
            shutil.rmtree(self._socket, ignore_errors=True)
            self._socket = None

    def create_database(self, name: str, *, template: str = DATABASE) -> None:
        """Copy a database nobody is connected to (0.4 s with PostGIS): one for each test that wants one."""
        statement = f'CREATE DATABASE "{name}" OWNER {OWNER_ROLE} TEMPLATE "{template}"'
        self._psql(["-d", "postgres", "-c", statement], doing="copy a database")

    def drop_database(self, name: str) -> None:
        """Drop a database and close whatever is still connected to it."""
        self._psql(
            ["-d", "postgres", "-c", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'],
            doing="drop a database",
        )

    def _prepare(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        self.port = free_ports(1, preferred=[self.port] if self.port else [])[0]
        # A socket path longer than 107 bytes is refused by the kernel, so it cannot lie in the project.
        self._socket = Path(tempfile.mkdtemp(prefix="field-pg-", dir="/tmp"))
        if as_root():
            owner = database_user()
            self._data.mkdir(exist_ok=True, mode=0o700)
            os.chown(self._data, owner.pw_uid, owner.pw_gid)
            os.chown(self._socket, owner.pw_uid, owner.pw_gid)
        if not (self._data / "PG_VERSION").exists():
            self._initialise()
        (self._data / "pg_hba.conf").write_text(_ACCESS_RULES, encoding="ascii")
        self._child = Child(
            name=self.name,
            argv=self._server_command(),
            log=self.directory / "postgresql.log",
            directory=Path("/"),
            environment=tool_environment(),
            stop_signal=signal.SIGINT,
            stop_seconds=60.0,
            privileges=privileges_for(self._data),
        )

    def _initialise(self) -> None:
        options = ["-D", str(self._data), "-U", _SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        options += ["--no-instructions", "--data-checksums", *([] if self._durable else ["--no-sync"])]
        command = [self._program("initdb"), *options]
        run_tool([setpriv(), *privileges_for(self._data), "--", *command], doing="make a database cluster")

    def _server_command(self) -> list[str]:
        settings = _SETTINGS | ({} if self._durable else _NOT_DURABLE)
        settings |= {
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": str(self._socket),
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [self._program("postgres"), "-D", str(self._data), *options]

    def _wait_for_a_previous_server(self) -> None:
        """Let the processes of a killed server leave, then remove the note they left about themselves.

        PostgreSQL itself refuses to start as long as a process holds the cluster, but also when an
        unrelated process has since been given the id in the stale note.
        """
        living = wait_until_gone(_processes_in(self._data), seconds=_GOING_SECONDS)
        if living:
            raise StackError(f"The database in {self._data} is already served by process {living[0]}.")
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        child = self._running()
        probe = [self._program("pg_isready"), "-q", "-h", str(self._socket), "-p", str(self.port)]
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if child.exit_code() is not None:
                raise StackError(f"PostgreSQL did not start: {child.last_words()}")
            if subprocess.run(probe, env=tool_environment(), check=False).returncode == 0:  # noqa: S603 - fixed command
                return
            time.sleep(0.05)
        raise StackError(f"PostgreSQL was not ready after {_START_SECONDS:.0f} s; see {child.log}.")

    def _bootstrap(self) -> None:
        variables = {"OWNER_PASSWORD": self._passwords[OWNER_ROLE], "APP_PASSWORD": self._passwords[APP_ROLE]}
        self._psql(["-d", "postgres", "-f", str(_BOOTSTRAP)], doing="prepare the database", variables=variables)

    def _psql(self, options: list[str], *, doing: str, variables: Mapping[str, str] | None = None) -> None:
        connection = ["-h", str(self._socket_directory()), "-p", str(self.port), "-U", _SUPERUSER]
        command = [self._program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", *connection, *options]
        run_tool(command, doing=doing, variables=variables)

    def _program(self, name: str) -> str:
        if self._installation is None:
            raise StackError("PostgreSQL was not started.")
        return self._installation.program(name)

    def _socket_directory(self) -> Path:
        if self._socket is None:
            raise StackError("PostgreSQL does not run.")
        return self._socket

    def _running(self) -> Child:
        if self._child is None:
            raise StackError("PostgreSQL was not started.")
        return self._child


def _processes_in(data: Path) -> list[int]:
    """Find the processes whose working directory is the cluster: a server and its sessions."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == data:
                found.append(int(process.name))
        except OSError:
            continue
    return sorted(found)

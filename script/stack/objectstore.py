"""A private S3 server (SeaweedFS, from PyPI), run as our own child.

All of its dozen ports listen on the loopback address only, its inner ports answer to nobody without a token
made at each start, it reports nothing to anybody, and the one S3 identity may use one bucket. What is left
open: its gRPC ports trust every process of this machine, so a machine that is shared with strangers is no
place for it (docs/operations.md names the alternatives).
"""

import contextlib
import io
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import urllib3
from minio import Minio
from minio.error import MinioException

from script.stack.child import Child
from script.stack.failures import StackError
from script.stack.ports import LOOPBACK, free_ports

BUCKET = "field-api"
_START_SECONDS = 60.0
_PROBE = "ready"
# Every port is named, or the server would take its well-known one beside those given.
_PORTS = ("master", "volume", "filer", "admin", "s3")
_TOKEN_KEYS = ("SIGNING", "SIGNING_READ", "FILER_SIGNING", "FILER_SIGNING_READ")
_OPTIONS = (
    f"-ip={LOOPBACK}",
    f"-ip.bind={LOOPBACK}",
    f"-bucket={BUCKET}",
    "-master.telemetry=false",
    "-admin.ui=false",
    "-webdav=false",
    "-filer.exposeDirectoryData=false",
    "-filer.disableDirListing=true",
    "-s3.iam=false",
    "-s3.autoCreateBucket=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
)


class EmbeddedStore:
    """An S3 server that keeps its objects in `directory`, with one bucket.

    `with EmbeddedStore(directory) as store: store.url` starts it and stops it. The credentials are an access
    key and a secret; without them new ones are made at each start. Without `durable` an object may be lost
    when the machine (not the process) dies within seconds of its PUT: for tests only.
    """

    name = "object store"

    def __init__(self, directory: Path, *, durable: bool = True, credentials: tuple[str, str] | None = None) -> None:
        self.directory = Path(directory).resolve()
        self._durable = durable
        self._access_key, self._secret_key = credentials or (secrets.token_hex(8), secrets.token_hex(24))
        self._ports: dict[str, int] = {}
        self._sockets: Path | None = None
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def port(self) -> int:
        """The port of the S3 interface."""
        return self._ports["s3.port"]

    @property
    def url(self) -> str:
        """The bucket's address with its credentials, as OBJECT_STORE_URL takes it."""
        return f"http://{self._access_key}:{self._secret_key}@{LOOPBACK}:{self.port}/{BUCKET}"

    @property
    def pid(self) -> int:
        return self._running().pid

    def start(self) -> None:
        """Start the server and wait until it has taken an object."""
        self._prepare()
        try:
            self.spawn()
            self._wait_until_ready()
            if self._durable:
                self._sync_every_object()
        except BaseException:
            self.stop()
            raise

    def spawn(self) -> None:
        """Start the server without waiting, on the ports it had: what the supervisor does after a crash."""
        self._running().spawn()

    def exit_code(self) -> int | None:
        return self._running().exit_code()

    def stop(self) -> None:
        """Let requests in flight end, write everything out, stop, and remove the sockets' directory."""
        if self._child is not None:
            self._child.stop()
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None

    def _prepare(self) -> None:
        (self.directory / "data").mkdir(parents=True, exist_ok=True, mode=0o700)
        self._ports = _remembered_ports(self.directory / "ports.json")
        self._sockets = Path(tempfile.mkdtemp(prefix="field-s3-", dir="/tmp"))
        identities = self.directory / "identities.json"
        identities.touch(mode=0o600)
        identities.write_text(json.dumps(self._identities()), encoding="utf-8")
        self._child = Child(
            name=self.name,
            argv=self._server_command(identities, self._sockets),
            log=self.directory / "seaweedfs.log",
            directory=self.directory,
            environment=_environment(self.directory),
        )

    def _identities(self) -> Mapping[str, object]:
        credentials = {"accessKey": self._access_key, "secretKey": self._secret_key}
        actions = [f"{action}:{BUCKET}" for action in ("Read", "Write", "List", "Tagging")]
        return {"identities": [{"name": "field-api", "credentials": [credentials], "actions": actions}]}

    def _server_command(self, identities: Path, sockets: Path) -> list[str]:
        return [
            _program(),
            "-logtostderr=true",
            "mini",
            f"-dir={self.directory / 'data'}",
            *_OPTIONS,
            *(f"-{name}={port}" for name, port in self._ports.items()),
            f"-s3.config={identities}",
            f"-s3.localSocket={sockets / 's3'}",
            f"-filer.localSocket={sockets / 'filer'}",
        ]

    def _wait_until_ready(self) -> None:
        """Wait for a successful PUT: after a crash the server answers seconds before it can write."""
        child = self._running()
        deadline = time.monotonic() + _START_SECONDS
        with contextlib.closing(_OneTryPool()) as connections:
            client = Minio(
                f"{LOOPBACK}:{self.port}",
                access_key=self._access_key,
                secret_key=self._secret_key,
                secure=False,
                region="us-east-1",
                http_client=connections,
            )
            while time.monotonic() < deadline:
                if child.exit_code() is not None:
                    raise StackError(f"The object store did not start: {child.last_words()}")
                with contextlib.suppress(MinioException, urllib3.exceptions.HTTPError):
                    client.put_object(BUCKET, _PROBE, io.BytesIO(b"ready"), length=5)
                    return
                time.sleep(0.1)
        raise StackError(f"The object store took no object in {_START_SECONDS:.0f} s; see {child.log}.")

    def _sync_every_object(self) -> None:
        """Have the contents of every object on the disk before its PUT is acknowledged (about 0.4 s).

        The server keeps this rule itself, so that it also holds after a restart by the supervisor.
        """
        master, filer = (
            f"{LOOPBACK}:{self._ports[f'{part}.port']}.{self._ports[f'{part}.port.grpc']}"
            for part in ("master", "filer")
        )
        done = subprocess.run(  # noqa: S603 - the command is built from constants of this module
            [_program(), "shell", f"-master={master}", f"-filer={filer}"],
            input=f"fs.configure -locationPrefix=/buckets/{BUCKET}/ -fsync -apply\nexit\n",
            cwd=self.directory,
            env=_environment(self.directory),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0 or '"fsync":  true' not in done.stdout:
            raise StackError(f"Could not make the object store durable: {done.stderr.strip()[-300:]}")

    def _running(self) -> Child:
        if self._child is None:
            raise StackError("The object store was not started.")
        return self._child


class _OneTryPool(urllib3.PoolManager):
    """Connections for the probe: it asks again by itself, and counts time by itself."""

    def __init__(self) -> None:
        super().__init__(retries=False, timeout=urllib3.Timeout(2.0))

    def close(self) -> None:
        self.clear()


def _remembered_ports(note: Path) -> dict[str, int]:
    """Return the ports of the last start when they are still free: the server knows itself by them."""
    names = [f"{name}.port{kind}" for name in _PORTS for kind in ("", ".grpc")]
    try:
        preferred = list(json.loads(note.read_text(encoding="ascii")).values())
    except (OSError, ValueError):
        preferred = []
    ports = dict(zip(names, free_ports(len(names), preferred=preferred), strict=True))
    note.write_text(json.dumps(ports), encoding="ascii")
    return ports


def _program() -> str:
    beside_python = Path(sys.executable).parent / "weed"
    found = str(beside_python) if beside_python.exists() else shutil.which("weed")
    if found is None:
        raise StackError("The S3 server is missing: run script/run, which installs requirements.lock.")
    return found


def _environment(directory: Path) -> dict[str, str]:
    # The keys of its inner tokens need not outlive a start; here they also leave no trace on the disk.
    tokens = {f"WEED_JWT_{name}_KEY": secrets.token_hex(32) for name in _TOKEN_KEYS}
    # Measured with 300 KB objects: the default collects garbage so often that a PUT costs 8 ms of CPU, a
    # memory limit of 200 MiB alone makes it 21 ms; these two make it 6 ms at a peak of 210 MB.
    memory = {"GOGC": "400", "GOMEMLIMIT": "400MiB"}
    return {"PATH": os.defpath, "HOME": str(directory), **memory, **tokens}

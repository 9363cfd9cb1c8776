"""The private S3 server, really started: what it keeps over a kill, and whom it refuses."""

import io
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from script.stack.objectstore import BUCKET, EmbeddedStore

PHOTO = b"\xff\xd8 a photo of 300 kilobytes".ljust(300_000, b"\x00")


def client_of(store: EmbeddedStore, *, secret: str = "") -> Minio:
    address = urlsplit(store.url)
    return Minio(
        f"{address.hostname}:{address.port}",
        access_key=address.username,
        secret_key=secret or address.password,
        secure=False,
        region="us-east-1",
        http_client=urllib3.PoolManager(retries=False, timeout=5),
    )


def put(client: Minio, name: str) -> None:
    client.put_object(BUCKET, name, io.BytesIO(PHOTO), length=len(PHOTO))


def read(client: Minio, name: str) -> bytes:
    answer = client.get_object(BUCKET, name)
    try:
        return answer.read()
    finally:
        answer.close()
        answer.release_conn()


def put_when_ready(client: Minio, name: str) -> None:
    deadline = time.monotonic() + 40
    while True:
        try:
            put(client, name)
        except (MinioException, urllib3.exceptions.HTTPError):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


def test_every_acknowledged_object_is_there_after_a_kill(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path) as store:
        client = client_of(store)
        names = [f"photos/{number}" for number in range(30)]
        for name in names:
            put(client, name)
        killed = store.pid
        os.kill(killed, signal.SIGKILL)
        while store.exit_code() is None:
            time.sleep(0.01)

        store.spawn()
        put_when_ready(client, "photos/after")

        assert store.pid != killed
        assert all(read(client, name) == PHOTO for name in [*names, "photos/after"])


def test_its_objects_survive_a_restart_on_other_ports(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path, durable=False) as store:
        first_port = store.port
        put(client_of(store), "photos/kept")

    with socket.create_server(("127.0.0.1", first_port)), EmbeddedStore(tmp_path, durable=False) as store:
        assert store.port != first_port
        assert read(client_of(store), "photos/kept") == PHOTO


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("store"), durable=False) as running:
        put(client_of(running), "photos/secret")
        yield running


class TestWhomItRefuses:
    def test_a_wrong_secret(self, store: EmbeddedStore) -> None:
        with pytest.raises(S3Error, match="SignatureDoesNotMatch"):
            put(client_of(store, secret="wrong"), "photos/other")

    def test_another_bucket(self, store: EmbeddedStore) -> None:
        with pytest.raises(S3Error, match="AccessDenied"):
            client_of(store).make_bucket("other")

    def test_anybody_without_credentials_on_every_port(self, store: EmbeddedStore) -> None:
        ports = json.loads((store.directory / "ports.json").read_text(encoding="ascii"))
        anonymous = urllib3.PoolManager(retries=False, timeout=5)
        for path in (f"/{BUCKET}/photos/secret", f"/buckets/{BUCKET}/photos/secret"):
            for name in ("s3.port", "filer.port", "volume.port", "admin.port"):
                for method in ("GET", "PUT", "DELETE"):
                    answer = anonymous.request(method, f"http://127.0.0.1:{ports[name]}{path}", body=b"")
                    assert answer.status in {400, 401, 403, 404, 405}, (name, method, path)
        assert read(client_of(store), "photos/secret") == PHOTO

    def test_other_machines(self, store: EmbeddedStore) -> None:
        listening = [
            line.split()[1]
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/{store.pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]
            if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in sockets_of(store.pid)
        ]

        assert len(listening) >= 10
        assert {address.split(":")[0] for address in listening} == {"0100007F"}


def sockets_of(pid: int) -> set[str]:
    return {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}

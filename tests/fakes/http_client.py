"""People who use the product over HTTP: a desk that expects its answers, and a phone that never gives up."""

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import urllib3

from field_api.clock import new_id

PIECE_TYPE = "application/offset+octet-stream"
PAUSE_SECONDS = 0.1
PATIENCE_SECONDS = 60.0
# What a phone takes for trouble on the way, and tries again.
PASSING = frozenset({408, 413, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of one answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Somebody with a login. `get`, `post` ... return the answer and fail when the status is not the expected one."""

    def __init__(self, pool: urllib3.PoolManager, address: str, token: str | None = None) -> None:
        self._pool, self.address, self._token = pool, address, token
        self.user_id: UUID | None = None

    @classmethod
    def log_in(cls, pool: urllib3.PoolManager, address: str, username: str, password: str) -> "Client":
        opened = cls(pool, address).post("/v1/sessions", {"username": username, "password": password}).json()
        client = cls(pool, address, opened["token"])
        client.user_id = UUID(opened["user_id"])
        return client

    @classmethod
    def through(cls, client: "Client", address: str) -> "Client":
        """The same login by another way."""
        return cls(client._pool, address, client._token)

    def request(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **options: Any) -> Answer:
        """One try; raises urllib3's `HTTPError` when the connection fails."""
        sent = dict(headers or {}) | ({"Authorization": f"Bearer {self._token}"} if self._token else {})
        answer = self._pool.request(method, self.address + path, headers=sent, **options)
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.data)

    def expect(self, method: str, path: str, status: int, **options: Any) -> Answer:
        answer = self.request(method, path, **options)
        assert answer.status == status, f"{method} {path}: {answer.status} {answer.body[:600]!r}"
        return answer

    def get(self, path: str, status: int = 200) -> Answer:
        return self.expect("GET", path, status)

    def post(self, path: str, body: Any = None, status: int = 201, match: str | None = None) -> Answer:
        headers = {"If-Match": match} if match else {}
        return self.expect("POST", path, status, headers=headers, json=body if body is not None else {})

    def put(self, path: str, body: Any, status: int = 201) -> Answer:
        return self.expect("PUT", path, status, json=body)

    def form(self, path: str, fields: Mapping[str, Any], status: int, match: str | None = None) -> Answer:
        """Send a form with files: a file is a pair of name and bytes."""
        headers = {"If-Match": match} if match else {}
        return self.expect("POST", path, status, headers=headers, fields=dict(fields))

    def patch_piece(self, sha256: str, offset: int, content: bytes) -> Answer:
        headers = {"Content-Type": PIECE_TYPE, "Upload-Offset": str(offset)}
        return self.request("PATCH", f"/v1/photos/{sha256}", headers=headers, body=content)


class Phone:
    """A phone with photos in its memory: it sends until the receipt says that all is there, and then says so."""

    def __init__(self, client: Client, *, piece_bytes: int = 64 * 1024) -> None:
        self._client, self._piece_bytes = client, piece_bytes

    def deliver(self, path: str, payload: Mapping[str, Any], photos: Mapping[str, bytes]) -> dict[str, Any]:
        """Put `payload` under `path` and send what is missing; the receipt, once it is complete."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            receipt = self._try("PUT", path, json=payload)
            if receipt is not None and receipt.status in {200, 201}:
                told: dict[str, Any] = receipt.json()
                if told["complete"]:
                    return told
                for missing in told["missing"]:
                    self._send(missing["sha256"], photos[missing["sha256"]])
            else:
                assert receipt is None or receipt.status in PASSING, (receipt.status, receipt.body[:600])
                time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"not delivered within {PATIENCE_SECONDS:.0f} s: {path}")

    def _send(self, sha256: str, content: bytes) -> None:
        """Ask where to go on, and send pieces until something goes wrong."""
        asked = self._try("HEAD", f"/v1/photos/{sha256}")
        offset = int(asked.headers["upload-offset"]) if asked is not None and asked.status == 200 else None
        while offset is not None and offset < len(content):
            try:
                answer = self._client.patch_piece(sha256, offset, content[offset : offset + self._piece_bytes])
            except urllib3.exceptions.HTTPError:
                return
            offset = int(answer.headers["upload-offset"]) if answer.status == 204 else None

    def _try(self, method: str, path: str, **options: Any) -> Answer | None:
        try:
            return self._client.request(method, path, **options)
        except urllib3.exceptions.HTTPError:
            time.sleep(PAUSE_SECONDS)
            return None


def manifest_entry(content: bytes, kind: str, **more: Any) -> dict[str, Any]:
    """How a manifest declares a photo."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "kind": kind} | more


def fresh_id() -> str:
    """A UUIDv7, as whoever creates a fact makes it."""
    return str(new_id())

"""The product as it is seen from outside: one address, one login, answers that are expected or say what went wrong."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

import urllib3

from field_api.errors import Conflict, Forbidden, Unavailable

_SHOWN_BYTES = 600
PAGE = 200


class NotForSimulation(Forbidden):
    """The product serves real people, or does not say that it does not; nothing was sent."""

    code = "not_for_simulation"


class ProductRefused(Conflict):
    """The product answered something else than the simulation can go on with."""

    code = "product_refused"


class ProductSilent(Unavailable):
    """The product cannot be reached."""

    code = "product_silent"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@contextmanager
def connections() -> Iterator[urllib3.PoolManager]:
    """Connections that are closed at the end, one try each: whoever asks decides what a failure means."""
    pool = urllib3.PoolManager(maxsize=4, retries=False, timeout=urllib3.Timeout(connect=5, read=120))
    try:
        yield pool
    finally:
        pool.clear()


class Client:
    """Somebody with a login, or without one."""

    def __init__(self, pool: urllib3.PoolManager, address: str, token: str | None = None) -> None:
        self._pool, self._address, self._token = pool, address.rstrip("/"), token

    def log_in(self, username: str, password: str, *, device_id: UUID | None = None) -> "Client":
        """The same product as seen by this user. Raises ProductRefused."""
        asked = {"username": username, "password": password} | ({"device_id": str(device_id)} if device_id else {})
        opened = self.ask("POST", "/v1/sessions", {201}, json=asked).json()
        return Client(self._pool, self._address, opened["token"])

    def request(self, method: str, path: str, **options: Any) -> Answer:
        """One try; raises urllib3's `HTTPError` when the connection fails."""
        headers = dict(options.pop("headers", {}))
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        answer = self._pool.request(method, self._address + path, headers=headers, **options)
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.data)

    def ask(self, method: str, path: str, expected: set[int], **options: Any) -> Answer:
        """The answer, when its status is expected. Raises ProductRefused, ProductSilent."""
        try:
            answer = self.request(method, path, **options)
        except urllib3.exceptions.HTTPError as error:
            raise ProductSilent(f"{self._address} does not answer. Is it up?") from error
        if answer.status not in expected:
            said = answer.body[:_SHOWN_BYTES].decode("utf-8", "replace")
            raise ProductRefused(f"{method} {path} was answered with {answer.status}: {said}")
        return answer

    def get(self, path: str) -> Any:
        return self.ask("GET", path, {200}).json()

    def post(
        self, path: str, body: Any, *, etag: str | None = None, expected: frozenset[int] = frozenset({200, 201})
    ) -> Answer:
        headers = {"If-Match": etag} if etag else {}
        return self.ask("POST", path, set(expected), json=body, headers=headers)

    def form(self, path: str, fields: Mapping[str, Any], *, etag: str | None = None) -> Answer:
        """Send a form; a file is a tuple of name and content, with its type where that matters."""
        headers = {"If-Match": etag} if etag else {}
        return self.ask("POST", path, {200, 202}, fields=dict(fields), headers=headers)

    def pages(self, path: str) -> Iterator[Any]:
        """The items of all pages; `path` ends where a query parameter may follow."""
        following = ""
        while following is not None:
            page = self.get(f"{path}limit={PAGE}" + (f"&cursor={quote(following)}" if following else ""))
            yield from page["items"]
            following = page["next"]


def refuse_real_product(product: Client) -> None:
    """Raise `NotForSimulation` unless the product says that it is a demo or a test: people are made up here."""
    environment = product.ask("GET", "/readyz", {200, 503}).json().get("environment")
    if environment not in {"demo", "test"}:
        raise NotForSimulation(
            f"This product says that it is {environment or 'of a version that does not say what it is'}. A simulation"
            " makes people up, so it runs only against one that was started with FIELD_API_ENV=demo or test."
        )

"""Phones: each with a key of its own, sending visits over networks that repeat and cut, until all has arrived."""

import hashlib
import time
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import urllib3

from field_api.clock import new_id
from field_api.demo.signing_phone import SigningPhone
from field_api.simulation.pictures import PlannedPhoto, develop
from field_api.simulation.product import Answer, Client, ProductRefused
from field_api.simulation.visits import Network, PlannedVisit, payload_of, sample_of

_PIECE = {"Content-Type": "application/offset+octet-stream"}
_PASSING = frozenset({408, 413, 429, 500, 502, 503, 504})
_TRIES, _PAUSE_SECONDS = 20, 0.5


class Phone(SigningPhone):
    """A phone of one simulated user."""

    def __init__(self) -> None:
        super().__init__(new_id())

    def declare(self, photo: PlannedPhoto, content: bytes) -> dict[str, Any]:
        """How the manifest names a photo: hash, size, the fix at the shutter, and the signed envelope."""
        fix = photo.samples[-1]
        samples = [sample_of(each) for each in photo.samples]
        stated = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "kind": photo.scene.kind,
            "taken_at": photo.taken_at.isoformat(),
        }
        envelope = self.signed({"v": 1, **stated, "samples": samples, "position": samples[-1]})
        return stated | sample_of(fix, at=False) | {"size": len(content), "envelope": envelope}


class Sender:
    """Sends for one user: returns when the receipt says that all is there."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def send(self, visit: PlannedVisit, phone: Phone) -> None:
        """Send a visit whose photos `phone` signs. Raises ProductRefused."""
        contents = [develop(photo) for photo in visit.photos]
        manifest = [phone.declare(photo, content) for photo, content in zip(visit.photos, contents, strict=True)]
        by_hash = {entry["sha256"]: content for entry, content in zip(manifest, contents, strict=True)}
        path, payload = f"/v1/visits/{visit.visit_id}", payload_of(visit, manifest)
        self.deliver(visit.visit_id, path, payload, by_hash, visit.network)

    def deliver(
        self,
        bundle_id: UUID,
        path: str,
        payload: Mapping[str, Any],
        by_hash: Mapping[str, bytes],
        network: Network = Network.GOOD,
    ) -> None:
        """Put a payload and send the photos of its manifest until none is missing. Raises ProductRefused."""
        receipt = self._put(path, payload)
        if network is Network.CUT and receipt["missing"]:
            self._send_broken(receipt["missing"][0]["sha256"], by_hash)
        elif receipt["missing"]:
            self._send_whole(bundle_id, receipt, by_hash)
        tries = 0
        while not (receipt := self._put(path, payload))["complete"]:
            tries += 1
            if tries > _TRIES:
                raise ProductRefused(f"The photos of {bundle_id} were sent {_TRIES} times and still are missing.")
            for missing in receipt["missing"]:
                self._send_rest(missing["sha256"], by_hash[missing["sha256"]])
        if network is Network.REPEATED:
            self._put(path, payload)

    def _put(self, path: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        receipt: dict[str, Any] = self._patiently("PUT", path, {200, 201}, json=payload).json()
        return receipt

    def _send_whole(self, visit_id: UUID, receipt: Mapping[str, Any], by_hash: Mapping[str, bytes]) -> None:
        """All missing photos in one body."""
        missing = [each["sha256"] for each in receipt["missing"]]
        parts = ", ".join(f"{sha256};offset=0" for sha256 in missing)
        headers = {"Photo-Parts": parts, "Content-Type": "application/octet-stream"}
        body = b"".join(by_hash[sha256] for sha256 in missing)
        self._patiently("POST", f"/v1/bundles/{visit_id}/photos", {200, 409}, headers=headers, body=body)

    def _send_broken(self, sha256: str, by_hash: Mapping[str, bytes]) -> None:
        """Lose the network in the middle of a photo."""
        content = by_hash[sha256]
        headers = _PIECE | {"Upload-Offset": "0", "Content-Length": str(len(content))}
        try:
            self._client.request("PATCH", f"/v1/photos/{sha256}", headers=headers, body=_breaking(content))
        except (urllib3.exceptions.HTTPError, ConnectionError):
            time.sleep(_PAUSE_SECONDS)

    def _send_rest(self, sha256: str, content: bytes) -> None:
        """Ask where to go on, and go on there."""
        offset = int(self._patiently("HEAD", f"/v1/photos/{sha256}", {200}).headers["upload-offset"])
        headers = _PIECE | {"Upload-Offset": str(offset)}
        self._patiently("PATCH", f"/v1/photos/{sha256}", {204, 409}, headers=headers, body=content[offset:])

    def _patiently(self, method: str, path: str, expected: set[int], **options: Any) -> Answer:
        """Try again while the trouble is on the way, as a phone does."""
        for _ in range(_TRIES):
            try:
                answer = self._client.request(method, path, **options)
            except urllib3.exceptions.HTTPError:
                time.sleep(_PAUSE_SECONDS)
                continue
            if answer.status in expected:
                return answer
            if answer.status not in _PASSING:
                raise ProductRefused(f"{method} {path} was answered with {answer.status}: {answer.body[:600]!r}")
            time.sleep(_PAUSE_SECONDS)
        raise ProductRefused(f"{method} {path} found no way through after {_TRIES} tries.")


def _breaking(content: bytes) -> Iterator[bytes]:
    """Half of the bytes, and then no connection any more."""
    yield content[: len(content) // 2]
    raise ConnectionResetError("the simulated network went away")

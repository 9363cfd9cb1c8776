"""The object store: bytes under a key in one S3 bucket, written and read in plain S3 calls.

Any S3 server serves. Every write states the MD5 of its body and compares the ETag of the answer, because servers
were seen to accept a body that differs from what was signed.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import urllib3
from minio import Minio
from minio.datatypes import Object
from minio.error import MinioException, S3Error

from field_api.config import ObjectStoreAddress
from field_api.errors import Unavailable

CHUNK_BYTES = 1 << 20


class StoreUnavailable(Unavailable):
    """The object store did not answer, or answered nonsense; nothing was recorded."""

    code = "object_store_unavailable"


class ObjectMissing(Exception):
    """There is no object under this key."""


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as the store lists it; `size` in bytes."""

    key: str
    size: int


class ObjectStore(Protocol):
    """What the services need of a store."""

    def put(self, key: str, content: bytes, *, content_type: str) -> None: ...
    def put_stream(self, key: str, source: BinaryIO, size: int, *, content_type: str) -> None: ...
    def get(self, key: str) -> bytes: ...
    def stream(self, key: str) -> Iterator[bytes]: ...
    def objects(self, prefix: str) -> Iterator[StoredObject]: ...
    def folders(self) -> Iterator[str]: ...
    def delete(self, key: str) -> None: ...
    def check(self) -> None: ...


class S3Store:
    """An `ObjectStore` over the minio client; safe to share between threads.

    `patience` is how often a call that met a broken connection is made again before it gives up.
    """

    def __init__(self, address: ObjectStoreAddress, *, connections: int = 32, patience: int = 3) -> None:
        self._bucket = address.bucket
        self._client = Minio(
            address.endpoint,
            access_key=address.access_key,
            secret_key=address.secret_key,
            secure=address.secure,
            region="us-east-1",  # Stated, so that the client does not ask the server for it.
            http_client=urllib3.PoolManager(
                maxsize=connections,
                timeout=urllib3.Timeout(connect=5, read=60),
                retries=urllib3.Retry(total=patience, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
            ),
        )

    def ensure_bucket(self) -> None:
        """Make the bucket when it is missing; for set-up, not for requests."""
        if not self._client.bucket_exists(self._bucket):
            self._client.make_bucket(self._bucket)

    def put(self, key: str, content: bytes, *, content_type: str) -> None:
        """Store `content` whole under `key`; putting the same again changes nothing."""
        try:
            answer = self._client.put_object(
                self._bucket, key, io.BytesIO(content), len(content), content_type=content_type
            )
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreUnavailable("The photo store does not answer. Send this again in a minute.") from error
        expected = hashlib.md5(content, usedforsecurity=False).hexdigest()
        if answer.etag is None or answer.etag.strip('"') != expected:
            raise StoreUnavailable("The photo store kept other bytes than it was given. Send this again.")

    def get(self, key: str) -> bytes:
        """The whole object; `ObjectMissing` when there is none."""
        return b"".join(self.stream(key))

    def stream(self, key: str) -> Iterator[bytes]:
        """The object piece by piece, for what does not fit into memory; the whole of it, or an error."""
        try:
            response = self._client.get_object(self._bucket, key)
        except S3Error as error:
            if error.code == "NoSuchKey":
                raise ObjectMissing(key) from error
            raise StoreUnavailable("The photo store refused to read an object.") from error
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreUnavailable("The photo store does not answer.") from error
        try:
            yield from response.stream(CHUNK_BYTES)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            # The client calls again only until an answer has begun; what breaks later is left to the caller.
            raise StoreUnavailable("The photo store broke off in the middle of an object.") from error
        finally:
            response.close()
            response.release_conn()

    def objects(self, prefix: str) -> Iterator[StoredObject]:
        """Every object whose key begins so, in the order of the bytes of their keys."""
        for found in self._listed(prefix, recursive=True):
            yield StoredObject(found.object_name or "", found.size or 0)

    def folders(self) -> Iterator[str]:
        """What stands before the first slash of any key, with the slash; a key without one as it is."""
        for found in self._listed("", recursive=False):
            yield found.object_name or ""

    def _listed(self, prefix: str, *, recursive: bool) -> Iterator[Object]:
        try:
            yield from self._client.list_objects(self._bucket, prefix, recursive=recursive)
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreUnavailable("The photo store does not list its objects.") from error

    def put_stream(self, key: str, source: BinaryIO, size: int, *, content_type: str) -> None:
        """Store a file that is too big for memory; `size` in bytes."""
        try:
            self._client.put_object(self._bucket, key, source, size, content_type=content_type)
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreUnavailable("The object store does not answer. Send this again in a minute.") from error

    def delete(self, key: str) -> None:
        """Remove an object; to remove what is not there is no error."""
        try:
            self._client.remove_object(self._bucket, key)
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreUnavailable("The photo store does not answer.") from error

    def check(self) -> None:
        """Raise `StoreUnavailable` unless the bucket can be reached."""
        try:
            found = self._client.bucket_exists(self._bucket)
        except (MinioException, urllib3.exceptions.HTTPError, OSError) as error:
            raise StoreUnavailable("The photo store does not answer.") from error
        if not found:
            raise StoreUnavailable("The bucket is missing.")

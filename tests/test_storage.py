import hashlib
import io
from pathlib import Path

import pytest

from field_api.config import ObjectStoreAddress
from field_api.storage import ObjectMissing, S3Store, StoreUnavailable
from script.stack.objectstore import EmbeddedStore
from script.stack.ports import free_ports
from tests.fakes.fault_proxy import Fault, FaultProxy


def key(name: str) -> str:
    return f"test/{hashlib.sha256(name.encode()).hexdigest()}"


def test_what_is_put_is_got(store: S3Store) -> None:
    store.put(key("one"), b"content", content_type="text/plain")

    assert store.get(key("one")) == b"content"
    assert b"".join(store.stream(key("one"))) == b"content"


def test_a_file_too_big_for_memory_is_streamed_in(store: S3Store) -> None:
    content = bytes(range(256)) * 30_000

    store.put_stream(key("stream"), io.BytesIO(content), len(content), content_type="text/csv")

    assert hashlib.sha256(store.get(key("stream"))).digest() == hashlib.sha256(content).digest()


def test_what_is_not_there_is_missing_and_removing_it_is_no_error(store: S3Store) -> None:
    store.delete(key("never"))

    with pytest.raises(ObjectMissing):
        store.get(key("never"))


def test_a_store_that_does_not_answer_is_unavailable_and_says_so(tmp_path: Path) -> None:
    nobody = S3Store(ObjectStoreAddress.parse(f"http://key:secret@127.0.0.1:{free_ports(1)[0]}/bucket"), patience=0)

    with pytest.raises(StoreUnavailable):
        nobody.put(key("x"), b"x", content_type="text/plain")
    with pytest.raises(StoreUnavailable):
        nobody.check()


@pytest.mark.parametrize("after_bytes", [1_000, 1_000_000])
def test_a_connection_that_breaks_within_an_object_is_unavailable(
    store: S3Store, s3_server: EmbeddedStore, after_bytes: int
) -> None:
    store.put(key("broken"), bytes(3 << 20), content_type="text/plain")
    with FaultProxy(s3_server.port) as line:
        line.plan(Fault(after_answer_bytes=after_bytes))
        there = s3_server.url.replace(f"127.0.0.1:{s3_server.port}", line.address.removeprefix("http://"))
        far = S3Store(ObjectStoreAddress.parse(there))

        with pytest.raises(StoreUnavailable):
            far.get(key("broken"))
        assert far.get(key("broken")) == bytes(3 << 20)


def test_wrong_keys_are_told_as_unavailable_and_never_as_missing(s3_server: EmbeddedStore) -> None:
    stranger = S3Store(ObjectStoreAddress.parse(f"http://wrong:keys@127.0.0.1:{s3_server.port}/field-api"), patience=0)

    with pytest.raises(StoreUnavailable):
        stranger.get(key("one"))


def test_objects_are_listed_in_the_order_of_their_keys_with_their_sizes(store: S3Store) -> None:
    for number in (3, 1, 2):
        store.put(f"listed/{number % 2}/{number}", b"x" * number, content_type="text/plain")

    assert [(each.key, each.size) for each in store.objects("listed/")] == [
        ("listed/0/2", 2),
        ("listed/1/1", 1),
        ("listed/1/3", 3),
    ]
    assert "listed/" in set(store.folders())

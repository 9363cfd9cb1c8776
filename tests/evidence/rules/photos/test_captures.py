import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.evidence.rules.photos.captures import CaptureDeclaration, PhotoTooLong, photos_behind

CONTENTS = st.lists(st.binary(min_size=1, max_size=40), max_size=6, unique=True)


def declared(content: bytes) -> CaptureDeclaration:
    return CaptureDeclaration(hashlib.sha256(content).hexdigest(), len(content), "other")


@given(CONTENTS, st.integers(0, 300))
def test_wherever_a_body_ends_it_brings_the_photos_before_and_the_last_one_in_part(
    contents: list[bytes], arrived: int
) -> None:
    captures = [declared(content) for content in contents]
    body = b"".join(contents)[:arrived]

    brought = photos_behind(captures, memoryview(body))

    assert b"".join(brought.values()) == body
    assert list(brought) == [capture.sha256 for capture in captures][: len(brought)]
    assert all(part == content for part, content in list(zip(brought.values(), contents, strict=False))[:-1])


@given(CONTENTS, st.binary(min_size=1, max_size=5))
def test_a_body_that_goes_on_behind_the_last_photo_is_too_long(contents: list[bytes], more: bytes) -> None:
    with pytest.raises(PhotoTooLong):
        photos_behind([declared(content) for content in contents], memoryview(b"".join(contents) + more))

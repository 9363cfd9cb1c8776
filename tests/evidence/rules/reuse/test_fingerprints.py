import pytest

from field_api.evidence.rules.reuse.fingerprints import is_rare


@pytest.mark.parametrize(
    ("others", "rare"),
    [
        ({}, False),
        ({"camera": 29}, False),
        ({"camera": 30}, True),
        ({"camera": 98, "editor": 2}, True),
        ({"camera": 97, "editor": 3}, False),
        ({"camera": 15, "flash": 15}, True),
        ({"editor": 30}, False),
    ],
)
def test_rare_is_what_this_phone_hardly_ever_sends(others: dict[str, int], *, rare: bool) -> None:
    assert is_rare("editor", others) is rare


def test_a_photo_without_fingerprint_is_not_rare() -> None:
    assert is_rare(None, {"camera": 100}) is False

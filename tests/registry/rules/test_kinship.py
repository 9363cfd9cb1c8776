import pytest

from field_api.registry.rules.kinship import (
    Relationship,
    UnknownRelationship,
    UnknownSex,
    parse_relationship,
    parse_sex,
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("KEPALA KELUARGA", Relationship.HEAD),
        ("istri", Relationship.SPOUSE),
        ("Anak  Kandung", Relationship.CHILD),
        ("orang_tua", Relationship.PARENT),
        ("child_in_law", Relationship.CHILD_IN_LAW),
    ],
)
def test_the_words_of_the_family_card_are_known(text: str, meant: Relationship) -> None:
    assert parse_relationship(text) is meant


def test_an_unknown_word_is_not_guessed() -> None:
    with pytest.raises(UnknownRelationship):
        parse_relationship("tetangga")


@pytest.mark.parametrize(
    ("text", "meant"), [("L", "M"), ("p", "F"), ("Laki-laki", "M"), ("PEREMPUAN", "F"), ("F", "F")]
)
def test_p_means_perempuan(text: str, meant: str) -> None:
    assert parse_sex(text) == meant


def test_a_digit_is_no_sex() -> None:
    with pytest.raises(UnknownSex):
        parse_sex("1")

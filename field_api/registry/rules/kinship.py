"""How a member stands to the head of the family, which sex, why one left: closed lists for many spellings.

The Indonesian words are those of the family card (SHDK, status hubungan dalam keluarga) and their usual short forms.
Refuses to guess: an unknown word is an error of the row, for a wrong relationship decides who is asked at the door.
"""

from enum import StrEnum

from field_api.errors import InvalidInput
from field_api.registry.rules.nik import Sex


class Relationship(StrEnum):
    """Relationship to the head of the family, as printed on the family card."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    CHILD_IN_LAW = "child_in_law"
    GRANDCHILD = "grandchild"
    PARENT = "parent"
    PARENT_IN_LAW = "parent_in_law"
    RELATIVE = "relative"
    HELPER = "helper"
    OTHER = "other"


class Departure(StrEnum):
    """Why somebody no longer belongs to a household, when no other one is known."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    RECORDED_IN_ERROR = "recorded_in_error"


class UnknownRelationship(InvalidInput):
    code = "relationship_unknown"


class UnknownSex(InvalidInput):
    code = "sex_unknown"


_RELATIONSHIPS: dict[str, Relationship] = {
    "KEPALA KELUARGA": Relationship.HEAD,
    "KEPALA": Relationship.HEAD,
    "KK": Relationship.HEAD,
    "SUAMI": Relationship.SPOUSE,
    "ISTRI": Relationship.SPOUSE,
    "ISTERI": Relationship.SPOUSE,
    "ANAK": Relationship.CHILD,
    "ANAK KANDUNG": Relationship.CHILD,
    "ANAK ANGKAT": Relationship.CHILD,
    "ANAK TIRI": Relationship.CHILD,
    "MENANTU": Relationship.CHILD_IN_LAW,
    "CUCU": Relationship.GRANDCHILD,
    "ORANG TUA": Relationship.PARENT,
    "ORANGTUA": Relationship.PARENT,
    "MERTUA": Relationship.PARENT_IN_LAW,
    "FAMILI LAIN": Relationship.RELATIVE,
    "FAMILI": Relationship.RELATIVE,
    "PEMBANTU": Relationship.HELPER,
    "LAINNYA": Relationship.OTHER,
    "LAIN": Relationship.OTHER,
} | {each.value.upper().replace("_", " "): each for each in Relationship}

_SEXES: dict[str, Sex] = {
    "L": "M", "LAKI": "M", "LAKI LAKI": "M", "PRIA": "M", "M": "M", "MALE": "M",
    "P": "F", "PEREMPUAN": "F", "WANITA": "F", "F": "F", "FEMALE": "F",
}  # fmt: skip


def parse_relationship(text: str) -> Relationship:
    """Read a relationship in English or in the words of the family card. Raises UnknownRelationship."""
    found = _RELATIONSHIPS.get(_plain(text))
    if found is None:
        raise UnknownRelationship("The relationship is in neither list of words.")
    return found


def parse_sex(text: str) -> Sex:
    """Read L/P (Indonesian), M/F or the words in full. Raises UnknownSex."""
    found = _SEXES.get(_plain(text))
    if found is None:
        raise UnknownSex("The sex is none of L, P, M, F.")
    return found


def _plain(text: str) -> str:
    return " ".join(text.upper().replace("-", " ").replace("_", " ").replace("/", " ").split())

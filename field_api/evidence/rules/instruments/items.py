"""Questions of an instrument: their wording, type, options and when they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from field_api.evidence.rules.instruments.conditions import ITEM_CODE, OPTION_CODE, Condition, read_condition
from field_api.evidence.rules.instruments.document_parts import Part

ItemType = Literal["single", "multiple", "integer", "boolean", "text"]
Unit = Literal["household", "person"]

ITEM_TYPES: Mapping[str, ItemType] = {
    "single": "single",
    "multiple": "multiple",
    "integer": "integer",
    "boolean": "boolean",
    "text": "text",
}
UNITS: Mapping[str, Unit] = {"household": "household", "person": "person"}
PHOTO_KIND = r"[a-z][a-z_]*"


@dataclass(frozen=True, slots=True)
class Text:
    """A wording in Indonesian, English or both; a wording that must not be translated has only one."""

    indonesian: str | None
    english: str | None

    @classmethod
    def read(cls, part: Part) -> Self:
        members = part.fields((), ("id", "en"))
        if not members and isinstance(part.value, Mapping):
            part.fail("missing", "id or en expected")
        wordings = {language: member.text() for language, member in members.items()}
        return cls(wordings.get("id"), wordings.get("en"))

    def in_language(self, language: str) -> str:
        """The wording asked for ("id" or "en"), or else the other one."""
        first, second = (self.indonesian, self.english) if language == "id" else (self.english, self.indonesian)
        return first or second or ""


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: Text

    @classmethod
    def read(cls, part: Part) -> Self:
        members = part.fields(("code", "label"))
        return cls(members["code"].text(OPTION_CODE), Text.read(members["label"]))


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `photo_kinds` hint at photos that show the answer; `relevant` says when it is asked."""

    code: str
    question: Text
    type: ItemType
    unit: Unit
    required: bool
    options: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    relevant: Condition | None = None
    photo_kinds: tuple[str, ...] = ()

    @classmethod
    def read(cls, part: Part) -> Self:
        members = part.fields(
            ("code", "question", "type"),
            ("unit", "required", "options", "least", "most", "relevant", "photo_kinds"),
        )
        item_type = ITEM_TYPES[members["type"].choice(tuple(ITEM_TYPES))]
        _check_shape(part, item_type, members)
        return cls(
            code=members["code"].text(ITEM_CODE),
            question=Text.read(members["question"]),
            type=item_type,
            unit=UNITS[members["unit"].choice(tuple(UNITS))] if "unit" in members else "household",
            required=members["required"].boolean() if "required" in members else True,
            options=tuple(Option.read(each) for each in members["options"].elements(least=2))
            if "options" in members
            else (),
            least=members["least"].integer() if "least" in members else None,
            most=members["most"].integer() if "most" in members else None,
            relevant=read_condition(members["relevant"]) if "relevant" in members else None,
            photo_kinds=members["photo_kinds"].texts(PHOTO_KIND) if "photo_kinds" in members else (),
        )

    def option_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options)

    def meaning(self) -> tuple[object, ...]:
        """What must be equal for two instruments to share an answer; when it is asked may differ."""
        return (self.question, self.type, self.unit, self.options, self.least, self.most)


def _check_shape(part: Part, item_type: ItemType, members: Mapping[str, Part]) -> None:
    if (item_type in {"single", "multiple"}) != ("options" in members):
        part.fail("wrong_form", "single and multiple have options, the other types have none")
    if item_type != "integer" and members.keys() & {"least", "most"}:
        part.fail("wrong_form", "only an integer has least and most")

"""Strict reading of a JSON document into typed values: every fault is collected with its JSON pointer.

Refuses unknown keys, for a misspelt "relevent" would silently mean "always asked".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from field_api.errors import FieldProblem

PLACEHOLDER_DATE = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """One value of the document with its place. After a fault a reader returns a placeholder and goes on."""

    value: object
    pointer: str = ""
    problems: list[FieldProblem] = field(default_factory=list)

    def fail(self, code: str, detail: str) -> None:
        self.problems.append(FieldProblem(self.pointer or "/", code, detail))

    def child(self, key: str | int, value: object) -> Self:
        escaped = str(key).replace("~", "~0").replace("/", "~1")
        return type(self)(value, f"{self.pointer}/{escaped}", self.problems)

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Self]:
        """The members of an object; missing and unknown keys are faults, optional ones may be absent."""
        members = self.members()
        for key in required:
            if key not in members:
                self.child(key, None).fail("missing", "this key is required")
        for key, member in members.items():
            if key not in required and key not in optional:
                member.fail("unknown_key", "no such key here")
        return {key: members.get(key, self.child(key, None)) for key in required} | {
            key: members[key] for key in optional if key in members
        }

    def members(self) -> dict[str, Self]:
        if not isinstance(self.value, Mapping):
            self._wrong("an object")
            return {}
        return {str(key): self.child(str(key), value) for key, value in self.value.items()}

    def elements(self, least: int = 0) -> list[Self]:
        if not isinstance(self.value, list | tuple):
            self._wrong("a list")
            return []
        if len(self.value) < least:
            self.fail("too_few", f"at least {least} expected")
        return [self.child(place, value) for place, value in enumerate(self.value)]

    def text(self, pattern: str | None = None) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            self._wrong("a text")
            return ""
        if pattern is not None and re.fullmatch(pattern, self.value, re.ASCII) is None:
            self.fail("wrong_form", f"does not match {pattern}")
        return self.value

    def texts(self, pattern: str | None = None, least: int = 0) -> tuple[str, ...]:
        """A list of different texts."""
        found = tuple(element.text(pattern) for element in self.elements(least))
        if len(set(found)) != len(found):
            self.fail("duplicate", "something stands twice here")
        return found

    def choice(self, options: Sequence[str]) -> str:
        if self.value not in options:
            self.fail("wrong_value", f"one of {', '.join(options)} expected")
            return options[0]
        return str(self.value)

    def integer(self, least: int | None = None) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self._wrong("a whole number")
            return 0
        if least is not None and self.value < least:
            self.fail("wrong_value", f"at least {least} expected")
        return self.value

    def boolean(self) -> bool:
        if not isinstance(self.value, bool):
            self._wrong("true or false")
            return False
        return self.value

    def date(self) -> date:
        try:
            return date.fromisoformat(self.text(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"))
        except ValueError:
            self.fail("wrong_value", "no such date")
            return PLACEHOLDER_DATE

    def _wrong(self, expected: str) -> None:
        """A missing key was reported already, so its absence is not reported a second time."""
        if self.value is not None or not any(each.pointer == self.pointer for each in self.problems):
            self.fail("wrong_type", f"{expected} expected")

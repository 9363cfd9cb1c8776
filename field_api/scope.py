"""What part of the country an actor may see: a set of area codes, each standing for all that lies under it.

Codes are Kemendagri codes with dots, extended by RW and RT (`31.75.06.1004.008.003`), and a scope covers whole
segments: `31.7` covers nothing, `31.75` covers `31.75.06` and not `31.751`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Scope:
    """`prefixes` is the smallest set of codes; `everywhere` is for jobs and national roles, stated openly."""

    prefixes: frozenset[str]
    everywhere: bool = False

    @classmethod
    def of(cls, codes: Iterable[str]) -> Self:
        """Drop the codes that another one already covers. The empty code stands for the whole country."""
        codes = frozenset(codes)
        if "" in codes:
            return cls(frozenset(), everywhere=True)
        return cls(frozenset(code for code in codes if not any(_under(code, other) for other in codes)))

    def covers(self, area_code: str) -> bool:
        """Whether a row of this area may be seen or written."""
        if self.everywhere:
            return True
        return any(area_code == prefix or _under(area_code, prefix) for prefix in self.prefixes)

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.prefixes)


EVERYWHERE = Scope(frozenset(), everywhere=True)
NOWHERE = Scope(frozenset())


def _under(code: str, prefix: str) -> bool:
    return code.startswith(prefix + ".")

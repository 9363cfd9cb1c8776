"""What the registry thinks of a NIK that somebody gave: its standing, and the reasons to look twice.

A number that cannot be a NIK is refused here; a person without one is welcome (PPKS, KAT, row B8). `verified` and
`invalid` are answers of Dukcapil and are never concluded from the number alone.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from field_api.errors import InvalidInput
from field_api.registry.rules.nik import Sex, parse_nik, warnings

Finding = dict[str, str]

_LONGEST_TEMPORARY = 32


class NikStatus(StrEnum):
    """`given`: as told, unchecked. `temporary`: issued by a village until the real one comes."""

    GIVEN = "given"
    VERIFIED = "verified"
    TEMPORARY = "temporary"
    ABSENT = "absent"
    INVALID = "invalid"


class TemporaryNikTooLong(InvalidInput):
    code = "temporary_nik_too_long"


class GivenNik(NamedTuple):
    """The number to seal, when there is one, its standing, and the findings (B5) as rows of `people.findings`."""

    digits: str | None
    status: NikStatus
    findings: list[Finding]


def judge_nik(
    text: str | None,
    *,
    birth_date: date | None,
    sex: Sex | None,
    area_code: str,
    temporary: bool = False,
) -> GivenNik:
    """Judge a NIK as typed or imported.

    Nothing typed is `absent`; a temporary number has no form to check; anything else must pass `parse_nik`, which
    raises InvalidNik. Differences of birth date, sex and region are findings (domain 2.1).
    """
    typed = (text or "").strip()
    if temporary:
        if len(typed) > _LONGEST_TEMPORARY:
            raise TemporaryNikTooLong(f"A temporary number has at most {_LONGEST_TEMPORARY} characters.")
        return GivenNik(typed or None, NikStatus.TEMPORARY, [])
    if not typed:
        return GivenNik(None, NikStatus.ABSENT, [])
    nik = parse_nik(typed)
    found = warnings(nik, birth_date=birth_date, sex=sex, domicile_area=area_code)
    return GivenNik(nik.digits, NikStatus.GIVEN, [finding(each.code, each.detail) for each in found])


def finding(code: str, detail: str) -> Finding:
    """One row of `people.findings`."""
    return {"code": code, "detail": detail}


NIK_DOUBLED = finding("nik_doubled", "another person in the registry carries this NIK")
PERSON_DOUBLED = finding("person_doubled", "a person of this NIK and name stands in another household")

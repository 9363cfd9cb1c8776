"""Checks on the members: who stands in two households, and numbers that do not fit their bearers (B5)."""

from collections.abc import Iterator

from field_api.evidence.rules.checks.check import Check, Details, Place, Severity, check
from field_api.evidence.rules.checks.facts import VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds


@check(
    "members_elsewhere", Severity.ALARM, Place.MEMBERS,
    indonesian="{members} anggota dengan NIK yang sama tercatat pada kunjungan ke keluarga lain.",
    english="{members} members with the same NIK stand in visits to other households.",
)  # fmt: skip
def members_elsewhere(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
    if visit.members_elsewhere:
        yield {"members": visit.members_elsewhere}


@check(
    "nik_differs", Severity.NOTE, Place.MEMBERS,
    indonesian="{members} NIK tidak sesuai dengan tanggal lahir atau jenis kelamin anggotanya.",
    english="{members} NIK do not agree with the birth date or the sex of their member.",
)  # fmt: skip
def nik_differs(visit: VisitEvidence, _limits: Thresholds) -> Iterator[Details]:
    # A NIK of another region is common: people move and keep it.
    differing = [code for code in visit.nik_findings if code in {"nik_birth_date_differs", "nik_sex_differs"}]
    if differing:
        yield {"members": len(differing)}


CHECKS: tuple[Check[VisitEvidence], ...] = (members_elsewhere, nik_differs)

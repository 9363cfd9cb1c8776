from datetime import date

import pytest

from field_api.registry.rules.nik import InvalidNik
from field_api.registry.rules.nik_standing import NikStatus, TemporaryNikTooLong, judge_nik

BORN = date(1984, 8, 17)
AREA = "31.75.06.1004.008.003"


def test_nothing_typed_is_absent() -> None:
    for text in (None, "", "  "):
        assert judge_nik(text, birth_date=BORN, sex="F", area_code=AREA).status is NikStatus.ABSENT


def test_a_faultless_number_is_given_without_findings() -> None:
    assert judge_nik(" 3175065708841001 ", birth_date=BORN, sex="F", area_code=AREA) == (
        "3175065708841001", NikStatus.GIVEN, [],
    )  # fmt: skip


def test_a_temporary_number_has_no_form_to_check() -> None:
    judged = judge_nik("SEM-17", birth_date=BORN, sex="F", area_code=AREA, temporary=True)

    assert (judged.digits, judged.status) == ("SEM-17", NikStatus.TEMPORARY)


def test_a_temporary_number_may_still_be_missing() -> None:
    assert judge_nik(None, birth_date=None, sex=None, area_code=AREA, temporary=True).digits is None


def test_a_temporary_number_is_bounded() -> None:
    with pytest.raises(TemporaryNikTooLong):
        judge_nik("9" * 33, birth_date=None, sex=None, area_code=AREA, temporary=True)


def test_what_cannot_be_a_nik_is_refused() -> None:
    with pytest.raises(InvalidNik):
        judge_nik("317506", birth_date=BORN, sex="F", area_code=AREA)

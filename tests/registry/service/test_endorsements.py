from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api import clock
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import Enrolment, EnrolmentStatus, Household
from field_api.registry.service import endorsements
from field_api.registry.service.endorsements import Effect, EndorsedSubject, apply_endorsement
from tests.factories import registry as registry_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LIST = clock.new_id()


def subject(home: Household, *, eligible: bool = True) -> EndorsedSubject:
    return EndorsedSubject("package", home.id, None, home.area_code, eligible)


def endorse(session: Session, *subjects: EndorsedSubject) -> Effect:
    registry_factory.programme(session)
    return apply_endorsement(
        session,
        SystemAuthor(),
        list_id=LIST,
        area_code="31.75",
        programme_code="sembako",
        subjects=subjects,
        effective_from=AT.date(),
        reason="Surat pengesahan 460",
        at=AT,
    )


def statuses(session: Session, home: Household) -> Sequence[EnrolmentStatus]:
    return session.scalars(
        select(EnrolmentStatus)
        .join(Enrolment, Enrolment.id == EnrolmentStatus.enrolment_id)
        .where(Enrolment.household_id == home.id)
        .order_by(EnrolmentStatus.number)
    ).all()


def history(session: Session, home: Household) -> list[tuple[int, str]]:
    return [(each.number, each.status) for each in statuses(session, home)]


def days(session: Session, home: Household) -> list[tuple[str, date]]:
    return [(each.status, each.effective_from) for each in statuses(session, home)]


def test_batches_leave_one_entry_each_and_nobody_out(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endorsements, "BATCH", 2)
    homes = [registry_factory.household(session) for _ in range(5)]

    effect = endorse(session, *map(subject, homes))

    assert effect == Effect(activated=5, ended=0)
    assert [history(session, home) for home in homes] == [[(1, "active")]] * 5
    counts = session.scalars(
        select(JournalEntry.data["count"].as_integer())
        .where(JournalEntry.subject_id == LIST)
        .order_by(JournalEntry.seq)
    ).all()
    assert counts == [2, 2, 1]


def test_the_same_list_again_changes_nothing(session: Session) -> None:
    home = registry_factory.household(session)
    endorse(session, subject(home))

    assert endorse(session, subject(home)) == Effect(activated=0, ended=0)
    assert history(session, home) == [(1, "active")]


def test_a_status_is_numbered_after_the_ones_before(session: Session) -> None:
    home = registry_factory.household(session)
    enrolled = registry_factory.enrolment(session, home)
    registry_factory.enrolment_status(session, enrolled, number=1, effective_from=date(2026, 1, 1))
    registry_factory.enrolment_status(session, enrolled, "suspended", number=2, effective_from=date(2026, 2, 1))

    endorse(session, subject(home))

    assert history(session, home) == [(1, "active"), (2, "suspended"), (3, "active")]


@pytest.mark.parametrize(("before", "eligible"), [("active", False), ("suspended", False), ("ended", True)])
def test_a_letter_has_the_last_word_over_what_began_after_its_date(
    session: Session,
    before: str,
    eligible: bool,  # noqa: FBT001
) -> None:
    late, usual = registry_factory.household(session), registry_factory.household(session)
    since = AT.date() + timedelta(days=1)
    registry_factory.enrolment_status(session, registry_factory.enrolment(session, late), before, effective_from=since)
    registry_factory.active_enrolment(session, usual)

    endorse(session, subject(late, eligible=eligible), subject(usual, eligible=eligible))

    outcome = "active" if eligible else "ended"
    assert days(session, late) == [(before, since), (outcome, since)]
    assert days(session, usual)[-1] == (outcome, AT.date())
    data = session.scalars(select(JournalEntry.data).where(JournalEntry.subject_id == LIST)).one()
    assert (data["effective_from"], data["effective_later"]) == (AT.date().isoformat(), 1)


def test_doubt_that_arose_after_the_letter_stays(session: Session) -> None:
    home, since = registry_factory.household(session), AT.date() + timedelta(days=1)
    enrolled = registry_factory.active_enrolment(session, home)
    registry_factory.enrolment_status(session, enrolled, "suspended", effective_from=since)

    endorse(session, subject(home))

    assert days(session, home)[1:] == [("suspended", since), ("active", AT.date())]


def test_who_is_still_served_ends_although_an_end_was_recorded_last(session: Session) -> None:
    home, since = registry_factory.household(session), AT.date() - timedelta(days=1)
    enrolled = registry_factory.active_enrolment(session, home, effective_from=since)
    registry_factory.enrolment_status(session, enrolled, "ended", effective_from=since - timedelta(days=1))

    assert endorse(session, subject(home, eligible=False)) == Effect(activated=0, ended=1)


def test_who_is_not_eligible_ends_once_and_is_never_enrolled_by_it(session: Session) -> None:
    never, loser = registry_factory.household(session), registry_factory.household(session)
    registry_factory.enrolment_status(session, registry_factory.enrolment(session, loser), number=1)

    first = endorse(session, subject(never, eligible=False), subject(loser, eligible=False))
    again = endorse(session, subject(never, eligible=False), subject(loser, eligible=False))

    assert (first, again) == (Effect(activated=0, ended=1), Effect(activated=0, ended=0))
    assert history(session, never) == []
    assert history(session, loser) == [(1, "active"), (2, "ended")]

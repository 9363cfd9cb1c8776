from datetime import date

from sqlalchemy.orm import Session

from field_api import db
from field_api.review.queries.lists import determinations_page, draft_items, items_page, items_shown, lists_page
from field_api.scope import Scope
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

TODAY = date(2026, 3, 2)
EVERY = {"after": None, "limit": 50}


def test_ready_is_what_stands_on_no_list(session: Session) -> None:
    listed, free = (review_factory.determined_household(session) for _ in range(2))
    review_factory.list_item(session, review_factory.endorsement_list(session), listed)

    def ids(*, ready: bool | None) -> set[object]:
        found = determinations_page(session, programme_code="sembako", area_code=None, ready=ready, **EVERY)
        return {each.id for each in found.items}

    assert ids(ready=True) == {free.id}
    assert ids(ready=False) == {listed.id}
    assert ids(ready=None) == {listed.id, free.id}


def test_determinations_of_the_neighbour_are_not_seen(session: Session) -> None:
    review_factory.determined_household(session)
    db.set_scope(session, Scope.of(["31.74"]))

    found = determinations_page(session, programme_code=None, area_code="31", ready=None, **EVERY)

    assert found.items == []


def test_the_recipient_of_a_household_programme_is_its_head(session: Session) -> None:
    home_of = review_factory.determined_household(session, name="Siti Aminah")
    home = session.get_one(registry_factory.Household, home_of.household_id)
    registry_factory.person(session, home, name="Budi", relationship="child")
    listed = review_factory.endorsement_list(session)
    review_factory.list_item(session, listed, home_of)

    [item] = draft_items(session, listed.id, on=TODAY)

    assert (item.recipient_name, item.address, item.number) == ("Siti Aminah", home.address, None)


def test_a_household_without_a_head_is_listed_by_its_address(session: Session) -> None:
    found = review_factory.determination(session)
    listed = review_factory.endorsement_list(session)
    review_factory.list_item(session, listed, found)

    [item] = draft_items(session, listed.id, on=TODAY)

    assert item.recipient_name is None
    assert item.address


def test_a_page_of_a_sealed_list_goes_by_number(session: Session) -> None:
    sealed = review_factory.sealed_list(session, *(review_factory.determined_household(session) for _ in range(3)))

    first = items_page(session, listed=sealed, after=None, limit=2)
    second = items_page(session, listed=sealed, after=first.next_after, limit=2)

    shown = items_shown(session, listed=sealed, items=[*first.items, *second.items], on=TODAY)
    assert [item.number for item in shown] == [1, 2, 3]
    assert second.next_after is None


def test_a_page_of_a_draft_goes_by_determination(session: Session) -> None:
    listed = review_factory.endorsement_list(session)
    items = [review_factory.list_item(session, listed, review_factory.determined_household(session)) for _ in range(3)]

    first = items_page(session, listed=listed, after=None, limit=2)
    second = items_page(session, listed=listed, after=first.next_after, limit=2)

    assert [*first.items, *second.items] == sorted(items, key=lambda item: item.determination_id)


def test_lists_are_narrowed_by_what_is_asked_for(session: Session) -> None:
    draft = review_factory.endorsement_list(session)
    sealed = review_factory.sealed_list(session, period="2026-04")
    anything = {"state": None, "programme_code": None, "period": None, "area_code": None}

    assert lists_page(session, **anything, **EVERY).items == [draft, sealed]
    assert lists_page(session, **anything | {"state": "sealed"}, **EVERY).items == [sealed]
    assert lists_page(session, **anything | {"period": "2026-03"}, **EVERY).items == [draft]
    assert lists_page(session, **anything | {"programme_code": "pkh"}, **EVERY).items == []
    assert lists_page(session, **anything | {"area_code": "31.75.07"}, **EVERY).items == []

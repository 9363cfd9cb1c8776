"""What the database refuses by itself, whatever the code does: every act here goes around the services with SQL."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from field_api import clock, constraints
from field_api.evidence.models.visits import Visit
from field_api.review.models import Case, Decision, Determination, EndorsementList, ListItem
from field_api.storage import S3Store
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import review as review_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def refusal(session: Session, statement: str, **values: Any) -> str:
    """The code of the refusal that a statement meets."""
    with pytest.raises(IntegrityError) as refused, session.begin_nested():
        session.execute(text(statement), values)
    return constraints.explain(refused.value).code


def decision_row(session: Session, case: Case, **changes: Any) -> dict[str, Any]:
    values = {
        "id": clock.new_id(),
        "area_code": case.area_code,
        "case_id": case.id,
        "visit_id": case.visit_id,
        "verifier_id": session.get_one(Visit, case.visit_id).verifier_id,
        "reviewer_id": identity_factory.user(session).id,
        "verdict": "accept",
        "reason_code": "other",
        "reason": "uji coba",
        "photo_kinds": [],
        "without_field_evidence": False,
        "photo_overrides": [],
        "assignment_id": None,
        "content_sha256": "0" * 64,
        "decided_at": AT,
    }
    return values | changes


def refused_decision(session: Session, case: Case, **changes: Any) -> str:
    with pytest.raises(IntegrityError) as refused, session.begin_nested():
        session.execute(insert(Decision), [decision_row(session, case, **changes)])
    return constraints.explain(refused.value).extra["constraint"]


class TestDecisions:
    def test_nothing_incomplete_is_decided(self, session: Session) -> None:
        case = review_factory.case(session, evidence_factory.visit(session, complete=False))

        assert refused_decision(session, case) == "guard_decision_complete"

    def test_the_verifier_does_not_decide_on_his_visit(self, session: Session) -> None:
        case = review_factory.case(session)
        verifier_id = session.get_one(Visit, case.visit_id).verifier_id

        assert refused_decision(session, case, reviewer_id=verifier_id) == "ck_decisions_reviewer_is_not_verifier"

    def test_the_verifier_cannot_be_misnamed(self, session: Session) -> None:
        case = review_factory.case(session)
        somebody_else = identity_factory.user(session).id

        found = refused_decision(session, case, verifier_id=somebody_else)

        assert found == "fk_decisions_visit_id_verifier_id"

    def test_a_visit_is_decided_once(self, session: Session) -> None:
        case = review_factory.case(session)
        review_factory.decision(session, case)

        assert refused_decision(session, case) == "uq_decisions_case_id_visit_id"

    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"reason": "  "}, "ck_decisions_reason_given"),
            ({"verdict": "perhaps"}, "ck_decisions_verdict_known"),
            ({"verdict": "return_visit"}, "ck_decisions_return_is_assigned"),
        ],
    )
    def test_a_decision_has_a_known_verdict_a_reason_and_a_way_on(
        self, session: Session, changes: dict[str, Any], constraint: str
    ) -> None:
        assert refused_decision(session, review_factory.case(session), **changes) == constraint

    def test_returning_photos_names_them(self, session: Session) -> None:
        assignment = evidence_factory.assignment(session)
        case = review_factory.case(session)

        found = refused_decision(session, case, verdict="return_photos", assignment_id=assignment.id)

        assert found == "ck_decisions_photo_kinds_named"

    @pytest.mark.parametrize("table", ["decisions", "determinations"])
    @pytest.mark.parametrize("act", ["UPDATE {} SET reason = 'lain'", "DELETE FROM {}"])
    def test_decisions_and_determinations_stay(self, session: Session, table: str, act: str) -> None:
        review_factory.determination(session)

        assert refusal(session, act.format(table)) == "immutable"

    @pytest.mark.parametrize("table", ["decisions", "determinations"])
    def test_nor_are_they_emptied_all_at_once(self, session: Session, table: str) -> None:
        review_factory.determination(session)

        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(f"TRUNCATE {table} CASCADE"))

    def test_a_household_has_one_open_case(self, session: Session) -> None:
        case = review_factory.case(session)

        with pytest.raises(IntegrityError) as refused, session.begin_nested():
            review_factory.case(session, session.get_one(Visit, case.visit_id))

        assert constraints.explain(refused.value).code == "case_open"

    def test_a_subject_is_determined_once_by_a_decision(self, session: Session) -> None:
        first = review_factory.determination(session)

        with pytest.raises(IntegrityError), session.begin_nested():
            review_factory.determination(session, session.get_one(Decision, first.decision_id))


class TestLists:
    def test_a_determination_stands_on_one_list(self, session: Session) -> None:
        found = review_factory.determined_household(session)
        review_factory.list_item(session, review_factory.endorsement_list(session), found)

        with pytest.raises(IntegrityError) as refused, session.begin_nested():
            review_factory.list_item(session, review_factory.endorsement_list(session), found)

        assert constraints.explain(refused.value).code == "already_on_a_list"

    @pytest.mark.parametrize("state", ["sealed", "endorsed"])
    def test_a_list_begins_as_a_draft(self, session: Session, state: str) -> None:
        drafted = review_factory.endorsement_list(session)
        session.expunge(drafted)

        found = refusal(
            session,
            "INSERT INTO endorsement_lists (id, title, period, programme_code, state, drafted_by, drafted_at, version,"
            " area_code, root, size, sealed_by) SELECT :id, title, period, programme_code, :state, drafted_by,"
            " drafted_at, 1, area_code, sha256(''), 1, drafted_by FROM endorsement_lists WHERE id = :of",
            id=clock.new_id(),
            of=drafted.id,
            state=state,
        )

        assert found == "list_sealed"

    def test_a_list_is_not_sealed_without_numbers(self, session: Session) -> None:
        listed = review_factory.endorsement_list(session)
        review_factory.list_item(session, listed, review_factory.determined_household(session))

        found = refusal(
            session,
            "UPDATE endorsement_lists SET state = 'sealed', root = sha256(''), size = 1, sealed_by = drafted_by WHERE id = :id",
            id=listed.id,
        )

        assert found == "list_unnumbered"

    @pytest.mark.parametrize(
        "act",
        [
            "UPDATE endorsement_lists SET root = sha256('') WHERE id = :id",
            "UPDATE endorsement_lists SET size = 2, state = 'endorsed' WHERE id = :id",
            "UPDATE endorsement_lists SET root = NULL, size = NULL WHERE id = :id",
            "UPDATE endorsement_lists SET counts = '{}' WHERE id = :id",
            "UPDATE endorsement_lists SET state = 'draft' WHERE id = :id",
            "UPDATE endorsement_lists SET title = 'lain', state = 'endorsed' WHERE id = :id",
            "DELETE FROM endorsement_lists WHERE id = :id",
            "UPDATE endorsement_list_items SET number = 99 WHERE list_id = :id",
            "UPDATE endorsement_list_items SET recipient_name = 'Orang Lain' WHERE list_id = :id",
            "UPDATE endorsement_list_items SET commitment = sha256('') WHERE list_id = :id",
            "UPDATE endorsement_list_items SET salt = NULL WHERE list_id = :id",
            "DELETE FROM endorsement_list_items WHERE list_id = :id",
        ],
    )
    def test_nothing_of_a_sealed_list_changes(self, session: Session, act: str) -> None:
        sealed = review_factory.sealed_list(session)

        assert refusal(session, act, id=sealed.id) == "list_sealed"

    @pytest.mark.parametrize("table", ["endorsement_lists", "endorsement_list_items"])
    def test_lists_are_not_emptied_all_at_once(self, session: Session, table: str) -> None:
        review_factory.sealed_list(session)

        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(text(f"TRUNCATE {table} CASCADE"))

    def test_an_item_does_not_leave_a_sealed_list_for_a_draft(self, session: Session) -> None:
        sealed, draft = review_factory.sealed_list(session), review_factory.endorsement_list(session)

        found = refusal(
            session, "UPDATE endorsement_list_items SET list_id = :to WHERE list_id = :id", id=sealed.id, to=draft.id
        )

        assert found == "list_sealed"

    def test_nothing_is_put_on_a_sealed_list(self, session: Session) -> None:
        sealed = review_factory.sealed_list(session)
        found = review_factory.determined_household(session)

        with pytest.raises(IntegrityError) as refused, session.begin_nested():
            review_factory.list_item(session, sealed, found)

        assert constraints.explain(refused.value).code == "list_sealed"

    def test_an_endorsed_list_stays(self, session: Session, store: S3Store) -> None:
        endorsed = review_factory.endorsed_list(session, store)

        assert refusal(session, "UPDATE endorsement_lists SET letter_number = 'x' WHERE id = :id", id=endorsed.id) == (
            "list_sealed"
        )

    def test_a_list_is_not_endorsed_by_who_decided_on_it(self, session: Session) -> None:
        found = review_factory.determined_household(session)
        sealed = review_factory.sealed_list(session, found)

        assert refusal(session, ENDORSE, id=sealed.id, by=found.reviewer_id, capacity="kepala_daerah") == (
            "approver_is_reviewer"
        )

    def test_there_is_no_fourth_capacity(self, session: Session) -> None:
        sealed = review_factory.sealed_list(session)
        approver_id = identity_factory.user(session).id

        assert refusal(session, ENDORSE, id=sealed.id, by=approver_id, capacity="kepala_dinas") == "constraint_violated"

    def test_the_reviewer_of_an_item_cannot_be_misnamed(self, session: Session) -> None:
        listed = review_factory.endorsement_list(session)
        found: Determination = review_factory.determined_household(session)
        somebody_else: UUID = identity_factory.user(session).id

        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(
                insert(ListItem),
                [
                    {
                        "list_id": listed.id,
                        "determination_id": found.id,
                        "reviewer_id": somebody_else,
                        "area_code": found.area_code,
                    }
                ],
            )
        assert session.get(EndorsementList, listed.id) is not None


ENDORSE = (
    "UPDATE endorsement_lists SET state = 'endorsed', letter_number = '1', letter_date = '2026-03-02',"
    " signatory_name = 'x', signatory_capacity = :capacity, letter_sha256 = 'x', endorsed_by = :by WHERE id = :id"
)

"""Builders of the review: cases, decisions, determinations and lists, each with what it stands on."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from field_api.clock import new_id
from field_api.evidence.models.visits import Visit
from field_api.identity.rules import Actor, Grant, Role
from field_api.registry.models import Person
from field_api.review.models import Case, Decision, Determination, EndorsementList, ListItem
from field_api.review.rules.verdicts import STATE_AFTER, Verdict
from field_api.review.service import endorsements, lists
from field_api.review.service.endorsements import SignedLetter
from field_api.storage import ObjectStore
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
VILLAGE = "31.75.06.1004"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def any_version(_: int) -> None:
    """Stands for an If-Match that fits."""


def actor(session: Session, role: Role = Role.DINSOS_REVIEWER, area_code: str = "31") -> Actor:
    """Somebody of the desk with one role."""
    user = identity_factory.user(session, role, area_code)
    return Actor(user.id, new_id(), None, "test", (Grant(role, area_code),))


def case(session: Session, visit: Visit | None = None, **overrides: Any) -> Case:
    visit = visit or evidence_factory.visit(session)
    values = {
        "id": new_id(),
        "area_code": visit.area_code,
        "household_id": visit.household_id,
        "visit_id": visit.id,
        "state": "awaiting_review",
        "opened_at": AT,
    }
    made = Case(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def decision(
    session: Session,
    of: Case | None = None,
    *,
    reviewer_id: UUID | None = None,
    verdict: str = "accept",
    **overrides: Any,
) -> Decision:
    """A decision on the visit of a case, which moves on accordingly."""
    of = of or case(session)
    visit = session.get_one(Visit, of.visit_id)
    assignment_id = None
    if not Verdict(verdict).is_final:
        assignment_id = evidence_factory.assignment(session, registry_factory.household(session)).id
    values = {
        "id": new_id(),
        "area_code": of.area_code,
        "case_id": of.id,
        "visit_id": visit.id,
        "verifier_id": visit.verifier_id,
        "reviewer_id": reviewer_id or identity_factory.user(session).id,
        "verdict": verdict,
        "reason_code": "other",
        "reason": "uji coba",
        "photo_kinds": ["house_front"] if verdict == "return_photos" else [],
        "without_field_evidence": False,
        "photo_overrides": [],
        "assignment_id": assignment_id,
        "content_sha256": "0" * 64,
        "decided_at": AT,
    }
    made = Decision(**(values | overrides))
    session.add(made)
    of.state = STATE_AFTER[Verdict(verdict)].value
    session.flush()
    return made


def determination(
    session: Session,
    by: Decision | None = None,
    *,
    member: Person | None = None,
    programme_code: str = "sembako",
    component: str = "package",
    **overrides: Any,
) -> Determination:
    """A determination that is ready for a list; `member` for a programme of people."""
    by = by or decision(session)
    registry_factory.programme(session, programme_code, unit="person" if member else "household")
    values = {
        "id": new_id(),
        "area_code": by.area_code,
        "decision_id": by.id,
        "reviewer_id": by.reviewer_id,
        "household_id": session.get_one(Case, by.case_id).household_id,
        "person_id": member.id if member else None,
        "programme_code": programme_code,
        "component": component,
        "eligible": True,
        "reason": "uji coba",
    }
    made = Determination(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def determined_household(
    session: Session,
    area_code: str = registry_factory.RT,
    *,
    name: str = "Siti Aminah",
    reviewer_id: UUID | None = None,
    **overrides: Any,
) -> Determination:
    """A household with a head, visited, accepted and determined."""
    home = registry_factory.household(session, area_code)
    registry_factory.person(session, home, name=name)
    visit = evidence_factory.visit(session, home)
    return determination(session, decision(session, case(session, visit), reviewer_id=reviewer_id), **overrides)


def endorsement_list(session: Session, area_code: str = VILLAGE, **overrides: Any) -> EndorsementList:
    """A draft."""
    registry_factory.programme(session)
    values = {
        "id": new_id(),
        "area_code": area_code,
        "title": "Penetapan uji coba",
        "period": "2026-03",
        "programme_code": "sembako",
        "state": "draft",
        "counts": {"items": 0},
        "drafted_by": identity_factory.user(session).id,
        "drafted_at": AT,
    }
    made = EndorsementList(**(values | overrides))
    session.add(made)
    session.flush()
    return made


def list_item(session: Session, on: EndorsementList, of: Determination) -> ListItem:
    made = ListItem(
        list_id=on.id, determination_id=of.id, reviewer_id=of.reviewer_id, area_code=of.area_code, number=None
    )
    session.add(made)
    session.flush()
    return made


def sealed_list(
    session: Session, *determinations: Determination, area_code: str = VILLAGE, **overrides: Any
) -> EndorsementList:
    """A list of these determinations (or of one new one), sealed."""
    drafted = endorsement_list(session, area_code, **overrides)
    for each in determinations or (determined_household(session),):
        list_item(session, drafted, each)
    return seal(session, drafted)


def seal(session: Session, drafted: EndorsementList) -> EndorsementList:
    clerk = actor(session, Role.DINSOS_APPROVER)
    return lists.seal_list(session, clerk, list_id=drafted.id, match_version=any_version, at=AT)


# The name of the log that the QR code of a letter carries.
ORIGIN = "dinsos.example/log"


def letter(**overrides: Any) -> SignedLetter:
    values: dict[str, Any] = {
        "number": f"460/{new_id().hex[-8:]}/2026",
        "date": date(2026, 3, 2),
        "signatory_name": "Ani Lestari",
        "signatory_capacity": "kepala_daerah",
        "content": PDF,
    }
    return SignedLetter(**(values | overrides))


def endorsed_list(
    session: Session, store: ObjectStore, *determinations: Determination, **overrides: Any
) -> EndorsementList:
    """A list that was sealed and signed, so that its enrolments are in force."""
    return endorse(session, store, sealed_list(session, *determinations, **overrides))


def endorse(session: Session, store: ObjectStore, sealed: EndorsementList) -> EndorsementList:
    approver = actor(session, Role.DINSOS_APPROVER)
    return endorsements.endorse_list(
        session, approver, store, list_id=sealed.id, letter=letter(), origin=ORIGIN, match_version=any_version, at=AT
    )


def close(session: Session, of: Case, state: str = "accepted") -> None:
    """Move a case to a state without any decision."""
    session.execute(update(Case).where(Case.id == of.id).values(state=state))
    session.refresh(of)

"""Submitting a visit: the six things of row A1, recorded once whatever the network does."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas.rules.zones import local_day
from field_api.db import Base
from field_api.errors import FieldProblem, InvalidInput, NotFound
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Assignment, Visit, VisitEvaluation, VisitMember
from field_api.evidence.queries import visits as queries
from field_api.evidence.rules.instruments.instrument import Instrument
from field_api.evidence.rules.instruments.scoring import evaluate
from field_api.evidence.rules.readers import Reader
from field_api.evidence.rules.submissions import MemberStatement, VisitSubmission
from field_api.evidence.rules.visits import VisitFacts, check_visit, remarks_on
from field_api.evidence.service.assignments import HouseholdNotFound
from field_api.evidence.service.bundles import (
    NOTHING_BROUGHT,
    BundleReceipt,
    declare_bundle,
    receipt_of,
    remarks_on_signatures,
)
from field_api.evidence.service.instruments import require_instruments
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event
from field_api.permissions import Permission
from field_api.registry.rules.nik import InvalidNik, parse_nik
from field_api.registry.rules.population_numbers import EARLIEST_BIRTH
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import seal_nik
from field_api.transparency.rules.receipts import Receipt
from field_api.waiting_rows import add_rows


class VisitIncomplete(InvalidInput):
    """One of the six things of row A1 is missing or wrong; `problems` names each with its remedy."""

    code = "visit_incomplete"


class VisitNotFound(NotFound):
    code = "visit_not_found"


def submit_visit(
    session: Session,
    actor: Actor,
    keys: KeyRing,
    *,
    visit_id: UUID,
    visit: VisitSubmission,
    content: Mapping[str, Any],
    brought: Mapping[str, bytes] = NOTHING_BROUGHT,
    at: datetime,
) -> BundleReceipt:
    """Record a visit and answer which photos are missing.

    `content` is the payload as sent; the same id with the same content is a repeat, which `find_repeat` knows before the
    content is read, and with other content a `BundleConflict`. Raises `VisitIncomplete` with every fault at once,
    `HouseholdNotFound` outside the verifier's area.
    """
    assignment = _assignment_of(session, visit)
    area_code = _area_of(session, visit, assignment)
    instruments = require_instruments(session, visit.instruments, pointer="/instruments")
    facts = _facts(visit)
    problems = check_visit(facts, instruments)
    problems += _member_problems(visit.members, today=local_day(visit.finished_at, area_code))
    if problems:
        raise VisitIncomplete("The visit is not whole yet.", problems=problems)
    _check_replaced(session, visit)
    remarks = _remarks(facts, assignment, actor, at=at)
    remarks += remarks_on_signatures(session, actor.user_id, visit.photos, expected=visit.channel == "field_app")
    receipt = declare_bundle(
        session,
        actor,
        bundle_id=visit_id,
        kind="visit",
        area_code=area_code,
        content=content,
        captures=visit.photos,
        brought=brought,
        at=at,
    )
    if receipt.repeated:
        return receipt
    rows: dict[type[Base], list[dict[str, Any]]] = {
        Visit: [_visit_row(visit_id, visit, actor, area_code, assignment, remarks, at)],
        VisitMember: [_member_row(visit_id, area_code, keys, *each) for each in enumerate(visit.members)],
        VisitEvaluation: _evaluation_rows(visit_id, area_code, instruments, visit.answers, at=at),
    }
    recorded = [*receipt.rows]
    for model, made in rows.items():
        add_rows(session, model, made)
        recorded += journal.rows_of(model, made)
    if assignment is not None and assignment.status == "open":
        assignment.status = "done"
        session.flush()
        recorded.append(assignment)
    journal.append(
        session,
        actor,
        Event.VISIT_SUBMITTED,
        subject_id=visit_id,
        area_code=area_code,
        at=at,
        data={
            "content_sha256": receipt.content_sha256,
            "household": str(visit.household_id),
            "photos": receipt.photo_count,
        },
        rows=recorded,
    )
    return receipt


def visit_receipt(session: Session, actor: Actor, *, visit_id: UUID, at: datetime) -> BundleReceipt:
    """What the server holds of a visit of this actor; the phone deletes nothing before it is complete."""
    return receipt_of(session, actor, _own_visit(session, actor, visit_id), at=at)


def visit_proof(session: Session, actor: Actor, *, visit_id: UUID) -> Receipt:
    """The proof that a complete visit of this actor is in the log; `NotInLog` until it is."""
    _own_visit(session, actor, visit_id)
    return journal.receipt_for(session, subject_id=visit_id, event=Event.VISIT_COMPLETED)


def require_visit(session: Session, actor: Actor, *, visit_id: UUID) -> Visit:
    """A visit within the scope of the session; where the actor is a verifier and no more he sees his own."""
    visit = queries.visible_visit(session, visit_id)
    if visit is None or not reader_of(actor).sees(verifier_id=visit.verifier_id, area_code=visit.area_code):
        raise VisitNotFound("There is no such visit in your area.")
    return visit


def reader_of(actor: Actor) -> Reader:
    """Whose visits the actor reads: the evidence of colleagues is for the desk."""
    return Reader(actor.user_id, actor.scope_for(Permission.PHOTO_READ))


def _own_visit(session: Session, actor: Actor, visit_id: UUID) -> Bundle:
    bundle = session.get(Bundle, visit_id)
    if bundle is None or bundle.kind != "visit" or bundle.author_id != actor.user_id:
        raise VisitNotFound("You sent no visit with this id.")
    return bundle


def _facts(visit: VisitSubmission) -> VisitFacts:
    return VisitFacts(
        outcome=visit.outcome,
        recommendation=visit.recommendation,
        occupation=visit.occupation,
        note=visit.note,
        answers=visit.answers,
        member_count=len(visit.members),
        photo_kinds=[photo.kind for photo in visit.photos],
        has_position=visit.position is not None,
        position_missing_reason=visit.position_missing_reason,
        accuracy_mm=visit.position.accuracy_mm if visit.position else None,
        started_at=visit.started_at,
        finished_at=visit.finished_at,
    )


def _member_problems(members: Sequence[MemberStatement], *, today: date) -> list[FieldProblem]:
    problems = []
    for number, member in enumerate(members):
        born = member.birth_date
        if born is not None and not EARLIEST_BIRTH <= born <= today:
            detail, remedy = f"Nobody who lives was born on {born}.", "Read it from the card again, or leave it empty."
            problems.append(FieldProblem(f"/members/{number}/birth_date", "birth_date_implausible", detail, remedy))
        if member.nik is None:
            continue
        try:
            parse_nik(member.nik)
        except InvalidNik as error:
            remedy = "Read it from the card again, or leave it empty when there is none."
            problems.append(FieldProblem(f"/members/{number}/nik", "nik_invalid", error.reason, remedy))
    return problems


def _check_replaced(session: Session, visit: VisitSubmission) -> None:
    if visit.replaces_visit_id is None:
        return
    replaced = queries.visible_visit(session, visit.replaces_visit_id)
    if replaced is None or replaced.household_id != visit.household_id:
        raise VisitIncomplete(
            "The visit that this one replaces is not known for this household.",
            problems=[FieldProblem("/replaces_visit_id", "unknown_visit", "No such visit of this household.")],
        )


def _assignment_of(session: Session, visit: VisitSubmission) -> Assignment | None:
    """The assignment that the visit answers, kept from a desk that would change it now; None when it is of another house."""
    if visit.assignment_id is None:
        return None
    assignment = queries.visible_assignment(session, visit.assignment_id, lock=True)
    return assignment if assignment is not None and assignment.household_id == visit.household_id else None


def _area_of(session: Session, visit: VisitSubmission, assignment: Assignment | None) -> str:
    """Where a visit is recorded: where its household lies, or where it was asked for when the desk has moved that away.

    Work done offline is not refused because the desk changed its mind meanwhile. Raises `HouseholdNotFound`.
    """
    area_code = queries.area_of_household(session, visit.household_id)
    if area_code is not None:
        return area_code
    if assignment is not None:
        return assignment.area_code
    raise HouseholdNotFound("There is no such household in your area.")


def _remarks(facts: VisitFacts, assignment: Assignment | None, actor: Actor, *, at: datetime) -> tuple[str, ...]:
    return remarks_on(
        facts,
        received_at=at,
        assignment_status=assignment.status if assignment is not None else None,
        assigned_to_another=assignment is not None and assignment.verifier_id != actor.user_id,
    )


def _evaluation_rows(
    visit_id: UUID,
    area_code: str,
    instruments: Sequence[Instrument],
    answers: Mapping[str, Any],
    *,
    at: datetime,
) -> list[dict[str, Any]]:
    return [
        {
            "visit_id": visit_id,
            "area_code": area_code,
            "instrument_code": instrument.code,
            "instrument_version": instrument.version,
            "outcome": evaluation.outcome,
            "score": evaluation.score,
            "result": evaluation.to_json(),
            "evaluated_at": at,
        }
        for instrument in instruments
        for evaluation in [evaluate(instrument, answers)]
    ]


def _visit_row(
    visit_id: UUID,
    visit: VisitSubmission,
    actor: Actor,
    area_code: str,
    assignment: Assignment | None,
    remarks: Sequence[str],
    at: datetime,
) -> dict[str, Any]:
    position = visit.position
    code, version = visit.instruments[0]
    return {
        "id": visit_id,
        "area_code": area_code,
        "household_id": visit.household_id,
        "assignment_id": assignment.id if assignment else None,
        "replaces_visit_id": visit.replaces_visit_id,
        "verifier_id": actor.user_id,
        "instrument_code": code,
        "instrument_version": version,
        "outcome": visit.outcome,
        "recommendation": visit.recommendation,
        "note": visit.note if position else f"{visit.note}\n[{visit.position_missing_reason}]".strip(),
        "occupation": visit.occupation,
        "answers": dict(visit.answers),
        "latitude_e7": position.latitude_e7 if position else None,
        "longitude_e7": position.longitude_e7 if position else None,
        "accuracy_mm": position.accuracy_mm if position else None,
        "position_samples": [dict(sample) for sample in position.samples] if position else [],
        "remarks": list(remarks),
        "channel": visit.channel,
        "app_version": visit.app_version,
        "started_at": visit.started_at,
        "finished_at": visit.finished_at,
        "received_at": at,
    }


def _member_row(visit_id: UUID, area_code: str, keys: KeyRing, number: int, member: MemberStatement) -> dict[str, Any]:
    # Sealed as in the registry, so that a NIK typed at the door finds the person of the list.
    nik = seal_nik(keys, member.nik) if member.nik else None
    return {
        "visit_id": visit_id,
        "area_code": area_code,
        "number": number,
        "person_id": member.person_id,
        "name": member.name,
        "nik_sealed": nik.sealed if nik else None,
        "nik_hash": nik.hash if nik else None,
        "nik_masked": nik.masked if nik else None,
        "relationship": member.relationship,
        "sex": member.sex,
        "birth_date": member.birth_date,
        "occupation": member.occupation,
        "school": member.school,
        "present": member.present,
    }

"""Confirming at the door what became of a package: once, whatever two phones and the network do (F4, G3)."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from field_api import jobs
from field_api.areas.rules.zones import zone_of
from field_api.distribution.models import Allocation, HandOver, HandOverRank
from field_api.distribution.queries import allocations as allocation_queries
from field_api.distribution.queries import hand_overs as queries
from field_api.distribution.rules.hand_overs import (
    DELIVERED,
    SUSPENDING_FAILURES,
    HandOverReport,
    check_hand_over,
    moment_of,
    remarks_on,
)
from field_api.distribution.rules.rounds import check_moment
from field_api.distribution.service.rounds import require_prepared, require_round, terms_of
from field_api.errors import Conflict, InvalidInput, NotFound
from field_api.evidence.rules.photos.captures import CaptureDeclaration
from field_api.evidence.service.bundles import (
    NOTHING_BROUGHT,
    BundleReceipt,
    declare_bundle,
    find_repeat,
    receipt_of,
    remarks_on_signatures,
)
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Event


class AllocationNotFound(NotFound):
    code = "allocation_not_found"


class HandOverNotFound(NotFound):
    code = "hand_over_not_found"


class HandOverIncomplete(InvalidInput):
    """Something that belongs to the outcome is missing or contradicts it; `problems` names each with its remedy."""

    code = "hand_over_incomplete"


class AlreadyHandedOver(Conflict):
    """The package was delivered before; `extra` says when and by which officer, and nothing about the recipient."""

    code = "already_handed_over"


def confirm_hand_over(
    session: Session,
    actor: Actor,
    *,
    hand_over_id: UUID,
    report: HandOverReport,
    photos: Sequence[CaptureDeclaration],
    content: Mapping[str, Any],
    brought: Mapping[str, bytes] = NOTHING_BROUGHT,
    at: datetime,
) -> BundleReceipt:
    """Record what became of a package and answer which photos are missing.

    `content` is the payload as sent: the same id with the same content is a repeat, with other content a
    `BundleConflict`. Failed attempts may be many and come in any order; a delivery is one. It stands at once, before
    its photos are here, so that nobody gives twice meanwhile. Raises AllocationNotFound, HandOverIncomplete,
    RoundPreparing, OutsideRound, RoundClosed, AlreadyHandedOver.
    """
    allocation = require_allocation(session, report.allocation_id, lock=True)
    # The lock may have waited for the same hand-over on another connection.
    repeat = find_repeat(session, actor, bundle_id=hand_over_id, content=content, at=at)
    if repeat is not None:
        return repeat
    _check(session, allocation, report, photos, at=at)
    receipt = declare_bundle(
        session,
        actor,
        bundle_id=hand_over_id,
        kind="hand_over",
        area_code=allocation.area_code,
        content=content,
        captures=photos,
        brought=brought,
        at=at,
    )
    if receipt.repeated:
        return receipt
    row = _row(hand_over_id, actor, allocation, report, at)
    session.execute(insert(HandOver), [row])
    session.add(
        HandOverRank(hand_over_id=hand_over_id, round_id=row["round_id"], area_code=allocation.area_code, rank=0)
    )
    _announce(
        session, actor, hand_over_id, allocation, report, [*receipt.rows, *journal.rows_of(HandOver, [row])], at=at
    )
    if not photos:
        # Photos are inspected and searched for first; without any there is nothing to wait for.
        jobs.defer(session, "distribution.check_hand_over", hand_over_id=hand_over_id)
    return receipt


def hand_over_receipt(session: Session, actor: Actor, *, hand_over_id: UUID, at: datetime) -> BundleReceipt:
    """What the server holds of one's own hand-over. Raises HandOverNotFound."""
    found = require_hand_over(session, hand_over_id)
    if found.officer_id != actor.user_id:
        raise HandOverNotFound("You have sent no such hand-over.")
    return receipt_of(session, actor, queries.bundle_of(session, hand_over_id), at=at)


def require_allocation(session: Session, allocation_id: UUID, *, lock: bool = False) -> Allocation:
    """The allocation within the scope of the session, or AllocationNotFound."""
    found = allocation_queries.find_allocation(session, allocation_id, lock=lock)
    if found is None:
        raise AllocationNotFound("There is no such package in your area.")
    return found


def require_hand_over(session: Session, hand_over_id: UUID) -> HandOver:
    """The hand-over within the scope of the session, or HandOverNotFound."""
    found = queries.find_hand_over(session, hand_over_id)
    if found is None:
        raise HandOverNotFound("There is no such hand-over in your area.")
    return found


def remarks_of(session: Session, hand_over: HandOver) -> tuple[str, ...]:
    """What matters to whoever answers for the round, derived from the facts, those of its photos' envelopes too."""
    report = HandOverReport(**{field.name: getattr(hand_over, field.name) for field in fields(HandOverReport)})
    closed_at = require_round(session, hand_over.round_id).closed_at
    captures = [
        CaptureDeclaration(capture.sha256, capture.size, capture.kind, envelope=capture.envelope)
        for capture in queries.captures_of(session, hand_over.id)
    ]
    signed = any(capture.envelope for capture in captures)
    signatures = remarks_on_signatures(session, hand_over.officer_id, captures, expected=signed)
    return remarks_on(report, received_at=hand_over.received_at, round_closed_at=closed_at) + signatures


def _check(
    session: Session,
    allocation: Allocation,
    report: HandOverReport,
    photos: Sequence[CaptureDeclaration],
    *,
    at: datetime,
) -> None:
    problems = check_hand_over(report, [photo.kind for photo in photos])
    if problems:
        raise HandOverIncomplete("The hand-over is not whole yet.", problems=problems)
    opened = require_round(session, allocation.round_id)
    require_prepared(opened)
    check_moment(terms_of(opened), moment_of(report.handed_over_at, received_at=at))
    delivery = queries.delivery_of(session, allocation.id) if report.outcome == DELIVERED else None
    if delivery is not None:
        delivered_at = delivery.handed_over_at.astimezone(zone_of(delivery.area_code))
        raise AlreadyHandedOver(
            f"This package was handed over on {delivered_at:%Y-%m-%d at %H:%M %Z}, and an officer confirmed it.",
            extra={
                "hand_over_id": str(delivery.id),
                "handed_over_at": delivery.handed_over_at.isoformat(),
                "officer_id": str(delivery.officer_id),
            },
        )


def _row(
    hand_over_id: UUID, actor: Actor, allocation: Allocation, report: HandOverReport, at: datetime
) -> dict[str, Any]:
    return {
        "id": hand_over_id,
        "area_code": allocation.area_code,
        "round_id": allocation.round_id,
        "allocation_id": allocation.id,
        "officer_id": actor.user_id,
        "outcome": report.outcome,
        "received_by": report.received_by,
        "receiver_name": report.receiver_name,
        "receiver_relationship": report.receiver_relationship,
        "card_check": report.card_check,
        "failure": report.failure,
        "note": report.note,
        "latitude_e7": report.latitude_e7,
        "longitude_e7": report.longitude_e7,
        "accuracy_mm": report.accuracy_mm,
        "position_samples": [dict(sample) for sample in report.position_samples],
        "position_missing_reason": report.position_missing_reason,
        "handed_over_at": report.handed_over_at,
        "received_at": at,
    }


def _announce(
    session: Session,
    actor: Actor,
    hand_over_id: UUID,
    allocation: Allocation,
    report: HandOverReport,
    rows: Sequence[journal.Row],
    *,
    at: datetime,
) -> None:
    delivered = report.outcome == DELIVERED
    journal.append(
        session,
        actor,
        Event.PACKAGE_HANDED_OVER if delivered else Event.PACKAGE_NOT_HANDED_OVER,
        subject_id=hand_over_id,
        area_code=allocation.area_code,
        at=at,
        data={
            "allocation": str(allocation.id),
            "round": str(allocation.round_id),
            "enrolment": str(allocation.enrolment_id),
            **({"received_by": report.received_by} if delivered else {"failure": report.failure}),
        },
        rows=rows,
    )
    if report.failure in SUSPENDING_FAILURES:
        # By a worker, because the enrolment may have been granted in another area than the officer's.
        jobs.defer(session, "distribution.correct_registry", hand_over_id=hand_over_id)

"""Endorsing a sealed list: the signed letter comes in, and the enrolments it carries come into force (B4, B10)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.zones import local_day
from field_api.errors import Conflict, FieldProblem, InvalidInput, NotFound
from field_api.identity.rules import Actor
from field_api.journal import service as journal
from field_api.journal.rules import Access, Event
from field_api.permissions import Permission
from field_api.registry.service.endorsements import EndorsedSubject, apply_endorsement
from field_api.registry.service.programmes import require_programme
from field_api.review.models import EndorsementList
from field_api.review.queries import lists as queries
from field_api.review.rules.letter import LetterContent, letter_draft, letter_key, looks_like_pdf
from field_api.review.rules.seal import KeptItem, SealedItem
from field_api.review.service.decisions import MatchVersion
from field_api.review.service.lists import require_list
from field_api.review.service.seals import intact_items, require_sealed
from field_api.storage import ObjectStore

PDF_TYPE = "application/pdf"
MAX_LETTER_BYTES = 10 * 1024 * 1024


class ListEndorsed(Conflict):
    """The list carries a letter already, and this is another one."""

    code = "list_endorsed"


class NotAPdf(InvalidInput):
    """The file is no PDF by its content, or too long."""

    code = "letter_not_a_pdf"


class LetterUnsigned(InvalidInput):
    """The file is the draft of the letter, unchanged."""

    code = "letter_unsigned"


class LetterMissing(NotFound):
    """The list carries no letter yet."""

    code = "letter_not_found"


@dataclass(frozen=True, slots=True)
class SignedLetter:
    """The letter as signed: `signatory_capacity` is one of the three of B10, `content` the bytes of the PDF."""

    number: str
    date: date
    signatory_name: str
    signatory_capacity: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def draw_letter(session: Session, actor: Actor, *, list_id: UUID, origin: str, at: datetime) -> bytes:
    """The draft of the letter as PDF; the same list gives the same bytes. Leaves a trace, for it names people.

    `origin` is the name of the log of this deployment, which the QR code of the seal carries.
    """
    listed = require_sealed(session, list_id)
    _trace(session, actor, Access.LETTER_VIEWED, listed, at=at, kind="draft")
    return letter_draft(_content_of(session, listed, origin=origin, at=at))


def endorse_list(
    session: Session,
    actor: Actor,
    store: ObjectStore,
    *,
    list_id: UUID,
    letter: SignedLetter,
    origin: str,
    match_version: MatchVersion,
    at: datetime,
) -> EndorsementList:
    """Record the signed letter and bring its determinations into force from the day of the letter.

    The same letter again changes nothing. An item about which a newer list was endorsed in the meantime is left as
    that list has it. Raises `ListNotSealed`, `ListEndorsed`, `NotAPdf`, `LetterUnsigned`, `SealBroken`; whoever decided a
    case on the list is refused by the database. `origin` as for `draw_letter`.
    """
    _check_letter(letter)
    listed = require_sealed(session, list_id, lock=True)
    if listed.state == "endorsed":
        if (listed.letter_sha256, listed.letter_number) == (letter.sha256, letter.number):
            return listed
        raise ListEndorsed("The list carries a letter already.")
    actor.require(Permission.LIST_ENDORSE, listed.area_code)
    match_version(listed.version)
    _check_date(
        letter.date,
        sealed_on=local_day(listed.sealed_at or at, listed.area_code),
        today=local_day(at, listed.area_code),
    )
    _check_signed(session, listed, letter, origin=origin, at=at)
    kept = intact_items(session, listed)
    listed.letter_number, listed.letter_date, listed.letter_sha256 = letter.number, letter.date, letter.sha256
    listed.signatory_name, listed.signatory_capacity = letter.signatory_name, letter.signatory_capacity
    listed.endorsed_by, listed.endorsed_at, listed.state = actor.user_id, at, "endorsed"
    session.flush()
    # Under its hash: stored before the commit, and harmless when the commit fails.
    store.put(letter_key(letter.sha256), letter.content, content_type=PDF_TYPE)
    _bring_into_force(session, actor, listed, kept, at=at)
    return listed


def read_letter(session: Session, actor: Actor, store: ObjectStore, *, list_id: UUID, at: datetime) -> bytes:
    """The signed letter as it was received, for those who may see the list. Leaves a trace."""
    listed = require_list(session, list_id)
    if listed.letter_sha256 is None:
        raise LetterMissing("The list carries no letter yet.")
    content = store.get(letter_key(listed.letter_sha256))
    _trace(session, actor, Access.LETTER_VIEWED, listed, at=at, kind="signed")
    return content


def export_items(session: Session, actor: Actor, *, list_id: UUID, at: datetime) -> list[SealedItem]:
    """The items by number, as sealed, or as the registry has them for a draft. Leaves a trace."""
    listed = require_list(session, list_id)
    items = (
        queries.draft_items(session, list_id, on=local_day(at, listed.area_code))
        if listed.state == "draft"
        else queries.sealed_items(session, list_id)
    )
    _trace(session, actor, Access.EXPORTED, listed, at=at, kind="items")
    return items


def _content_of(session: Session, listed: EndorsementList, *, origin: str, at: datetime) -> LetterContent:
    programme = require_programme(session, listed.programme_code)
    # As of the sealing, so that the draft stays the same when the area is renamed.
    names = areas.names_of(session, [listed.area_code], on=local_day(listed.sealed_at or at, listed.area_code))
    return LetterContent(
        title=listed.title,
        period=listed.period,
        area_code=listed.area_code,
        area_name=names.get(listed.area_code, ""),
        programme_name=programme.name,
        component_names={each["code"]: each["name"] for each in programme.components},
        legal_basis=programme.legal_basis,
        list_id=listed.id,
        origin=origin,
        root=listed.root or b"",
        counts=listed.counts or {},
        items=queries.sealed_items(session, listed.id),
    )


def _check_letter(letter: SignedLetter) -> None:
    if len(letter.content) > MAX_LETTER_BYTES or not looks_like_pdf(letter.content):
        raise NotAPdf(
            "Send the signed letter as one PDF of at most 10 MB.",
            problems=[FieldProblem("/letter", "not_a_pdf", "The content is no whole PDF.", "Scan or export it again.")],
        )


def _check_signed(
    session: Session, listed: EndorsementList, letter: SignedLetter, *, origin: str, at: datetime
) -> None:
    """A signature, by hand or by key, makes another file of the draft."""
    # A long list takes seconds to draw, and hardly any file that is handed in names its root.
    names_the_root = (listed.root or b"").hex().encode() in letter.content
    if names_the_root and letter.content == letter_draft(_content_of(session, listed, origin=origin, at=at)):
        raise LetterUnsigned(
            "This is the draft itself. Have it signed, and send the signed letter.",
            problems=[FieldProblem("/letter", "unsigned", "Nobody has signed this file.", "Choose the signed one.")],
        )


def _check_date(letter_date: date, *, sealed_on: date, today: date) -> None:
    """A letter names the seal, so it is no older than the seal; and it is not signed tomorrow."""
    if not sealed_on <= letter_date <= today:
        raise InvalidInput(
            "The date of the letter does not fit.",
            code="letter_date",
            problems=[
                FieldProblem("/date", "out_of_range", f"From {sealed_on} (the seal) to {today}.", "Read it again.")
            ],
        )


def _bring_into_force(
    session: Session, actor: Actor, listed: EndorsementList, kept: list[KeptItem], *, at: datetime
) -> None:
    # Whoever was erased since the sealing is served no more.
    items = [each.item for each in kept if each.salt is not None or not each.item.eligible]
    queries.lock_letters(session, listed.programme_code)
    overtaken = queries.overtaken_by_letter(session, listed.id)
    effect = apply_endorsement(
        session,
        actor,
        list_id=listed.id,
        area_code=listed.area_code,
        programme_code=listed.programme_code,
        subjects=[
            EndorsedSubject(item.component, item.household_id, item.person_id, item.area_code, item.eligible)
            for item in items
            if item.determination_id not in overtaken
        ],
        effective_from=listed.letter_date or local_day(at, listed.area_code),
        reason=f"Surat pengesahan {listed.letter_number}",
        at=at,
    )
    journal.append(
        session,
        actor,
        Event.LIST_ENDORSED,
        subject_id=listed.id,
        area_code=listed.area_code,
        at=at,
        data={
            "root": (listed.root or b"").hex(),
            "letter_sha256": listed.letter_sha256,
            "capacity": listed.signatory_capacity,
            "items": len(kept),
            "activated": effect.activated,
            "ended": effect.ended,
            "overtaken": len(overtaken),
        },
        rows=[listed],
    )


def _trace(session: Session, actor: Actor, action: Access, listed: EndorsementList, *, at: datetime, kind: str) -> None:
    journal.record_access(
        session,
        actor,
        action,
        subject=str(listed.id),
        area_code=listed.area_code,
        at=at,
        data={"kind": kind, "items": (listed.counts or {}).get("items")},
    )

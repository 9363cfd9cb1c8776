"""Two neighbouring kelurahan with a row of every kind in each, so that a door can be asked for one's own and the other's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from field_api import clock
from field_api.distribution.models import Allocation, HandOver, Round
from field_api.evidence.models.photos import Bundle
from field_api.evidence.models.visits import Assignment, Visit
from field_api.evidence.rules.photos.captures import derivative_key
from field_api.identity import service as identity
from field_api.identity.models import Device, User
from field_api.identity.rules import Role
from field_api.journal import service as journal
from field_api.journal.rules import Access, Event, SystemAuthor
from field_api.registry.models import Enrolment, Household, Person, RegistryImport
from field_api.review.models import BackCheck, Case, Determination, EndorsementList, SecondReview
from field_api.storage import ObjectStore
from field_api.transparency.rules.notes import Signer
from tests.factories import areas as areas_factory
from tests.factories import distribution as distribution_factory
from tests.factories import evidence as evidence_factory
from tests.factories import identity as identity_factory
from tests.factories import journal as journal_factory
from tests.factories import photos as photo_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory
from tests.factories import sampling as sampling_factory

DISTRICT = "31.75.06"
OWN, NEIGHBOUR = f"{DISTRICT}.1004", f"{DISTRICT}.1005"
EDITION = UUID("01920000-0000-7000-8000-000000000001")
FAMILY_CARD = "3175060403190001"
JPEG = photo_factory.encoded()


@dataclass(frozen=True)
class Place:
    """A kelurahan: who works there, and one row of everything."""

    code: str
    rt: str
    users: Mapping[Role, User]
    tokens: Mapping[Role, str]
    phones: Mapping[Role, Device]
    household: Household
    other_household: Household
    person: Person
    enrolment: Enrolment
    registry_import: RegistryImport
    assignment: Assignment
    visit: Visit
    case: Case
    # What each role has begun to send and not finished; its photo has a size of 1,000 bytes.
    unfinished: Mapping[Role, Bundle]
    ready: Determination
    on_draft: Determination
    # One that nobody has taken, and one that the reviewer of the place has.
    second_review: SecondReview
    taken_second_review: SecondReview
    back_check: BackCheck
    draft: EndorsementList
    sealed: EndorsementList
    endorsed: EndorsementList
    round: Round
    allocation: Allocation
    handed_over: HandOver
    # A failed attempt by each role, because a receipt is for its author.
    attempts: Mapping[Role, HandOver]
    # A user whose roles can be given and taken.
    colleague: User
    colleague_grant: UUID

    @property
    def rw(self) -> str:
        return self.rt.rpartition(".")[0]


@dataclass(frozen=True)
class World:
    """The own place, the neighbour's, and a round of the district that reaches into both."""

    own: Place
    neighbour: Place
    shared_round: Round
    shared_allocations: Mapping[str, Allocation]
    national: Mapping[Role, str]
    # The token of somebody who holds every role for the whole country.
    everything: str


def build(session: Session, store: ObjectStore) -> World:
    """Arrange both places; nothing is committed but the bytes of two photos and letters."""
    areas_factory.edition(session, id=EDITION)
    sampling_factory.shares(session)
    own, neighbour = (_place(session, store, code) for code in (OWN, NEIGHBOUR))
    shared = distribution_factory.round_(session, DISTRICT, title="Tahap bersama")
    return World(
        own=own,
        neighbour=neighbour,
        shared_round=shared,
        shared_allocations={
            place.code: distribution_factory.allocation(session, shared, place.household, enrolled=place.enrolment)
            for place in (own, neighbour)
        },
        national={role: _login(session, identity_factory.user(session, role)) for role in Role},
        everything=_login(session, _all_powerful(session)),
    )


def _all_powerful(session: Session) -> User:
    user = identity_factory.user(session)
    # A real one, so that changing it can be tried.
    identity.change_password(session, SystemAuthor(), user, password="kata sandi uji coba", at=clock.now())
    for role in Role:
        _grant(session, user, role, "")
    return user


def _grant(session: Session, user: User, role: Role, area_code: str) -> UUID:
    grant = identity.grant_role(
        session,
        SystemAuthor(),
        user_id=user.id,
        role=role,
        area_code=area_code,
        valid_from=date(2020, 1, 1),
        valid_to=None,
        at=clock.now(),
    )
    return grant.id


def _place(session: Session, store: ObjectStore, code: str) -> Place:
    rt = f"{code}.008.003"
    areas_factory.area(session, rt)
    areas_factory.polygon(session, code, west=106.9 if code == OWN else 107.0)
    users = {role: identity_factory.user(session, role, code) for role in Role}
    verifier = users[Role.VERIFIER].id
    home = registry_factory.household(session, rt)
    # One number in both places: whoever searches for it must find his own household only.
    registry_factory.family_card(session, home, number=FAMILY_CARD)
    person = registry_factory.person(session, home)
    visit = evidence_factory.visit(session, home, verifier)
    _show_photos(store, visit)
    case = review_factory.case(session, visit)
    on_draft, on_sealed, on_endorsed, ready = (review_factory.determined_household(session, rt) for _ in range(4))
    draft = review_factory.endorsement_list(session, code)
    review_factory.list_item(session, draft, on_draft)
    opened = distribution_factory.round_(session, code)
    package = distribution_factory.allocation(session, opened, registry_factory.household(session, rt))
    handed_over = distribution_factory.hand_over(
        session, distribution_factory.allocation(session, opened, registry_factory.household(session, rt))
    )
    colleague = identity_factory.user(session)
    _leave_traces(session, code, visit)
    drawn = sampling_factory.decided(session, rt)
    taken = sampling_factory.second_review(session, sampling_factory.decided(session, rt))
    taken.reviewer_id, taken.taken_at = users[Role.DINSOS_REVIEWER].id, clock.now()
    session.flush()
    return Place(
        code=code,
        rt=rt,
        users=users,
        tokens={role: _login(session, user) for role, user in users.items()},
        phones={role: _phone(session, user) for role, user in users.items()},
        household=home,
        other_household=registry_factory.household(session, rt),
        person=person,
        enrolment=registry_factory.active_enrolment(session, home),
        registry_import=_import(session, code),
        assignment=evidence_factory.assignment(session, home, verifier),
        visit=visit,
        case=case,
        unfinished={role: _unfinished(session, role, user, rt) for role, user in users.items()},
        ready=ready,
        on_draft=on_draft,
        second_review=sampling_factory.second_review(session, drawn),
        taken_second_review=taken,
        back_check=sampling_factory.back_check(session, drawn),
        draft=draft,
        sealed=review_factory.sealed_list(session, on_sealed, area_code=code, title="Tersegel"),
        endorsed=review_factory.endorsed_list(session, store, on_endorsed, area_code=code, title="Ditetapkan"),
        round=opened,
        allocation=package,
        handed_over=handed_over,
        attempts={
            role: distribution_factory.hand_over(session, package, failure="not_at_home", officer_id=user.id)
            for role, user in users.items()
        },
        colleague=colleague,
        colleague_grant=_grant(session, colleague, Role.RT, rt),
    )


def _login(session: Session, user: User) -> str:
    _, token = identity.open_session(session, user, device_id=None, at=clock.now(), request_id=None)
    return token


def _phone(session: Session, user: User) -> Device:
    made = Device(
        id=clock.new_id(),
        user_id=user.id,
        label="Redmi 12C",
        public_key={},
        key_thumbprint=clock.new_id().hex,
        registered_at=clock.now(),
        revoked_at=None,
    )
    session.add(made)
    session.flush()
    return made


def _show_photos(store: ObjectStore, visit: Visit) -> None:
    """Put a derivative of the first photo into the store, so that it can be looked at."""
    digest = evidence_factory.sha256_of(f"{visit.id}/0")
    for size in ("large", "thumb"):
        store.put(derivative_key(digest, size), JPEG, content_type="image/jpeg")


def _unfinished(session: Session, role: Role, user: User, rt: str) -> Bundle:
    kind = "visit" if role is Role.VERIFIER else "hand_over"
    return evidence_factory.bundle(session, author_id=user.id, area_code=rt, kind=kind, photos=1, complete=False)


def _import(session: Session, code: str) -> RegistryImport:
    made = RegistryImport(
        id=clock.new_id(),
        area_code=code,
        file_name="rumah-tangga.csv",
        file_sha256="0" * 64,
        object_key="",
        status="finished",
        refusal=None,
        bytes_total=10,
        bytes_read=10,
        rows_read=1,
        rows_rejected=0,
        households_stored=1,
        people_stored=1,
        requested_by=None,
        requested_at=clock.now(),
        finished_at=clock.now(),
    )
    session.add(made)
    session.flush()
    return made


def _leave_traces(session: Session, code: str, visit: Visit) -> None:
    """An entry and a look in this place, which an auditor of the other one must not see, and the visit in the log."""
    at, author = clock.now(), SystemAuthor()
    journal.append(session, author, Event.CASE_OPENED, subject_id=clock.new_id(), area_code=code, at=at)
    journal.record_access(session, author, Access.PHOTO_VIEWED, subject="0" * 64, area_code=code, at=at)
    journal.append(session, author, Event.VISIT_COMPLETED, subject_id=visit.id, area_code=visit.area_code, at=at)
    journal_factory.log_all(session, Signer("test", b"l" * 32))

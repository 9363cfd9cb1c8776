from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from field_api import clock
from field_api.db import set_scope
from field_api.evidence.models.visits import Visit
from field_api.evidence.queries import reuse as queries
from field_api.evidence.rules.photos.inspection import PhotoInspection
from field_api.evidence.rules.reuse.findings import OtherPhoto
from field_api.evidence.service import reuse
from field_api.evidence.service.scene_index import SceneIndex
from field_api.evidence.service.scenes import place_bundle
from field_api.identity.models import Device
from field_api.journal.rules import SystemAuthor
from field_api.scope import EVERYWHERE, Scope
from tests.factories import evidence as factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory

LookAt = Callable[[str], PhotoInspection]
HERE, ELSEWHERE = "31.75.06.1004.008.003", "35.10.01.2001.001.001"


@pytest.fixture
def two_visits(session: Session, look_at: LookAt) -> Iterator[tuple[Visit, Visit]]:
    """One picture in two regencies: the earlier visit lies elsewhere."""
    visits = []
    with SceneIndex() as index:
        for area_code, name in ((ELSEWHERE, "a_base.jpg"), (HERE, "b_q35.jpg")):
            household = registry_factory.household(session, area_code=area_code)
            visit = factory.visit(session, household, pictures=[look_at(name)])
            place_bundle(session, bundle_id=visit.id)
            reuse.find_reuse(session, SystemAuthor(), index, bundle_id=visit.id, at=clock.now())
            visits.append(visit)
    yield visits[0], visits[1]
    set_scope(session, EVERYWHERE)


class TestMatches:
    def test_they_name_the_other_visit_on_both_sides(self, session: Session, two_visits: tuple[Visit, Visit]) -> None:
        earlier, later = two_visits

        (seen_later,) = queries.reused_photos_of(session, later.id)
        (seen_earlier,) = queries.reused_photos_of(session, earlier.id)

        assert (seen_later.layer, seen_later.standing, seen_later.other_came_first) == ("scene", "reuse", True)
        assert 0 < seen_later.distance <= 48
        assert seen_later.other == OtherPhoto(
            bundle_id=earlier.id,
            number=0,
            kind="visit",
            author_id=earlier.verifier_id,
            area_code=ELSEWHERE,
            household_id=earlier.household_id,
            received_at=earlier.received_at,
            taken_at=factory.LONG_AGO,
            has_picture=True,
        )
        assert seen_earlier.other_came_first is False
        assert seen_earlier.other is not None
        assert seen_earlier.other.bundle_id == later.id

    @pytest.mark.parametrize("area", [HERE, "31.75"])
    def test_of_an_act_outside_the_scope_only_the_fact_is_told(
        self, session: Session, two_visits: tuple[Visit, Visit], area: str
    ) -> None:
        set_scope(session, Scope.of([area]))

        (seen,) = queries.reused_photos_of(session, two_visits[1].id)

        assert (seen.layer, seen.other) == ("scene", None)

    def test_whoever_sees_the_earlier_one_alone_learns_of_the_later(
        self, session: Session, two_visits: tuple[Visit, Visit]
    ) -> None:
        set_scope(session, Scope.of([ELSEWHERE]))

        (seen,) = queries.reused_photos_of(session, two_visits[0].id)

        assert (seen.other_came_first, seen.other) == (False, None)

    def test_those_of_a_visit_outside_the_scope_are_not_told(
        self, session: Session, two_visits: tuple[Visit, Visit]
    ) -> None:
        set_scope(session, Scope.of([HERE]))

        assert queries.reused_photos_of(session, two_visits[0].id) == []


class TestRareFingerprints:
    @pytest.fixture
    def phone(self, session: Session) -> Device:
        user = identity_factory.user(session)
        device = Device(
            id=clock.new_id(),
            user_id=user.id,
            label="uji",
            public_key={},
            key_thumbprint=str(clock.new_id()),
            registered_at=clock.now(),
        )
        session.add(device)
        session.flush()
        return device

    def send(self, session: Session, phone: Device, fingerprints: list[str | None]) -> UUID:
        visit = factory.visit(
            session, verifier_id=phone.user_id, device_id=phone.id, photos=len(fingerprints), inspected=None
        )
        for number, fingerprint in enumerate(fingerprints):
            factory.inspection(session, factory.sha256_of(f"{visit.id}/{number}"), fingerprint=fingerprint)
        return visit.id

    def rare(self, session: Session, visit_id: UUID) -> list[tuple[int, str, int, int]]:
        found = queries.rare_fingerprints_of(session, visit_id)
        return [(each.number, each.fingerprint, each.alike, each.others) for each in found]

    def test_the_photo_that_another_program_wrote_is_named(self, session: Session, phone: Device) -> None:
        for _ in range(15):
            self.send(session, phone, ["camera", "camera"])

        visit_id = self.send(session, phone, ["camera", "editor", None])

        assert self.rare(session, visit_id) == [(1, "editor", 0, 30)]

    def test_a_phone_that_sent_little_is_not_judged(self, session: Session, phone: Device) -> None:
        self.send(session, phone, ["camera"] * 29)

        assert self.rare(session, self.send(session, phone, ["editor"])) == []

    def test_photos_of_another_phone_do_not_count(self, session: Session, phone: Device) -> None:
        self.send(session, phone, ["camera"] * 30)
        visit = factory.visit(session, verifier_id=phone.user_id, photos=1, inspected=None)
        factory.inspection(session, factory.sha256_of(f"{visit.id}/0"), fingerprint="editor")

        assert self.rare(session, visit.id) == []

    def test_a_second_inspection_of_a_photo_does_not_count_it_twice(self, session: Session, phone: Device) -> None:
        visit_id = self.send(session, phone, ["camera"] * 15)
        for number in range(15):
            digest = factory.sha256_of(f"{visit_id}/{number}")
            factory.inspection(session, digest, fingerprint="camera", inspection_version=7)

        assert self.rare(session, self.send(session, phone, ["editor"])) == []

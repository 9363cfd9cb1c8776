import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from field_api.clock import now
from field_api.config import Config, sqlalchemy_url
from field_api.db import make_engine, make_session_factory, set_scope
from field_api.evidence.models.reuse import PhotoMatch, PhotoScene
from field_api.evidence.models.visits import Visit
from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo
from field_api.evidence.service import reuse
from field_api.evidence.service.scene_index import SceneIndex
from field_api.evidence.service.scenes import place_bundle
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.scope import EVERYWHERE
from script.stack.postgres import EmbeddedPostgres
from tests.factories import evidence as factory
from tests.factories import identity as identity_factory
from tests.factories import registry as registry_factory
from tests.factories.photos import drawn, encoded, segment, with_segments

LookAt = Callable[[str], PhotoInspection]
Match = tuple[str, int, str, str | None, str | None, bool]


@pytest.fixture
def index() -> Iterator[SceneIndex]:
    with SceneIndex() as made:
        yield made


def find(session: Session, index: SceneIndex, visit: Visit) -> set[UUID]:
    """The acts whose photos were found anew."""
    return reuse.find_reuse(session, SystemAuthor(), index, bundle_id=visit.id, at=now())


def send(session: Session, index: SceneIndex, pictures: list[PhotoInspection], **options: Any) -> Visit:
    """A visit whose photos were inspected, placed and looked for."""
    visit = factory.visit(session, pictures=pictures, **options)
    place_bundle(session, bundle_id=visit.id)
    find(session, index, visit)
    return visit


def matches(session: Session, visit: Visit) -> list[Match]:
    rows = session.scalars(
        select(PhotoMatch)
        .where(PhotoMatch.bundle_id == visit.id)
        .order_by(PhotoMatch.number, PhotoMatch.other_bundle_id, PhotoMatch.other_number)
    )
    return [(row.layer, row.distance, row.standing, row.pair, row.symmetry, row.other_came_first) for row in rows]


class TestLayers:
    def test_the_same_file_is_found_and_told_on_both_sides(
        self, session: Session, index: SceneIndex, look_at: LookAt
    ) -> None:
        first = send(session, index, [look_at("n_other_scene_1.jpg"), look_at("a_base.jpg")])
        second = send(session, index, [look_at("a_base.jpg")])

        assert matches(session, second) == [("file", 0, "reuse", None, None, True)]
        assert matches(session, first) == [("file", 0, "reuse", None, None, False)]

    def test_a_file_with_other_metadata_is_found_by_what_is_below_them(
        self, session: Session, index: SceneIndex
    ) -> None:
        photo = encoded(drawn(640, 480))
        edited = with_segments(photo, segment(0xFE, b"another phone, another day"))
        send(session, index, [inspect_photo(photo)])

        second = send(session, index, [inspect_photo(edited)])

        assert matches(session, second) == [("stripped", 0, "reuse", None, None, True)]

    @pytest.mark.parametrize(
        "file",
        [
            "b_q35.jpg", "c_half.jpg", "d_crop4pct.jpg", "e_mirror.jpg", "f_bright.jpg", "g_rot90_tagged.jpg",
            "h_screenshot.jpg", "i_timestamp_overlay.jpg",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("copy_first", [False, True])
    def test_the_same_scene_is_found_whichever_came_first(
        self, session: Session, index: SceneIndex, look_at: LookAt, file: str, *, copy_first: bool
    ) -> None:
        order = [look_at("a_base.jpg"), look_at(file)]
        visits = [send(session, index, [picture]) for picture in (reversed(order) if copy_first else order)]

        ((layer, distance, standing, _, _, other_came_first),) = matches(session, visits[1])

        assert (layer, standing, other_came_first) == ("scene", "reuse", True)
        assert distance <= 48

    def test_a_mirrored_copy_says_so(self, session: Session, index: SceneIndex, look_at: LookAt) -> None:
        send(session, index, [look_at("a_base.jpg")])
        mirrored = send(session, index, [look_at("e_mirror.jpg")])

        assert matches(session, mirrored)[0][3:5] == ("full/full", "mirrored")

    def test_each_side_tells_turn_and_frames_from_where_it_stands(self, session: Session, index: SceneIndex) -> None:
        whole = drawn(640, 480)
        part = whole.crop((64, 48, 576, 432)).rotate(-90, expand=True)
        first = send(session, index, [inspect_photo(encoded(whole))])
        second = send(session, index, [inspect_photo(encoded(part))])

        assert matches(session, second)[0][3:5] == ("full/crop10", "turned_right")
        assert matches(session, first)[0][3:5] == ("crop10/full", "turned_left")

    def test_a_screenshot_tells_that_its_bars_were_cut_off(
        self, session: Session, index: SceneIndex, look_at: LookAt
    ) -> None:
        send(session, index, [look_at("a_base.jpg")])
        second = send(session, index, [look_at("h_screenshot.jpg")])

        assert (matches(session, second)[0][3] or "").startswith("full_trimmed/")

    def test_other_scenes_of_the_town_are_not_found(self, session: Session, index: SceneIndex, look_at: LookAt) -> None:
        send(session, index, [look_at("a_base.jpg"), look_at("n_other_scene_1.jpg")])
        other = send(session, index, [look_at("n_other_scene_2.jpg")])

        assert matches(session, other) == []


class TestWhatIsNoReuse:
    def test_photos_of_one_visit_are_not_compared(self, session: Session, index: SceneIndex, look_at: LookAt) -> None:
        visit = send(session, index, [look_at("a_base.jpg"), look_at("b_q35.jpg")])

        assert matches(session, visit) == []

    def test_a_plain_wall_is_not_looked_for(self, session: Session, index: SceneIndex) -> None:
        walls = [encoded(drawn(480, 360).point(lambda value: 120 + value // 64), quality=q) for q in (85, 60)]
        send(session, index, [inspect_photo(walls[0])])

        assert matches(session, send(session, index, [inspect_photo(walls[1])])) == []

    def test_returned_work_is_kept_as_the_same_matter(
        self, session: Session, index: SceneIndex, look_at: LookAt
    ) -> None:
        household = registry_factory.household(session)
        verifier = identity_factory.user(session)
        who = {"household": household, "verifier_id": verifier.id}
        first = send(session, index, [look_at("a_base.jpg")], **who)
        assignment = factory.assignment(session, household, verifier.id, returns_visit_id=first.id)
        later = {"started_at": now(), "finished_at": now() + timedelta(minutes=9)}

        answer = send(session, index, [look_at("a_base.jpg")], assignment_id=assignment.id, **who, **later)
        # Returned once more: the first visit lies two steps back.
        again = {"started_at": now() + timedelta(days=1), "finished_at": now() + timedelta(days=1)}
        last = send(session, index, [look_at("b_q35.jpg")], replaces_visit_id=answer.id, **who, **again)

        assert [match[2] for match in matches(session, answer)] == ["same_matter", "same_matter"]
        assert [match[2] for match in matches(session, last)] == ["same_matter", "same_matter"]

    def test_the_same_photo_in_another_household_of_the_same_verifier_is_re_use(
        self, session: Session, index: SceneIndex, look_at: LookAt
    ) -> None:
        verifier = identity_factory.user(session)
        send(session, index, [look_at("a_base.jpg")], verifier_id=verifier.id)
        second = send(session, index, [look_at("c_half.jpg")], verifier_id=verifier.id)

        assert [match[2] for match in matches(session, second)] == ["reuse"]


class TestFindReuse:
    def test_it_may_run_again_and_finds_nothing_new(self, session: Session, index: SceneIndex, look_at: LookAt) -> None:
        send(session, index, [look_at("a_base.jpg")])
        second = send(session, index, [look_at("b_q35.jpg")])
        found = matches(session, second)

        # Meanwhile a third one came, which is none of its business.
        third = send(session, index, [look_at("c_half.jpg")])

        assert find(session, index, second) == set()
        assert [match for match in matches(session, second) if match[5]] == found
        assert len(matches(session, third)) == 2

    def test_every_pair_leaves_one_entry_with_ids_and_whole_numbers(
        self, session: Session, index: SceneIndex, look_at: LookAt
    ) -> None:
        first = send(session, index, [look_at("a_base.jpg")])
        second = send(session, index, [look_at("e_mirror.jpg")])
        find(session, index, second)

        (entry,) = session.scalars(select(JournalEntry).where(JournalEntry.event == "photo.reuse_found"))

        assert (entry.subject_id, entry.area_code) == (second.id, second.area_code)
        assert entry.data == {
            "sha256": look_at("e_mirror.jpg").sha256,
            "number": 0,
            "other_bundle": str(first.id),
            "other_number": 0,
            "layer": "scene",
            "distance": entry.data["distance"],
            "standing": "reuse",
            "pair": "full/full",
            "symmetry": "mirrored",
        }
        assert type(entry.data["distance"]) is int

    def test_a_photo_that_went_round_is_recorded_with_the_first_twenty(
        self, session: Session, index: SceneIndex, look_at: LookAt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reuse, "MOST_PER_PHOTO", 3)
        visits = [send(session, index, [look_at("a_base.jpg")]) for _ in range(5)]

        others = session.scalars(select(PhotoMatch.other_bundle_id).where(PhotoMatch.bundle_id == visits[4].id))

        assert sorted(others) == [visit.id for visit in visits[:3]]

    def test_a_visit_that_was_not_placed_has_nothing_to_find(
        self, session: Session, index: SceneIndex, look_at: LookAt
    ) -> None:
        send(session, index, [look_at("a_base.jpg")])

        assert find(session, index, factory.visit(session, pictures=[look_at("a_base.jpg")])) == set()


class TestTwoAtOnce:
    """Several workers place and search at the same moment, each in a transaction of its own."""

    @pytest.fixture
    def committed(
        self, postgres: EmbeddedPostgres, config: Config, own_database: str
    ) -> Iterator[sessionmaker[Session]]:
        engine: Engine = make_engine(
            replace(config, database_url=sqlalchemy_url(postgres.url("field_app", own_database)))
        )
        yield make_session_factory(engine)
        engine.dispose()

    def in_one_transaction(self, sessions: sessionmaker[Session], act: Callable[[Session], Any]) -> Any:
        with sessions.begin() as session:
            set_scope(session, EVERYWHERE)
            return act(session)

    def test_the_one_placed_later_waits_for_the_commit_of_the_earlier_and_finds_it(
        self, committed: sessionmaker[Session], index: SceneIndex, look_at: LookAt
    ) -> None:
        first, second = self.in_one_transaction(
            committed, lambda session: [factory.visit(session, pictures=[look_at("a_base.jpg")]) for _ in range(2)]
        )
        placed = threading.Event()

        def place_second() -> None:
            self.in_one_transaction(committed, lambda session: place_bundle(session, bundle_id=second.id))
            placed.set()

        other = threading.Thread(target=place_second)
        with committed.begin() as session:
            set_scope(session, EVERYWHERE)
            place_bundle(session, bundle_id=first.id)
            other.start()
            assert not placed.wait(0.7), "two bundles were placed at once"
        other.join(timeout=20)

        # The later one is looked for first, by a worker that has seen nothing yet.
        assert self.in_one_transaction(committed, lambda session: find(session, index, second)) == {first.id}
        assert self.in_one_transaction(committed, lambda session: find(session, index, first)) == set()

    def test_every_pair_is_found_exactly_once_whatever_the_order(
        self, committed: sessionmaker[Session], look_at: LookAt
    ) -> None:
        pictures = [look_at(name) for name in ("a_base.jpg", "b_q35.jpg", "c_half.jpg", "e_mirror.jpg")] * 2
        visits = self.in_one_transaction(
            committed, lambda session: [factory.visit(session, pictures=[picture]) for picture in pictures]
        )
        failures: list[BaseException] = []

        def work(mine: list[Visit], index: SceneIndex) -> None:
            try:
                for visit in mine:
                    self.in_one_transaction(committed, lambda session, v=visit: place_bundle(session, bundle_id=v.id))
                # The newest first, which no queue would do.
                for visit in reversed(mine):
                    self.in_one_transaction(committed, lambda session, v=visit: find(session, index, v))
            except BaseException as failure:  # noqa: BLE001 - seen by the test
                failures.append(failure)

        with SceneIndex() as shared, SceneIndex() as alone:
            workers = [
                threading.Thread(target=work, args=(visits[start::4], alone if start == 3 else shared))
                for start in range(4)
            ]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join(timeout=60)

        assert failures == []

        def found(session: Session) -> tuple[list[Any], Any]:
            pairs = session.execute(
                select(PhotoMatch.bundle_id, PhotoMatch.other_bundle_id).where(PhotoMatch.other_came_first)
            ).all()
            return [frozenset(pair) for pair in pairs], session.scalar(select(func.count()).select_from(PhotoScene))

        pairs, places = self.in_one_transaction(committed, found)
        expected = {frozenset(pair) for pair in itertools.combinations([visit.id for visit in visits], 2)}
        assert places == len(visits)
        assert len(pairs) == len(expected)
        assert set(pairs) == expected

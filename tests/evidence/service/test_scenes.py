from collections.abc import Callable
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from field_api.evidence.models.reuse import PhotoScene
from field_api.evidence.rules.photos.inspection import PhotoInspection, inspect_photo
from field_api.evidence.service.scenes import place_bundle
from tests.factories import evidence as factory
from tests.factories.photos import drawn, encoded

LookAt = Callable[[str], PhotoInspection]


def scenes(session: Session) -> list[PhotoScene]:
    return list(session.scalars(select(PhotoScene).order_by(PhotoScene.position)))


def queued(session: Session) -> list[Any]:
    return list(
        session.scalars(
            text(
                "SELECT args ->> 'bundle_id' FROM procrastinate_jobs WHERE task_name = 'evidence.find_reuse' ORDER BY id"
            )
        )
    )


def test_photos_get_dense_positions_and_their_hashes_once(session: Session, look_at: LookAt) -> None:
    base, other = look_at("a_base.jpg"), look_at("n_other_scene_1.jpg")
    visits = [factory.visit(session, pictures=[base, other]), factory.visit(session, pictures=[base])]

    for _ in range(2):
        for visit in visits:
            place_bundle(session, bundle_id=visit.id)

    found = scenes(session)
    assert [(row.position, row.bundle_id, row.number) for row in found] == [
        (0, visits[0].id, 0),
        (1, visits[0].id, 1),
        (2, visits[1].id, 0),
    ]
    assert base.hashes is not None
    assert [row.hash_crop5 for row in found[::2]] == [bytes.fromhex(base.hashes.crop5)] * 2
    assert queued(session) == [str(visit.id) for visit in visits]


def test_a_picture_with_bars_has_a_second_row_without_them(session: Session, look_at: LookAt) -> None:
    screenshot = look_at("h_screenshot.jpg")
    visit = factory.visit(session, pictures=[screenshot])

    place_bundle(session, bundle_id=visit.id)

    assert screenshot.hashes is not None
    assert screenshot.trimmed_hashes is not None
    assert [(row.trimmed, row.hash_full) for row in scenes(session)] == [
        (False, bytes.fromhex(screenshot.hashes.full)),
        (True, bytes.fromhex(screenshot.trimmed_hashes.full)),
    ]


def test_a_picture_that_shows_nothing_holds_its_place_without_hashes(session: Session) -> None:
    wall = inspect_photo(encoded(drawn().point(lambda value: 120 + value // 64)))
    assert "featureless" in wall.remarks
    visit = factory.visit(session, pictures=[wall])

    place_bundle(session, bundle_id=visit.id)

    assert [(row.position, row.hash_full) for row in scenes(session)] == [(0, None)]


def test_a_bundle_without_photos_has_no_place(session: Session) -> None:
    visit = factory.visit(session, photos=0)

    place_bundle(session, bundle_id=visit.id)

    assert scenes(session) == []
    assert queued(session) == []

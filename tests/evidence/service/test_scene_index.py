import json
import shutil
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy.orm import Session

from field_api.evidence.models.photos import Capture
from field_api.evidence.models.reuse import PhotoScene
from field_api.evidence.rules.reuse.probes import Probe, Symmetry, words_of
from field_api.evidence.rules.reuse.search import PIECE_ROWS
from field_api.evidence.service import scene_index
from field_api.evidence.service.scene_index import SceneIndex
from field_api.waiting_rows import add_rows
from tests.factories import evidence as factory

HASHES = [np.random.default_rng(seed).bytes(32) for seed in range(60)]


def add_scenes(session: Session, bundle_id: UUID, hashes: list[bytes | None], first: int = 0) -> None:
    """Photos with these hashes, at the positions from `first` on."""
    captures = [
        {"bundle_id": bundle_id, "number": number, "area_code": "31.75", "sha256": "0" * 64, "size": 1, "kind": "other"}
        | {"envelope": {}}
        for number in range(first, first + len(hashes))
    ]
    add_rows(session, Capture, captures)
    rows = [
        {"position": position, "bundle_id": bundle_id, "number": position, "trimmed": False}
        | dict.fromkeys(("hash_full", "hash_crop5", "hash_crop10"), digest)
        for position, digest in enumerate(hashes, start=first)
    ]
    add_rows(session, PhotoScene, rows)


@pytest.fixture
def bundle_id(session: Session) -> UUID:
    return factory.visit(session, photos=0).id


def probe(digest: bytes) -> list[Probe]:
    return [Probe(words_of(digest), "full", "crop10", Symmetry.IDENTITY)]


def found(index: SceneIndex, session: Session, digest: bytes, before: int) -> list[tuple[int, int]]:
    hits = index.nearest(session, probe(digest), radius=48, before=before)
    return [(hit.row, hit.distance) for hit in hits]


def test_a_hash_is_found_below_the_position_and_not_from_it_on(session: Session, bundle_id: UUID) -> None:
    add_scenes(session, bundle_id, [*HASHES[:4], None, HASHES[0]])

    with SceneIndex() as index:
        assert found(index, session, HASHES[0], 0) == []
        assert found(index, session, HASHES[3], 3) == []
        assert found(index, session, HASHES[3], 4) == [(3, 0)]
        assert found(index, session, HASHES[0], 6) == [(0, 0), (5, 0)]


def test_it_goes_on_where_it_ended_over_the_borders_of_batches_and_pieces(
    session: Session, bundle_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene_index, "BATCH_ROWS", 7_000)
    many: list[bytes | None] = [None] * (PIECE_ROWS + 100)
    places = [0, 6_999, 7_000, PIECE_ROWS - 1, PIECE_ROWS, PIECE_ROWS + 99]
    for place in places:
        many[place] = HASHES[1]
    with SceneIndex(tmp_path) as index:
        add_scenes(session, bundle_id, many[:500])
        assert found(index, session, HASHES[1], 500) == [(0, 0)]

        add_scenes(session, bundle_id, many[500:], first=500)

        assert found(index, session, HASHES[1], len(many)) == [(place, 0) for place in places]
        assert index.size == len(many)


class TestACopy:
    def test_is_taken_over_by_the_next_process(
        self, session: Session, bundle_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add_scenes(session, bundle_id, list(HASHES[:5]))
        with SceneIndex(tmp_path) as index:
            assert found(index, session, HASHES[2], 5) == [(2, 0)]
        monkeypatch.setattr(scene_index.queries, "hashes_from", None)

        with SceneIndex(tmp_path) as index:
            assert found(index, session, HASHES[2], 5) == [(2, 0)]

    @pytest.mark.parametrize("lost", ["scenes.words", "scenes.json", "everything"])
    def test_that_is_lost_is_made_again(self, session: Session, bundle_id: UUID, tmp_path: Path, lost: str) -> None:
        add_scenes(session, bundle_id, list(HASHES[:5]))
        folder = tmp_path / "cache"
        with SceneIndex(folder) as index:
            found(index, session, HASHES[2], 5)
        shutil.rmtree(folder) if lost == "everything" else (folder / lost).unlink()

        with SceneIndex(folder) as index:
            assert found(index, session, HASHES[2], 5) == [(2, 0)]

    def test_that_was_cut_off_is_made_again(self, session: Session, bundle_id: UUID, tmp_path: Path) -> None:
        add_scenes(session, bundle_id, list(HASHES[:5]))
        with SceneIndex(tmp_path) as index:
            found(index, session, HASHES[2], 5)
        (tmp_path / "scenes.words").write_bytes(b"short")

        with SceneIndex(tmp_path) as index:
            assert found(index, session, HASHES[2], 5) == [(2, 0)]

    def test_of_another_database_is_not_believed(self, session: Session, bundle_id: UUID, tmp_path: Path) -> None:
        add_scenes(session, bundle_id, list(HASHES[:5]))
        with SceneIndex(tmp_path) as index:
            found(index, session, HASHES[2], 5)
        # What a worker finds that is started on a copy of another database.
        session.rollback()
        add_scenes(session, factory.visit(session, photos=0).id, list(HASHES[5:10]))

        with SceneIndex(tmp_path) as index:
            assert found(index, session, HASHES[2], 5) == []
            assert found(index, session, HASHES[7], 5) == [(2, 0)]

    def test_of_another_form_is_not_believed(self, session: Session, bundle_id: UUID, tmp_path: Path) -> None:
        add_scenes(session, bundle_id, list(HASHES[:5]))
        with SceneIndex(tmp_path) as index:
            found(index, session, HASHES[2], 5)
        state = json.loads((tmp_path / "scenes.json").read_text("ascii"))
        (tmp_path / "scenes.json").write_text(json.dumps(state | {"form": 0, "rows": 4}), "ascii")
        (tmp_path / "scenes.words").write_bytes(bytes((tmp_path / "scenes.words").stat().st_size))

        with SceneIndex(tmp_path) as index:
            assert found(index, session, HASHES[2], 5) == [(2, 0)]

    def test_is_shared_by_two_that_take_turns(self, session: Session, bundle_id: UUID, tmp_path: Path) -> None:
        with SceneIndex(tmp_path) as one, SceneIndex(tmp_path) as other:
            for first in range(0, 60, 10):
                add_scenes(session, bundle_id, list(HASHES[first : first + 10]), first=first)
                for index in (one, other) if first % 20 else (other, one):
                    assert found(index, session, HASHES[first + 3], first + 10) == [(first + 3, 0)]
                    assert found(index, session, HASHES[0], first + 10) == [(0, 0)]

    def test_that_somebody_removed_and_another_made_again_is_read_anew(
        self, session: Session, bundle_id: UUID, tmp_path: Path
    ) -> None:
        add_scenes(session, bundle_id, list(HASHES[:5]))
        with SceneIndex(tmp_path / "cache") as one, SceneIndex(tmp_path / "cache") as other:
            found(one, session, HASHES[0], 5)
            (tmp_path / "cache" / "scenes.json").unlink()
            add_scenes(session, bundle_id, list(HASHES[5:10]), first=5)
            found(other, session, HASHES[0], 10)

            assert found(one, session, HASHES[7], 10) == [(7, 0)]


def test_a_gap_in_the_order_is_an_error_and_no_silence(session: Session, bundle_id: UUID) -> None:
    add_scenes(session, bundle_id, list(HASHES[:2]))
    add_scenes(session, bundle_id, list(HASHES[2:4]), first=3)

    with SceneIndex() as index, pytest.raises(RuntimeError, match="gap"):
        index.nearest(session, probe(HASHES[0]), radius=48, before=5)


def test_a_temporary_copy_is_removed(session: Session, bundle_id: UUID) -> None:
    add_scenes(session, bundle_id, list(HASHES[:2]))
    with SceneIndex() as index:
        found(index, session, HASHES[0], 2)
        folder = index._folder

        assert (folder / "scenes.words").exists()

    assert not folder.exists()

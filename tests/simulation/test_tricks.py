"""Each trick leaves the pattern that its check looks for, and the honest visit beside it does not."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from field_api.demo.randomness import seeded
from field_api.evidence.rules.checks.catalogue import CHECKS
from field_api.evidence.rules.checks.facts import OtherAct, VisitEvidence
from field_api.evidence.rules.checks.thresholds import Thresholds
from field_api.evidence.rules.geodesy import Place, metres_between
from field_api.evidence.rules.photos.inspection import inspect_photo
from field_api.simulation.habits import LOOKS_FOR, Fault, Sign, Trick
from field_api.simulation.labelled import nearest_distance
from field_api.simulation.pictures import Edit, PlannedPhoto, develop
from field_api.simulation.plan import Plan, make_plan
from field_api.simulation.receiver import fixes_at, standing_still
from field_api.simulation.visits import PlannedVisit, payload_of

NOW = datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
LIMITS = Thresholds()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return make_plan(1, count=300, made_at=NOW)


@pytest.fixture(scope="module")
def tricks(plan: Plan) -> dict[Trick | None, list[PlannedVisit]]:
    found = defaultdict(list)
    for visit in plan.visits:
        found[visit.trick].append(visit)
    return found


def evidence(visit: PlannedVisit, **around: object) -> VisitEvidence:
    """What the checks see of a visit alone, and of what is given with it."""
    known = {
        "household_id": visit.household.household_id,
        "outcome": "visited" if visit.met else "not_found",
        "recommendation": visit.recommendation,
        "channel": "field_app",
        "started_at": visit.started_at,
        "finished_at": visit.finished_at,
        "received_at": NOW,
        "local_day": visit.finished_at.date(),
        "fix": visit.samples[-1],
        "samples": visit.samples,
        "answers": payload_of(visit, []).get("answers", {}),
        "member_count": len(visit.members),
        "household_place": Place(visit.household.latitude_e7, visit.household.longitude_e7),
    }
    return VisitEvidence(**known | around)  # type: ignore[arg-type]


def flagged(code: str, visit: PlannedVisit, **around: object) -> bool:
    return any(CHECKS[code].flags(evidence(visit, **around), LIMITS))


def as_other(visit: PlannedVisit) -> OtherAct:
    return OtherAct(visit.visit_id, visit.household.household_id, visit.samples[-1], visit.finished_at, same_hand=True)


def test_every_check_that_looks_for_something_exists() -> None:
    assert LOOKS_FOR.keys() <= CHECKS.keys()
    looked_for = frozenset().union(*LOOKS_FOR.values())
    assert looked_for == {*Trick, *Fault, *Sign} - {Trick.POSITION_IMITATED}


@pytest.mark.parametrize(
    ("code", "trick"),
    [
        ("position_frozen", Trick.POSITION_FROZEN),
        ("position_mocked", Trick.POSITION_MOCKED),
        ("position_rounded", Trick.POSITION_TYPED),
    ],
)
def test_a_feigned_position_shows_in_the_visit_itself(
    tricks: dict[Trick | None, list[PlannedVisit]], code: str, trick: Trick
) -> None:
    assert [visit for visit in tricks[trick] if not flagged(code, visit)] == []
    assert not any(flagged(code, visit) for visit in tricks[None] if visit.habit == "careful")


def test_an_imitated_position_shows_nowhere(tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    for visit in tricks[Trick.POSITION_IMITATED]:
        assert not any(flagged(code, visit) for code in CHECKS if code.startswith(("position", "accuracy")))


def test_a_point_is_shared_by_all_of_its_visits(tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    visits = tricks[Trick.POINT_SHARED]

    assert all(
        flagged("point_shared", visit, around=[as_other(each) for each in visits if each is not visit])
        for visit in visits
    )


def test_a_desk_is_one_spot_far_from_most_houses(tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    visits = tricks[Trick.DESK_FILLED]
    spots = [visit.samples[-1].place for visit in visits]

    assert max(metres_between(one, other) for one in spots for other in spots) < 40
    assert all((visit.finished_at - visit.started_at).total_seconds() <= 240 for visit in visits)
    assert any(flagged("visit_too_short", visit) for visit in visits)


def test_who_is_in_two_regencies_is_faster_than_anybody(tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    visits = sorted(tricks[Trick.TELEPORTED], key=lambda visit: visit.visit_id)
    pairs = list(pairwise(visits))

    assert any(flagged("speed_impossible", after, near_in_time=[as_other(before)]) for before, after in pairs)
    assert not any(
        flagged("speed_impossible", visit, near_in_time=[as_other(visit)]) for visit in tricks[Trick.TELEPORTED]
    )


def test_a_bribed_verifier_recommends_the_well_off(tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    assert {(visit.recommendation, visit.household.decile >= 7) for visit in tricks[Trick.BRIBED]} == {
        ("eligible", True)
    }


def test_a_padded_household_names_people_of_another(plan: Plan, tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    homes = {person.nik: each.household_id for each in plan.households for person in each.members}

    for visit in tricks[Trick.PADDED]:
        met = {homes[member.nik] for member in visit.members if member.nik}
        assert len(met) == 2
        assert payload_of(visit, [])["answers"]["household_size"] == len(visit.members)


def test_a_borrowed_phone_is_somebody_elses(tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
    assert all(visit.signed_by != visit.username for visit in tricks[Trick.PHONE_BORROWED])
    assert all(visit.signed_by == visit.username for visit in tricks[None])


class TestPhotos:
    def photo(self, tricks: dict[Trick | None, list[PlannedVisit]], trick: Trick) -> PlannedPhoto:
        return tricks[trick][0].photos[0]

    def test_a_copy_is_the_very_file_of_another_visit(
        self, plan: Plan, tricks: dict[Trick | None, list[PlannedVisit]]
    ) -> None:
        copied = self.photo(tricks, Trick.PHOTO_COPIED)
        (original,) = (
            photo
            for visit in plan.visits
            if visit.visit_id == copied.scene.visit_id
            for photo in visit.photos
            if photo.scene == copied.scene
        )

        assert develop(copied) == develop(original)

    @pytest.mark.parametrize(
        "trick",
        [Trick.PHOTO_CROPPED, Trick.PHOTO_BRIGHTENED, Trick.PHOTO_RECOMPRESSED, Trick.PHOTO_MIRRORED],
    )
    def test_an_edited_photo_is_another_file_of_the_same_scene(
        self, tricks: dict[Trick | None, list[PlannedVisit]], trick: Trick
    ) -> None:
        photo = self.photo(tricks, trick)
        edited, original = develop(photo), develop(PlannedPhoto(photo.scene, photo.taken_at, ()))
        other = develop(PlannedPhoto(self.photo(tricks, Trick.DESK_FILLED).scene, photo.taken_at, ()))

        hashes = [inspect_photo(content).hashes for content in (edited, original, other)]
        assert all(hashes)
        alike, unlike = nearest_distance(hashes[0], hashes[1]), nearest_distance(hashes[0], hashes[2])  # type: ignore[arg-type]
        assert edited != original
        assert alike < unlike
        assert alike <= 90

    def test_the_flaws_of_an_old_phone_are_seen(self, tricks: dict[Trick | None, list[PlannedVisit]]) -> None:
        photo = self.photo(tricks, Trick.DESK_FILLED)

        dark = PlannedPhoto(photo.scene, photo.taken_at, (), Edit.DARK)

        assert inspect_photo(develop(dark)).quality.luminance < inspect_photo(develop(photo)).quality.luminance  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), accuracy=st.floats(3, 100))
def test_a_real_receiver_wanders_and_a_frozen_one_does_not(seed: int, accuracy: float) -> None:
    house = Place(-78_350_000, 1_144_000_000)
    moments = [NOW + timedelta(seconds=3 * number) for number in range(6)]

    fixes = fixes_at(house, accuracy, moments, seeded("receiver", seed))

    assert len({fix.place for fix in fixes}) > 1
    assert all(0.85 * accuracy * 1000 - 1 <= (fix.accuracy_mm or 0) <= 1.2 * accuracy * 1000 + 1 for fix in fixes)
    # Four of five radii out is one in a million.
    assert all(metres_between(fix.place, house) < 5 * accuracy + 10 for fix in fixes)
    assert len({fix.place for fix in standing_still(fixes)}) == 1

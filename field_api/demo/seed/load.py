"""Making the demo in one transaction, so that there is a whole one or none.

Refuses production, and a database that holds users or areas already: a demo never mixes with anything.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from time import perf_counter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from field_api.areas.models import Area
from field_api.config import Config
from field_api.demo.district import District, synthetic_district
from field_api.demo.logins import refuse_in_production
from field_api.demo.people import Household, households
from field_api.demo.seed import decisions, deliveries, field_work, foundation, population
from field_api.demo.seed.deliveries import PlannedDelivery
from field_api.demo.seed.field_work import OpenTask
from field_api.demo.seed.pictures import Shot, Size, Studio
from field_api.demo.seed.plan import OFFICER_RW, PlannedVisit, Stage, plan_visits
from field_api.demo.seed.setting import Act, Setting
from field_api.demo.seed.timeline import Timeline
from field_api.errors import Conflict
from field_api.identity.models import User
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.keys import key_ring
from field_api.review.service.cases import open_case
from field_api.storage import ObjectStore

Say = Callable[[str], None]


class NotEmpty(Conflict):
    """The database holds users or areas already; nothing was changed."""

    code = "demo_not_empty"


@dataclass(frozen=True, slots=True)
class DemoSize:
    """How large a demo is. The seed of the district is 2: it has no RW of two parts, which is easier to look at."""

    seed: int = 2
    households: int = 400
    photo: Size = (1024, 768)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made, and where a newcomer may begin to look."""

    households: int
    people: int
    assignments: int
    visits: int
    photos: int
    hand_overs: int
    open_assignment: UUID | None
    case_awaiting_review: UUID | None
    endorsed_list: UUID
    round: UUID


def load_demo(
    session: Session,
    store: ObjectStore,
    config: Config,
    *,
    made_at: datetime,
    size: DemoSize | None = None,
    say: Say = lambda _line: None,
) -> Demo:
    """Make the demo through the services; the session sees the whole country, and its caller commits.

    The same size and `made_at` (aware) give the same people, visits and photos; only ids that the services make
    themselves differ. Raises `DemoInProduction` and `NotEmpty`.
    """
    refuse_in_production(config)
    if holds_data(session):
        raise NotEmpty("The database holds data already, so no demonstration data are made.")
    story = _tell(size or DemoSize(), made_at)
    with Studio(story.shots, story.size.photo) as studio:
        with _timed(say, f"{len(story.district.areas)} areas, users, programmes, instruments"):
            foundation.found_areas(session, story.timeline, story.district)
            actors = foundation.found_users(session, story.timeline)
            phones = foundation.found_phones(session, story.timeline, actors)
            foundation.found_rules(session, story.timeline)
        with _timed(say, f"{len(story.households)} households"):
            person_ids = population.import_everybody(session, config, story.timeline, story.households)
        keys, origin = key_ring(config), config.log_origin
        setting = Setting(session, store, keys, origin, story.timeline, actors, person_ids, phones)
        with _timed(say, f"{len(story.visits)} visits with photos, decisions, an endorsed list, an open round"):
            for act in sorted(_acts(story, setting, studio), key=attrgetter("at")):
                act.perform(act.at)
    return _described(story, setting)


def holds_data(session: Session) -> bool:
    """Whether there is a user or an area already."""
    return any(session.scalar(select(each).limit(1)) for each in (User.id, Area.id))


def summary_of(demo: Demo) -> Iterator[str]:
    """The demo in lines of text: how much there is, and where to begin."""
    yield (
        f"{demo.households} households with {demo.people} people, {demo.assignments} assignments, {demo.visits} visits,"
        f" {demo.photos} photos, {demo.hand_overs} hand-overs."
    )
    places = {
        "an open assignment (verifikator)": demo.open_assignment,
        "a case that awaits review (penelaah)": demo.case_awaiting_review,
        "an endorsed list with its letter (pengesah)": demo.endorsed_list,
        "an open round (ketua-rw, kelurahan)": demo.round,
    }
    for name, found in places.items():
        yield f"  {name}: {found or 'none'}"


@dataclass(frozen=True, slots=True)
class _Story:
    """All that is known before anything is written."""

    size: DemoSize
    timeline: Timeline
    district: District
    households: Sequence[Household]
    visits: Sequence[PlannedVisit]
    tasks: Sequence[OpenTask]
    deliveries: Sequence[PlannedDelivery]

    @property
    def shots(self) -> dict[UUID, list[Shot]]:
        return {visit.visit_id: field_work.shots_of(visit) for visit in self.visits} | {
            delivery.hand_over_id: deliveries.shots_of(delivery) for delivery in self.deliveries
        }


def _tell(size: DemoSize, made_at: datetime) -> _Story:
    timeline = Timeline(made_at, size.seed)
    district = synthetic_district(size.seed)
    founded_at = timeline.moment(foundation.FOUNDED_DAYS_AGO, 10)
    everybody = list(households(district, count=size.households, seed=size.seed, made_at=founded_at))
    visits = plan_visits(everybody, timeline)
    tasks = field_work.open_tasks(everybody, visits, timeline)
    return _Story(size, timeline, district, everybody, visits, tasks, deliveries.plan_deliveries(visits, timeline))


def _acts(story: _Story, setting: Setting, studio: Studio) -> Iterator[Act]:
    yield from field_work.acts_of_assigning(setting, story.visits, story.tasks)
    yield from field_work.acts_of_visiting(setting, studio, story.visits)
    yield from decisions.acts_of_deciding(setting, story.visits)
    yield from decisions.acts_of_endorsing(setting)
    yield from deliveries.acts_of_delivering(setting, studio, story.deliveries)


def _described(story: _Story, setting: Setting) -> Demo:
    return Demo(
        households=len(story.households),
        people=len(setting.person_ids),
        assignments=len(story.visits) + len(story.tasks),
        visits=len(story.visits),
        photos=sum(map(len, story.shots.values())),
        hand_overs=len(story.deliveries),
        open_assignment=_open_assignment(story),
        case_awaiting_review=_case_awaiting_review(story, setting),
        endorsed_list=decisions.list_id_of(story.timeline, decisions.PACKAGE_PROGRAMME),
        round=deliveries.round_id_of(story.timeline),
    )


def _open_assignment(story: _Story) -> UUID | None:
    """One that the RW officer's own household could be handed a package for, later."""
    near = [task.household for task in story.tasks if task.household.area_code.startswith(f"{OFFICER_RW}.")]
    return field_work.assignment_id_of(story.timeline, near[0]) if near else None


def _case_awaiting_review(story: _Story, setting: Setting) -> UUID | None:
    waiting = next((visit for visit in story.visits if visit.stage is Stage.AWAITING), None)
    if waiting is None:
        return None
    # Opening what is open already only says which case it is.
    return open_case(setting.session, SystemAuthor(), visit_id=waiting.visit_id, at=waiting.finished_at).id


@contextmanager
def _timed(say: Say, what: str) -> Iterator[None]:
    begun = perf_counter()
    yield
    say(f"{what}: {perf_counter() - begun:.0f} s")

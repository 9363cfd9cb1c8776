"""Moments and ids of the story, counted back from the moment at which the demo is made.

The same `made_at` and the same seed give the same moments and ids. It refuses hours of today: part of today still
lies ahead, and nothing in the demo happens in the future.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from field_api.areas.rules.zones import WIB
from field_api.demo.randomness import seeded, uuid7_at


@dataclass(frozen=True, slots=True)
class Timeline:
    """`made_at` is aware."""

    made_at: datetime
    seed: int

    @property
    def today(self) -> date:
        """The local day on which the demo is made."""
        return self.made_at.astimezone(WIB).date()

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def moment(self, days_ago: int, hour: int, minutes: int = 0) -> datetime:
        """A local moment of an earlier day; `minutes` may run past the hour."""
        if days_ago < 1:
            raise ValueError("only days before today lie behind us for certain")
        return datetime.combine(self.day(days_ago), time(hour), WIB) + timedelta(minutes=minutes)

    def id_at(self, moment: datetime, *parts: int | str) -> UUID:
        """The id of what `parts` name, made at `moment`."""
        return uuid7_at(moment, seeded("demo", self.seed, *parts))

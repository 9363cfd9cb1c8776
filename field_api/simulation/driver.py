"""A whole simulation against a running product: found it, send every visit in the order of its time, read back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from time import monotonic
from typing import Any

from field_api.simulation.founding import (
    ImportResult,
    People,
    found_areas,
    found_people,
    found_registry,
    require_catalogues,
)
from field_api.simulation.observed import Seen
from field_api.simulation.packages import PackageResult, hand_packages_over
from field_api.simulation.phone import Sender
from field_api.simulation.plan import Plan
from field_api.simulation.product import Client, refuse_real_product
from field_api.simulation.reading import read_back, wait_until_checked
from field_api.simulation.visits import Network

Say = Callable[[str], None]
_SAID_EVERY = 50
# A worker takes half a second for a photo when the machine is busy; a visit has two.
_CHECK_SECONDS, _LEAST_PATIENCE = 4.0, 120.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the run brought: visits as they were seen, how many never left a phone, and what the import said."""

    seen: list[Seen]
    lost_with_phones: int
    registry: ImportResult
    packages: PackageResult
    seconds: float

    def to_json(self) -> dict[str, Any]:
        return {
            "lost_with_phones": self.lost_with_phones,
            "seconds": round(self.seconds),
            "import": asdict(self.registry),
            "packages": self.packages.to_json(),
        }

    def lines(self) -> Iterator[str]:
        """What is beside the checks, for a terminal."""
        yield ""
        yield f"{self.lost_with_phones} visits never left their phones, and nobody can know of them."
        told = self.registry
        yield f"list: {told.rows_rejected} of {told.rows} rows rejected; planted {told.planted}, told {told.rejected}"
        yield from self.packages.lines()


def simulate(product: Client, plan: Plan, *, admin: str, password: str, say: Say) -> Outcome:
    """Carry the plan out over HTTP and read back what was flagged. Raises NotForSimulation before anything is sent."""
    refuse_real_product(product)
    began = monotonic()
    administrator = product.log_in(admin, password)
    require_catalogues(administrator)
    found_areas(administrator, plan)
    people = found_people(administrator, plan)
    registry = found_registry(people.staff["penelaah"], plan)
    say(f"{len(plan.verifiers)} verifiers, {registry.households_stored} households: {monotonic() - began:.0f} s")
    _send_all(plan, people, say)
    sent = sum(visit.network is not Network.NONE for visit in plan.visits)
    patience = max(_LEAST_PATIENCE, _CHECK_SECONDS * sent)
    auditor = people.staff["pemeriksa"]
    wait_until_checked(auditor, plan, say=say, patience_seconds=patience)
    seen = read_back(auditor, plan)
    say("handing packages over")
    packages = hand_packages_over(people, plan, seen)
    return Outcome(seen, len(plan.visits) - sent, registry, packages, monotonic() - began)


def _send_all(plan: Plan, people: People, say: Say) -> None:
    for number, visit in enumerate(plan.visits, start=1):
        if visit.network is Network.NONE:
            continue
        # Who works with a colleague's phone has not logged in as its owner.
        clients: Mapping[str, Client] = people.verifiers if visit.signed_by == visit.username else people.without_phone
        Sender(clients[visit.username]).send(visit, people.phones[visit.signed_by])
        if number % _SAID_EVERY == 0:
            say(f"{number} of {len(plan.visits)} visits sent")

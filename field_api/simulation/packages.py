"""From decided cases to packages at the door, some of which get lost: what the round and the checks tell of it."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from field_api.areas.rules.zones import WIB
from field_api.clock import new_id
from field_api.demo.people import Household
from field_api.demo.signature import signed
from field_api.evidence.rules.checks.check import WEIGHTS, Severity
from field_api.review.rules.intervals import Share
from field_api.simulation.doors import Fate, PlannedHandOver, plan_hand_overs
from field_api.simulation.founding import PROGRAMME, People
from field_api.simulation.observed import Seen
from field_api.simulation.phone import Sender
from field_api.simulation.pictures import develop
from field_api.simulation.plan import Plan
from field_api.simulation.product import Client, ProductRefused
from field_api.simulation.visits import sample_of

_COMPONENT = "food"
# Enough to count, and few enough to wait for.
_MOST = 40
_CHECK_SECONDS, _LEAST_PATIENCE = 4.0, 120.0
_PAUSE_SECONDS, _QUIET_LOOKS = 1.0, 4
_HEAVIEST_ACCEPTED = 1


@dataclass(frozen=True, slots=True)
class PackageResult:
    """Packages by what became of them, by what the progress of the round says, and how many weigh as much as a doubt."""

    fates: Mapping[str, int]
    told: Mapping[str, int]
    flagged: Mapping[str, Share]

    def to_json(self) -> dict[str, Any]:
        flagged = {label: share.to_json() for label, share in self.flagged.items()}
        return {"fates": dict(self.fates), "told": dict(self.told), "flagged": flagged}

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        yield f"packages: what became of them {dict(self.fates)}, what the round tells {dict(self.told)}"
        shares = "; ".join(f"{label} {share.part}/{share.whole}" for label, share in self.flagged.items())
        yield f"hand-overs that weigh as much as a doubt: {shares or 'none was sent'}"


def hand_packages_over(people: People, plan: Plan, seen: Sequence[Seen]) -> PackageResult:
    """Accept the lightest cases, endorse their list, open a round and hand over what is not lost. Raises ProductRefused."""
    area = plan.sites[0].code
    households = {visit.visit_id: visit.household for visit in plan.visits if visit.met}
    light = [each.key for each in seen if each.weight <= _HEAVIEST_ACCEPTED and isinstance(each.key, UUID)]
    chosen = [key for key in light if key in households and households[key].area_code.startswith(f"{area}.")][:_MOST]
    _accept(people.staff["penelaah"], chosen)
    _endorse(people, plan, area)
    round_id = _open_round(people.staff["pengesah"], plan, area)
    by_id = {str(household.household_id): household for household in households.values()}
    planned = _hand_over(people.staff["lurah"], plan, round_id, by_id)
    flagged = _flagged(people.staff["pemeriksa"], round_id, planned)
    total = people.staff["pengesah"].get(f"/v1/rounds/{round_id}/progress")["total"]
    told = {name: total[name] for name in ("planned", "confirmed", "photos_pending", "failed", "pending")}
    return PackageResult(Counter(each.fate.value for each in planned), told, flagged)


def _accept(reviewer: Client, visits: Sequence[UUID]) -> None:
    wanted = set(map(str, visits))
    cases = [line["case"] for line in reviewer.pages("/v1/cases?") if line["case"]["visit_id"] in wanted]
    determination = {
        "programme_code": PROGRAMME,
        "component": _COMPONENT,
        "eligible": True,
        "reason": "Simulasi penyaluran.",
    }
    for case in cases:
        path = f"/v1/cases/{case['id']}"
        decision = {
            "id": str(new_id()),
            "verdict": "accept",
            "reason_code": "evidence_supports",
            "reason": "Foto, posisi dan jawaban cocok.",
            "determinations": [determination],
        }
        reviewer.post(f"{path}/decisions", decision, etag=reviewer.ask("GET", path, {200}).headers["etag"])


def _endorse(people: People, plan: Plan, area: str) -> None:
    reviewer, approver = people.staff["penelaah"], people.staff["pengesah"]
    list_id, day = str(new_id()), plan.made_at.astimezone(WIB).date().isoformat()
    draft = {"title": "Simulasi", "period": day[:7], "programme_code": PROGRAMME, "area_code": area}
    drafted = reviewer.post("/v1/lists", {"id": list_id, **draft})
    filled = reviewer.post(f"/v1/lists/{list_id}/items", {}, etag=drafted.headers["etag"])
    reviewer.post(f"/v1/lists/{list_id}/seal", {}, etag=filled.headers["etag"])
    unsigned = approver.ask("GET", f"/v1/lists/{list_id}/letter-draft.pdf", {200}).body
    sealed = approver.ask("GET", f"/v1/lists/{list_id}", {200})
    form = {
        "number": f"SIM/{plan.seed}/{list_id[-8:]}",
        "date": day,
        "signatory_name": "Bupati Simulasi",
        "signatory_capacity": "kepala_daerah",
        "letter": ("surat.pdf", signed(unsigned), "application/pdf"),
    }
    approver.form(f"/v1/lists/{list_id}/endorsement", form, etag=sealed.headers["etag"])


def _open_round(approver: Client, plan: Plan, area: str) -> str:
    round_id, day = str(new_id()), plan.made_at.astimezone(WIB).date().isoformat()
    asked = {"programme_code": PROGRAMME, "area_code": area, "title": "Simulasi", "package": "10 kg beras"}
    approver.post("/v1/rounds", {"id": round_id, **asked, "starts_on": day, "ends_on": day})
    return round_id


def _hand_over(officer: Client, plan: Plan, round_id: str, by_id: Mapping[str, Household]) -> list[PlannedHandOver]:
    """Go to every door; what vanished is not spoken of."""
    allocations = officer.pages(f"/v1/rounds/{round_id}/allocations?")
    packages = [(each["id"], by_id[each["household_id"]]) for each in allocations]
    planned = plan_hand_overs(plan.seed, packages, plan.made_at)
    sender = Sender(officer)
    for each in planned:
        if each.fate is not Fate.VANISHED:
            _send(sender, each)
    return planned


def _send(sender: Sender, planned: PlannedHandOver) -> None:
    path = f"/v1/hand-overs/{planned.hand_over_id}"
    fix, at = planned.samples[-1], planned.at.isoformat()
    position = sample_of(fix, at=False) | {"samples": [sample_of(each) for each in planned.samples]}
    report = {"allocation_id": planned.allocation_id, "handed_over_at": at, "position": position}
    if planned.photo is None:
        failed = {"outcome": "not_delivered", "failure": planned.fate.value, "note": "Simulasi."}
        sender.deliver(planned.hand_over_id, path, report | failed, {})
        return
    content = develop(planned.photo)
    sha256 = hashlib.sha256(content).hexdigest()
    photo = {"sha256": sha256, "size": len(content), "kind": "hand_over", "taken_at": at} | sample_of(fix, at=False)
    card = {"card_check": "matches"} if planned.card_compared else {}
    delivered = {"outcome": "delivered", "received_by": "self", "photos": [photo]} | card
    sender.deliver(planned.hand_over_id, path, report | delivered, {sha256: content})


def _flagged(auditor: Client, round_id: str, planned: Sequence[PlannedHandOver]) -> dict[str, Share]:
    """Wait until all that were sent have been checked; then, of each label, how many weigh as much as a doubt."""
    labels = {str(each.hand_over_id): each.label for each in planned if each.fate is not Fate.VANISHED}
    weights = _weights(auditor, round_id, len(labels))
    heavy = Counter(labels[each] for each, weight in weights.items() if weight >= WEIGHTS[Severity.DOUBT])
    return {label: Share(heavy[label], count) for label, count in sorted(Counter(labels.values()).items())}


def _weights(auditor: Client, round_id: str, expected: int) -> dict[str, int]:
    """The weight of every hand-over of a round once second looks have come to rest. Raises ProductRefused."""
    deadline = time.monotonic() + max(_LEAST_PATIENCE, _CHECK_SECONDS * expected)
    before: dict[str, int] = {}
    quiet = 0
    while time.monotonic() < deadline:
        listed = auditor.pages(f"/v1/hand-overs?round={round_id}&order=flags&")
        weights = {each["id"]: each["check"]["weight"] for each in listed if each["check"]}
        quiet = quiet + 1 if weights == before and len(weights) == expected else 0
        if quiet >= _QUIET_LOOKS:
            return weights
        before = weights
        time.sleep(_PAUSE_SECONDS)
    raise ProductRefused(f"{expected - len(before)} hand-overs were not checked in time. Is a worker running?")

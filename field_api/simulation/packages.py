"""From decided cases to packages at the door, some of which get lost: what the round tells beside what became of them.

No source gives a rate of lost packages; the shares here are our own guesses.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from field_api.clock import new_id
from field_api.demo.people import Household
from field_api.demo.randomness import seeded
from field_api.demo.seed.timeline import WIB
from field_api.evidence.rules.geodesy import Place
from field_api.simulation.founding import PROGRAMME, People
from field_api.simulation.observed import Seen
from field_api.simulation.phone import Sender
from field_api.simulation.pictures import PlannedPhoto, Scene, develop
from field_api.simulation.plan import Plan
from field_api.simulation.product import Client

_COMPONENT = "food"
# Enough to count, and few enough to wait for.
_MOST = 20
_HEAVIEST_ACCEPTED = 1


class Fate(StrEnum):
    """What becomes of a package."""

    DELIVERED = "delivered"
    MOVED = "moved"
    # The officer says so himself, or nobody says anything.
    REPORTED_MISSING = "package_missing"
    VANISHED = "vanished"
    # Kept by the officer, who shows the photo of somebody else's package.
    PRETENDED = "pretended"


_SHARES = {Fate.DELIVERED: 70, Fate.MOVED: 8, Fate.REPORTED_MISSING: 7, Fate.VANISHED: 8, Fate.PRETENDED: 7}


@dataclass(frozen=True, slots=True)
class PackageResult:
    """Packages by what became of them, and by what the progress of the round says."""

    fates: Mapping[str, int]
    told: Mapping[str, int]


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
    fates = _hand_over(people.staff["lurah"], plan, round_id, by_id)
    total = people.staff["pengesah"].get(f"/v1/rounds/{round_id}/progress")["total"]
    told = {name: total[name] for name in ("planned", "confirmed", "photos_pending", "failed", "pending")}
    return PackageResult(dict(fates), told)


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
    letter = approver.ask("GET", f"/v1/lists/{list_id}/letter-draft.pdf", {200}).body
    sealed = approver.ask("GET", f"/v1/lists/{list_id}", {200})
    form = {
        "number": f"SIM/{plan.seed}/{list_id[-8:]}",
        "date": day,
        "signatory_name": "Bupati Simulasi",
        "signatory_capacity": "kepala_daerah",
        "letter": ("surat.pdf", letter, "application/pdf"),
    }
    approver.form(f"/v1/lists/{list_id}/endorsement", form, etag=sealed.headers["etag"])


def _open_round(approver: Client, plan: Plan, area: str) -> str:
    round_id, day = str(new_id()), plan.made_at.astimezone(WIB).date().isoformat()
    asked = {"programme_code": PROGRAMME, "area_code": area, "title": "Simulasi", "package": "10 kg beras"}
    approver.post("/v1/rounds", {"id": round_id, **asked, "starts_on": day, "ends_on": day})
    return round_id


def _hand_over(officer: Client, plan: Plan, round_id: str, by_id: Mapping[str, Household]) -> Counter[str]:
    """Go to every door; what vanished is not spoken of."""
    chance = seeded("packages", plan.seed)
    sender, fates = Sender(officer), Counter[str]()
    proof: bytes | None = None
    for allocation in officer.pages(f"/v1/rounds/{round_id}/allocations?"):
        (fate,) = chance.choices(list(_SHARES), weights=list(_SHARES.values()))
        if fate is Fate.PRETENDED and proof is None:
            fate = Fate.DELIVERED
        fates[fate.value] += 1
        if fate is Fate.VANISHED:
            continue
        household = by_id[allocation["household_id"]]
        if fate is not Fate.PRETENDED:
            proof = _proof(household, plan)
        _confirm(sender, plan, allocation["id"], household, fate, proof or b"")
    return fates


def _confirm(sender: Sender, plan: Plan, allocation_id: str, household: Household, fate: Fate, proof: bytes) -> None:
    hand_over_id = new_id()
    at = (plan.made_at - timedelta(minutes=5)).isoformat()
    report: dict[str, Any] = {"allocation_id": allocation_id, "handed_over_at": at}
    if fate in {Fate.MOVED, Fate.REPORTED_MISSING}:
        sender.deliver(
            hand_over_id,
            f"/v1/hand-overs/{hand_over_id}",
            report | {"outcome": "not_delivered", "failure": fate.value, "note": "Simulasi."},
            {},
        )
        return
    sha256 = hashlib.sha256(proof).hexdigest()
    place = {"latitude_e7": household.latitude_e7, "longitude_e7": household.longitude_e7, "accuracy_mm": 7_321}
    photo = {"sha256": sha256, "size": len(proof), "kind": "hand_over", "taken_at": at}
    delivered = {"outcome": "delivered", "received_by": "self", "position": place, "photos": [photo]}
    sender.deliver(hand_over_id, f"/v1/hand-overs/{hand_over_id}", report | delivered, {sha256: proof})


def _proof(household: Household, plan: Plan) -> bytes:
    place = Place(household.latitude_e7, household.longitude_e7)
    scene = Scene("hand_over", household.household_id, household, plan.made_at.astimezone(WIB), place)
    return develop(PlannedPhoto(scene, plan.made_at, ()))

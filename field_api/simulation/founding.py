"""What a simulation needs before the first visit: areas, users, the registry from a faulty and then a corrected file."""

import csv
import io
import json
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from field_api.demo.answers import INSTRUMENTS
from field_api.demo.district import PROVINCE_CODE, District, Level
from field_api.demo.import_file import FaultRates, write_import_csv
from field_api.simulation.phone import Phone
from field_api.simulation.plan import Plan
from field_api.simulation.product import Client, ProductRefused

_TITLE = "Simulation: an invented regency"
PROGRAMME = "sembako"
_IN_FORCE_SINCE = "2020-01-01"
_PATIENCE_SECONDS, _PAUSE_SECONDS = 600, 0.3
# What must have been loaded before, and by which command.
_CATALOGUES = {
    **{f"/v1/instruments/{code}/{version}": "field-api instruments load" for code, version in INSTRUMENTS},
    f"/v1/programmes/{PROGRAMME}": "field-api programmes load",
}
# Login ending -> role; each works in both regencies.
STAFF = {
    "penelaah": "dinsos_reviewer",
    "pengesah": "dinsos_approver",
    "pemeriksa": "auditor",
    "lurah": "kelurahan",
}


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who has logged in: staff by login ending, verifiers by user name, each verifier's phone."""

    staff: Mapping[str, Client]
    verifiers: Mapping[str, Client]
    # The same users at a browser that is no registered phone.
    without_phone: Mapping[str, Client]
    phones: Mapping[str, Phone]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What was planted into the file and what the product said: rows with each fault, rejections by code."""

    rows: int
    planted: Mapping[str, int]
    rejected: Mapping[str, int]
    rows_rejected: int
    households_stored: int


def require_catalogues(admin: Client) -> None:
    """Raise ProductRefused, with the remedy, when an instrument or the programme of the packages is not there."""
    for path, command in _CATALOGUES.items():
        if admin.ask("GET", path, {200, 404}).status == 404:  # noqa: PLR2004 - HTTP
            raise ProductRefused(f"The product has no {path.removeprefix('/v1/')}. Run: {command}")


def found_areas(admin: Client, plan: Plan) -> None:
    """Import codes and polygons of both regencies. Raises ProductRefused where this seed was simulated before."""
    if admin.ask("GET", f"/v1/areas/{plan.sites[0].code}", {200, 404}).status == 200:  # noqa: PLR2004 - HTTP
        raise ProductRefused(
            f"There is a regency {plan.sites[0].code} already: this seed was simulated here. Choose another --seed."
        )
    if admin.ask("GET", f"/v1/areas/{PROVINCE_CODE}", {200, 404}).status == 404:  # noqa: PLR2004 - HTTP
        _import_areas(admin, "codes", _codes([(PROVINCE_CODE, "Jawa Timur")]))
    for district in plan.districts:
        # Without the province: a file speaks for all that lies below its rows, and there are others' regencies.
        _import_areas(admin, "codes", _codes((area.code, area.name) for area in district.areas))
        _import_areas(admin, "polygons", _polygons(district))


def found_people(admin: Client, plan: Plan) -> People:
    """Make every user with a password that nobody keeps, and log them in, verifiers with their phones."""
    areas = [site.code for site in plan.sites]
    passwords = {}
    roles = {f"sim{plan.seed}-{ending}": role for ending, role in STAFF.items()}
    roles |= {verifier.username: "verifier" for verifier in plan.verifiers}
    for username, role in roles.items():
        passwords[username] = secrets.token_urlsafe(18)
        grants = [{"role": role, "area_code": area, "valid_from": _IN_FORCE_SINCE} for area in areas]
        person = {"username": username, "full_name": username, "password": passwords[username], "roles": grants}
        admin.post("/v1/users", person)
    clients = {username: admin.log_in(username, password) for username, password in passwords.items()}
    phones = {verifier.username: Phone() for verifier in plan.verifiers}
    with_phone = {}
    for username, phone in phones.items():
        key = {"label": "Simulated", "public_key": phone.public_key()}
        clients[username].ask("PUT", f"/v1/me/devices/{phone.device_id}", {200}, json=key)
        with_phone[username] = admin.log_in(username, passwords[username], device_id=phone.device_id)
    staff = {ending: clients[f"sim{plan.seed}-{ending}"] for ending in STAFF}
    return People(staff, with_phone, clients, phones)


def found_registry(reviewer: Client, plan: Plan) -> ImportResult:
    """Send the list with the faults of real lists (domain 2.12), and then as the desk corrected it."""
    planted: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    rows = rejected = stored = 0
    for site in plan.sites:
        own = [each for each in plan.households if each.area_code.startswith(f"{site.code}.")]
        if not own:
            continue
        with tempfile.TemporaryDirectory(prefix="field-api-simulation-") as folder:
            path = Path(folder) / "keluarga.csv"
            written = write_import_csv(path, own, faults=FaultRates(), seed=plan.seed)
            faulty = _import_households(reviewer, site.code, path)
            codes.update(each["code"] for each in reviewer.pages(f"/v1/imports/{faulty['id']}/rejections?"))
            write_import_csv(path, own)
            corrected = _import_households(reviewer, site.code, path)
        planted.update(written.faults)
        rows += written.rows
        rejected += faulty["rows_rejected"]
        stored += faulty["households_stored"] + corrected["households_stored"]
    return ImportResult(rows, dict(planted), dict(codes), rejected, stored)


def _import_households(reviewer: Client, area_code: str, path: Path) -> Mapping[str, Any]:
    """Send a file and wait until the worker has read it."""
    files = {"area_code": area_code, "file": ("keluarga.csv", path.read_bytes())}
    asked = reviewer.form("/v1/imports", files).json()
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        seen: Mapping[str, Any] = reviewer.get(f"/v1/imports/{asked['id']}")
        if seen["finished_at"]:
            if seen["status"] != "finished":
                raise ProductRefused(f"The import of the list ended as {seen['status']}: {seen['refusal']}")
            return seen
        time.sleep(_PAUSE_SECONDS)
    raise ProductRefused("The import of the list does not end. Is a worker running?")


def _import_areas(admin: Client, kind: str, content: bytes) -> None:
    fields = {"kind": kind, "title": _TITLE, "valid_from": _IN_FORCE_SINCE, "file": (f"{kind}.txt", content)}
    report = admin.form("/v1/areas/imports", fields).json()
    if report["findings"]:
        raise ProductRefused(f"The {kind} of the invented regency were not all taken: {report['findings'][:3]}")


def _codes(rows: Iterable[tuple[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("kode", "nama"))
    writer.writerows(rows)
    return text.getvalue().encode()


def _polygons(district: District) -> bytes:
    features = [
        {"type": "Feature", "properties": {"kode": area.code}, "geometry": area.polygon}
        for area in district.areas
        if area.level is Level.RT
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()

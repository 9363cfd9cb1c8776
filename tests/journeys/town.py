"""Jakarta with its real codes and polygons, and the people who work there: what every journey begins with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import urllib3

from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.fakes.http_client import Client, fresh_id
from tests.fakes.product import RunningProduct

PASSWORD = "kata sandi uji coba"
WIB = timezone(timedelta(hours=7))
# Tegal Alur RW 014, in which two of the real photos were taken.
TEGAL_ALUR = "31.73.06.1003"
RW = f"{TEGAL_ALUR}.014"
# Each journey works in a place of its own.
RW_OF_KILLS, RW_OF_TRAPS, RW_OF_SAMPLES = (f"{TEGAL_ALUR}.{rw}" for rw in ("001", "002", "003"))
WEST_JAKARTA, NEXT_DOOR = "31.73", "31.73.06.1001"
# At the door of the first household, where the photos say they were taken.
LATITUDE_E7, LONGITUDE_E7 = -61_235_953, 1_067_250_053

# Login, roles, area.
PEOPLE = (
    ("petugas", "verifier", TEGAL_ALUR),
    ("petugas-dua", "verifier", TEGAL_ALUR),
    ("penelaah", "dinsos_reviewer", WEST_JAKARTA),
    ("petugas-penelaah", "verifier dinsos_reviewer", TEGAL_ALUR),
    ("pengesah", "dinsos_approver", WEST_JAKARTA),
    ("ketua-rw", "rw", RW),
    ("pemeriksa", "auditor", "31"),
    ("petugas-tetangga", "verifier", NEXT_DOOR),
    ("penelaah-tetangga", "dinsos_reviewer", NEXT_DOOR),
    ("ketua-rw-tetangga", "rw", f"{NEXT_DOOR}.001"),
)


@dataclass(frozen=True)
class Town:
    """The running product with its areas, programmes, instruments and logins."""

    product: RunningProduct
    pool: urllib3.PoolManager

    def log_in(self, username: str, *, pool: urllib3.PoolManager | None = None, address: str | None = None) -> Client:
        return Client.log_in(pool or self.pool, address or self.product.address, username, PASSWORD)


def settle(product: RunningProduct, pool: urllib3.PoolManager, data: Path) -> Town:
    """Import the areas and catalogues on the command line, make the first login there and the others over HTTP."""
    areas = data / "areas"
    title = ("--title", "Jakarta", "--valid-from", "2025-01-01")
    product.command("areas", "import-codes", str(_codes_of_jakarta(areas, product.folder)), *title)
    properties = ("--code-property", "kode_kel_by_name", "--code-property", "rw")
    product.command("areas", "import-polygons", str(areas / "jakarta_rw_kartoza2015.geojson"), *title, *properties)
    product.command("programmes", "load")
    product.command("instruments", "load")
    product.command(
        "users", "add", "admin", "--full-name", "Administrator", "--role", "administrator",
        FIELD_API_NEW_PASSWORD=PASSWORD,
    )  # fmt: skip
    town = Town(product, pool)
    administrator = town.log_in("admin")
    for username, roles, area in PEOPLE:
        grants = [{"role": role, "area_code": area, "valid_from": "2026-01-01"} for role in roles.split()]
        administrator.post(
            "/v1/users", {"username": username, "full_name": username, "password": PASSWORD, "roles": grants}
        )
    return town


def _codes_of_jakarta(areas: Path, folder: Path) -> Path:
    """The rows of the capital out of the national list, whose import as a whole is tested elsewhere."""
    lines = (areas / "kemendagri_2025_wilayah.csv").read_text(encoding="utf-8").splitlines()
    chosen = folder / "codes.csv"
    chosen.write_text("\n".join([lines[0], *(each for each in lines if each.startswith("31"))]), encoding="utf-8")
    return chosen


def today() -> str:
    return datetime.now(WIB).date().isoformat()


def import_households(town: Town, client: Client, area_code: str, count: int) -> list[str]:
    """Send a CSV of `count` households over HTTP, wait for the worker, and return their ids."""
    ids = [fresh_id() for _ in range(count)]
    lines = ["household_id,no_kk,area_code,address,nik,name,sex,birth_date,relationship,lat,lon"]
    lines += [line for each in ids for line in _household(each, area_code)]
    content = "\r\n".join(lines).encode()
    asked = client.form("/v1/imports", {"area_code": area_code, "file": ("rumah-tangga.csv", content)}, 202)
    town.product.wait_for("import", lambda: client.get(asked.headers["location"]).json()["status"] != "running")
    town.product.wait_for("end of the import", lambda: client.get(asked.headers["location"]).json()["finished_at"])
    done = client.get(asked.headers["location"]).json()
    assert (done["status"], done["households_stored"], done["rows_rejected"]) == ("finished", count, 0), done
    return ids


def _household(household_id: str, area_code: str) -> Iterable[str]:
    shared = f"{household_id},{registry_factory.a_family_card(region='317306')},{area_code},Jl. Kamal Raya No. 7"
    place = f"{LATITUDE_E7 / 1e7},{LONGITUDE_E7 / 1e7}"
    nik = registry_factory.a_nik(region="317306")
    yield f"{shared},{nik},Siti Aminah,F,1984-08-17,head,{place}"


def visit_payload(household_id: str, photos: list[dict[str, Any]], **overrides: Any) -> dict[str, Any]:
    """What a verifier sends from the door of the first household, a quarter of an hour long, just now."""
    now = datetime.now(UTC).replace(microsecond=0)
    times = {"started_at": (now - timedelta(minutes=15)).isoformat(), "finished_at": now.isoformat()}
    position = {"latitude_e7": LATITUDE_E7, "longitude_e7": LONGITUDE_E7, "accuracy_mm": 6_500, "samples": []}
    return evidence_factory.visit_payload(household_id, photos, position=position) | times | overrides  # type: ignore[arg-type]

"""Every main screen in one list: each is opened at both widths, held to WCAG, and photographed by script/pictures.

A new page is added by a line. A page whose address holds an id, or that shows its point only after a few steps, says in
`steps` how one gets there from `address`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect


def nothing_more(page: Page) -> None:
    """The page is there as soon as its heading is."""


def pulled(page: Page) -> None:
    """The work of the day is on the phone; the first time that takes a request for each household."""
    page.get_by_role("link", name="Kunjungan:").first.wait_for()
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=60_000)


def first_house(page: Page) -> None:
    """The first house of the verifier's day."""
    page.get_by_role("link", name="Kunjungan:").first.click()
    page.get_by_role("button", name="kunjungan").first.wait_for()


def step_of_a_visit(step: str) -> Callable[[Page], None]:
    """One step of the visit in the first house; the draft stays and is gone on with."""

    def open_step(page: Page) -> None:
        first_house(page)
        page.get_by_role("button", name="Mulai kunjungan").or_(
            page.get_by_role("button", name="Lanjutkan kunjungan")
        ).click()
        page.get_by_role("navigation", name="Langkah kunjungan").get_by_role("link", name=step).click()
        page.get_by_text("Tersimpan di ponsel").wait_for()

    return open_step


def first_row(page: Page) -> None:
    """What the first row of a table of the desk leads to."""
    page.get_by_role("table").get_by_role("link").first.click()
    page.wait_for_url("**/*-*-*-*-*")


def part_of_a_round(part: str) -> Callable[[Page], None]:
    def open_part(page: Page) -> None:
        first_row(page)
        page.get_by_role("navigation", name="Bagian penyaluran").get_by_role("link", name=part).click()
        page.get_by_role("table", name=part).wait_for()

    return open_part


def first_hand_over(page: Page) -> None:
    part_of_a_round("Serah terima")(page)
    page.get_by_role("row", name=re.compile("Diserahkan")).get_by_role("link").first.click()
    page.wait_for_url("**/hand-overs/*")
    page.get_by_role("img", name="serah terima").wait_for()


def first_case(page: Page) -> None:
    """The dossier of the case that waits longest among the houses in which somebody was met."""
    page.get_by_role("navigation", name="Antrean kasus").get_by_role("link").filter(has_text="Layak").first.click()
    page.get_by_role("img", name="Foto kunjungan").wait_for()


def open_decision(page: Page) -> None:
    """The form in which a case is accepted."""
    first_case(page)
    page.get_by_role("button", name="Terima", exact=True).click()


@dataclass(frozen=True)
class Screen:
    """`name` is the name of its picture; `heading` is what its h1 says when it is there."""

    name: str
    address: str
    heading: str
    # Whoever is logged in; nobody when it is empty.
    username: str = ""
    steps: Callable[[Page], None] = nothing_more


SCREENS = (
    Screen("start", "/", "Dari kunjungan rumah"),
    Screen("field-login", "/field/login", "Masuk"),
    Screen("field-account", "/field/account", "Akun saya", "verifikator"),
    Screen("field-today", "/field/today", "Hari ini", "verifikator", pulled),
    Screen("field-household", "/field/today", "Jl.", "verifikator", first_house),
    Screen("field-visit-position", "/field/today", "Kunjungan: posisi", "verifikator", step_of_a_visit("Posisi")),
    Screen("field-visit-photos", "/field/today", "Kunjungan: foto", "verifikator", step_of_a_visit("Foto")),
    Screen("field-visit-checklist", "/field/today", "Kunjungan: ceklis", "verifikator", step_of_a_visit("Ceklis")),
    Screen("field-visit-people", "/field/today", "Kunjungan: warga", "verifikator", step_of_a_visit("Warga")),
    Screen("field-visit-summary", "/field/today", "Kunjungan: ringkasan", "verifikator", step_of_a_visit("Kirim")),
    Screen("field-sending", "/field/sending", "Kiriman", "verifikator"),
    Screen("field-transfer", "/field/transfer", "Pindahkan pekerjaan", "verifikator"),
    Screen("field-handover", "/field/handover", "Penyerahan", "ketua-rw"),
    Screen("console-login", "/console/login", "Masuk"),
    Screen("console-account", "/console/account", "Akun saya", "penelaah"),
    Screen("console-overview", "/console/overview", "Selamat bekerja", "penelaah"),
    Screen("console-queue", "/console/cases", "Penelaahan", "penelaah"),
    Screen("console-case", "/console/cases", "", "penelaah", first_case),
    Screen("console-decision", "/console/cases", "", "penelaah", open_decision),
    Screen("console-second-reviews", "/console/second-reviews", "Telaah kedua", "penelaah"),
    Screen("console-back-checks", "/console/back-checks", "Kunjungan ulang", "penelaah"),
    Screen("console-quality", "/console/quality", "Mutu keputusan", "pengesah"),
    Screen("console-lists", "/console/lists", "Daftar pengesahan", "penelaah"),
    Screen("console-list", "/console/lists", "Daftar", "penelaah", first_row),
    Screen("console-rounds", "/console/rounds", "Penyaluran", "penelaah"),
    Screen("console-round", "/console/rounds", "Paket sembako", "penelaah", first_row),
    Screen("console-allocations", "/console/rounds", "Paket sembako", "penelaah", part_of_a_round("Penerima")),
    Screen("console-hand-overs", "/console/rounds", "Paket sembako", "penelaah", part_of_a_round("Serah terima")),
    Screen("console-hand-over", "/console/rounds", "Serah terima", "penelaah", first_hand_over),
    Screen("console-households", "/console/households", "Data penerima", "penelaah"),
    Screen("console-household", "/console/households", "Jl.", "penelaah", first_row),
    Screen("console-assignments", "/console/assignments", "Penugasan kunjungan", "penelaah"),
    Screen("console-imports", "/console/imports", "Impor data penduduk", "penelaah"),
    Screen("console-import", "/console/imports", ".csv", "penelaah", first_row),
    Screen("console-rounds-kelurahan", "/console/rounds", "Penyaluran", "kelurahan"),
    Screen("console-users", "/console/users", "Pengguna", "admin"),
    Screen("console-user", "/console/users", "Adi", "admin", first_row),
    Screen("console-journal", "/console/record", "Jejak audit", "auditor"),
    Screen("console-looks", "/console/record/looks", "Log akses", "auditor"),
)

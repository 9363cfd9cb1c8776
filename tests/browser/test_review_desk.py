"""The review desk in a real Chromium: by keyboard alone, beside somebody quicker, with photos that were refused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import urllib3
from playwright.sync_api import Locator, Page, Route, expect

from field_api import clock
from field_api.evidence.rules.photos.captures import derivative_key
from field_api.evidence.rules.photos.watermark import viewer_words, with_watermark
from tests.browser.conftest import DESK, PASSWORDS, PHONE, PageOpener
from tests.browser.watched import check_accessibility
from tests.factories import evidence as evidence_factory
from tests.fakes.http_client import Client, Phone, fresh_id, manifest_entry
from tests.fakes.product import RunningProduct, connections

LogIn = Callable[[Page, str], None]
# Seven houses that were visited and three that nobody was met in wait here for a reviewer (demo/seed/plan.py).
VISITED, NOT_MET = "35.99.01.1002", "35.99.01.1003"
BOTH_ROLES, PASSWORD = "rangkap", "kata sandi uji coba"


@pytest.fixture(scope="module")
def pool() -> Iterator[urllib3.PoolManager]:
    with connections() as opened:
        yield opened


@pytest.fixture(scope="module")
def reviewer(product: RunningProduct, pool: urllib3.PoolManager) -> Client:
    """The desk behind the pages, once the worker has seen every photo."""
    product.wait_for("inspection", lambda: product.rows(_UNSEEN) == [(0,)])
    return Client.log_in(pool, product.address, "penelaah", PASSWORDS["penelaah"])


_UNSEEN = """
    SELECT count(*) FROM captures JOIN bundles ON bundles.id = bundle_id
    WHERE completed_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM photo_inspections seen WHERE seen.sha256 = captures.sha256)
"""


@pytest.fixture
def desk(open_page: PageOpener, log_in: LogIn) -> Callable[..., Page]:
    """`desk("/console/cases")`: that page as the reviewer sees it who has just logged in."""

    def open_desk(address: str, username: str = "penelaah", **more: Any) -> Page:
        page = open_page(address, **more)
        log_in(page, username)
        return page

    return open_desk


def waiting(reviewer: Client, area: str = VISITED) -> list[dict[str, Any]]:
    """The cases that wait in an area, the longest first."""
    found: list[dict[str, Any]] = reviewer.get(f"/v1/cases?state=awaiting_review&area={area}").json()["items"]
    return found


def address_of(line: dict[str, Any]) -> str:
    return f"/console/cases/{line['case']['id']}?area={VISITED}"


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def decisions_on(product: RunningProduct, case_id: str) -> list[tuple[object, ...]]:
    return product.rows(
        "SELECT verdict, reason, photo_kinds, without_field_evidence, photo_overrides FROM decisions WHERE case_id = %s",
        case_id,
    )


def fill_in(page: Page, door: str, reason: str) -> None:
    page.get_by_role("button", name=door, exact=True).click()
    page.get_by_label("Alasan dalam kata-kata").fill(reason)


class TestByKeyboard:
    def test_a_case_is_looked_at_and_decided_and_the_next_one_is_there(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        first, second = waiting(reviewer)[:2]
        page = desk(f"/console/cases?area={VISITED}")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        press, write = page.keyboard.press, page.keyboard.type
        expect(page.get_by_role("link", name=first["head_name"])).to_be_visible()

        press("j")
        expect(heading(page)).to_have_text(first["head_name"])
        expect(heading(page)).to_be_focused()
        expect(page.get_by_role("img", name="Foto kunjungan: Depan rumah")).to_be_visible()
        press("ArrowRight")
        expect(page.get_by_role("img", name="Foto kunjungan: Dalam rumah")).to_be_visible()
        press("+")
        expect(page.get_by_role("button", name="150 %")).to_be_visible()
        press("?")
        expect(page.get_by_role("dialog", name="Pintasan papan ketik")).to_be_visible()
        press("Escape")

        press("a")
        expect(page.get_by_role("combobox", name="Alasan (wajib)")).to_be_focused()
        press("Tab")
        write("Jaket, rak, kax? Foto cocok.")
        press("Tab")
        write("Paket")
        expect(page.get_by_role("combobox", name="Program")).to_have_value("paket-sembako-apbd")
        expect(heading(page)).to_have_text(first["head_name"])
        press("Control+Enter")

        expect(heading(page)).to_have_text(second["head_name"])
        expect(heading(page)).to_be_focused()
        expect(page.get_by_role("status").get_by_text(f"Diterima: {first['head_name']}")).to_be_visible()
        assert [row[:2] for row in decisions_on(product, first["case"]["id"])] == [
            ("accept", "Jaket, rak, kax? Foto cocok.")
        ]
        # It was fetched while the first one was being read, and not again.
        assert sum(url.endswith(f"/v1/cases/{second['case']['id']}") for url in asked) == 1

    def test_single_letters_can_be_turned_off(self, desk: Callable[..., Page], reviewer: Client) -> None:
        page = desk(address_of(waiting(reviewer)[0]))
        expect(page.get_by_role("button", name="Terima", exact=True)).to_be_visible()

        page.keyboard.press("?")
        page.get_by_label("Pakai pintasan satu huruf").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("x")

        expect(page.get_by_role("form", name="Tolak")).to_have_count(0)


class TestPhotos:
    def test_a_photo_bears_the_name_of_whoever_looks(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        line = waiting(reviewer)[0]
        dossier = reviewer.get(f"/v1/cases/{line['case']['id']}").json()
        plain = product.objects().get(derivative_key(dossier["photos"][0]["sha256"], "large"))

        page, shown = desk("/console/account"), []

        def overhear(route: Route) -> None:
            answer = route.fetch()
            shown.append(answer.body())
            route.fulfill(response=answer)

        page.route(f"**{dossier['photos'][0]['large_url']}", overhear)
        before = clock.now()
        page.goto(address_of(line))
        expect(page.get_by_role("img", name="Foto kunjungan: Depan rumah")).to_be_visible()

        minutes = (before, before + timedelta(minutes=1))
        assert shown[0] in [with_watermark(plain, viewer_words("penelaah", at, "35.99")) for at in minutes]
        looks = "SELECT count(*) FROM access_log WHERE action = 'photo.viewed' AND subject = %s"
        assert product.rows(looks, dossier["photos"][0]["sha256"])[0][0] >= 1  # type: ignore[operator]  # a count

    def test_a_photo_that_was_also_sent_elsewhere_is_compared_and_leads_there(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        first, second = waiting(reviewer)[:2]
        # As the worker records it; the drawn photos of the demo are no copies of each other.
        product.rows(
            "INSERT INTO photo_matches (bundle_id, number, other_bundle_id, other_number, other_came_first, area_code, layer,"
            " distance, pair, symmetry, standing, found_at) SELECT bundle_id, 0, %s, 0, true, area_code, 'scene', 12,"
            " 'full/full', 'mirrored', 'reuse', now() FROM captures WHERE bundle_id = %s AND number = 0"
            " ON CONFLICT DO NOTHING RETURNING 1",
            second["case"]["visit_id"],
            first["case"]["visit_id"],
        )
        page = desk(address_of(first))
        told = page.get_by_role("region", name="Gambar ini juga dikirim di tempat lain")
        line = told.get_by_role("listitem").filter(has_text="Gambar dicerminkan.")

        expect(line).to_contain_text("12 dari 256 bit berbeda.")
        line.get_by_role("button", name="Bandingkan gambar").click()
        for name in ("Kunjungan ini", "Yang lain"):
            expect(told.get_by_role("img", name=name)).to_be_visible()
        check_accessibility(page)
        line.get_by_role("link", name="Buka kasus yang lain").click()

        expect(heading(page)).to_have_text(second["head_name"])

    def test_wheel_and_double_click_enlarge_and_a_button_shows_it_whole(
        self, desk: Callable[..., Page], reviewer: Client
    ) -> None:
        page = desk(address_of(waiting(reviewer)[0]))
        photo = page.get_by_role("img", name="Foto kunjungan: Depan rumah")

        photo.hover()
        page.mouse.wheel(0, -100)
        expect(page.get_by_role("button", name="120 %")).to_be_visible()
        page.get_by_role("button", name="120 %").click()
        photo.dblclick()
        expect(page.get_by_role("button", name="225 %")).to_be_visible()

    def test_answers_stand_below_the_photo_that_shows_them(self, desk: Callable[..., Page], reviewer: Client) -> None:
        page = desk(address_of(waiting(reviewer)[0]))
        beside = page.locator("section", has=page.get_by_role("heading", name="Jawaban yang tampak di foto ini")).last

        expect(beside).to_contain_text("Apa bahan dinding terluas?")
        page.get_by_role("button", name="Dalam rumah").click()
        expect(beside).to_contain_text("Apa bahan lantai terluas?")
        expect(beside).not_to_contain_text("Apa bahan dinding terluas?")

    def test_the_place_is_told_on_a_map_and_in_words(self, desk: Callable[..., Page], reviewer: Client) -> None:
        page = desk(address_of(waiting(reviewer)[0]))

        page.get_by_text("Tempat kunjungan: isi peta sebagai teks").click()
        expect(page.get_by_role("button", name="Kunjungan ini", exact=True)).to_be_visible()
        expect(page.get_by_text("Jarak dari titik rumah")).to_be_visible()


class TestDeciding:
    def test_two_presses_send_one_decision(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        line = waiting(reviewer)[0]
        page = desk(address_of(line))
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

        fill_in(page, "Kembalikan", "Foto bagian dalam terlalu gelap.")
        page.get_by_label("Foto tertentu diulang").check()
        page.get_by_label("Dalam rumah").check()
        page.get_by_role("button", name="Kirim: kembalikan").dblclick()

        expect(heading(page)).not_to_have_text(line["head_name"])
        assert len([url for url in sent if url.endswith("/decisions")]) == 1
        assert [row[:3] for row in decisions_on(product, line["case"]["id"])] == [
            ("return_photos", "Foto bagian dalam terlalu gelap.", ["house_inside"])
        ]

    def test_an_answer_that_was_lost_on_the_way_is_asked_for_again_and_decides_once(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        line = waiting(reviewer)[0]
        page = desk(address_of(line))
        page.route("**/decisions", lambda route: (route.fetch(), route.abort()), times=1)

        fill_in(page, "Tolak", "Rumah permanen dan ada kendaraan.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert")).to_contain_text("Tidak ada jaringan.")
        expect(page.get_by_label("Alasan dalam kata-kata")).to_have_value("Rumah permanen dan ada kendaraan.")
        page.keyboard.press("Control+Enter")

        expect(heading(page)).not_to_have_text(line["head_name"])
        assert [row[0] for row in decisions_on(product, line["case"]["id"])] == ["reject"]

    def test_whoever_comes_second_is_told_what_changed_and_nothing_is_overwritten(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        line = waiting(reviewer)[0]
        second, first = desk(address_of(line)), desk(address_of(line))
        fill_in(second, "Terima", "Foto cocok dengan jawaban.")
        second.get_by_label("Program").select_option("paket-sembako-apbd")

        fill_in(first, "Tolak", "Sudah punya rumah permanen.")
        first.get_by_role("button", name="Kirim: tolak").click()
        expect(heading(first)).not_to_have_text(line["head_name"])
        second.get_by_role("button", name="Kirim: terima").click()

        expect(second.get_by_role("alert")).to_contain_text("Kasus ini berubah sejak Anda membukanya")
        expect(second.get_by_role("alert")).to_contain_text("Ditolak oleh Putri Penelaah")
        expect(second.get_by_text("Kasus ini sudah ditolak.")).to_be_visible()
        check_accessibility(second)
        assert [row[0] for row in decisions_on(product, line["case"]["id"])] == ["reject"]

    def test_what_is_missing_is_said_before_anything_is_sent(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        line = waiting(reviewer)[0]
        page = desk(address_of(line))

        page.get_by_role("button", name="Terima", exact=True).click()
        page.get_by_role("button", name="Kirim: terima").click()

        expect(page.get_by_label("Alasan dalam kata-kata")).to_be_focused()
        expect(page.get_by_text("Tulis alasan, sedikitnya tiga huruf.")).to_be_visible()
        expect(page.get_by_text("Pilih program.")).to_be_visible()
        check_accessibility(page)
        assert decisions_on(product, line["case"]["id"]) == []

    def test_what_is_typed_stays_while_another_case_is_looked_at(
        self, desk: Callable[..., Page], reviewer: Client
    ) -> None:
        first, second = waiting(reviewer)[:2]
        page = desk(address_of(first))
        fill_in(page, "Terima", "Sebagian alasan")

        page.get_by_role("link", name=second["head_name"]).click()
        expect(heading(page)).to_have_text(second["head_name"])
        expect(page.get_by_label("Alasan dalam kata-kata")).to_have_count(0)
        page.get_by_role("link", name=first["head_name"]).click()

        expect(page.get_by_label("Alasan dalam kata-kata")).to_have_value("Sebagian alasan")

    def test_whoever_leaves_the_page_with_something_typed_is_asked(
        self, desk: Callable[..., Page], reviewer: Client
    ) -> None:
        page = desk(address_of(waiting(reviewer)[0]))
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.get_by_role("button", name="Terima", exact=True).click()
        page.reload()
        assert asked == []

        fill_in(page, "Terima", "Sebagian alasan")
        page.reload()
        assert asked == ["beforeunload"]

        fill_in(page, "Terima", "Sebagian alasan")
        page.get_by_role("button", name="Batal").click()
        page.reload()
        assert asked == ["beforeunload"]

    def test_a_household_that_was_not_met_is_decided_with_the_mark(
        self, desk: Callable[..., Page], reviewer: Client, product: RunningProduct
    ) -> None:
        line = waiting(reviewer, NOT_MET)[0]
        page = desk(address_of(line))

        fill_in(page, "Tolak", "Pindah menurut tetangga dan ketua RT.")
        page.get_by_role("button", name="Kirim: tolak").click()
        expect(page.get_by_text("Centang untuk mengakuinya.")).to_be_visible()
        page.get_by_label("Putusan ini diambil tanpa bukti lapangan.").check()
        page.get_by_role("button", name="Kirim: tolak").click()

        expect(heading(page)).not_to_have_text(line["head_name"])
        assert [(row[0], row[3]) for row in decisions_on(product, line["case"]["id"])] == [("reject", True)]

    def test_an_auditor_reads_and_does_not_decide(self, desk: Callable[..., Page], reviewer: Client) -> None:
        page = desk(address_of(waiting(reviewer)[0]), "auditor")

        expect(page.get_by_text("Peran Anda membaca kasus dan tidak memutusnya.")).to_be_visible()
        page.keyboard.press("a")
        expect(page.get_by_role("form")).to_have_count(0)


@pytest.fixture(scope="module")
def doubtful_case(product: RunningProduct, pool: urllib3.PoolManager, reviewer: Client, shared_data: Path) -> str:
    """A visit whose second photo is none, made by somebody who is a reviewer as well."""
    grants = [
        {"role": role, "area_code": VISITED, "valid_from": "2026-01-01"} for role in ("verifier", "dinsos_reviewer")
    ]
    user = {"username": BOTH_ROLES, "full_name": "Rani Rangkap", "password": PASSWORD, "roles": grants}
    Client.log_in(pool, product.address, "admin", PASSWORDS["admin"]).post("/v1/users", user)
    asked = reviewer.get(f"/v1/assignments?status=open&area={VISITED}&limit=200").json()["items"]
    # A house that nobody has been to: one that was returned has decisions already.
    household = next(each["household_id"] for each in asked if each["returns_visit_id"] is None)
    contents = {
        "house_front": (shared_data / "photos" / "original" / "HTC_Desire.jpg").read_bytes(),
        "house_inside": b"Ini bukan foto.",
    }
    entries = [manifest_entry(content, kind) for kind, content in contents.items()]
    photos = {entry["sha256"]: contents[entry["kind"]] for entry in entries}
    visit, now = fresh_id(), clock.now().replace(microsecond=0)
    payload = evidence_factory.visit_payload(household, entries) | {
        "started_at": (now - timedelta(minutes=15)).isoformat(),
        "finished_at": now.isoformat(),
    }
    Phone(Client.log_in(pool, product.address, BOTH_ROLES, PASSWORD)).deliver(f"/v1/visits/{visit}", payload, photos)
    product.wait_for("inspection", lambda: product.rows(_UNSEEN) == [(0,)])
    found = "SELECT id::text FROM cases WHERE visit_id = %s"
    product.wait_for("case", lambda: bool(product.rows(found, visit)))
    return str(product.rows(found, visit)[0][0])


class TestRefusedPhoto:
    def test_nobody_decides_on_their_own_visit(self, open_page: PageOpener, doubtful_case: str) -> None:
        page = open_page(f"/console/cases/{doubtful_case}")
        page.get_by_label("Nama pengguna").fill(BOTH_ROLES)
        page.get_by_role("textbox", name="Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()

        expect(page.get_by_text("Kunjungan ini Anda lakukan sendiri.")).to_be_visible()
        expect(page.get_by_role("button", name="Terima", exact=True)).to_have_count(0)

    def test_the_reason_is_said_and_the_photo_is_returned_or_passed_over_with_words(
        self, desk: Callable[..., Page], doubtful_case: str, product: RunningProduct
    ) -> None:
        page = desk(f"/console/cases/{doubtful_case}")
        page.get_by_role("button", name="Dalam rumah Ditolak pemeriksaan").click()
        expect(page.get_by_text("Isinya bukan JPEG, PNG, atau WebP.")).to_be_visible()
        check_accessibility(page)

        page.get_by_role("button", name="Kembalikan", exact=True).click()
        expect(page.get_by_label("Foto tertentu diulang")).to_be_checked()
        expect(page.get_by_role("checkbox", name="Dalam rumah")).to_be_checked()

        fill_in(page, "Terima", "Lantai terlihat dari depan.")
        page.get_by_label("Program").select_option("paket-sembako-apbd")
        page.get_by_role("button", name="Kirim: terima").click()
        expect(page.get_by_text("Tulis mengapa foto ini boleh dilewati.")).to_be_visible()
        page.get_by_label("Foto 2, Dalam rumah: alasan dilewati").fill("Pintu terbuka di foto pertama.")
        page.get_by_role("button", name="Kirim: terima").click()

        expect(page.get_by_role("status").get_by_text("Diterima:")).to_be_visible()
        [decision] = decisions_on(product, doubtful_case)
        assert [each["reason"] for each in decision[4]] == ["Pintu terbuka di foto pertama."]  # type: ignore[attr-defined]


def check_that_all_is_in_sight(page: Page, door: str) -> None:
    """The page does not scroll: its menu is one row, the doors and the button that sends are seen whole."""
    assert page.evaluate("document.documentElement.scrollHeight") <= DESK[1]
    menu = page.get_by_role("navigation", name="Menu utama").get_by_role("link")
    assert len({link.bounding_box()["y"] for link in menu.all()}) == 1  # type: ignore[index]  # each is shown
    for name in ("Terima", "Kembalikan", "Tolak", f"Kirim: {door.lower()}"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_queue_case_form_and_keys_are_accessible_and_fit(
    desk: Callable[..., Page], reviewer: Client, size: tuple[int, int]
) -> None:
    line = waiting(reviewer)[0]
    page = desk(f"/console/cases?area={VISITED}", size=size)

    def hold() -> None:
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]

    page.get_by_role("link", name=line["head_name"]).wait_for()
    hold()
    page.get_by_role("link", name=line["head_name"]).click()
    expect(heading(page)).to_have_text(line["head_name"])
    hold()
    for door in ("Kembalikan", "Tolak", "Terima"):
        page.get_by_role("button", name=door, exact=True).click()
        hold()
        if size == DESK:
            check_that_all_is_in_sight(page, door)
    page.keyboard.press("Escape")
    if size == PHONE:
        page.get_by_role("link", name="Ke antrean").click()
        expect(page.get_by_role("link", name=line["head_name"])).to_be_visible()
        return
    page.get_by_role("button", name="Pintasan (?)").click()
    hold()

"""A verifier's day: no network, a bad network, a full phone. No photo is lost, no visit doubled, nothing kept too short."""

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.ending import kill
from tests.browser.memory import MEGABYTE, private_bytes
from tests.browser.phone_store import LaidVisit, bundles_of, lay_visits, stores_of
from tests.browser.watched import check_accessibility
from tests.fakes.fault_proxy import Fault, FaultProxy
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]
BEFORE_THE_HOUSE = {"latitude": -7.8, "longitude": 114.38, "accuracy": 8}
MEMORY_LIMIT = 80 * MEGABYTE
# As the app does at each start, until the line has borne it. A worker without a script is replaced by the next one.
KEEP_FOR_OFFLINE = """async () => {
    for (let tries = 0; tries < 200; tries++) {
        const asked = await navigator.serviceWorker.register("/field/service-worker.js", { scope: "/field/" }).catch(() => null);
        await asked?.update().catch(() => null);
        while (asked?.installing) await new Promise((go) => setTimeout(go, 20));
        if (asked?.waiting) asked.waiting.postMessage({ kind: "activate" });
        if (await caches.match("/field/")) return;
    }
    throw new Error("never kept");
}"""
AS_FIRST_VERSION = """async name => {
    const told = asked => new Promise((done, fail) => { asked.onsuccess = () => done(asked.result); asked.onerror = fail; });
    const now = await told(indexedDB.open(name));
    const held = [];
    for (const store of now.objectStoreNames) {
        if (store === "areas") continue;
        const from = now.transaction(store).objectStore(store);
        const [keys, values] = [await told(from.getAllKeys()), await told(from.getAll())];
        const indexes = Array.from(from.indexNames, each => [each, from.index(each).keyPath]);
        held.push({ store, keyPath: from.keyPath, indexes, keys, values });
    }
    now.close();
    await told(indexedDB.deleteDatabase(name));
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
        for (const { store, keyPath, indexes } of held) {
            const made = asked.result.createObjectStore(store, keyPath === null ? {} : { keyPath });
            for (const [index, path] of indexes) made.createIndex(index, path);
        }
    };
    const first = await told(asked);
    for (const { store, keyPath, keys, values } of held) {
        const into = first.transaction(store, "readwrite").objectStore(store);
        for (const [place, value] of values.entries()) await told(keyPath === null ? into.put(value, keys[place]) : into.put(value));
    }
    first.close();
}"""
# How often the app asks to be woken when there is a network again.
COUNT_WAKES = """async () => {
    await navigator.serviceWorker.ready;
    window.wakesAsked = 0;
    SyncManager.prototype.register = async () => { window.wakesAsked++; };
}"""
SIZES_KEPT = """async () => {
    const sizes = {};
    for (const name of await caches.keys())
        for (const file of await (await caches.open(name)).keys())
            sizes[file.url] = (await (await caches.match(file)).blob()).size;
    return sizes;
}"""


@pytest.fixture(scope="module")
def verifier(product: RunningProduct) -> str:
    """The id of the verifier, as the database names him."""
    return str(product.rows("SELECT id FROM users WHERE username = 'verifikator'")[0][0])


@pytest.fixture
def a_phone(open_page: PageOpener, log_in: LogIn) -> Callable[..., Page]:
    """A phone with the verifier logged in and the day's work on it."""

    def take_out(**more: Any) -> Page:
        page = open_page("/field/", size=PHONE, geolocation=BEFORE_THE_HOUSE, **more)
        log_in(page, "verifikator")
        expect(page.get_by_text("Terakhir diperbarui")).to_be_visible(timeout=60_000)
        return page

    return take_out


def test_a_whole_day_offline_arrives_by_itself_in_the_evening(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str, shared_data: Path
) -> None:
    page = a_phone()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    check_accessibility(page)
    page.context.set_offline(True)

    page.reload()
    expect(page.get_by_text("Tidak ada jaringan; daftar di ponsel tetap berlaku.")).to_be_visible()
    # By name, which came with the lists.
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text(re.compile(r"RT \d+, RW \d+, [A-Z]"))
    photos = sorted((shared_data / "photos" / "original").glob("*.jpg"))[:2]
    for photo in photos:
        record_absence(page, photo)
    assert states(page, verifier) == ["ready", "ready"]

    # The battery dies; another tab finds all of it.
    evening = page.context.new_page()
    page.close()
    evening.goto("/field/sending")
    expect(evening.get_by_text("Menunggu", exact=True)).to_have_count(2)
    check_accessibility(evening)
    evening.context.set_offline(False)

    expect(evening.get_by_text("Semua sudah terkirim.")).to_be_visible(timeout=60_000)
    expect(evening.get_by_role("heading", name="Sudah lengkap di server")).to_be_visible()
    kept = bundles_of(evening, verifier)
    visits = [
        LaidVisit(each, kept[each]["subjectId"], [photo["sha256"] for photo in kept[each]["captures"]]) for each in kept
    ]
    check_that_all_arrived_once(product, evening, verifier, visits)
    remarks = product.rows("SELECT remarks FROM visits WHERE id = ANY(%s)", [visit.visit_id for visit in visits])
    assert not [
        told
        for (told,) in remarks
        if {"photo_unsigned", "signature_wrong", "signing_phone_unknown", "after_unknown"} & set(told)
    ]
    # Signed offline, after a checkpoint that the phone had fetched in the morning.
    after = product.rows("SELECT signed_after FROM bundles WHERE id = ANY(%s)", [visit.visit_id for visit in visits])
    assert all(told and told["size"] > 0 for (told,) in after)


def test_work_that_was_sent_back_comes_first_with_its_reason_and_is_visited_again(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str, shared_data: Path
) -> None:
    page = a_phone()
    first = page.get_by_role("main").get_by_role("listitem").first

    expect(first.get_by_text("Dikembalikan")).to_be_visible()
    expect(first.get_by_text("Alasan:")).to_be_visible()
    record_absence(page, sorted((shared_data / "photos" / "original").glob("*.jpg"))[2], returned=True)

    expect(page.get_by_text("Lengkap", exact=True).first).to_be_visible(timeout=30_000)
    (visit,) = bundles_of(page, verifier).values()
    asked = product.rows("SELECT status, returns_visit_id FROM assignments WHERE id = %s", visit["subjectId"])
    assert asked[0][0] == "done"
    assert asked[0][1] is not None


def test_when_all_is_sent_the_list_shows_what_the_desk_has_changed_without_a_tap(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str
) -> None:
    page = a_phone()
    address = page.get_by_role("main").get_by_role("listitem").last.get_by_role("link").get_attribute("href") or ""
    # By its address: the list changes its order when the phone learns where it is.
    row = page.get_by_role("main").locator(f"a[href='{address}']")
    asked = address.rsplit("/", 1)[-1]
    visits = lay_visits(page, verifier, 1)
    assert asked != visits[0].assignment_id
    product.rows("UPDATE assignments SET due_on = '2031-01-07' WHERE id = %s RETURNING id", asked)

    # As the service worker asks when the network returns to a page that stands open.
    page.evaluate("navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { kind: 'send' } }))")

    expect(row).to_contain_text("7 Jan 2031", timeout=60_000)
    assert bundles_of(page, verifier)[visits[0].visit_id]["state"] == "complete"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_network_that_breaks_at_random_loses_nothing(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test repeats it
    with FaultProxy(product.port) as proxy:
        page = a_phone(at=proxy.address)
        page.goto("/field/sending")
        # Before there is anything to send, so that nothing gets through on a good line.
        proxy.plan(*(fault(chance) for _ in range(40)))
        proxy.cut_all()
        visits = lay_visits(page, verifier, 3)

        send_until_all_is_sent(page)

        assert proxy.broken > 0
        check_that_all_arrived_once(product, page, verifier, visits)


def test_an_answer_that_is_cut_within_its_headers_is_none(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str
) -> None:
    """Chromium takes it for a whole answer without a body: a success of which nothing is known, or a refusal."""
    with FaultProxy(product.port) as proxy:
        page = a_phone(at=proxy.address)
        page.goto("/field/sending")
        proxy.plan(*(Fault(after_answer_bytes=length) for length in range(15, 260, 7)))
        proxy.cut_all()
        visits = lay_visits(page, verifier, 1)

        send_until_all_is_sent(page)

        assert proxy.broken > 10
        check_that_all_arrived_once(product, page, verifier, visits)


def test_files_that_are_cut_within_their_headers_are_not_kept_for_offline(
    open_page: PageOpener, product: RunningProduct
) -> None:
    with FaultProxy(product.port) as proxy:
        # Not the field app itself, which would keep its files before the line is bad.
        page = open_page("/console/", at=proxy.address)
        # The worker gets through; of the connections that its files take beside that one each is cut.
        proxy.plan(Fault(), *(Fault(after_answer_bytes=length) for length in range(15, 255, 10)))
        proxy.cut_all()

        page.evaluate(KEEP_FOR_OFFLINE)

        assert proxy.broken > 10
        kept = page.evaluate(SIZES_KEPT)
        assert len(kept) > 20
        assert all(kept.values()), kept
        page.context.set_offline(True)
        page.goto("/field/")
        expect(page.get_by_role("button", name="Masuk")).to_be_visible()


def test_the_phone_keeps_what_no_answer_has_confirmed(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str
) -> None:
    with FaultProxy(product.port) as proxy:
        page = a_phone(at=proxy.address)
        page.goto("/field/sending")
        visits = lay_visits(page, verifier, 2)
        page.evaluate(COUNT_WAKES)
        # Every answer is lost on its way back.
        proxy.plan(*[Fault(after_answer_bytes=0)] * 400)
        proxy.cut_all()

        page.get_by_role("button", name="Kirim sekarang").click()
        expect(page.get_by_text("Coba lagi dalam").first).to_be_visible(timeout=30_000)
        # With a network the browser would do so at once, and again after each failure, whatever the pause.
        assert page.evaluate("window.wakesAsked") == 0

        photos = stores_of(page)[verifier]["photos"]
        assert sorted(photos) == sorted([visit.visit_id, sha256] for visit in visits for sha256 in visit.hashes)


def test_fifty_unsent_visits_need_less_than_eighty_megabytes(
    a_phone: Callable[..., Page], browser: Browser, verifier: str
) -> None:
    page = a_phone()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    blank = browser.new_page()
    empty = private_bytes(browser, blank)
    blank.close()
    page.context.set_offline(True)
    # As much EXIF as phones write, small pictures mostly.
    lay_visits(page, verifier, 50, size=300_000, exif=24_000)

    used = {}
    for address in ("/field/sending", "/field/today"):
        # A process of its own: the one that laid the visits has held all their photos.
        kill(page)
        tab = page.context.new_page()
        page.close()
        page = tab
        page.goto(address)
        expect(page.get_by_role("main").get_by_role("link").nth(20)).to_be_visible()
        used[address] = private_bytes(browser, page) - empty

    assert max(used.values()) < MEMORY_LIMIT, f"{used}, above an empty page of {empty / MEGABYTE:.1f} MB"


def test_a_phone_with_the_first_version_of_the_store_keeps_its_work(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str
) -> None:
    page = a_phone()
    page.context.set_offline(True)
    visits = lay_visits(page, verifier, 1)
    page.context.set_offline(False)
    # A page of the same origin that does not hold the store open.
    page.goto("/console/")
    page.evaluate(AS_FIRST_VERSION, f"field-work-{verifier}")

    page.goto("/field/sending")
    send_until_all_is_sent(page)

    check_that_all_arrived_once(product, page, verifier, visits)
    page.goto("/field/today")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text(re.compile(r"RW \d+, [A-Z]"))


def test_unsent_work_goes_to_another_phone_in_a_file(
    a_phone: Callable[..., Page], product: RunningProduct, verifier: str, tmp_path: Path
) -> None:
    old = a_phone()
    old.evaluate("navigator.serviceWorker.ready.then(() => true)")
    old.context.set_offline(True)
    visits = lay_visits(old, verifier, 2)
    old.goto("/field/transfer")
    check_accessibility(old)
    with old.expect_download() as downloading:
        old.get_by_role("button", name="Buat berkas").click()
    file = tmp_path / "work.fieldwork"
    downloading.value.save_as(file)

    new = a_phone()
    new.goto("/field/transfer")
    new.get_by_label("Pilih berkas").set_input_files(file)
    expect(new.get_by_text("2 pekerjaan diambil, 0 sudah ada.")).to_be_visible()
    new.get_by_label("Pilih berkas").set_input_files(file)
    expect(new.get_by_text("0 pekerjaan diambil, 2 sudah ada.")).to_be_visible()
    new.goto("/field/sending")
    send_until_all_is_sent(new)
    old.context.set_offline(False)
    old.goto("/field/sending")
    send_until_all_is_sent(old)

    check_that_all_arrived_once(product, new, verifier, visits)
    check_that_all_arrived_once(product, old, verifier, visits)


def record_absence(page: Page, photo: Path, *, returned: bool = False) -> None:
    """Open a house of the list that nobody has begun, and record that nobody was there."""
    page.goto("/field/today")
    rows = page.get_by_role("main").get_by_role("listitem")
    rows = rows.filter(has_not_text="Menunggu").filter(has_not_text="Belum selesai")
    (rows.filter(has_text="Dikembalikan") if returned else rows.filter(has_not_text="Dikembalikan")).first.click()
    page.get_by_role("button", name="Tidak dapat bertemu keluarga").click()
    page.get_by_label("Tidak ada di rumah").check()
    page.get_by_role("button", name="Catat", exact=True).click()
    expect(page.get_by_text("Posisi tersimpan")).to_be_visible()
    page.get_by_role("button", name="Lanjut: Foto").click()
    page.get_by_label("Foto lain").select_option(label="Lingkungan sekitar")
    page.get_by_label("Ambil foto: Lingkungan sekitar").set_input_files(photo)
    expect(page.get_by_role("img").first).to_be_visible()
    page.get_by_role("button", name="Lanjut: Warga").click()
    page.get_by_label("Catatan").fill("Tetangga berkata mereka di sawah.")
    page.get_by_role("button", name="Lanjut: Kirim").click()
    page.get_by_role("button", name="Simpan dan kirim").click()
    page.wait_for_url("**/sending/**")


def send_until_all_is_sent(page: Page, *, tries: int = 120) -> None:
    """Press the button whenever it is there, as somebody does who does not want to wait."""
    for _ in range(tries):
        # What the phone holds, for the page may still show what was true a moment ago.
        if {bundle["state"] for held in stores_of(page).values() for bundle in held["bundles"]} <= {"complete"}:
            expect(page.get_by_text("Semua sudah terkirim.")).to_be_visible(timeout=30_000)
            return
        # It ignores the press while something is being sent, and is gone as soon as all is sent.
        for button in page.get_by_role("button", name="Kirim sekarang").element_handles():
            button.dispatch_event("click")
        page.wait_for_timeout(500)
    raise AssertionError(page.get_by_role("main").inner_text())


def fault(chance: random.Random) -> Fault:
    """Some connections break in the request, some in the answer, some after a whole visit; a kept one would pass all."""
    kind = chance.randrange(3)
    if kind == 0:
        return Fault(after_request_bytes=chance.randrange(1, 400_000))
    if kind == 1:
        return Fault(after_answer_bytes=chance.randrange(1, 3_000))
    return Fault(after_request_bytes=chance.randrange(650_000, 900_000))


def states(page: Page, user_id: str) -> list[str]:
    return sorted(bundle["state"] for bundle in bundles_of(page, user_id).values())


def check_that_all_arrived_once(product: RunningProduct, page: Page, user_id: str, visits: Sequence[LaidVisit]) -> None:
    """Each visit is there once and complete, each photo byte for byte, and the phone keeps only what it must."""
    kept = bundles_of(page, user_id)
    for visit in visits:
        assert kept[visit.visit_id]["state"] == "complete"
        assert kept[visit.visit_id]["receipt"]["content_sha256"] == kept[visit.visit_id]["contentSha256"]
        of_it = product.rows("SELECT id::text FROM visits WHERE assignment_id = %s", visit.assignment_id)
        assert of_it == [(visit.visit_id,)]
        complete = product.rows(
            "SELECT content_sha256 FROM bundles WHERE id = %s AND completed_at IS NOT NULL", visit.visit_id
        )
        assert complete == [(kept[visit.visit_id]["contentSha256"],)]
        for sha256 in visit.hashes:
            assert product.rows("SELECT count(*) FROM photos WHERE sha256 = %s", sha256) == [(1,)]
            assert product.original(sha256)
    assert stores_of(page)[user_id]["photos"] == []

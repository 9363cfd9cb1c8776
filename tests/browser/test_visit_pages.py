"""A verifier walks through one visit on a cheap phone that dies at every step, and nothing that was typed is lost."""

import base64
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import urllib3
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from field_api.transparency.rules.notes import Verifier
from field_api.transparency.rules.receipts import Receipt
from tests.browser.conftest import PHONE, PageOpener
from tests.browser.ending import kill
from tests.browser.phone_store import stores_of
from tests.browser.watched import check_accessibility
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]
StandBefore = Callable[..., Page]
# Some way off the registered point, as a phone before a house reports it.
OFF_DEGREES = 0.0002
CHECKLIST = {
    "Berapa orang tinggal di rumah ini?": "4",
    "Berapa luas lantai bangunan": "18",
    "Apa bahan lantai terluas?": "Tanah",
    "Apa bahan dinding terluas?": "Bambu/anyaman bambu",
    "Fasilitas buang air besar": "Bersama rumah tangga lain",
    "Apa sumber penerangan utama": "Listrik PLN 450 VA",
    "Apa sumber air minum utama?": "Sumur tak terlindung",
    "Apa bahan bakar utama untuk memasak?": "Kayu bakar",
    "Seberapa sering rumah tangga makan daging": "Sekali seminggu",
    "Berapa stel pakaian baru": "Satu stel",
    "Berapa kali sehari rumah tangga sanggup makan?": "2",
    "Apakah sanggup membayar biaya pengobatan": "Tidak",
    "Apa pekerjaan utama kepala keluarga?": "Petani (lahan sendiri/sewa)",
    "Berapa luas lahan yang digarap": "1.500",
    "Apa pendidikan tertinggi kepala keluarga?": "Tamat SD",
    "Apakah memiliki tabungan atau barang": "Tidak",
}


Assignment = dict[str, Any]


@pytest.fixture(scope="module")
def assignments(product: RunningProduct) -> list[Assignment]:
    """Open visits of the verifier, none of them sent back, with the place of the house."""
    rows = product.rows(
        "SELECT a.id, h.address, h.latitude_e7, h.longitude_e7 FROM assignments a"
        " JOIN households h ON h.id = a.household_id JOIN users u ON u.id = a.verifier_id"
        " WHERE a.status = 'open' AND u.username = 'verifikator' AND a.returns_visit_id IS NULL"
        " AND h.latitude_e7 IS NOT NULL ORDER BY a.id DESC LIMIT 5"
    )
    return [dict(zip(("id", "address", "latitude_e7", "longitude_e7"), row, strict=True)) for row in rows]


@pytest.fixture
def stand_before(open_page: PageOpener, log_in: LogIn) -> Callable[..., Page]:
    """`stand_before(assignment)`: the verifier's phone before a house, with the work of the day on it."""

    def stand(assignment: Assignment, **more: Any) -> Page:
        place = {
            "latitude": assignment["latitude_e7"] / 1e7 + OFF_DEGREES,
            "longitude": assignment["longitude_e7"] / 1e7,
            "accuracy": 8,
        }
        page = open_page("/field/today", size=PHONE, **{"geolocation": place, **more})
        log_in(page, "verifikator")
        expect(page.get_by_role("link", name="Kunjungan:").first).to_be_visible()
        page.goto(f"/field/assignments/{assignment['id']}")
        return page

    return stand


@pytest.fixture
def camera_files(shared_data: Path) -> tuple[Path, Path]:
    """Two real photos of phones: one of thirteen megapixels that lies on its side, one that is small already."""
    originals = shared_data / "photos" / "original"
    return originals / "Oppo_R7_Plus.jpg", originals / "HTC_Desire.jpg"


def test_a_whole_visit_survives_a_reload_at_every_step_and_arrives(
    stand_before: StandBefore, product: RunningProduct, assignments: list[Assignment], camera_files: tuple[Path, Path]
) -> None:
    phone = stand_before(assignments[0])
    expect(phone.get_by_role("heading", level=1)).to_contain_text(assignments[0]["address"])
    expect(phone.get_by_text("ke arah selatan")).to_be_visible()
    check_accessibility(phone)
    phone.get_by_role("button", name="Mulai kunjungan").click()

    take_the_position(phone)
    take_the_photos(phone, camera_files)
    answer_the_checklist(phone)
    name_the_people(phone)
    visit_id = phone.url.split("/")[-2]
    go(phone, "Kirim")
    expect(phone.get_by_text("Semua lengkap.")).to_be_visible()
    check_accessibility(phone)
    reload(phone)
    phone.get_by_role("button", name="Simpan dan kirim").click()
    phone.wait_for_url(f"**/sending/{visit_id}")
    expect(phone.get_by_text("Lengkap di server").first).to_be_visible(timeout=30_000)

    check_what_arrived(product, visit_id, camera_files)
    check_receipt(phone, product, visit_id)


def check_receipt(phone: Page, product: RunningProduct, visit_id: str) -> None:
    """It is saved once the visit is in the log, and holds without the server."""
    logged = (
        "SELECT 1 FROM log_leaves JOIN journal_positions ON position = index JOIN journal_entries USING (seq)"
        " WHERE subject_id = %s AND event = 'visit.completed'"
    )
    product.wait_for("the visit in the log", lambda: bool(product.rows(logged, visit_id)))
    with phone.expect_download() as downloading:
        phone.get_by_role("button", name="Simpan tanda terima").click()
    check_accessibility(phone)
    receipt = Receipt.parse(json.loads(Path(downloading.value.path()).read_text("utf-8")))
    key = urllib3.request("GET", f"{product.address}/log/key", retries=False).data.decode().strip()
    receipt.verify([Verifier.parse(key)])
    assert json.loads(receipt.statement)["subject_id"] == visit_id


def take_the_position(phone: Page) -> None:
    expect(phone.get_by_role("heading", name="Kunjungan: posisi")).to_be_visible()
    expect(phone.get_by_text("Posisi tersimpan")).to_be_visible()
    expect(phone.get_by_text("22 m dari titik yang terdaftar.")).to_be_visible()
    check_accessibility(phone)
    reload(phone)
    expect(phone.get_by_text("Posisi tersimpan")).to_be_visible()
    expect(phone.get_by_role("button", name="Ukur ulang")).to_be_visible()
    phone.get_by_role("button", name="Lanjut: Foto").click()


def take_the_photos(phone: Page, files: tuple[Path, Path]) -> None:
    for kind, file in zip(("Rumah tampak depan", "Bagian dalam rumah"), files, strict=True):
        card(phone, kind).get_by_label(f"Ambil foto: {kind}").set_input_files(file)
        expect(card(phone, kind).get_by_text("sudah ada", exact=True)).to_be_visible()
    phone.get_by_label("Tambah foto: Rumah tampak depan").set_input_files(files[1])
    expect(phone.get_by_role("alert")).to_contain_text("Foto ini sudah ada.")
    check_accessibility(phone)
    reload(phone)
    for kind in ("Rumah tampak depan", "Bagian dalam rumah"):
        expect(card(phone, kind).get_by_role("img", name=f"Foto: {kind} 1")).to_be_visible()
    phone.get_by_role("button", name="Lanjut: Ceklis").click()


def answer_the_checklist(phone: Page) -> None:
    expect(phone.get_by_text("0 dari 15")).to_be_visible()
    for question, answer in CHECKLIST.items():
        asked = phone.locator("main section").filter(has_text=question)
        if answer[0].isdigit():
            asked.get_by_role("textbox").fill(answer)
        else:
            asked.get_by_role("radio", name=answer, exact=True).check()
    # A farmer was asked for his land as well.
    expect(phone.get_by_text("16 dari 16")).to_be_visible()
    check_accessibility(phone)
    reload(phone)
    expect(phone.get_by_text("16 dari 16")).to_be_visible()
    expect(phone.get_by_role("radio", name="Bambu/anyaman bambu")).to_be_checked()
    phone.get_by_role("button", name="Lanjut: Warga").click()


def name_the_people(phone: Page) -> None:
    expect(phone.get_by_role("heading", name="Anggota keluarga")).to_be_visible()
    known = phone.get_by_role("heading", level=3).count()
    assert known > 0, "who is registered there is named already"
    phone.get_by_role("button", name="Tambah anggota").click()
    expect(phone.get_by_label("Nama lengkap")).to_be_focused()
    phone.get_by_label("Nama lengkap").fill("Siti Rahmawati")
    phone.get_by_label("Hubungan dengan kepala keluarga").select_option(label="famili lain")
    phone.get_by_label("NIK", exact=True).fill("317506570884")
    expect(phone.get_by_text("12 dari 16 angka.")).to_be_visible()
    phone.get_by_label("NIK", exact=True).fill("3175065708849001")
    phone.get_by_label("Tanggal lahir").fill("1984-08-18")
    expect(phone.get_by_text("Tanggal lahir di dalam NIK berbeda.")).to_be_visible()
    phone.get_by_label("Tanggal lahir").fill("1984-08-17")
    phone.get_by_label("Pekerjaan keluarga").fill("Buruh tani")
    phone.get_by_role("radio", name="Layak", exact=True).check()
    phone.get_by_label("Catatan").fill("Ditemui di rumah, atap bocor di dapur.")
    check_accessibility(phone)
    # No moment of peace: the page goes with the last stroke.
    phone.reload()
    expect(phone.get_by_label("Catatan")).to_have_value("Ditemui di rumah, atap bocor di dapur.")
    expect(phone.get_by_role("heading", name="Siti Rahmawati")).to_be_visible()
    expect(phone.get_by_role("heading", level=3)).to_have_count(known + 1)
    expect(phone.get_by_role("radio", name="Layak", exact=True)).to_be_checked()


def check_what_arrived(product: RunningProduct, visit_id: str, files: tuple[Path, Path]) -> None:
    [(outcome, answers, accuracy, remarks)] = product.rows(
        "SELECT outcome, answers, accuracy_mm, remarks FROM visits WHERE id = %s", visit_id
    )
    assert (outcome, accuracy) == ("visited", 8000)
    assert isinstance(answers, dict)
    assert answers["farm_land_m2"] == 1500
    assert remarks == []
    photos = dict(product.rows("SELECT kind, sha256 FROM captures WHERE bundle_id = %s", visit_id))
    large = Image.open(io.BytesIO(product.original(str(photos["house_front"]))))
    assert (large.size, large.getexif()) == ((1200, 1600), {})
    # A photo that is small already is sent as the camera made it.
    assert product.original(str(photos["house_inside"])) == files[1].read_bytes()
    [(envelope,)] = product.rows(
        "SELECT envelope FROM captures WHERE bundle_id = %s AND kind = 'house_front'", visit_id
    )
    assert isinstance(envelope, dict)
    assert envelope["original_sha256"] == hashlib.sha256(files[0].read_bytes()).hexdigest()
    assert base64.b64decode(envelope["original_exif"])[4:8] == b"Exif"
    assert envelope["position"]["accuracy_mm"] == 8000


def test_nobody_is_met_and_a_short_visit_is_enough(
    stand_before: StandBefore, product: RunningProduct, assignments: list[Assignment], camera_files: tuple[Path, Path]
) -> None:
    """Without a position: the phone refuses, the reason is said instead."""
    page = stand_before(assignments[1], permissions=[])

    page.get_by_role("button", name="Tidak dapat bertemu keluarga").click()
    page.get_by_role("radio", name="Sudah pindah").check()
    check_accessibility(page)
    page.get_by_role("button", name="Catat").click()
    expect(page.get_by_text("Izin lokasi ditolak.")).to_be_visible()
    page.get_by_label("Bila posisi tidak dapat diambil").fill("Izin lokasi ditolak ponsel dinas")
    go(page, "Kirim")
    expect(page.get_by_text("Yang masih kurang: 2")).to_be_visible()
    page.get_by_role("button", name="Simpan dan kirim").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Catatan belum diisi").click()
    expect(page.get_by_label("Catatan")).to_be_focused()
    page.get_by_label("Catatan").fill("Tetangga: pindah ke Bogor bulan lalu.")
    go(page, "Foto")
    page.get_by_label("Foto lain").select_option(label="Lingkungan sekitar")
    page.get_by_label("Ambil foto: Lingkungan sekitar").set_input_files(camera_files[1])
    expect(page.get_by_text("tanpa posisi")).to_be_visible()
    go(page, "Kirim")
    page.get_by_role("button", name="Simpan dan kirim").click()
    page.wait_for_url("**/sending/*")
    visit_id = page.url.split("/")[-1]
    expect(page.get_by_text("Lengkap di server").first).to_be_visible(timeout=30_000)

    [(outcome, note)] = product.rows("SELECT outcome, note FROM visits WHERE id = %s", visit_id)
    assert outcome == "moved"
    assert "Bogor" in str(note)
    assert "Izin lokasi ditolak ponsel dinas" in str(note)
    page.goto(f"/field/visits/{visit_id}/people")
    expect(page.get_by_text("Kunjungan ini sudah selesai")).to_be_visible()


def test_a_killed_tab_loses_nothing_that_was_saved(stand_before: StandBefore, assignments: list[Assignment]) -> None:
    page = stand_before(assignments[2])
    page.get_by_role("button", name="Mulai kunjungan").click()
    go(page, "Warga")
    page.get_by_label("Catatan").fill("Pintu belakang terkunci.")
    expect(page.get_by_text("Tersimpan di ponsel")).to_be_visible()

    kill(page)
    after = page.context.new_page()
    after.goto(f"/field/assignments/{assignments[2]['id']}")
    after.get_by_role("button", name="Lanjutkan kunjungan").click()

    # Where the visit was left, with what was typed.
    expect(after.get_by_role("heading", name="Kunjungan: warga")).to_be_visible()
    expect(after.get_by_label("Catatan")).to_have_value("Pintu belakang terkunci.")


def test_whatever_the_write_was_doing_a_page_that_goes_leaves_its_last_words(
    stand_before: StandBefore, assignments: list[Assignment]
) -> None:
    page = stand_before(assignments[4])
    page.get_by_role("button", name="Mulai kunjungan").click()
    go(page, "Warga")

    # The write begins after 250, and takes a few.
    for milliseconds in (0, 100, 200, *range(220, 290, 10)):
        words = f"Ditulis {milliseconds} ms sebelum halaman ditutup."
        page.get_by_label("Catatan").fill(words)
        page.wait_for_timeout(milliseconds)
        page.reload()
        expect(page.get_by_label("Catatan")).to_have_value(words)

    # Taken up, they lie in the draft and nowhere else.
    [store] = stores_of(page).values()
    assert store["words"] == []
    assert words in [bundle["content"].get("note") for bundle in store["bundles"]]


def test_two_tabs_do_not_type_the_same_visit(stand_before: StandBefore, assignments: list[Assignment]) -> None:
    page = stand_before(assignments[3])
    page.get_by_role("button", name="Mulai kunjungan").click()
    expect(page.get_by_text("Tersimpan di ponsel")).to_be_visible()

    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("sedang dibuka di tab lain")).to_be_visible()
    page.close()
    other.reload()

    expect(other.get_by_text("Tersimpan di ponsel")).to_be_visible()


def test_an_inaccurate_position_is_warned_of_and_stops_nobody(
    stand_before: StandBefore, assignments: list[Assignment]
) -> None:
    far = {"latitude": assignments[3]["latitude_e7"] / 1e7 + 0.01, "longitude": assignments[3]["longitude_e7"] / 1e7}
    page = stand_before(assignments[3], geolocation={**far, "accuracy": 120})
    page.get_by_role("button", name="Mulai kunjungan").click()

    expect(page.get_by_role("alert")).to_contain_text("Ketelitian lebih buruk dari 50 m")
    expect(page.get_by_text("Apakah ini rumah yang benar?")).to_be_visible()
    check_accessibility(page)
    go(page, "Kirim")
    expect(page.get_by_text("Posisi belum teliti. Kunjungan dapat dikirim")).to_be_visible()


def card(phone: Page, kind: str) -> Locator:
    return phone.get_by_role("region", name=kind)


def go(page: Page, step: str) -> None:
    page.get_by_role("navigation", name="Langkah kunjungan").get_by_role("link", name=step).click()


def reload(page: Page) -> None:
    """A dead battery a moment after the last stroke: the phone saves within a quarter of a second."""
    expect(page.get_by_text("Tersimpan di ponsel")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Tersimpan di ponsel")).to_be_visible()

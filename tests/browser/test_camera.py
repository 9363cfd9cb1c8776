"""Photos on a phone with little memory: the system closes the page behind the camera app, or the camera is in the page.

The camera in the page is the browser's own invented one.
"""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.ending import kill
from tests.browser.phone_store import stores_of
from tests.browser.screens import step_of_a_visit
from tests.browser.watched import check_accessibility
from tests.factories.photos import encoded

LogIn = Callable[[Page, str], None]
KIND = "Rumah tampak depan"
# Each browser that lacks something, as the script that takes it away.
NO_STILL_PHOTOS = "delete globalThis.ImageCapture;"
NO_CAMERA = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };"
A_LAMP = """
  window.lamp = [];
  MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
  MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => void window.lamp.push(advanced[0].torch);
"""
WATCH_CAMERAS = """
  window.cameras = [];
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async wanted => {
    const stream = await ask(wanted);
    window.cameras.push(...stream.getTracks());
    return stream;
  };
"""
# Whether the phone keeps no note of an open camera.
NO_NOTE = """async () => {
  const named = (await indexedDB.databases()).find(each => each.name.startsWith('field-work-')).name;
  const db = await new Promise(done => { const asked = indexedDB.open(named); asked.onsuccess = () => done(asked.result); });
  const note = await new Promise(done => {
    const asked = db.transaction('settings').objectStore('settings').get('camera-open');
    asked.onsuccess = () => done(asked.result);
  });
  db.close();
  return note === undefined;
}"""


@pytest.fixture
def at_the_photos(open_page: PageOpener, log_in: LogIn) -> Callable[..., Page]:
    """The photos of a visit that is begun, in a browser with the given script."""

    def begin(script: str = "") -> Page:
        page = open_page("/field/login", size=PHONE)
        page.context.add_init_script(script)
        page.goto("/field/today")
        log_in(page, "verifikator")
        step_of_a_visit("Foto")(page)
        return page

    return begin


def test_a_dark_photo_is_said_to_be_dark_at_the_door_and_one_by_day_is_not(at_the_photos: Callable[..., Page]) -> None:
    page = at_the_photos()
    photos = card(page).get_by_role("listitem")

    for count, grey in enumerate(((130, 120, 110), (12, 12, 14)), start=1):
        photo = encoded(Image.new("RGB", (640, 480), grey))
        # While it works on one, the page takes no other.
        expect(buttons(page).first).to_be_enabled()
        buttons(page).first.set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo})
        expect(photos).to_have_count(count)

    expect(photos.last).to_contain_text("Foto ini gelap.")
    expect(photos.first).not_to_contain_text("Foto ini gelap.")
    check_accessibility(page)


def test_a_page_that_is_killed_behind_the_camera_says_so_and_offers_the_camera_inside(
    at_the_photos: Callable[..., Page],
) -> None:
    page = at_the_photos()
    expect(buttons(page).first).to_have_attribute("type", "file")
    with page.expect_file_chooser():
        page.get_by_label(f"Ambil foto: {KIND}").click()

    kill(page)
    # Opened anew from its icon, as a phone does with an app that it has closed.
    again = page.context.new_page()
    again.goto("/field/")

    expect(again.get_by_role("alert")).to_contain_text("fotonya tidak sampai")
    expect(again.get_by_role("heading", name="Kunjungan: foto")).to_be_visible()
    expect(page_camera(again)).to_be_focused()
    expect(buttons(again).first).to_contain_text("Kamera halaman")
    check_accessibility(again)
    # It is said once; which camera comes first is remembered.
    again.reload()
    expect(page_camera(again)).to_be_visible()
    expect(buttons(again).first).to_contain_text("Kamera halaman")
    expect(again.get_by_role("alert")).to_have_count(0)


def test_a_page_that_lives_to_see_the_camera_go_says_nothing(at_the_photos: Callable[..., Page]) -> None:
    page = at_the_photos()
    with page.expect_file_chooser():
        page.get_by_label(f"Ambil foto: {KIND}").click()

    # Some browsers do not tell that nothing was taken.
    page.get_by_role("link", name="Posisi").click()
    page.get_by_role("link", name="Foto", exact=False).first.click()
    expect(page.get_by_role("heading", name="Kunjungan: foto")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)

    # Others do, and then a page that is closed later has lost nothing.
    page.get_by_label(f"Ambil foto: {KIND}").dispatch_event("cancel")
    page.wait_for_function(NO_NOTE)
    page.reload()
    expect(page_camera(page)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(buttons(page).first).to_have_attribute("type", "file")


@pytest.mark.parametrize("script", ["", NO_STILL_PHOTOS], ids=["still", "video"])
def test_the_camera_inside_the_page_takes_a_photo_and_the_envelope_says_so(
    at_the_photos: Callable[..., Page], script: str
) -> None:
    page = at_the_photos(WATCH_CAMERAS + script)
    page_camera(page).click()
    dialog = page.get_by_role("dialog", name=KIND)
    expect(dialog.get_by_role("button", name="Jepret")).not_to_have_attribute("aria-busy", "true")
    check_accessibility(page)

    dialog.get_by_role("button", name="Jepret").click()

    expect(page.get_by_role("img", name=f"Foto: {KIND} 1")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(page_camera(page)).to_be_focused()
    assert page.evaluate("window.cameras.map(track => track.readyState)") == ["ended"]
    capture = the_capture(page)
    assert capture["envelope"]["source"] == "page"
    assert capture["envelope"]["original_exif"] is None
    assert capture["envelope"]["position"]["accuracy_mm"] == 12_000
    assert capture["size"] > 1_000


def test_the_lamp_is_offered_where_there_is_one_and_a_lit_photo_is_taken_from_the_video(
    at_the_photos: Callable[..., Page],
) -> None:
    # To take a still photo would put the lamp out.
    page = at_the_photos(A_LAMP + "ImageCapture.prototype.takePhoto = () => { throw new Error('a still photo'); };")
    page_camera(page).click()
    lamp = page.get_by_role("button", name="Senter")
    lamp.click()
    expect(lamp).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Jepret").click()

    expect(page.get_by_role("img", name=f"Foto: {KIND} 1")).to_be_visible()
    assert page.evaluate("window.lamp") == [True]


def test_a_camera_that_cannot_be_opened_is_told_with_what_to_do(at_the_photos: Callable[..., Page]) -> None:
    page = at_the_photos(NO_CAMERA)

    page_camera(page).click()

    expect(page.get_by_role("alert")).to_contain_text("Izinkan kamera untuk halaman ini")
    expect(page.get_by_role("button", name="Jepret")).to_have_count(0)
    check_accessibility(page)


def card(page: Page) -> Locator:
    return page.get_by_role("region", name=KIND)


def buttons(page: Page) -> Locator:
    """The ways to a photo in the order in which they are offered."""
    return card(page).locator(".ways").last.locator("input, button")


def page_camera(page: Page) -> Locator:
    return card(page).get_by_role("button", name="Kamera halaman")


def the_capture(page: Page) -> dict[str, Any]:
    [held] = stores_of(page).values()
    [capture] = [photo for bundle in held["bundles"] for photo in bundle["captures"]]
    found: dict[str, Any] = capture
    return found

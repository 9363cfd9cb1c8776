"""A phone that writes HEIC: told what to do where the browser cannot show it, taken like any other where it can."""

import hashlib
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.phone_store import stores_of
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]
# The head of a HEIC file is all that this browser looks at before it gives up.
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(range(256)) * 40
PHOTO: FilePayload = {"name": "IMG_0001.HEIC", "mimeType": "image/heic", "buffer": HEIC}
# A browser that decodes HEIC, as Safari does: it makes a picture of 2400 x 1800 out of this file.
DECODES = """
  const decode = window.createImageBitmap.bind(window);
  window.createImageBitmap = async (source, options) => {
    if (source.type !== 'image/heic') return decode(source, options);
    const canvas = new OffscreenCanvas(2400, 1800);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#7a5c3a';
    pen.fillRect(0, 0, 2400, 1800);
    return canvas.transferToImageBitmap();
  };
"""


@pytest.fixture
def at_the_door(open_page: PageOpener, log_in: LogIn) -> Callable[..., Page]:
    """The form of a hand-over that is begun, in a browser with the given script."""

    def begin(script: str = "") -> Page:
        page = open_page("/field/login", size=PHONE)
        page.context.add_init_script(script)
        page.goto("/field/handover")
        log_in(page, "ketua-rw")
        rows = page.get_by_role("main").get_by_role("listitem")
        rows.filter(has_not_text="Sudah diserahkan").first.get_by_role("link").click()
        page.get_by_role("button", name="Serahkan paket").click()
        return page

    return begin


def test_a_heic_photo_that_cannot_be_shown_is_told_with_what_to_do(at_the_door: Callable[..., Page]) -> None:
    page = at_the_door()

    page.get_by_label("Ambil foto").set_input_files(PHOTO)

    expect(page.get_by_role("alert")).to_contain_text("Setel kamera ke “Paling kompatibel”")
    expect(page.get_by_role("img", name="Foto 1")).to_have_count(0)
    check_accessibility(page)


def test_a_heic_photo_that_can_be_shown_is_shrunk_and_its_original_named(at_the_door: Callable[..., Page]) -> None:
    page = at_the_door(DECODES)

    page.get_by_label("Ambil foto").set_input_files(PHOTO)

    expect(page.get_by_role("img", name="Foto 1")).to_be_visible()
    [held] = stores_of(page).values()
    [capture] = [photo for bundle in held["bundles"] for photo in bundle["captures"]]
    assert capture["envelope"]["original_sha256"] == hashlib.sha256(HEIC).hexdigest()
    assert capture["sha256"] != capture["envelope"]["original_sha256"]
    width = page.get_by_role("img", name="Foto 1").evaluate("image => image.naturalWidth")
    assert width == 240, "the picture of the list is a JPEG that every browser shows"

"""The card is read with the camera: from opening it to the recipient, by a stand-in for the part that reads codes.

No Chromium on Linux has a BarcodeDetector, so one is put into the page that says what the test tells it; the camera is
the browser's own invented one.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.watched import check_accessibility
from tests.fakes.product import RunningProduct

LogIn = Callable[[Page, str], None]
STAND_IN = """
  window.onTheCard = [];
  window.cameras = [];
  window.BarcodeDetector = class {
    async detect(video) {
      if (!(video instanceof HTMLVideoElement) || video.readyState < 2) throw new DOMException('no picture', 'InvalidStateError');
      return window.onTheCard.map(rawValue => ({ rawValue }));
    }
  };
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async wanted => {
    if (window.isDenied) throw new DOMException('denied', 'NotAllowedError');
    const stream = await open(wanted);
    window.cameras.push(...stream.getTracks());
    return stream;
  };
"""
OFF = "() => window.cameras.length > 0 && window.cameras.every(track => track.readyState === 'ended')"
SCAN = "Pindai kartu"


@pytest.fixture
def officer(open_page: PageOpener, log_in: LogIn) -> Page:
    """The packages of the open round on a phone that reads codes."""
    page = open_page("/field/login", size=PHONE)
    page.context.add_init_script(STAND_IN)
    page.goto("/field/handover")
    log_in(page, "ketua-rw")
    expect(page.get_by_role("heading", name="Penerima")).to_be_visible()
    return page


def card_of(product: RunningProduct, page: Page) -> tuple[str, str]:
    """A package that the phone lists, and a number as the card of its household could bear it."""
    link = page.get_by_role("main").get_by_role("listitem").first.get_by_role("link")
    allocation = (link.get_attribute("href") or "").rsplit("/", 1)[-1]
    masked = product.rows(
        "SELECT c.number_masked FROM family_cards c JOIN allocations a ON a.household_id = c.household_id"
        " WHERE a.id = %s AND c.valid_to IS NULL",
        allocation,
    )
    return allocation, str(masked[0][0]).replace("*", "1")


def test_a_scanned_card_leads_to_its_recipient(officer: Page, product: RunningProduct) -> None:
    allocation, number = card_of(product, officer)
    officer.get_by_role("button", name=SCAN).click()
    expect(officer.get_by_text("Arahkan kamera")).to_be_visible()
    officer.wait_for_function("() => document.querySelector('video')?.readyState >= 2")
    check_accessibility(officer)

    # What is no card is passed over, and the camera goes on looking.
    officer.evaluate("window.onTheCard = ['https://example.org/promo']")
    officer.wait_for_timeout(600)
    expect(officer.get_by_role("dialog")).to_be_visible()
    officer.evaluate("number => { window.onTheCard = [`KK ${number}`]; }", number)

    officer.wait_for_url(f"**/packages/{allocation}")
    officer.wait_for_function(OFF)


def test_a_card_of_nobody_here_is_searched_for_in_the_list(officer: Page) -> None:
    officer.get_by_role("button", name=SCAN).click()
    officer.evaluate("window.onTheCard = ['9999999999999999']")

    expect(officer.get_by_label("Cari penerima")).to_have_value("9999999999999999")
    expect(officer.get_by_text("0 cocok.")).to_be_visible()
    officer.wait_for_function(OFF)


def test_closing_the_dialog_turns_the_camera_off(officer: Page) -> None:
    officer.get_by_role("button", name=SCAN).click()
    officer.wait_for_function("() => window.cameras.length > 0")

    officer.get_by_role("dialog").get_by_role("button", name="Tutup").click()

    officer.wait_for_function(OFF)
    expect(officer.get_by_role("dialog")).to_have_count(0)


def test_a_camera_that_is_denied_is_told_and_one_goes_on_typing(officer: Page) -> None:
    officer.evaluate("window.isDenied = true")

    officer.get_by_role("button", name=SCAN).click()

    expect(officer.get_by_role("dialog").get_by_text("Kamera tidak dapat dipakai")).to_be_visible()


def test_a_browser_that_reads_no_codes_offers_no_scanning(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/field/handover", size=PHONE)
    log_in(page, "ketua-rw")
    expect(page.get_by_role("heading", name="Penerima")).to_be_visible()

    expect(page.get_by_label("Cari penerima")).to_be_visible()
    expect(page.get_by_role("button", name=SCAN)).to_have_count(0)

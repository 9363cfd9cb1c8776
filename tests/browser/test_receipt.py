"""The page that checks a receipt: by itself, without a network once it is loaded, in both languages."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, PageOpener
from tests.browser.watched import check_accessibility

KNOWN = json.loads((Path(__file__).parents[2] / "field_api/web/tests/receipt-cases.json").read_text("utf-8"))


@pytest.fixture
def page(open_page: PageOpener) -> Page:
    """The page on a phone, loaded, and from then on without a network."""
    opened = open_page("/receipt/", size=PHONE)
    opened.wait_for_load_state("networkidle")
    opened.context.set_offline(True)
    return opened


def fill_in(page: Page, receipt: object, *, witness: str = "") -> None:
    content = json.dumps(receipt).encode()
    page.get_by_label("Berkas tanda terima").set_input_files(
        {"name": "receipt.json", "mimeType": "application/json", "buffer": content}
    )
    page.get_by_label("Kunci publik log").fill(KNOWN["log"])
    page.get_by_label("Kunci publik saksi").fill(witness)
    page.get_by_role("button", name="Periksa").click()


def test_a_receipt_is_checked_without_a_network_and_says_what_is_not_proved(page: Page) -> None:
    fill_in(page, KNOWN["receipt"], witness=KNOWN["witness"])

    expect(page.get_by_role("heading", name="Tanda terima ini sah")).to_be_visible()
    expect(page.get_by_text("1 dari 1 saksi ikut menandatangani.")).to_be_visible()
    expect(page.get_by_text("setelah log memuat 250 catatan")).to_be_visible()
    expect(page.get_by_text("Bahwa posisinya benar: ponsel dapat dikelabui.")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="This receipt holds")).to_be_visible()
    expect(page.get_by_text("That what the photos show is real.")).to_be_visible()


def test_a_receipt_of_which_one_letter_was_changed_does_not_hold(page: Page) -> None:
    receipt = json.loads(json.dumps(KNOWN["receipt"]))
    receipt["statement"]["data"]["photos"] = 4

    fill_in(page, receipt)

    expect(page.get_by_role("heading", name="Tanda terima ini tidak sah")).to_be_visible()
    expect(page.get_by_text("ada yang diubah")).to_be_visible()

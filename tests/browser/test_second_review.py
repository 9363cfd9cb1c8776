"""A whole second review in a real Chromium, by keyboard alone, and the page that the estimates stand on."""

from collections.abc import Callable, Iterator

import pytest
import urllib3
from playwright.sync_api import Page, expect

from field_api.clock import new_id
from tests.browser.conftest import PASSWORDS, PHONE, PageOpener
from tests.browser.watched import check_accessibility
from tests.fakes.http_client import Client
from tests.fakes.product import RunningProduct, connections

LogIn = Callable[[Page, str], None]
USERNAME, PASSWORD = "penelaah-kedua", "kata sandi uji coba"
TOWN = "35.99"


@pytest.fixture(scope="module")
def pool() -> Iterator[urllib3.PoolManager]:
    with connections() as opened:
        yield opened


@pytest.fixture(scope="module")
def decision(product: RunningProduct, pool: urllib3.PoolManager) -> str:
    """A decision of the demo that fell into both samples, and a second reviewer who knows nothing of it.

    The draw of the demo follows its own key and share; here one is put in as the worker would have made it.
    """
    administrator = Client.log_in(pool, product.address, "admin", PASSWORDS["admin"])
    roles = [{"role": "dinsos_reviewer", "area_code": TOWN, "valid_from": "2026-01-01"}]
    administrator.post(
        "/v1/users", {"username": USERNAME, "full_name": "Kedua Penelaah", "password": PASSWORD, "roles": roles}
    )
    drawn = "SELECT decision_id FROM sample_draws"
    decided = "SELECT id FROM decisions WHERE verdict IN ('accept', 'reject')"
    product.wait_for("draws", lambda: len(product.rows(drawn)) == len(product.rows(decided)))
    [(decision_id,)] = product.rows(_MAKE_A_DECISION_DRAWN)
    for table in ("second_reviews", "back_checks"):
        product.rows(_LOOK_AGAIN.format(table), new_id(), decision_id)
    return str(decision_id)


# The newest decision, in a house with photos, beside which no other of its RT was drawn.
_MAKE_A_DECISION_DRAWN = """
    SELECT decisions.id FROM decisions JOIN sample_draws mine ON decision_id = decisions.id
    WHERE verdict = 'accept' AND NOT EXISTS (
        SELECT FROM sample_draws drawn WHERE drawn.area_code = mine.area_code
        AND (drawn.second_review_drawn OR drawn.back_check_drawn))
    ORDER BY decisions.id DESC LIMIT 1
"""
_LOOK_AGAIN = """
    INSERT INTO {} (id, decision_id, first_reviewer_id, first_verifier_id, area_code, version)
    SELECT %s, decision_id, reviewer_id, verifier_id, area_code, 1 FROM sample_draws WHERE decision_id = %s RETURNING 1
"""


@pytest.fixture(scope="module")
def area(product: RunningProduct, decision: str) -> str:
    """The RT of the decision: what the demo itself has drawn lies elsewhere."""
    [(code,)] = product.rows("SELECT area_code FROM sample_draws WHERE decision_id = %s", decision)
    return str(code)


def log_in_as_second(page: Page) -> None:
    page.get_by_label("Nama pengguna").fill(USERNAME)
    page.get_by_role("textbox", name="Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_a_second_review_is_taken_read_and_answered_by_keyboard(
    open_page: PageOpener, product: RunningProduct, decision: str, area: str
) -> None:
    page = open_page(f"/console/second-reviews?area={area}")
    log_in_as_second(page)
    press, write = page.keyboard.press, page.keyboard.type
    take = page.get_by_role("button", name="Ambil").first
    expect(take).to_be_visible()
    check_accessibility(page)

    take.focus()
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Telaah kedua")
    expect(page.get_by_role("img", name="Foto kunjungan").first).to_be_visible()
    press("ArrowRight")
    expect(page.get_by_text("2 dari").first).to_be_visible()
    expect(page.get_by_text("Diterima")).to_have_count(0)
    check_accessibility(page)

    page.get_by_role("radio", name="Tidak layak").focus()
    press("Control+Enter")
    expect(page.get_by_text("Pilih satu jawaban.")).to_be_visible()
    press("Space")
    press("Tab")
    write("Rumah permanen.")
    press("Control+Enter")

    expect(page.get_by_role("status").get_by_text("Jawaban tercatat.")).to_be_visible()
    answers = "SELECT finding, reason FROM second_reviews WHERE decision_id = %s"
    assert product.rows(answers, decision) == [("not_eligible", "Rumah permanen.")]


def test_the_page_of_second_reviews_is_whole_on_a_phone(open_page: PageOpener, decision: str) -> None:
    page = open_page("/console/second-reviews?answered=true", size=PHONE)
    log_in_as_second(page)

    page.goto("/console/second-reviews?answered=true")
    page.get_by_role("link", name="Lihat").first.click()

    expect(page.get_by_role("heading", name="Jawaban", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    check_accessibility(page)


def test_a_back_check_is_sent_to_another_verifier(
    open_page: PageOpener, log_in: LogIn, product: RunningProduct, decision: str, area: str
) -> None:
    first = "SELECT username FROM users JOIN sample_draws ON users.id = verifier_id WHERE decision_id = %s"
    [(username,)] = product.rows(first, decision)
    page = open_page("/console/back-checks")
    log_in(page, "penelaah")
    page.goto(f"/console/back-checks?state=waiting&area={area}")

    page.get_by_role("button", name="Kirim verifikator").first.click()

    dialog = page.get_by_role("dialog", name="Kirim verifikator")
    expect(dialog.get_by_label("Verifikator")).to_be_visible()
    check_accessibility(page)
    assert f"({username})" not in dialog.inner_text()

"""Somebody comes to the two apps for the first time: finds them, logs in, is told what is wrong, logs out."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageOpener
from tests.browser.watched import check_accessibility

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
APPS = pytest.mark.parametrize("app", ["field", "console"])
LogIn = Callable[[Page, str], None]
SOMEBODY = {"field": ("verifikator", "Vera Verifikator"), "console": ("penelaah", "Putri Penelaah")}


@SIZES
def test_the_first_page_leads_to_both_apps(open_page: PageOpener, size: tuple[int, int]) -> None:
    page = open_page("/", size=size)

    check_accessibility(page)
    page.get_by_role("link", name="Aplikasi lapangan").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Meja kerja").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


@APPS
@SIZES
def test_somebody_logs_in_sees_who_they_are_and_logs_out(
    open_page: PageOpener, log_in: LogIn, app: str, size: tuple[int, int]
) -> None:
    username, name = SOMEBODY[app]
    page = open_page(f"/{app}/account", size=size)
    check_accessibility(page)

    log_in(page, username)
    expect(page.get_by_role("heading", name="Akun saya")).to_be_focused()
    expect(page.get_by_role("definition").filter(has_text=name)).to_be_visible()
    # The last place of the menu, which is a strip on a narrow screen.
    expect(page.get_by_role("link", name="Akun", exact=True)).to_be_in_viewport(ratio=1)
    check_accessibility(page)

    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    page.goto(f"/{app}/account")
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


@APPS
def test_a_wrong_password_is_said_with_what_to_do(open_page: PageOpener, app: str) -> None:
    page = open_page(f"/{app}/", size=PHONE)

    page.get_by_label("Nama pengguna").fill("verifikator")
    page.get_by_role("textbox", name="Kata sandi").fill("bukan kata sandinya")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Nama pengguna atau kata sandi salah.")
    expect(page.get_by_role("alert")).to_contain_text("minta kata sandi baru")
    check_accessibility(page)


def test_the_session_of_a_phone_survives_a_reload_and_that_of_a_desk_ends_with_its_tab(
    open_page: PageOpener, log_in: LogIn
) -> None:
    phone, desk = open_page("/field/account", size=PHONE), open_page("/console/account")
    log_in(phone, "verifikator")
    log_in(desk, "penelaah")

    phone.reload()
    desk.reload()
    expect(phone.get_by_role("heading", name="Akun saya")).to_be_visible()
    expect(desk.get_by_role("heading", name="Akun saya")).to_be_visible()

    other_tab = phone.context.new_page()
    other_tab.goto("/field/account")
    expect(other_tab.get_by_role("heading", name="Akun saya")).to_be_visible()
    other_desk = desk.context.new_page()
    other_desk.goto("/console/account")
    expect(other_desk.get_by_role("heading", name="Masuk")).to_be_visible()


def test_an_ended_session_leads_to_the_login_and_back(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/account")
    log_in(page, "penelaah")
    page.evaluate("""() => {
        const kept = JSON.parse(sessionStorage.session);
        sessionStorage.session = JSON.stringify({ ...kept, token: "no longer good" });
    }""")

    page.goto("/console/account?from=afar")
    expect(page.get_by_text("Sesi telah berakhir.")).to_be_visible()
    expect(page.get_by_label("Nama pengguna")).to_have_value("penelaah")
    log_in(page, "penelaah")

    assert page.url.endswith("/console/account?from=afar")


def test_a_verifier_at_the_desk_is_led_to_the_field_app(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/account")

    log_in(page, "verifikator")

    expect(page.get_by_role("link", name="Buka aplikasi lapangan")).to_be_visible()


def test_the_language_is_kept(open_page: PageOpener) -> None:
    page = open_page("/field/login", size=PHONE)

    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page).to_have_title("Log in")
    page.reload()

    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    check_accessibility(page)

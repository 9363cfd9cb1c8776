"""Users at the desk: made with a role for an area, told what is wrong, a role ended, somebody shut out."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageOpener
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]
PASSWORD = "sandi-percobaan-2026"


def fill_in_user(page: Page, username: str, full_name: str) -> None:
    page.get_by_role("button", name="Tambah pengguna").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nama lengkap").fill(full_name)
    dialog.get_by_label("Nama pengguna").fill(username)
    dialog.get_by_label("Kata sandi awal").fill(PASSWORD)
    dialog.get_by_label("Peran").select_option(label="Penelaah Dinsos")
    dialog.get_by_role("combobox", name="Wilayah kerja").fill("35.99")
    dialog.get_by_role("option", name=re.compile("Kabupaten Contoh")).click()
    dialog.get_by_role("button", name="Tambahkan").click()


def come_in(page: Page, username: str, password: str) -> None:
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_role("textbox", name="Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


def test_a_user_is_made_with_a_role_and_can_come_in_until_shut_out(open_page: PageOpener, log_in: LogIn) -> None:
    admin = open_page("/console/users")
    log_in(admin, "admin")
    fill_in_user(admin, "petugas.baru", "Petugas Baru")
    expect(admin.get_by_role("heading", name="Petugas Baru")).to_be_visible()
    expect(admin.get_by_role("listitem").filter(has_text="Kabupaten Contoh")).to_contain_text("Berlaku")
    check_accessibility(admin)

    newcomer = open_page("/console/overview")
    come_in(newcomer, "petugas.baru", PASSWORD)
    expect(newcomer.get_by_role("link", name="Pengesahan")).to_be_visible()

    admin.get_by_role("button", name=re.compile("Akhiri")).click()
    admin.get_by_role("dialog").get_by_role("button", name="Ya, akhiri").click()
    expect(admin.get_by_role("listitem").filter(has_text="Kabupaten Contoh")).to_contain_text("Berakhir")
    admin.get_by_role("button", name="Nonaktifkan").click()
    admin.get_by_role("dialog").get_by_role("button", name="Nonaktifkan").click()
    expect(admin.get_by_text("Nonaktif", exact=True)).to_be_visible()

    newcomer.goto("/console/lists")
    expect(newcomer.get_by_role("heading", name="Masuk")).to_be_visible()


def test_a_name_that_is_taken_is_said_in_the_form(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/users")
    log_in(page, "admin")

    fill_in_user(page, "penelaah", "Penelaah Kedua")

    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("Nama pengguna ini sudah dipakai.")
    for size in (DESK, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        expect(dialog.get_by_role("button", name="Tambahkan")).to_be_in_viewport(ratio=1)
        expect(dialog.get_by_role("heading", name="Tambah pengguna")).to_be_in_viewport(ratio=1)
    check_accessibility(page)


def test_an_area_that_is_typed_and_not_chosen_is_not_the_whole_country(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/users")
    log_in(page, "admin")
    page.get_by_role("button", name="Tambah pengguna").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nama lengkap").fill("Petugas Lapangan")
    dialog.get_by_label("Nama pengguna").fill("petugas.lapangan")
    dialog.get_by_label("Peran").select_option(label="Auditor")
    expect(dialog.get_by_label("Seluruh Indonesia")).to_be_visible()
    dialog.get_by_label("Peran").select_option(label="Ketua RT")
    expect(dialog.get_by_label("Seluruh Indonesia")).to_have_count(0)
    area = dialog.get_by_role("combobox", name="Wilayah kerja")

    area.fill("Pasirjaya")
    dialog.get_by_label("Nama lengkap").focus()
    expect(area).to_have_value("Pasirjaya")
    expect(dialog.get_by_text("Pilih wilayah dari daftar, atau tulis kodenya yang lengkap.")).to_be_visible()
    check_accessibility(page)
    dialog.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_role("heading", name="Petugas Lapangan")).to_have_count(0)

    # A whole code is as good as a choice, however quickly one goes on.
    area.fill("35.99.01.1001.001.001")
    area.press("Tab")
    expect(area).to_have_value(re.compile(r"\(35\.99\.01\.1001\.001\.001\)"))
    dialog.get_by_role("button", name="Tambahkan").click()
    expect(page.get_by_role("heading", name="Petugas Lapangan")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Pasirjaya")).to_contain_text("Berlaku")


def test_a_change_on_an_old_version_is_refused_and_the_new_one_shown(open_page: PageOpener, log_in: LogIn) -> None:
    first, second = open_page("/console/users?q=tetangga"), open_page("/console/users?q=tetangga")
    for page in (first, second):
        log_in(page, "admin")
        page.get_by_role("link", name=re.compile("Tetangga")).click()
        expect(page.get_by_role("button", name="Simpan nama")).to_be_visible()
    first.get_by_label("Nama lengkap").fill("Teguh Tetangga Jaya")
    first.get_by_role("button", name="Simpan nama").click()
    expect(first.get_by_role("heading", name="Teguh Tetangga Jaya")).to_be_visible()

    second.get_by_label("Nama lengkap").fill("Teguh Tetangga Lain")
    second.get_by_role("button", name="Simpan nama").click()

    expect(second.get_by_role("alert")).to_contain_text("Orang lain telah mengubah ini.")
    expect(second.get_by_role("heading", name="Teguh Tetangga Jaya")).to_be_visible()


def test_an_auditor_sees_users_and_changes_nothing(open_page: PageOpener, log_in: LogIn) -> None:
    page = open_page("/console/users?q=verifikator")
    log_in(page, "auditor")

    expect(page.get_by_role("button", name="Tambah pengguna")).to_have_count(0)
    page.get_by_role("link", name="Vera Verifikator").click()

    expect(page.get_by_role("heading", name="Peran dan wilayah kerja")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan nama")).to_have_count(0)


def test_somebody_who_lost_his_password_gets_another_and_the_old_one_opens_nothing(
    open_page: PageOpener, log_in: LogIn
) -> None:
    admin = open_page("/console/users")
    log_in(admin, "admin")
    fill_in_user(admin, "petugas.lupa", "Petugas Lupa")
    newcomer = open_page("/console/overview")
    come_in(newcomer, "petugas.lupa", PASSWORD)
    expect(newcomer.get_by_role("link", name="Pengesahan")).to_be_visible()

    admin.get_by_role("button", name="Ganti kata sandi").click()
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_contain_text("Petugas Lupa keluar dari semua perangkat")
    suggested = dialog.get_by_label("Kata sandi baru").input_value()
    assert re.fullmatch(r"([a-z2-9]{4}-){4}[a-z2-9]{4}", suggested)
    check_accessibility(admin)
    dialog.get_by_label("Kata sandi baru").fill("pendek")
    dialog.get_by_role("button", name="Ganti sekarang").click()
    expect(dialog.get_by_role("alert").first).to_be_visible()
    dialog.get_by_label("Kata sandi baru").fill(suggested)
    dialog.get_by_role("button", name="Ganti sekarang").click()
    expect(admin.get_by_text("Kata sandi Petugas Lupa diganti.")).to_be_visible()

    newcomer.goto("/console/lists")
    expect(newcomer.get_by_role("heading", name="Masuk")).to_be_visible()
    come_in(newcomer, "petugas.lupa", PASSWORD)
    expect(newcomer.get_by_role("alert")).to_be_visible()
    come_in(newcomer, "petugas.lupa", suggested)
    expect(newcomer.get_by_role("link", name="Pengesahan")).to_be_visible()

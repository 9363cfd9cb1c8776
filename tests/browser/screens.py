"""Every main screen in one list: each is opened at both widths, held to WCAG, and photographed by script/pictures.

A new page is added by a line. A page whose address holds an id, or that shows its point only after a few steps, says in
`steps` how one gets there from `address`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


def nothing_more(page: Page) -> None:
    """The page is there as soon as its heading is."""


@dataclass(frozen=True)
class Screen:
    """`name` is the name of its picture; `heading` is what its h1 says when it is there."""

    name: str
    address: str
    heading: str
    # Whoever is logged in; nobody when it is empty.
    username: str = ""
    steps: Callable[[Page], None] = nothing_more


SCREENS = (
    Screen("start", "/", "Dari kunjungan rumah"),
    Screen("field-login", "/field/login", "Masuk"),
    Screen("field-account", "/field/account", "Akun saya", "verifikator"),
    Screen("console-login", "/console/login", "Masuk"),
    Screen("console-account", "/console/account", "Akun saya", "penelaah"),
)

"""Every main screen at the width of a cheap phone and of a desk: complete, accessible, and nothing sticks out.

`script/pictures` runs this file with --pictures, so that a person can look at the same screens.
"""

import io
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageOpener
from tests.browser.languages import LANGUAGES, foreign_words, speak
from tests.browser.screens import SCREENS, Screen
from tests.browser.watched import check_accessibility

LogIn = Callable[[Page, str], None]


def journeys() -> Iterator[tuple[str, tuple[Screen, ...]]]:
    """The screens of one user in one app are seen one after the other, since a login takes longer than a page."""
    for (app, username), screens in groupby(sorted(SCREENS, key=user_of), key=user_of):
        yield f"{app or 'start'}-{username or 'nobody'}", tuple(screens)


def user_of(screen: Screen) -> tuple[str, str]:
    return screen.address.split("/")[1], screen.username


@pytest.fixture
def pictures(pytestconfig: pytest.Config) -> Path | None:
    """Where script/pictures wants the pictures; None in an ordinary run."""
    folder = pytestconfig.getoption("--pictures", default=None)
    return Path(folder) if folder else None


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("screens", [pytest.param(screens, id=name) for name, screens in journeys()])
def test_the_screens_of_somebody_are_whole_and_accessible(
    open_page: PageOpener, log_in: LogIn, pictures: Path | None, screens: tuple[Screen, ...], size: tuple[int, int]
) -> None:
    page = open_page(screens[0].address, size=size)
    if screens[0].username:
        log_in(page, screens[0].username)
    for screen in screens:
        show(page, screen)
        check_accessibility(page)
        for language in languages_of(screen):
            assert width_of(page) <= size[0], f"{screen.name} is wider than the screen in {language}"
            assert foreign_words(page, language) == [], f"{screen.name} speaks two languages in {language}"
            if pictures:
                suffix = "" if language == "id" else f"-{language}"
                photograph(page, size, pictures / f"{screen.name}-{size[0]}{suffix}.png")
            speak_next(page, screen, language)


def languages_of(screen: Screen) -> tuple[str, ...]:
    """The first page has no language of its own to choose."""
    return ("id",) if screen.address == "/" else tuple(LANGUAGES)


def speak_next(page: Page, screen: Screen, language: str) -> None:
    """The other language, and after the last one the first again, in which the steps to a screen are named."""
    following = {"id": "en", "en": "id"}[language]
    if len(languages_of(screen)) > 1:
        speak(page, following)


def show(page: Page, screen: Screen) -> None:
    page.goto(screen.address)
    screen.steps(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(screen.heading)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def photograph(page: Page, size: tuple[int, int], file: Path) -> None:
    """Save the whole page with the few colours that it has, a quarter of the size."""
    file.parent.mkdir(parents=True, exist_ok=True)
    width, height = size
    # What is fixed to the bottom of the screen belongs at the bottom of the picture.
    page.set_viewport_size({"width": width, "height": max(height, page.evaluate("document.body.scrollHeight"))})
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    page.set_viewport_size({"width": width, "height": height})

"""Whether a page speaks one language: what it shows is held against the words of the other one.

A text that is a whole word of the catalogue, or holds a long one, belongs to a language. What people typed stays as it is
in both, and so does what the page marks with `translate="no"`: codes as they were recorded.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

WORDS = Path(__file__).parents[2] / "field_api" / "web" / "src" / "words"
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
# Shorter ones may lie in a name or an address by chance.
LONG_LETTERS = 25
SHOWN = """() => {
  const foreign = element => element.closest('[lang]')?.lang !== document.documentElement.lang;
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element && !foreign(element) && !element.closest('script, style, template, [translate=no]')) texts.push(walker.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!foreign(element)) texts.push(element.getAttribute(name));
  return [...new Set(texts.map(text => text.replace(/\\s+/g, ' ').trim()))].filter(text => /\\p{L}{2}/u.test(text));
}"""


def speak(page: Page, language: str) -> None:
    """Let the page speak another language, by its own button."""
    page.get_by_role("button", name=LANGUAGES[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    # A map is drawn anew.
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def foreign_words(page: Page, language: str) -> list[str]:
    """What the page shows that the catalogue knows in the other language alone."""
    (other,) = LANGUAGES.keys() - {language}
    whole, long, patterns = _only_in(other)
    shown: list[str] = page.evaluate(SHOWN)
    return [
        text
        for text in shown
        if text in whole or any(each in text for each in long) or any(each.fullmatch(text) for each in patterns)
    ]


@cache
def _only_in(language: str) -> tuple[frozenset[str], tuple[str, ...], tuple[re.Pattern[str], ...]]:
    """Whole texts, long ones, and those with holes, of one language and not of the other."""
    (other,) = LANGUAGES.keys() - {language}
    ours = _texts(language) - _texts(other)
    whole = {text for text in ours if "{" not in text}
    holed = (text for text in ours if "{" in text and len(re.sub(r"{\w+}|\W", "", text)) >= LONG_LETTERS)
    patterns = (re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text))) for text in holed)
    return frozenset(whole), tuple(text for text in whole if len(text) >= LONG_LETTERS), tuple(patterns)


@cache
def _texts(language: str) -> frozenset[str]:
    files = sorted(WORDS.glob(f"*.{language}.json"))
    assert len(files) == 4
    return frozenset(text for file in files for text in _leaves(json.loads(file.read_text(encoding="utf-8"))))


def _leaves(words: Any) -> list[str]:
    return [words] if isinstance(words, str) else [text for below in words.values() for text in _leaves(below)]

"""A page that is watched: whatever its console complains of, and whatever it asks of strangers, fails the test."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "field_api" / "web" / "node_modules" / "axe-core" / "axe.min.js"
# The rules of WCAG 2.2, level AA, as axe names them.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
# A refusal by the API and a cut line are no mistake of the page, which shows them; what it does wrong shows elsewhere.
ANSWERED_BY_THE_PAGE = "Failed to load resource"
# Drawn without a graphics card, a screenshot of a map makes the driver speak of its speed.
OF_THE_MACHINE = "GL Driver Message"
OWN_SCHEMES = ("blob:", "data:")


class Watch:
    """Listens to every page of a browser context; `complaints` must be empty in the end."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of the policy arrive here as errors.
        if message.type in {"error", "warning"} and not (
            message.text.startswith(ANSWERED_BY_THE_PAGE) or OF_THE_MACHINE in message.text
        ):
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", *OWN_SCHEMES)):
            self.complaints.append(f"asked a stranger: {request.url}")
        if "token=" in request.url:
            self.complaints.append(f"a token in an address: {request.url}")

    def _response(self, response: Response) -> None:
        path = response.url.removeprefix(self.address)
        if response.status >= 400 and not path.startswith("/v1/"):
            self.complaints.append(f"{response.status}: {path}")


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[Watch]:
    """Watch a context until the end of the block, close it, and fail on whatever was noticed."""
    watch = Watch(context, address)
    yield watch
    context.close()
    assert not watch.complaints, watch.complaints


def check_accessibility(page: Page) -> None:
    """Fail on what axe finds serious or critical on the page as it stands now."""
    # Evaluated from outside, since the policy of the page lets no foreign script in.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", RULES
    )
    grave = [
        {"rule": each["id"], "help": each["help"], "where": [node["target"] for node in each["nodes"]]}
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]
    assert grave == [], json.dumps(grave, indent=1, ensure_ascii=False)

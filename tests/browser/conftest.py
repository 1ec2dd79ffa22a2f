"""A real browser on a real server. What would leave the server is stopped and remembered.

It is stopped by the browser itself, which knows no other host: had Playwright to ask here about
every request, the browser would keep no file, and a page would take three times as long.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.factories.people import logged_in

# The same engine in a shell made for this, a fifth cheaper to drive than the whole browser.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
PASSWORD = "a long pass phrase"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None and os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail("no Chromium here, and these tests are required to run")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's package chromium-headless-shell")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this very thread
    with sync_playwright() as playwright:
        nowhere_else = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
        flags = ["--no-sandbox", "--disable-dev-shm-usage", nowhere_else]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("editor", password=PASSWORD)


@dataclass
class Visit:
    """A browser window, and what went wrong in it."""

    page: Page
    home: str
    left: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str):
        return self.page.goto(self.home + path)

    def log_in_as(self, user: User) -> None:
        """Come in by the session a log-in with both factors would have made."""
        name = settings.SESSION_COOKIE_NAME
        value = logged_in(user).cookies[name].value
        self.page.context.add_cookies([{"name": name, "value": value, "url": self.home}])

    def choose(self, field: str, name: str) -> None:
        """Pick a row in one of the admin's searching selects, by keyboard."""
        self.page.locator(f"#id_{field} + .select2 .select2-selection").focus()
        self.page.keyboard.press("Enter")
        self.page.locator(".select2-dropdown .select2-search__field").fill(name)
        # What Enter takes: before the words are searched for, another row stands first.
        self.page.locator(".select2-results__option--highlighted", has_text=name).wait_for()
        self.page.keyboard.press("Enter")

    def hear(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.complaints.append(f"{line.text} {line.location['url']}")

    def remember(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.left.append(request.url)


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """One for all tests, so that files of ours that a page loads are loaded once."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def visit(window: BrowserContext, transactional_db, live_server) -> Iterator[Visit]:
    made = Visit(window.new_page(), live_server.url)
    window.on("request", made.remember)
    made.page.on("console", made.hear)
    made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
    yield made
    window.remove_listener("request", made.remember)
    forget(window, live_server.url)
    assert made.left == []


def forget(window: BrowserContext, home: str) -> None:
    """Close its pages, and forget who was logged in and what they typed."""
    kept = {"origin": home, "storageTypes": "cookies,local_storage"}
    window.new_cdp_session(window.pages[0]).send("Storage.clearDataForOrigin", kept)
    for page in window.pages:
        page.close()

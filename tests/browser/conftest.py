"""One Chromium and one server a session; a page that is watched for what a page must never do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from browser.serving import Site, serve_site
from recollect.settings import Settings

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_REFUSALS = "Failed to load resource: the server responded with a status of 4"

OpenPage = Callable[..., Page]

DEADLINE_MS = 60_000
"""Only a broken page takes so long, however busy the machine is."""
expect.set_options(timeout=DEADLINE_MS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give the system's Chromium, headless."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a store that holds the sample. Tests may add to it, and count on nothing that others added."""
    with serve_site(Settings(data=tmp_path_factory.mktemp("sample")), sample=True) as served:
        yield served


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """Serve a store that is empty."""
    with serve_site(Settings(data=tmp_path / "empty", max_upload_mib=1)) as served:
        yield served


@pytest.fixture
def guarded_site(tmp_path: Path) -> Iterator[Site]:
    """Serve an empty store that asks for a token."""
    with serve_site(Settings(data=tmp_path / "guarded", token="correct horse battery")) as served:
        yield served


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page in a context of its own.

    When the test ends, nothing may have gone wrong on any of them: no error on the console (a violation of the
    content security policy is one), no exception, no request to another host.
    """
    contexts = []
    trouble: list[str] = []

    def watch_console(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_REFUSALS):
            trouble.append(message.text)

    def watch_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.hostname != "127.0.0.1":
            trouble.append(f"request to {request.url}")

    def open_one(address: str, *, width: int = 1440, height: int = 900, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(DEADLINE_MS)
        page.on("console", watch_console)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", watch_request)
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert trouble == []

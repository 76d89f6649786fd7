"""Files come to a job and to the start: folders are dropped, sending is paused, and only what failed is sent again."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from browser.conftest import OpenPage
from browser.records import add_job, analyse_nurse
from browser.serving import Site
from pdf_factory import make_pdf
from recollect.services.history.event_sealing import seal_events

pytestmark = pytest.mark.browser

AT_ONCE = 3
UPLOAD = re.compile(r"/api/upload-resume")


def text_file(name: str) -> FilePayload:
    content = f"{name}\nRegistered nurse\n{name.split(maxsplit=1)[0].lower()}@example.org\n".encode()
    return {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": content}


def expect_sum(page: Page, words: str) -> None:
    expect(page.locator("[data-sum]")).to_have_text(words)


def drop(page: Page, *paths: Path) -> None:
    """Drop files or folders of this machine on the page, as a hand does."""
    devices = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        devices.send("Input.dispatchDragEvent", {"type": kind, "x": 400, "y": 300, "data": data})


def test_files_at_a_job_are_analysed_for_it_and_its_pool_shows_them_by_itself(
    empty_site: Site, open_page: OpenPage
) -> None:
    job_id = add_job(empty_site.memory)
    analyse_nurse(empty_site.memory, job_id)
    page = open_page(f"{empty_site.address}/jobs/{job_id}")
    again: FilePayload = {"name": "again.pdf", "mimeType": "application/pdf", "buffer": make_pdf()}
    page.get_by_label("Add résumés to analyse for this job").set_input_files([text_file("Ines Vale"), again])
    expect_sum(page, "2 of 2 done")
    seal_events(empty_site.memory)  # as the server does every second
    rows = page.locator(".up")
    expect(rows.nth(0).get_by_role("link", name="Analysis of Ines Vale")).to_be_visible()
    expect(rows.nth(1)).to_contain_text("Already kept")
    expect(page.locator("#analyses tbody tr")).to_have_count(2)
    expect(page.locator("#analyses")).to_contain_text("Ines Vale")


def test_all_of_the_page_tells_of_the_first_files_by_itself_and_so_does_another_page_that_is_open(
    empty_site: Site, open_page: OpenPage
) -> None:
    job_id = add_job(empty_site.memory)
    seal_events(empty_site.memory)
    page, other = open_page(f"{empty_site.address}/jobs/{job_id}"), open_page(f"{empty_site.address}/jobs")
    steps = page.get_by_role("list", name="Three steps to a first analysis").get_by_role("listitem")
    expect(steps.locator("xpath=self::*[contains(@class, 'here')]")).to_contain_text("Add résumés")
    page.get_by_label("Add résumés to analyse for this job").set_input_files([text_file("Ines Vale")])
    expect_sum(page, "1 of 1 done")
    seal_events(empty_site.memory)
    for shown in (page, other):
        rail = shown.get_by_role("navigation", name="Main")
        expect(rail.get_by_role("link", name="Résumés")).to_have_text(re.compile(r"1$"))
        expect(rail.get_by_role("link", name="Analyses")).to_have_text(re.compile(r"1$"))
    expect(steps.locator("xpath=self::*[contains(@class, 'here')]")).to_contain_text("Read the analysis")
    about = page.get_by_role("complementary", name="The job")
    expect(about).to_contain_text("How the pool meets each requirement")
    expect(about).to_contain_text("1 analysis made")
    about.get_by_role("link", name="Edit what is judged").click()
    expect(about.get_by_label("Requirement 1", exact=True)).to_be_focused()


def test_a_folder_that_is_dropped_is_taken_whole(empty_site: Site, open_page: OpenPage, tmp_path: Path) -> None:
    folder = tmp_path / "applications"
    (folder / "late").mkdir(parents=True)
    for path in (folder / "ines.txt", folder / "late" / "emre.txt", folder / ".hidden"):
        path.write_text(f"{path.stem.title()} Vale\nNurse\n{path.stem}@example.org\n")
    page = open_page(f"{empty_site.address}/jobs/{add_job(empty_site.memory)}")
    drop(page, folder)
    expect_sum(page, "2 of 2 done")
    expect(page.locator(".up")).to_have_count(2)
    seal_events(empty_site.memory)
    expect(page.locator("#analyses tbody tr")).to_have_count(2)


def test_what_is_dropped_before_there_is_a_job_is_kept_and_waits(
    empty_site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / "ines.txt"
    path.write_text("Ines Vale\nRegistered nurse\nines@example.org\n")
    page = open_page(empty_site.address)
    drop(page, path)
    expect(page.locator(".up").get_by_role("link", name="Ines Vale")).to_be_visible()
    page.goto(f"{empty_site.address}/jobs/{add_job(empty_site.memory)}")
    expect(page.get_by_role("heading", name="1 waiting to be analysed")).to_be_visible()


def test_sending_is_paused_and_only_what_failed_is_sent_again(empty_site: Site, open_page: OpenPage) -> None:
    held: list[Route] = []
    page = open_page(f"{empty_site.address}/jobs/{add_job(empty_site.memory)}")
    page.route(UPLOAD, lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    files = [text_file(name) for name in ("Ana Vale", "Ben Moss", "Cid Rook", "Dora Finch", "Eve Lark")]
    number = count(1)
    with page.expect_request(lambda request: bool(UPLOAD.search(request.url)) and next(number) == AT_ONCE):
        page.get_by_label("Add résumés to analyse for this job").set_input_files(files)
    page.get_by_role("button", name="Pause").click()
    expect_sum(page, "0 of 5 done, paused")
    first, *others = held
    first.fulfill(status=422, json={"error": "broken_document", "detail": "It broke on its way."})
    for route in others:
        route.continue_()
    expect_sum(page, "3 of 5 done, 1 not kept, paused")
    assert len(held) == AT_ONCE
    page.unroute(UPLOAD)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if UPLOAD.search(request.url) else None)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-sum]")).to_have_text("5 of 5 done, 1 not kept")
    expect(page.locator(".up").first).to_contain_text("It broke on its way.")
    page.get_by_role("button", name="Try what failed again").click()
    expect_sum(page, "5 of 5 done")
    assert len(sent) == 3
    seal_events(empty_site.memory)
    expect(page.locator("#analyses tbody tr")).to_have_count(5)


def test_a_file_with_a_password_says_how_to_go_on(empty_site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{empty_site.address}/jobs/{add_job(empty_site.memory)}")
    locked: FilePayload = {"name": "locked.pdf", "mimeType": "application/pdf", "buffer": make_pdf(password="secret")}
    page.get_by_label("Add résumés to analyse for this job").set_input_files(locked)
    row = page.locator(".up")
    expect(row).to_contain_text("Needs a password")
    expect(row).to_contain_text("save or print it as a file without one")
    expect(page.locator("input[type=password]")).to_have_count(0)

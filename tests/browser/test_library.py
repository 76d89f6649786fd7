"""The library: many files at once with the state of each, found again, chosen, analysed and deleted."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from browser.conftest import OpenPage
from browser.records import add_job
from browser.serving import Site
from pdf_factory import make_pdf, make_scan
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.jobs.job_intake import choose_job
from recollect.services.resumes.resume_intake import receive_resume
from recollect.storage.records.analyses import AnalysisFilter, list_analyses

pytestmark = pytest.mark.browser

RESUME = "Maren Holt\nElectrician\nmaren.holt@example.org\n\nExperience\nElectrician, Brightwire Ltd, 2015 - 2023\n"


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_each_file_is_sent_by_itself_and_tells_what_became_of_it(empty_site: Site, open_page: OpenPage) -> None:
    receive_resume(empty_site.memory, LOCAL_CALLER, RESUME.encode(), "maren.txt")
    page = open_page(f"{empty_site.address}/resumes")
    page.get_by_label("Add résumés").set_input_files(
        [
            payload("again.txt", RESUME.encode()),
            payload("update.txt", f"{RESUME}Welder, Hill Ltd, 2023 - present\n".encode()),
            payload("scan.pdf", make_scan()),
            payload("ines.txt", b"Ines Vale\nNurse\nines@example.org\n"),
        ]
    )
    rows = page.locator(".up")
    expect(page.locator("[data-sum]")).to_have_text("4 of 4 done, 1 not kept", timeout=60_000)
    expect(rows.nth(0)).to_contain_text("Already kept")
    expect(rows.nth(1)).to_contain_text("May be an update")
    expect(rows.nth(1)).to_contain_text("the same e-mail address as a résumé of Maren Holt")
    expect(rows.nth(2)).to_contain_text("Not kept")
    expect(rows.nth(3).get_by_role("link", name="Ines Vale")).to_be_visible()
    rows.nth(2).get_by_role("button", name="Keep it as a scan").click()
    expect(page.locator("[data-sum]")).to_have_text("4 of 4 done", timeout=60_000)


def test_without_javascript_files_are_sent_together(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    choose_job(empty_site.memory, LOCAL_CALLER, job_id)
    page = open_page(f"{empty_site.address}/resumes", java_script_enabled=False)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("No file was chosen")
    page.get_by_label("Analyse each for Ward Nurse").check()
    page.get_by_label("Add résumés").set_input_files(
        [payload("maren.pdf", make_pdf()), payload("x.png", b"\x89PNG\r\n\x1a\n" + bytes(64))]
    )
    page.get_by_role("button", name="Upload").click()
    said = page.get_by_role("alert", name="What became of the files").get_by_role("listitem")
    expect(said.nth(0).get_by_role("link", name="Maren Holt")).to_have_attribute(
        "href", "/analyses/" + _only(empty_site)
    )
    expect(said.nth(1)).to_contain_text("Not kept:")


def test_what_is_chosen_is_analysed_in_the_background_or_deleted(empty_site: Site, open_page: OpenPage) -> None:
    choose_job(empty_site.memory, LOCAL_CALLER, add_job(empty_site.memory))
    for name in ("Maren Holt", "Ines Vale"):
        receive_resume(empty_site.memory, LOCAL_CALLER, f"{name}\nNurse\n".encode(), f"{name}.txt")
    page = open_page(f"{empty_site.address}/resumes")
    expect(page.get_by_role("region", name="What is chosen")).to_be_hidden()
    page.get_by_label("Choose all on this page").check()
    page.get_by_role("button", name="Analyse for Ward Nurse").click()
    expect(page.locator("main")).to_contain_text("Maren Holt")
    assert "/work/task_" in page.url
    page.goto(f"{empty_site.address}/resumes?q=ines")
    page.get_by_label("Choose Ines Vale, Ines Vale.txt").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("tbody tr")).to_have_count(2)


def test_how_many_are_chosen_is_counted(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/resumes")
    boxes = page.locator("tbody input[type=checkbox]")
    boxes.nth(0).check()
    assert "1 chosen" in _spoken(page)
    boxes.nth(2).check()
    boxes.nth(3).check()
    assert "3 chosen" in _spoken(page)


def _spoken(page: Page) -> str:
    """Give all that a screen reader is told, what style sheets write included."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return " ".join(" ".join(str(node.get("name", {}).get("value", "")) for node in nodes).split())


def _only(site: Site) -> str:
    with site.memory.read(LOCAL_CALLER) as reader:
        return list_analyses(reader, AnalysisFilter(), cursor=None, limit=1).items[0].analysis_id

"""axe-core finds nothing against WCAG 2.2 A and AA, on any page, in either theme, wide or narrow."""

import hashlib
import json
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, expect

from browser.conftest import OpenPage
from browser.page_list import PAGES, address_of
from browser.records import add_job
from browser.serving import Site
from pdf_factory import make_scan

pytestmark = pytest.mark.browser

VENDOR = Path(__file__).parent / "vendor"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A window as tall as this has what stays at its bottom beside the page instead of over it.
WINDOWS = {1440: 10_000, 390: 10_000}


OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can break; the others are looked after in one."""
THEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "light": {"type": "tag", "values": RULES},
    "dark": {"type": "rule", "values": OF_COLOURS},
}


def find_violations(page: Page) -> list[str]:
    """Look at the page in both themes, wide and narrow."""
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    said = []
    for width, height in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme, rules in THEMES.items():
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found = page.evaluate("rules => axe.run(document, {runOnly: rules})", rules)["violations"]
            nodes = [(violation["id"], node) for violation in found for node in violation["nodes"]]
            said += [f"{width} {theme} {rule}: {node['target']} {node['failureSummary']}" for rule, node in nodes]
    return said


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(site: Site, open_page: OpenPage, name: str) -> None:
    assert find_violations(open_page(address_of(site, name), bypass_csp=True)) == []


def test_an_empty_store_is_accessible(empty_site: Site, open_page: OpenPage) -> None:
    assert find_violations(open_page(empty_site.address, bypass_csp=True)) == []


def test_signing_in_is_accessible(guarded_site: Site, open_page: OpenPage) -> None:
    page = open_page(guarded_site.address, bypass_csp=True)
    page.get_by_label("Token").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert find_violations(page) == []


def test_errors_beside_their_cause_are_accessible(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}", bypass_csp=True)
    scan: FilePayload = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": make_scan()}
    page.get_by_label("Add résumés to analyse for this job").set_input_files(scan)
    expect(page.locator(".up-note")).to_contain_text("scan")
    assert find_violations(page) == []
    page.goto(f"{empty_site.address}/jobs/{job_id}/requirements")
    page.get_by_label("Skills").fill("90")
    page.get_by_label("Requirement 1", exact=True).fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("together they must be 100")
    assert find_violations(page) == []


def test_a_page_that_is_not_there_is_accessible(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/resumes/resume_000000000000", bypass_csp=True)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    assert find_violations(page) == []


def test_what_is_found_below_the_search_field_is_accessible(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/analyses", bypass_csp=True)
    page.get_by_role("combobox", name="Search everything").fill("settings of")
    expect(page.locator("#found").get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert find_violations(page) == []


def test_the_vendored_checker_is_the_one_that_is_named() -> None:
    for entry in json.loads((VENDOR / "VENDORED.json").read_text(encoding="utf-8")):
        assert hashlib.sha256((VENDOR / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert all((VENDOR / name).is_file() for name in entry["licence_files"])

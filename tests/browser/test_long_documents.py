"""Documents of more than ten pages: every page is reached, and a mark leads to the page on which it is."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import OpenPage
from browser.records import add_job
from browser.serving import Site
from pdf_factory import NEXT_PAGE, make_pdf
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.analyses.resume_analysis import Analysed, analyse_resume
from recollect.services.resumes.resume_intake import receive_resume

pytestmark = pytest.mark.browser

PAGES, LATE_PAGE = 23, 12


def analyse_long(site: Site) -> Analysed:
    """Analyse a nurse whose one quote stands on a late page."""
    pages = [
        [f"Case {number}", f"Notes of the {number}. case, kept in folder {number * 7919 % 977}"]
        for number in range(1, PAGES + 1)
    ]
    pages[0] = ["Maren Holt", "maren@example.org"]
    pages[LATE_PAGE - 1] = ["Certificates", "Registered nurse"]
    lines = [line for page in pages for line in (*page, NEXT_PAGE)][:-1]
    received = receive_resume(site.memory, LOCAL_CALLER, make_pdf(lines), "long.pdf")
    return analyse_resume(site.memory, LOCAL_CALLER, received.resume_id, add_job(site.memory))


def late_evidence(analysed: Analysed) -> str:
    return next(one.id for one in analysed.result.evidence if one.page == LATE_PAGE)


def test_a_flag_leads_to_the_page_it_is_on_without_javascript(empty_site: Site, open_page: OpenPage) -> None:
    analysed = analyse_long(empty_site)
    address = f"{empty_site.address}/analyses/{analysed.analysis_id}"
    page = open_page(f"{address}?tab=history", java_script_enabled=False)
    expect(page.locator(".page")).to_have_count(10)
    evidence_id = late_evidence(analysed)
    page.locator(f"#claim-{evidence_id} a.ev").click()
    expect(page).to_have_url(f"{address}?tab=history&first_page=11#ev-{evidence_id}")
    expect(page.locator(f"#ev-{evidence_id} rect").first).to_be_in_viewport()
    page.get_by_role("link", name="Pages 21–23").first.click()
    expect(page.locator(".page")).to_have_count(3)
    expect(page.locator("#page-23")).to_be_attached()


def test_keys_and_addresses_find_what_is_on_a_later_page(empty_site: Site, open_page: OpenPage) -> None:
    analysed = analyse_long(empty_site)
    address = f"{empty_site.address}/analyses/{analysed.analysis_id}"
    evidence_id = late_evidence(analysed)
    page = open_page(address)
    page.keyboard.press("n")
    expect(page).to_have_url(f"{address}?first_page=11#ev-{evidence_id}")
    expect(page.locator(f"#ev-{evidence_id}")).to_have_class(re.compile(r"\blit\b"))
    page.goto(f"{address}#ev-{evidence_id}")
    expect(page).to_have_url(f"{address}?first_page=11#ev-{evidence_id}")


def test_the_report_holds_all_pages_and_the_resume_leads_through_them(empty_site: Site, open_page: OpenPage) -> None:
    analysed = analyse_long(empty_site)
    page = open_page(f"{empty_site.address}/analyses/{analysed.analysis_id}/report")
    expect(page.locator(".page")).to_have_count(PAGES)
    page.locator(f"#claim-{late_evidence(analysed)} a.ev").click()
    expect(page.locator(f"#ev-{late_evidence(analysed)} rect").first).to_be_in_viewport()
    page.goto(f"{empty_site.address}/resumes/{analysed.resume_id}")
    page.get_by_role("navigation", name="Pages before and after").get_by_role("link", name="Pages 11–20").click()
    expect(page.get_by_role("heading", name="Pages 11–20 of 23")).to_be_visible()
    expect(page.locator("#page-11 img")).to_be_visible()

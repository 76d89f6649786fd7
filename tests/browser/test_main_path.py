"""From an empty store to feedback on an analysis: by keyboard alone, with JavaScript switched off."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import OpenPage
from browser.records import NURSE_JOB, add_job, analyse_nurse
from browser.serving import Site
from pdf_factory import make_pdf

pytestmark = pytest.mark.browser

MOST_TABS = 120


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} can't be reached by keyboard")


def test_the_main_path_works_by_keyboard_without_javascript(empty_site: Site, open_page: OpenPage) -> None:
    page = open_page(empty_site.address + "/", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Three steps to a first analysis")

    tab_to(page, page.get_by_label("Role"))
    page.keyboard.type("Ward Nurse")
    tab_to(page, page.get_by_label("Company"))
    page.keyboard.type("Moorfield Infirmary")
    tab_to(page, page.get_by_label("Job description"))
    page.keyboard.insert_text(NURSE_JOB)
    tab_to(page, page.get_by_role("button", name="Add the job"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ward Nurse")
    expect(page.get_by_role("heading", name="What the job asks for")).to_be_visible()

    chooser = page.get_by_label("Add résumés to analyse for this job")
    tab_to(page, chooser)
    chooser.set_input_files({"name": "maren-holt.pdf", "mimeType": "application/pdf", "buffer": make_pdf()})
    tab_to(page, page.get_by_role("button", name="Analyse", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Maren Holt")

    flag = page.get_by_role("link", name="Show in the document").first
    tab_to(page, flag)
    evidence_id = flag.inner_text().split()[-1]
    page.keyboard.press("Enter")
    expect(page).to_have_url(page.url.partition("#")[0] + f"#ev-{evidence_id}")
    mark = page.locator(f"#ev-{evidence_id}")
    expect(mark.locator("rect").first).to_be_in_viewport()
    assert mark.evaluate("element => element.matches(':target')")

    tab_to(page, page.get_by_role("radio", name="1 of 5"))
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_label("Correct", exact=True))
    page.keyboard.type("The registration is there")
    tab_to(page, page.get_by_role("button", name="Save feedback"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved and linked to this analysis and job")
    given = page.locator(".given > li")
    expect(given).to_have_count(1)
    expect(given).to_contain_text("4 of 5")
    expect(given).to_contain_text("The registration is there")


def test_a_flag_in_the_text_leads_back_to_its_claim(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}?view=text", java_script_enabled=False)
    flag = page.locator(".paper a.ev").first
    evidence_id = flag.inner_text()
    flag.focus()
    page.keyboard.press("Enter")
    claim = page.locator(f"#claim-{evidence_id}")
    expect(claim).to_be_in_viewport()
    assert claim.evaluate("element => element.matches(':target')")


def test_every_quote_on_the_page_is_marked_in_the_text(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    assert analysed.result.evidence
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}?view=text")
    for evidence in analysed.result.evidence:
        marked = page.locator(f"mark#ev-{evidence.id}, mark[data-of=ev-{evidence.id}]")
        words = "".join(part.evaluate(_OWN_WORDS) for part in marked.all())
        assert words == evidence.quote


# What a mark says without the flags that stand in it.
_OWN_WORDS = """element => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("a.ev").forEach(flag => flag.remove());
  return copy.textContent;
}"""


def test_with_javascript_the_claim_lights_up_with_its_line(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}")
    first = analysed.result.evidence[0].id
    page.locator(f"#claim-{first} a.ev").click()
    expect(page.locator(".find-l li.lit, .q.lit").first).to_contain_text(first)


def test_an_id_is_copied_by_a_click(site: Site, open_page: OpenPage) -> None:
    job_id = add_job(site.memory)
    page = open_page(f"{site.address}/jobs/{job_id}", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=job_id, exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()") == job_id


def test_the_chosen_theme_is_remembered(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.address + "/", color_scheme="light")
    page.get_by_role("button", name="Switch to dark").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.emulate_media(media="print")  # paper is white
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_an_ad_is_read_while_it_is_pasted_in_the_first_step_too(empty_site: Site, open_page: OpenPage) -> None:
    page = open_page(empty_site.address + "/")
    page.get_by_label("Job description").fill(f"Ward Nurse\n\n{NURSE_JOB}")
    expect(page.locator("#reading")).to_contain_text("requirements; each can be changed once the job is added")
    page.get_by_role("button", name="Fill in", exact=True).click()
    expect(page.get_by_label("Role")).to_have_value("Ward Nurse")
    expect(page.get_by_label("Job description")).to_have_value(re.compile("^Ward Nurse"))

"""What holds on every page: it works without JavaScript, moves nothing, brings no style of its own, stays small."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import OpenPage
from browser.page_list import PAGES, address_of
from browser.records import add_job, analyse_nurse
from browser.serving import Site
from counts import is_full

pytestmark = pytest.mark.browser

MOST_NODES = 2500
LCP_MS, SLOW_LCP_MS, SLOWDOWN, ROUNDS = 600, 1500, 4, 5

_RULES = """() => {
  const every = [...document.querySelectorAll("*")];
  const shown = every.filter(one => one.checkVisibility());
  const moves = one => { const s = getComputedStyle(one);
    return [s.transitionDuration, s.animationDuration].some(d => d.split(",").some(each => parseFloat(each) > 0)); };
  const say = one => one.outerHTML.slice(0, 100);
  return {
    nodes: every.length,
    headings: shown.filter(one => one.tagName === "H1").length,
    inline: every.filter(one => one.hasAttribute("style") || [...one.attributes].some(a => a.name.startsWith("on"))
      || (one.tagName === "SCRIPT" && !one.src) || one.tagName === "STYLE").map(say),
    moving: shown.filter(moves).map(say),
    forms: [...document.forms].filter(form => form.method !== "dialog" && !form.matches("[role=search]")
      && !form.querySelector("button:not([type=button]), input[type=submit]")).map(say),
    dead: shown.filter(one => one.tagName === "A" && !one.getAttribute("href")).map(say),
  };
}"""
_WATCH = """
  window.painted = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) painted = e.startTime; })
    .observe({type: "largest-contentful-paint", buffered: true});
"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_javascript_and_keeps_still(site: Site, open_page: OpenPage, name: str) -> None:
    page = open_page(address_of(site, name), java_script_enabled=False, reduced_motion="reduce")
    found: dict[str, Any] = page.evaluate(_RULES)
    assert found.pop("nodes") <= MOST_NODES
    assert found == {"headings": 1, "inline": [], "moving": [], "forms": [], "dead": []}


@pytest.mark.skipif(not is_full(), reason="measures time: only where every promise is proved in full")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_painted_in_time(site: Site, chromium: Browser, name: str) -> None:
    address = address_of(site, name)
    assert _median_paint(chromium, address, slowdown=1) <= LCP_MS
    assert _median_paint(chromium, address, slowdown=SLOWDOWN) <= SLOW_LCP_MS


def test_the_second_of_two_tabs_overwrites_nothing_and_keeps_what_was_typed(site: Site, open_page: OpenPage) -> None:
    job_id = add_job(site.memory)
    first, second = (open_page(f"{site.address}/jobs/{job_id}/edit") for _ in range(2))
    _rename(first, "Night Nurse")
    expect(first.get_by_role("heading", level=1)).to_contain_text("Night Nurse")
    _rename(second, "Day Nurse")
    expect(second.get_by_role("alert").first).to_be_visible()
    differing = second.locator("details[open]")
    expect(differing).to_contain_text("Role: Night Nurse in the newest version, Day Nurse in yours")
    expect(differing).not_to_contain_text("Registered nurse")
    expect(second.get_by_label("Role", exact=True)).to_have_value("Day Nurse")
    second.goto(f"{site.address}/jobs/{job_id}")
    expect(second.get_by_role("heading", level=1)).to_contain_text("Night Nurse")


def test_the_search_box_shows_what_is_found_and_leads_there_by_keys(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses")
    page.keyboard.press("/")
    page.keyboard.type("maren hol")
    found = page.locator("#found").get_by_role("option", name="Maren Holt").first
    expect(found).to_be_visible()
    expect(page.locator("#found mark").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#found a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/resumes/{analysed.resume_id}")


def test_arrow_keys_choose_what_was_found_and_enter_opens_it(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/")
    page.locator("details.menu summary").click()
    menu = page.locator("details.menu > div")
    expect(menu).to_be_visible()
    page.keyboard.press("Control+k")
    expect(menu).to_be_hidden()
    field = page.get_by_role("combobox", name="Search everything")
    page.keyboard.type("settings of")
    options = page.get_by_role("listbox", name="What was found").get_by_role("option")
    expect(options.nth(1)).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    expect(field).to_be_focused()
    wanted = options.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}{wanted}")
    page.keyboard.press("/")
    page.keyboard.type("settings of")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/search?q=settings+of")


def test_escape_goes_back_to_the_place_of_a_page_and_never_away_from_what_was_typed(
    site: Site, open_page: OpenPage
) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/resumes/{analysed.resume_id}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{site.address}/resumes")
    page.goto(f"{site.address}/analyses/{analysed.analysis_id}")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{site.address}/jobs/{analysed.job_id}")
    page.goto(f"{site.address}/jobs/new")
    role = page.get_by_label("Role", exact=True)
    role.fill("Night Nurse")
    page.keyboard.press("Escape")
    expect(role).not_to_be_focused()
    page.keyboard.press("Escape")
    page.evaluate("new Promise(requestAnimationFrame)")
    expect(role).to_have_value("Night Nurse")
    role.fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(f"{site.address}/jobs")


def _rename(page: Page, role: str) -> None:
    page.get_by_label("Role", exact=True).fill(role)
    page.get_by_role("button", name="Save").first.click()


def _median_paint(chromium: Browser, address: str, *, slowdown: int) -> float:
    """Give the median time of the largest paint, in ms, with the processor slowed down."""
    took = []
    for _ in range(ROUNDS):
        context = chromium.new_context()
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        page.add_init_script(_WATCH)
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        took.append(float(page.evaluate("painted")))
        context.close()
    return sorted(took)[ROUNDS // 2]

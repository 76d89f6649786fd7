"""What surrounds the pages: keys, looks, what was just done, what goes on."""

import re

import pytest
from playwright.sync_api import expect

from browser.conftest import OpenPage
from browser.records import add_job, analyse_nurse
from browser.serving import Site
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.resume_tasks import submit_rereading

pytestmark = pytest.mark.browser


def test_a_key_shows_the_keys_and_escape_closes_them(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Go to the jobs")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_two_keys_lead_to_a_place(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/settings/keys")
    page.keyboard.press("g")
    page.keyboard.press("j")
    page.wait_for_url(lambda address: "keys" not in address)


def test_keys_can_be_switched_off_and_do_nothing_in_a_field(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/jobs/new")
    page.get_by_label("Role", exact=True).press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.goto(f"{site.address}/settings/keys")
    page.get_by_role("button", name="Off").click()
    expect(page.get_by_role("button", name="Off")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_light_and_dark_are_chosen_without_javascript(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/?page=1", java_script_enabled=False, color_scheme="dark")
    page.get_by_role("button", name="Switch to light").click()
    expect(page).to_have_url(f"{site.address}/?page=1")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.get_by_role("button", name="Switch to dark")).to_be_visible()


def test_work_that_begins_is_shown_on_a_page_that_is_open(empty_site: Site, open_page: OpenPage) -> None:
    one = analyse_nurse(empty_site.memory, add_job(empty_site.memory))
    page = open_page(f"{empty_site.address}/")
    submit_rereading(empty_site.memory, LOCAL_CALLER, [one.resume_id])
    expect(page.locator("#work-line")).to_contain_text("0 of 1")


def test_a_page_that_can_not_be_streamed_to_looks_again_and_says_so(empty_site: Site, open_page: OpenPage) -> None:
    one = analyse_nurse(empty_site.memory, add_job(empty_site.memory))
    page = open_page("about:blank")
    page.clock.install()
    page.route(re.compile(r"/live\?"), lambda route: route.fulfill(status=404, body=""))
    page.goto(f"{empty_site.address}/")
    expect(page.get_by_role("status")).to_contain_text("looking again every 5 s")
    submit_rereading(empty_site.memory, LOCAL_CALLER, [one.resume_id])
    page.clock.run_for(5500)
    expect(page.locator("#work-line")).to_contain_text("0 of 1")


def test_what_is_judged_is_edited_in_place(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}")
    page.get_by_role("link", name="Edit what is judged", exact=True).click()
    first = page.get_by_label("Requirement 1", exact=True)
    expect(first).to_be_focused()
    first.fill("Driving licence")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#asks .met")).to_contain_text("Driving licence")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#asks .met")).not_to_contain_text("Driving licence")


def test_an_ad_is_read_while_it_is_pasted(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/jobs/new")
    page.get_by_label("Job description").fill(
        "Ward Nurse\n\nMust have\n- Registered nurse\n\nWhat we offer\n- parking\n"
    )
    expect(page.locator("#reading")).to_contain_text("Registered nurse")
    page.get_by_role("button", name="Cut what says nothing").click()
    expect(page.get_by_label("Role", exact=True)).to_have_value("Ward Nurse")
    expect(page.get_by_label("Job description")).not_to_have_value(re.compile("parking"))

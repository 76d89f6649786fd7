"""An installation with a token asks for it, and lets go again."""

import pytest
from playwright.sync_api import expect

from browser.conftest import OpenPage
from browser.serving import Site

pytestmark = pytest.mark.browser


def test_signing_in_and_out(guarded_site: Site, open_page: OpenPage) -> None:
    page = open_page(guarded_site.address + "/", java_script_enabled=False)
    expect(page).to_have_url(guarded_site.address + "/sign-in")
    page.get_by_label("Token").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("not the token")
    page.get_by_label("Token").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Three steps to a first analysis")
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.get_by_role("button", name="Sign out").click()
    page.goto(guarded_site.address + "/")
    expect(page).to_have_url(guarded_site.address + "/sign-in")


def test_a_session_that_was_ended_opens_nothing(guarded_site: Site, open_page: OpenPage) -> None:
    page = open_page(guarded_site.address + "/sign-in")
    page.get_by_label("Token").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    cookies = page.context.cookies()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Token")).to_be_visible()
    page.context.add_cookies([{"name": c["name"], "value": c["value"], "url": guarded_site.address} for c in cookies])
    page.goto(guarded_site.address + "/")
    expect(page).to_have_url(guarded_site.address + "/sign-in")


def test_without_a_token_there_is_nothing_to_sign_in_to(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.address + "/sign-in")
    expect(page).to_have_url(site.address + "/")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)

"""The page of a résumé: fields corrected in place, people joined and parted, what differs, and erasing."""

import pytest
from playwright.sync_api import expect

from browser.conftest import OpenPage
from browser.serving import Site
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.resumes.resume_intake import receive_resume

pytestmark = pytest.mark.browser

RESUME = "Maren Holt\nElectrician\nmaren.holt@example.org\n\nExperience\nElectrician, Brightwire Ltd, 2015 - 2023\n"


def test_a_field_is_corrected_in_place_and_two_corrections_lose_none(empty_site: Site, open_page: OpenPage) -> None:
    kept = receive_resume(empty_site.memory, LOCAL_CALLER, RESUME.encode(), "maren.txt")
    address = f"{empty_site.address}/resumes/{kept.resume_id}"
    page, other = (open_page(address, java_script_enabled=False) for _ in range(2))
    for tab, name in ((page, "Maren Holt-Berg"), (other, "Somebody")):
        tab.get_by_text("Correct Name").click()
        tab.get_by_label("Name", exact=True).fill(name)
        tab.locator("#field-name ~ .fix").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maren Holt-Berg")
    expect(page.locator("#field-name ~ dd").first).to_contain_text("corrected by a person")
    expect(other.get_by_role("alert")).to_contain_text("corrected in another place meanwhile")
    expect(other.get_by_role("heading", level=1)).to_have_text("Maren Holt-Berg")


def test_the_same_person_is_joined_parted_and_compared(empty_site: Site, open_page: OpenPage) -> None:
    older = receive_resume(empty_site.memory, LOCAL_CALLER, RESUME.encode(), "older.txt")
    newer = receive_resume(empty_site.memory, LOCAL_CALLER, f"{RESUME}Welder, Hill Ltd\n".encode(), "newer.txt")
    page = open_page(f"{empty_site.address}/resumes/{newer.resume_id}")
    page.get_by_role("link", name="See what differs").click()
    expect(page.locator(".paper ins")).to_contain_text("Welder")
    page.go_back()
    page.get_by_role("button", name="The same person").click()
    expect(page.get_by_role("link", name="older.txt", exact=True)).to_have_attribute(
        "href", f"/resumes/{older.resume_id}"
    )
    page.get_by_role("button", name="Separate it").click()
    expect(page.get_by_role("button", name="The same person")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Separate it")).to_be_visible()


def test_a_person_is_erased_only_when_their_id_is_typed(empty_site: Site, open_page: OpenPage) -> None:
    kept = receive_resume(empty_site.memory, LOCAL_CALLER, RESUME.encode(), "maren.txt")
    address = f"{empty_site.address}/resumes/{kept.resume_id}"
    page = open_page(address)
    refused = page.request.post(f"{address}/erase", form={"typed_id": kept.resume_id}, headers={"accept": "text/html"})
    assert refused.status == 422
    assert "nothing was erased" in refused.text()
    page.get_by_text("Erase this person for good").click()
    page.get_by_label("Id of the person").fill(kept.candidate_id)
    page.get_by_role("button", name="Erase").click()
    expect(page).to_have_url(f"{empty_site.address}/resumes")
    expect(page.locator("main")).to_contain_text("No résumé yet")
    expect(page.get_by_text("Candidate erased")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)

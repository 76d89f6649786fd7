"""The page of an analysis beside the marked pages: keys, drafts, quotes, marks on claims, revisions."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenPage
from browser.records import add_job, analyse_nurse
from browser.serving import Site
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import Feedback
from recollect.storage.views.feedback_lists import FeedbackFilter, list_feedback

pytestmark = pytest.mark.browser

_DRAWN = "image => image.complete && image.naturalWidth > 0"
_SELECT_FIRST_LINE = """() => {
  const line = document.querySelector(".page .ln text");
  getSelection().selectAllChildren(line);
  line.dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
}"""


def said_of(site: Site, analysis_id: str) -> list[Feedback]:
    with site.memory.read(LOCAL_CALLER) as reader:
        return list(list_feedback(reader, FeedbackFilter(analysis_id=analysis_id), cursor=None, limit=10).items)


def expect_focus_on(page: Page, evidence_id: str) -> None:
    expect(page.locator(f"#ev-{evidence_id}")).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator(".q.lit")).to_contain_text(evidence_id)


def test_keys_go_through_the_evidence_hide_the_marks_and_rate(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}")
    image = page.locator(".page img").first
    image.scroll_into_view_if_needed()
    page.wait_for_function(_DRAWN, arg=image.element_handle())
    first, second = (one.id for one in analysed.result.evidence[:2])
    page.keyboard.press("n")
    expect_focus_on(page, first)
    expect(page.locator(".findings a:focus")).to_have_attribute("href", re.compile(rf"#ev-{first}$"))
    page.keyboard.press("n")
    expect_focus_on(page, second)
    expect(page.locator(".findings a:focus")).to_have_attribute("href", re.compile(rf"#ev-{second}$"))
    page.keyboard.press("p")
    expect_focus_on(page, first)
    expect(page).to_have_url(f"{site.address}/analyses/{analysed.analysis_id}#ev-{first}")
    page.keyboard.press("h")
    expect(page.locator(f"#ev-{first}")).to_be_hidden()
    page.keyboard.press("4")
    expect(page.get_by_role("radio", name="4 of 5")).to_be_checked()


@pytest.mark.parametrize("width", [761, 768, 1181, 1440])
def test_what_is_done_to_the_pages_stands_over_them_alone(site: Site, open_page: OpenPage, width: int) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}", width=width)
    desk = page.locator(".desk")
    whole, last = desk.bounding_box(), desk.get_by_role("link", name="Text", exact=True).bounding_box()
    assert whole is not None
    assert last is not None
    assert last["x"] + last["width"] <= whole["x"] + whole["width"]


def test_a_line_that_is_clicked_shows_its_claim(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}")
    last = analysed.result.evidence[-1].id
    page.locator(f"#ev-{last} rect.fl").click()
    expect_focus_on(page, last)


def test_a_draft_is_there_on_the_next_visit_and_sending_it_marks_the_claims(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    address = f"{site.address}/analyses/{analysed.analysis_id}"
    page = open_page(address)
    claim = analysed.result.evidence[0].id
    page.get_by_label(f"Quote {claim} is right").check(force=True)
    page.get_by_label(f"Quote {claim} is wrong").check(force=True)
    expect(page.get_by_label(f"Quote {claim} is right")).not_to_be_checked()
    page.get_by_label("Score it should have had").fill("61")
    page.get_by_label("Missing").fill("The traini")
    expect(page.locator("[data-draft-state]")).to_contain_text("Draft saved")
    page.get_by_label("Missing").press_sequentially("ng")  # and away, before it is kept
    page.goto(f"{site.address}/")
    for _ in range(50):  # what is sent when a page is left is answered to nobody
        page.goto(address)
        if page.get_by_label("Missing").input_value() == "The training":
            break
    expect(page.get_by_label(f"Quote {claim} is wrong")).to_be_checked()
    page.keyboard.press("2")
    page.get_by_label("Missing").press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Saved and linked")
    (kept,) = said_of(site, analysed.analysis_id)
    assert (kept.feedback.rating, kept.feedback.missing_points, kept.feedback.corrected_score) == (
        2,
        ("The training",),
        61.0,
    )
    assert [(one.mark, one.evidence_id) for one in kept.feedback.claims] == [("wrong", claim)]
    expect(page.get_by_label("Missing")).to_have_value("")
    expect(page.locator(".findings")).to_contain_text("It should have been 61, says the feedback.")
    expect(page.locator(".q", has=page.get_by_label(f"Quote {claim} is wrong"))).to_contain_text("marked wrong")


def test_words_that_meet_what_was_not_found_are_checked_kept_and_revised(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    missing = next(one for one in analysed.result.requirements if one.status == "not_found")
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}", java_script_enabled=False)
    field = page.locator(f"#{missing.id}").get_by_label("Words of the résumé that meet it")
    expect(field).to_be_hidden()
    page.get_by_label(f"Verdict {missing.id} is wrong").check(force=True)
    page.get_by_role("radio", name="2 of 5").check(force=True)
    field.fill("Never written there")
    page.get_by_role("button", name="Save feedback").click()
    expect(page.get_by_role("alert")).to_contain_text("“Never written there” does not stand in the text")
    expect(field).to_have_value("Never written there")
    field.fill("Maren Holt")
    page.get_by_role("button", name="Save feedback").click()
    expect(page.locator(".given").first).to_contain_text(f"{missing.id}: “Maren Holt”")
    page.get_by_role("link", name="Revise").first.click()
    expect(field).to_have_value("Maren Holt")
    page.get_by_role("button", name="Save revision").click()
    (kept,) = said_of(site, analysed.analysis_id)
    assert [(one.requirement_id, one.words) for one in kept.feedback.claims] == [(missing.id, "Maren Holt")]


def test_what_is_selected_on_the_page_becomes_a_quote(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}")
    page.evaluate(_SELECT_FIRST_LINE)
    page.get_by_role("toolbar", name="Quote what is selected as").get_by_role("button", name="Incorrect").click()
    expect(page.get_by_label("Incorrect")).to_have_value("“Maren Holt” ")
    expect(page.get_by_label("Incorrect")).to_be_focused()


def test_two_revisions_of_the_same_feedback_lose_none(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    address = f"{site.address}/analyses/{analysed.analysis_id}"
    page = open_page(address, java_script_enabled=False)
    page.get_by_role("radio", name="3 of 5").check(force=True)
    page.get_by_role("button", name="Save feedback").click()
    (kept,) = said_of(site, analysed.analysis_id)
    page.goto(f"{address}?edit={kept.feedback_id}#feedback")
    other = open_page(page.url, java_script_enabled=False)
    for tab, words in ((page, "First"), (other, "Second")):
        tab.get_by_label("Correct", exact=True).fill(words)
        tab.get_by_role("button", name="Save revision").click()
    expect(other.get_by_role("alert")).to_contain_text("was revised in another place meanwhile")
    expect(other.locator("textarea[name=correct]")).to_have_value("Second")
    (revised,) = said_of(site, analysed.analysis_id)
    assert (revised.revision, revised.feedback.correct_points) == (2, ("First",))


def test_notes_are_kept_and_the_pair_tells_what_changed(site: Site, open_page: OpenPage) -> None:
    job_id = add_job(site.memory)
    older = analyse_nurse(site.memory, job_id)
    analysed = analyse_nurse(site.memory, job_id)
    page = open_page(f"{site.address}/analyses/{older.analysis_id}")
    page.get_by_role("link", name="what changed").click()
    expect(page).to_have_url(f"{site.address}/analyses/{analysed.analysis_id}?tab=history")
    expect(page.locator(".given > li")).to_have_count(2)
    expect(page.locator(".given > li").nth(1)).to_contain_text("nothing changed")
    page.get_by_label("Notes beside this analysis").fill("Call her.")
    page.get_by_role("button", name="Save notes").click()
    expect(page.get_by_label("Notes beside this analysis")).to_have_value("Call her.")
    page.get_by_role("button", name="Delete").click()
    expect(page).to_have_url(f"{site.address}/jobs/{job_id}")
    page.get_by_role("button", name="Undo").click()
    assert page.goto(f"{site.address}/analyses/{analysed.analysis_id}").ok  # type: ignore[union-attr]

"""Whatever a job, a résumé or feedback says is shown as text."""

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenPage
from browser.records import add_job, analyse_text
from browser.serving import Site
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.services.candidate_editing import rename_candidate
from recollect.services.feedback_capture import submit_feedback
from recollect.storage.candidates import get_candidate

pytestmark = pytest.mark.browser

MARKUP = "<script>document.title='taken'</script><img src=x onerror=alert(1)><b class=injected>bold</b>\"'{{7*7}}"
RESUME = f"""Ana Lund
Registered nurse {MARKUP}
ana@example.org

Experience
Ward nurse, Moorfield Infirmary, 2016 - 2023 {MARKUP}
Patients on a ward {MARKUP}
"""
JOB = f"Ward nurse {MARKUP}\n\nMust have\n- Registered nurse {MARKUP}\n- Patients on a ward {MARKUP}\n"


def expect_text_only(page: Page) -> None:
    assert page.title().endswith("Recollect")
    assert page.locator(".injected, main script, main img").count() == 0
    expect(page.locator("main")).to_contain_text("<b class=injected>bold</b>")
    assert "{{7*7}}" in page.locator("main").inner_text()


def test_markup_is_shown_as_text_everywhere(empty_site: Site, open_page: OpenPage) -> None:
    memory = empty_site.memory
    job_id = add_job(memory, JOB, role=MARKUP, company=MARKUP)
    analysed = analyse_text(memory, job_id, RESUME, f"{MARKUP}.txt")
    with memory.read(LOCAL_CALLER) as reader:
        version = get_candidate(reader, analysed.candidate_id).version
    rename_candidate(memory, LOCAL_CALLER, analysed.candidate_id, MARKUP, expected_version=version)
    draft = FeedbackDraft(
        interaction_id=MARKUP,
        query=MARKUP,
        context=(),
        response=MARKUP,
        feedback=Judgement(rating=1, correct_points=(MARKUP,), ideal_response=MARKUP),
        analysis_id=analysed.analysis_id,
    )
    submit_feedback(memory, LOCAL_CALLER, draft)
    for path in ("/", f"/jobs/{job_id}", f"/resumes/{analysed.resume_id}", f"/analyses/{analysed.analysis_id}"):
        expect_text_only(open_page(empty_site.address + path))


def test_markup_in_an_address_is_shown_as_text(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/?added=<b class=injected>&older=&page=1")
    assert page.locator(".injected").count() == 0
    page.goto(f"{site.address}/<b class=injected>")
    assert page.locator(".injected").count() == 0

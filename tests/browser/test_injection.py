"""Whatever a job, a résumé or feedback says is shown as text."""

import pytest
from playwright.sync_api import Page

from browser.conftest import OpenPage
from browser.records import add_job, analyse_text
from browser.serving import Site
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.services.candidate_editing import rename_candidate
from recollect.services.feedback_capture import submit_feedback
from recollect.services.resume_tasks import submit_rereading
from recollect.services.template_reuse import make_template
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


_TAKEN = ".injected, main script, main img:not([src^='/resumes/'])"


def expect_text_only(page: Page, path: str) -> None:
    """Expect the markup on a page, as text: in what is read, or in a field to be edited."""
    assert page.title().endswith("Recollect"), path
    assert page.locator(_TAKEN).count() == 0, path
    held = page.locator("main").inner_text() + "".join(
        field.input_value()
        for field in page.locator("main textarea, main input[type=text], main input[type=search]").all()
    )
    assert "<b class=injected>bold" in held, path


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
    make_template(memory, LOCAL_CALLER, job_id)
    submit_rereading(memory, LOCAL_CALLER, [analysed.resume_id])
    page = open_page("about:blank")
    for path in (
        *("/", "/jobs", "/analyses", "/feedback", "/templates", "/search?q=bold"),
        *(f"/jobs/{job_id}{part}" for part in ("", "/edit", "/description", "/feedback")),
        f"/resumes/{analysed.resume_id}",
        *(f"/analyses/{analysed.analysis_id}{part}" for part in ("", "?view=text", "/report")),
    ):
        page.goto(empty_site.address + path)
        expect_text_only(page, path)
    for path in ("/audit", "/work", "/storage", f"/jobs/{job_id}/history", f"/jobs/{job_id}/requirements"):
        page.goto(empty_site.address + path)
        assert page.locator(_TAKEN).count() == 0, path


def test_markup_in_an_address_is_shown_as_text(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/?added=<b class=injected>&older=&page=1")
    assert page.locator(".injected").count() == 0
    page.goto(f"{site.address}/<b class=injected>")
    assert page.locator(".injected").count() == 0

"""Whatever a job, a résumé, a name, a file, feedback or an address says is shown as text, and none of it is run."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenPage
from browser.records import add_job, analyse_text
from browser.serving import Site
from carried_out import carry_out
from office_factory import make_zip
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import FeedbackDraft, Judgement, TypedFeedback
from recollect.domain.ids import JobId
from recollect.services.analyses.analysis_editing import note_analysis
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.feedback.feedback_drafting import keep_draft
from recollect.services.jobs.template_reuse import make_template
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import rename_candidate
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_tasks import submit_archive
from recollect.services.teaching.lexicon_editing import import_skills
from recollect.services.upkeep.store_checks import submit_check
from recollect.storage.records.candidates import get_candidate
from recollect.web.pages.routes import PAGE_PATHS

pytestmark = pytest.mark.browser

MARKUP = (
    "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>"
    "<svg onload=document.title='taken'><a href=javascript:alert(1)>go</a><iframe src=//example.org></iframe>"
    "<b class=injected>bold</b>\"'{{7*7}}${7*7}<!--"
)
FORMULA = '=HYPERLINK("http://example.org","x")'
NAME = f"{FORMULA} {MARKUP}"
RESUME = f"""Ana Lund
Registered nurse {MARKUP}
ana@example.org

Experience
Ward nurse, Moorfield Infirmary, 2016 - 2023 {MARKUP}
Patients on a ward {MARKUP}
{FORMULA}
"""
JOB = f"Ward nurse {MARKUP}\n\nMust have\n- Registered nurse {MARKUP}\n- Patients on a ward {MARKUP}\n"

_TAKEN = (
    "main script, main iframe, main img:not([src^='/resumes/']), .injected, [onerror], [onload], [href^=javascript]"
)
_NO_PAGES = ("/assets", "/live", *(f"/resumes/{{resume_id}}/{part}" for part in ("file", "pages", "text", "compare")))
_SAYS_NOTHING_OF_PEOPLE = {
    *("/jobs/new", "/settings/keys", "/settings/privacy", "/settings/retention", "/checks/store"),
    *("/storage", "/storage/backups", "/storage/reread", "/looks/theme", "/looks/keys", "/settings", "/search"),
}
"""What shows no words that people brought along; the rest must show some, or nothing is proved there."""
_VIEWS = {
    "/jobs/{job_id}": ("?added={analysis_id}", "/description?v=1"),
    "/resumes/{resume_id}": ("?view=text", "/compare?with={other_id}"),
    "/analyses/{analysis_id}": ("?view=text", "?tab=history", "?tab=history&view=text"),
    "/work/{task_id}": ("?state=done",),
    "/feedback": ("?like=bold&rating=1", "?job={job_id}"),
    "/analyses": ("?job={job_id}&resume={resume_id}",),
    "/audit": ("?entity={job_id}",),
    "/resumes": ("?q=bold", "?not_analysed_for={job_id}"),
    "/jobs": ("?q=bold",),
    "/search": ("?q=bold",),
    "/settings/retention": ("?days=1",),
}


def every_page(ids: dict[str, str]) -> list[str]:
    """Give every address that answers with a page, each of its views too."""
    paths = [path for path in sorted(PAGE_PATHS) if not path.startswith(_NO_PAGES)]
    views = [path + view for path, views in _VIEWS.items() for view in views]
    return [re.sub(r"{(\w+)(:path)?}", lambda name: ids[name[1]], path) for path in [*paths, *views]]


def fill_with_markup(memory: Memory) -> dict[str, str]:
    """Keep markup and formulas wherever words are kept, and give the ids of what holds them."""
    job_id = add_job(memory, JOB, role=NAME, company=NAME)
    analysed = analyse_text(memory, job_id, RESUME, f"{NAME}.txt")
    other = receive_resume(memory, LOCAL_CALLER, RESUME.replace("2023", "2024").encode(), f"{MARKUP}.txt")
    with memory.read(LOCAL_CALLER) as reader:
        version = get_candidate(reader, analysed.candidate_id).version
    rename_candidate(memory, LOCAL_CALLER, analysed.candidate_id, NAME, expected_version=version)
    note_analysis(memory, LOCAL_CALLER, analysed.analysis_id, NAME, expected_version=1)
    judgement = Judgement(
        rating=1,
        correct_points=(MARKUP,),
        incorrect_points=(FORMULA,),
        missing_points=(MARKUP,),
        ideal_response=MARKUP,
    )
    draft = FeedbackDraft(
        interaction_id=MARKUP,
        query=MARKUP,
        context=(),
        response=MARKUP,
        feedback=judgement,
        analysis_id=analysed.analysis_id,
    )
    said = submit_feedback(memory, LOCAL_CALLER, draft).feedback
    kept = make_template(memory, LOCAL_CALLER, job_id, name=NAME)
    import_skills(memory, LOCAL_CALLER, "name,aliases,kind\nblorping,blorps,skill\n", MARKUP)
    keep_draft(memory, LOCAL_CALLER, analysed.analysis_id, TypedFeedback(interaction_id="typed", correct=MARKUP))
    archive = make_zip({f"<b class=injected>bold{FORMULA}.txt": RESUME, "<b class=injected>bad.pdf": b"no"})
    task = submit_archive(memory, LOCAL_CALLER, archive, job_id=JobId(job_id), keep_scans=False)
    carry_out(memory, task)
    carry_out(memory, submit_check(memory, LOCAL_CALLER, "store"))
    return {
        "job_id": job_id,
        "analysis_id": analysed.analysis_id,
        "resume_id": analysed.resume_id,
        "other_id": other.resume_id,
        "feedback_id": said.feedback_id,
        "template_id": kept.template_id,
        "task_id": task.task_id,
        "wish": "pause",
        "kind": "store",
        "part": "calibrations",
    }


def find_fault(page: Page) -> str:
    """Tell whether something of the markup became part of a page, or none of it is there to be read."""
    if not page.title().endswith("Recollect") or page.locator(_TAKEN).count():
        return "taken"
    fields = page.locator("main textarea, main input[type=text], main input[type=search], main input:not([type])")
    held = page.locator("body").inner_text() + "".join(field.input_value() for field in fields.all())
    if "{49}" in held:
        return "computed"
    return "" if "<b class=injected>bold" in held else "not shown"


def test_markup_is_shown_as_text_on_every_page(empty_site: Site, open_page: OpenPage) -> None:
    ids = fill_with_markup(empty_site.memory)
    page = open_page("about:blank")
    asked_elsewhere: list[str] = []
    page.on("request", lambda asked: asked_elsewhere.append(asked.url) if "127.0.0.1" not in asked.url else None)
    page.on("dialog", lambda dialog: asked_elsewhere.append(dialog.message))
    faults = {}
    for path in every_page(ids):
        page.goto(empty_site.address + path)
        faults[path] = find_fault(page)
    silent = {path for path, fault in faults.items() if fault == "not shown" and "?" not in path}
    assert {path: fault for path, fault in faults.items() if fault and path not in silent} == {}
    assert silent <= _SAYS_NOTHING_OF_PEOPLE
    assert asked_elsewhere == []


@pytest.mark.parametrize("path", ["/", "/jobs", "/resumes", "/analyses", "/feedback", "/audit", "/search", "/work"])
def test_markup_in_an_address_is_shown_as_text(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page("about:blank")
    filters = "q like job resume rating entity actor kind since added older page min tab state days with".split()  # noqa: SIM905
    for names in (filters, ["cursor"]):
        page.goto(f"{site.address}{path}?{'&'.join(f'{name}={quote(MARKUP)}' for name in names)}")
        assert page.locator(_TAKEN).count() == 0, names
    page.goto(f"{site.address}/{quote(MARKUP, safe='')}")
    assert page.locator(_TAKEN).count() == 0


def test_what_a_search_shows_while_it_is_typed_is_text(empty_site: Site, open_page: OpenPage) -> None:
    fill_with_markup(empty_site.memory)
    page = open_page(empty_site.address)
    page.keyboard.press("/")
    page.keyboard.type("bold")
    expect(page.locator("#found a").first).to_be_visible()
    expect(page.locator("#found")).to_contain_text("<b class=injected>")
    assert page.locator(f"#found .injected, {_TAKEN}").count() == 0

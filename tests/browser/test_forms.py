"""What forms answer: where they lead, and what they say beside the cause when they can't."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from browser.conftest import OpenPage
from browser.records import NURSE_JOB, add_job, analyse_nurse, analyse_text
from browser.serving import Site
from pdf_factory import make_pdf, make_scan
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import FeedbackDraft, Judgement
from recollect.services.feedback.feedback_capture import submit_feedback

pytestmark = pytest.mark.browser


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def send_files(page: Page, *files: FilePayload) -> None:
    page.get_by_label("Add résumés to analyse for this job").set_input_files(files)
    page.get_by_role("button", name="Analyse", exact=True).click()


def test_one_bad_file_stops_none_of_the_others(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}", java_script_enabled=False)
    send_files(
        page,
        payload("maren-holt.pdf", make_pdf()),
        payload("scan.pdf", make_scan()),
        payload("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        payload("long.txt", b"nurse " * 200_000),
    )
    said = page.get_by_role("alert", name="What became of the files").get_by_role("listitem")
    expect(said).to_have_count(4)
    expect(said.nth(0)).to_contain_text("maren-holt.pdf")
    expect(said.nth(0).get_by_role("link", name="Maren Holt")).to_be_visible()
    for number, name in ((1, "scan.pdf"), (2, "picture.png"), (3, "long.txt")):
        expect(said.nth(number)).to_contain_text(name)
        expect(said.nth(number)).to_contain_text("Not kept:")
    expect(page.locator(".stored")).to_contain_text("1 résumé")
    page.goto(page.url)  # the answer to a form can be loaded again
    expect(page).to_have_url(f"{empty_site.address}/jobs/{job_id}")


def test_several_files_lead_back_to_the_job_and_name_the_people(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}", java_script_enabled=False)
    other = make_pdf(("Ines Vale", "Nurse", "ines@example.org", "Experience", "Nurse at Hill Infirmary, 2018 - 2024"))
    send_files(page, payload("maren-holt.pdf", make_pdf()), payload("ines-vale.pdf", other))
    said = page.get_by_role("status")
    expect(said).to_contain_text("2 files were kept and analysed")
    expect(said.get_by_role("link")).to_have_count(2)
    expect(page.locator("#analyses tbody tr")).to_have_count(2)


def test_the_same_file_again_is_analysed_and_stored_once(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    analyse_nurse(empty_site.memory, job_id)
    page = open_page(f"{empty_site.address}/jobs/{job_id}", java_script_enabled=False)
    send_files(page, payload("again.PDF", make_pdf()))
    expect(page.get_by_role("status")).to_contain_text("kept before")
    expect(page.locator(".stored")).to_contain_text("1 résumé")
    expect(page.locator(".stored")).to_contain_text("2 analyses")


def test_sending_no_file_is_said_beside_the_form(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}", java_script_enabled=False)
    page.get_by_role("button", name="Analyse", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("No file was chosen")


def test_an_empty_job_keeps_what_was_typed(site: Site, open_page: OpenPage) -> None:
    page = open_page(site.address + "/jobs/new", java_script_enabled=False)
    page.get_by_label("Role").fill('Potter & Sons\' "best"')
    page.get_by_label("Company").fill("<Kiln>")
    page.get_by_label("Job description").fill(" ")
    page.get_by_role("button", name="Add the job").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no job description yet")
    expect(page.get_by_label("Role")).to_have_value('Potter & Sons\' "best"')
    expect(page.get_by_label("Company")).to_have_value("<Kiln>")


def test_feedback_without_a_rating_keeps_what_was_written(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/analyses/{analysed.analysis_id}")
    page.get_by_label("Missing").fill("\nFirst line stays empty")
    page.get_by_role("button", name="Save feedback").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a rating from 1 to 5")
    expect(page.get_by_label("Missing")).to_have_value("\nFirst line stays empty")
    page.get_by_role("radio", name="2 of 5").check(force=True)
    page.get_by_role("button", name="Save feedback").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.locator(".given > li")).to_have_count(1)


def test_the_current_job_is_switched_by_its_tab(empty_site: Site, open_page: OpenPage) -> None:
    add_job(empty_site.memory, role="First role")
    add_job(empty_site.memory, role="Second role")
    page = open_page(empty_site.address + "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("First role")
    page.get_by_role("button", name="Second role").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second role")
    expect(page.locator(".tabs [aria-current]")).to_contain_text("Second role")


def test_the_current_job_is_switched_by_the_list_on_a_phone(empty_site: Site, open_page: OpenPage) -> None:
    add_job(empty_site.memory, role="First role")
    second = add_job(empty_site.memory, role="Second role")
    page = open_page(empty_site.address + "/", width=390, height=844)
    expect(page.get_by_role("button", name="Switch", exact=True)).to_be_hidden()
    page.get_by_label("Job to work on").select_option(second)
    expect(page.get_by_role("heading", level=1)).to_have_text("Second role")


def test_who_goes_through_the_jobs_by_keys_is_not_carried_off(empty_site: Site, open_page: OpenPage) -> None:
    add_job(empty_site.memory, role="First role")
    add_job(empty_site.memory, role="Second role")
    page = open_page(empty_site.address + "/", width=390, height=844)
    jobs = page.get_by_label("Job to work on")
    jobs.press("ArrowUp")
    expect(page.get_by_role("button", name="Switch", exact=True)).to_be_visible()
    expect(jobs).not_to_have_value("")
    expect(page.get_by_role("heading", level=1)).to_have_text("First role")
    jobs.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second role")


def test_without_javascript_the_list_on_a_phone_has_a_button(empty_site: Site, open_page: OpenPage) -> None:
    add_job(empty_site.memory, role="First role")
    second = add_job(empty_site.memory, role="Second role")
    page = open_page(empty_site.address + "/", width=390, height=844, java_script_enabled=False)
    page.get_by_label("Job to work on").select_option(second)
    page.get_by_role("button", name="Switch", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second role")


def test_a_kept_resume_is_analysed_from_its_row(empty_site: Site, open_page: OpenPage) -> None:
    analyse_nurse(empty_site.memory, add_job(empty_site.memory, role="First role"))
    second = add_job(empty_site.memory, role="Second role")
    page = open_page(f"{empty_site.address}/jobs/{second}")
    page.get_by_role("button", name="Analyse Maren Holt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maren Holt")
    expect(page.locator("main")).to_contain_text("Second role")


@pytest.mark.parametrize("kind", ["job", "resume", "analysis", "candidate", "feedback"])
def test_any_id_opens_its_page(site: Site, open_page: OpenPage, kind: str) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory, NURSE_JOB))
    draft = FeedbackDraft(
        interaction_id=f"test-{analysed.analysis_id}",
        query="",
        context=(),
        response="",
        feedback=Judgement(rating=3),
        analysis_id=analysed.analysis_id,
    )
    said = submit_feedback(site.memory, LOCAL_CALLER, draft).feedback
    record_id, path = {
        "job": (analysed.job_id, f"/jobs/{analysed.job_id}"),
        "resume": (analysed.resume_id, f"/resumes/{analysed.resume_id}"),
        "analysis": (analysed.analysis_id, f"/analyses/{analysed.analysis_id}"),
        "candidate": (analysed.candidate_id, f"/resumes/{analysed.resume_id}"),
        "feedback": (said.feedback_id, f"/analyses/{analysed.analysis_id}#{said.feedback_id}"),
    }[kind]
    page = open_page(f"{site.address}/{record_id}")
    expect(page).to_have_url(site.address + path)


@pytest.mark.parametrize(
    "path", ["/nothing", "/jobs/00000000", "/analyses/000000000000", "/resumes/resume_000000000000"]
)
def test_what_is_not_there_says_so_and_leads_on(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page(site.address + path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is here")
    page.get_by_role("link", name="To the current job").click()
    expect(page).to_have_url(site.address + "/")


def test_the_text_of_a_resume_is_a_plain_file(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_text(site.memory, add_job(site.memory), "Ana <b>Lund</b>\nNurse, Leeds & York\n" * 3)
    page = open_page(f"{site.address}/resumes/{analysed.resume_id}")
    answer = page.request.get(f"{site.address}/resumes/{analysed.resume_id}/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text().startswith("Ana <b>Lund</b>\nNurse")
    expect(page.get_by_role("link", name="as a plain file")).to_be_visible()

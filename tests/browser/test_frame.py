"""What surrounds the pages: keys, looks, what was just done, what goes on."""

import re

import pytest
from playwright.sync_api import Route, expect

from browser.conftest import OpenPage
from browser.records import add_job, analyse_nurse
from browser.serving import Site
from recollect.domain.analysis import Amount
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import read_job
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_tasks import submit_rereading
from recollect.services.tasks.task_control import change_task

pytestmark = pytest.mark.browser

_IS_ON_TOP = """element => {
  const box = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""


def test_a_key_shows_the_keys_and_escape_closes_them(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Go to the jobs")
    expect(dialog.get_by_role("navigation")).to_have_count(0)  # the keys alone, not their page
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_keys_that_are_shown_do_something_on_the_page(site: Site, open_page: OpenPage) -> None:
    analysed = analyse_nurse(site.memory, add_job(site.memory))
    page = open_page(f"{site.address}/storage")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Go to the jobs")
    for said in ("Next evidence", "Analyse", "Undo what was just done", "An analysis"):
        expect(dialog.get_by_text(said, exact=True)).to_be_hidden()
    dialog.get_by_role("link", name="All keys").click()
    expect(page.get_by_text("Next evidence", exact=True)).to_be_visible()
    page.goto(f"{site.address}/analyses/{analysed.analysis_id}")
    page.keyboard.press("?")
    for said in ("Next evidence", "Write feedback", "Analyse"):
        expect(dialog.get_by_text(said, exact=True)).to_be_visible()


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


@pytest.mark.parametrize("begins", ["t()", "setTimeout(t)"])
def test_a_page_is_streamed_to_once_whenever_its_scripts_come_in(
    empty_site: Site, open_page: OpenPage, begins: str
) -> None:
    one = analyse_nurse(empty_site.memory, add_job(empty_site.memory))
    page = open_page("about:blank")
    streams: list[str] = []
    page.on("request", lambda request: streams.append(request.url) if "/live?" in request.url else None)

    def begin_then(route: Route) -> None:
        answer = route.fetch()
        assert "setTimeout(t)" in answer.text()
        route.fulfill(response=answer, body=answer.text().replace("setTimeout(t)", begins))

    page.route(re.compile(r"/htmx\.min\b.*\.js"), begin_then)  # at once is before its extension for streams
    page.goto(f"{empty_site.address}/")
    submit_rereading(empty_site.memory, LOCAL_CALLER, [one.resume_id])
    expect(page.locator("#work-line")).to_contain_text("0 of 1")
    assert len(streams) == 1


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


@pytest.mark.parametrize("width", [390, 1440])
def test_the_tour_stays_in_sight_at_each_step_and_can_be_left(site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(f"{site.address}/?tour=1", width=width, java_script_enabled=False)
    tour = page.get_by_role("complementary", name="Tour")
    for number in range(1, 5):
        expect(tour).to_contain_text(f"step {number} of 5")
        expect(tour.get_by_role("link", name="Next")).to_be_in_viewport(ratio=1)
        tour.get_by_role("link", name="Next").click()
    page.goto(f"{site.address}/")
    tour.get_by_role("button", name="No, thanks").click()
    expect(tour).to_be_hidden()


def test_the_offer_of_a_tour_leaves_a_phone_to_the_page(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/", width=390, java_script_enabled=False)
    offer = page.get_by_role("complementary", name="Tour")
    expect(offer).to_be_in_viewport()
    page.mouse.wheel(0, 600)
    expect(offer).not_to_be_in_viewport()


@pytest.mark.parametrize("path", ["/templates", "/analyses", "/settings/engine"])
def test_the_bar_of_a_phone_stays_above_the_foot_of_the_page(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page(f"{site.address}{path}", width=390)
    jobs = page.get_by_role("navigation", name="Main").get_by_role("link", name="Jobs")
    foot = page.get_by_role("contentinfo").bounding_box()
    assert foot is not None
    for down in (0, foot["y"] - 800, foot["y"] - 700):
        page.evaluate("down => scrollTo(0, down)", down)
        assert jobs.evaluate(_IS_ON_TOP)


@pytest.mark.parametrize(("path", "name"), [("/", "job_id"), ("/analyses", "job"), ("/resumes", "not_analysed_for")])
def test_jobs_of_one_name_are_told_apart_where_one_is_chosen(
    empty_site: Site, open_page: OpenPage, path: str, name: str
) -> None:
    same, other = [add_job(empty_site.memory) for _ in range(2)], add_job(empty_site.memory, role="Fitter")
    choose = open_page(f"{empty_site.address}{path}", width=390).locator(f"select[name={name}]")
    for job_id in same:
        expect(choose.locator(f"option[value='{job_id}']")).to_contain_text(f"Ward Nurse, Moorfield, {job_id}")
    expect(choose.locator(f"option[value='{other}']")).to_have_text(re.compile("Fitter, Moorfield$"))


@pytest.mark.parametrize("path", ["/", "/jobs/{job}", "/work", "/work/{task}"])
def test_every_live_part_looks_again_where_it_can_not_be_streamed_to(
    empty_site: Site, open_page: OpenPage, path: str
) -> None:
    one = analyse_nurse(empty_site.memory, add_job(empty_site.memory))
    first = submit_rereading(empty_site.memory, LOCAL_CALLER, [one.resume_id])
    page = open_page("about:blank")
    page.clock.install()
    page.route(re.compile(r"/live\?"), lambda route: route.fulfill(status=404, body=""))
    page.goto(empty_site.address + path.format(job=one.job_id, task=first.task_id))
    expect(page.get_by_role("status")).to_contain_text("looking again every 5 s")
    if path.startswith("/work"):
        change_task(empty_site.memory, LOCAL_CALLER, first.task_id, "pause")
        changed = page.locator("#work, #task")
        words = "Paused"
    else:
        received = receive_resume(empty_site.memory, LOCAL_CALLER, b"Ines Vale\nNurse\nines@example.org\n", "ines.txt")
        analyse_resume(empty_site.memory, LOCAL_CALLER, received.resume_id, one.job_id)
        changed = page.locator("#pool")
        words = "Ines Vale"
    expect(changed).not_to_contain_text(words)
    page.clock.run_for(5500)
    expect(changed).to_contain_text(words)


def test_weight_amount_and_words_are_edited_in_place_without_javascript(empty_site: Site, open_page: OpenPage) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}/requirements", java_script_enabled=False)
    line = page.locator(".lines li").first
    line.locator("summary").click()
    line.get_by_label("Weight").fill("much")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").get_by_role("link", name="is no number from 0 to 10").click()
    weight = line.get_by_label("Weight")
    expect(weight).to_be_in_viewport()
    expect(weight).to_have_accessible_description(re.compile("is no number from 0 to 10"))
    weight.fill("2")
    line.get_by_label("At least").fill("3")
    line.get_by_label("Words of the ad").fill("Ward Nurse")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#asks .met")).to_be_visible()
    first = read_job(empty_site.memory, LOCAL_CALLER, job_id).requirements[0]
    assert (first.weight, first.amount, first.start, first.end) == (2.0, Amount(3.0, "years"), 0, 10)


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


def test_what_is_judged_and_saved_as_it_is_stays_the_engines_and_no_requirement_goes_unasked(
    empty_site: Site, open_page: OpenPage
) -> None:
    job_id = add_job(empty_site.memory)
    page = open_page(f"{empty_site.address}/jobs/{job_id}", height=600)
    page.get_by_role("link", name="Edit what is judged", exact=True).click()
    save = page.get_by_role("button", name="Save", exact=True)
    expect(save).to_be_in_viewport(ratio=1)
    save.click()
    expect(page.get_by_role("complementary", name="The job")).to_contain_text("read by the engine")
    kept = read_job(empty_site.memory, LOCAL_CALLER, job_id)
    assert (kept.version, kept.edited) == (1, ())
    page.goto(f"{empty_site.address}/jobs/{job_id}/requirements")
    page.get_by_label("Requirement 2", exact=True).fill("")
    save.click()
    expect(page.get_by_label("Requirement 2", exact=True)).to_have_accessible_description(
        re.compile("no words any more")
    )
    page.get_by_label("Remove requirement 2", exact=True).check()
    save.click()
    page.wait_for_url(f"{empty_site.address}/jobs/{job_id}")
    assert len(read_job(empty_site.memory, LOCAL_CALLER, job_id).requirements) == len(kept.requirements) - 1


def test_an_ad_is_read_while_it_is_pasted(site: Site, open_page: OpenPage) -> None:
    page = open_page(f"{site.address}/jobs/new")
    page.get_by_label("Job description").fill(
        "Ward Nurse\n\nMust have\n- Registered nurse\n\nWhat we offer\n- parking\n"
    )
    expect(page.locator("#reading")).to_contain_text("Registered nurse")
    page.get_by_role("button", name="Cut what says nothing").click()
    expect(page.get_by_label("Role", exact=True)).to_have_value("Ward Nurse")
    expect(page.get_by_label("Job description")).not_to_have_value(re.compile("parking"))

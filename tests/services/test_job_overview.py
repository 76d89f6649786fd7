from __future__ import annotations

import pytest

from factories import START
from recollect.domain.caller import Caller
from recollect.domain.job import JobDraft
from recollect.errors import TaskConflict
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.ad_reading import read_ad
from recollect.services.jobs.job_intake import change_job, create_job, read_job
from recollect.services.jobs.job_overview import read_met_shares, read_news, read_pool, read_waiting
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import submit_outdated, submit_waiting
from recollect.storage.records import analyses
from use_cases import analyse_one, receive

AD = "Ward Nurse\n\nMust have\n- Registered nurse\n\nWhat we offer\n- 27 days annual leave\n"


def test_a_pool_shows_one_page_whole_and_names_the_best(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    again = analyse_resume(memory, caller, one.resume_id, one.job_id)
    pool = read_pool(memory, caller, one.job_id, page=1, page_size=5, named=3)
    assert [shown.summary.analysis_id for shown in pool.shown] == [again.analysis_id]
    assert pool.shown[0].score_range == again.result.score_range
    assert len(pool.scores) == len(pool.named) == 1
    beyond = read_pool(memory, caller, one.job_id, page=99, page_size=5, named=3)
    assert beyond.shown == pool.shown


def test_requirements_are_met_by_a_share_of_those_that_judged_them(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    pool = read_pool(memory, caller, one.job_id, page=1, page_size=5, named=0)
    shares = read_met_shares(memory, caller, read_job(memory, caller, one.job_id), pool)
    with memory.read(caller) as reader:
        result = analyses.get_analysis(reader, one.analysis_id).analysis_result
    assert result is not None
    judged = {judged.text: judged.status for judged in result.requirements}
    assert [(share.requirement.text, share.of) for share in shares] == [(text, 1) for text in judged]
    assert all(share.met == (judged[share.requirement.text] == "met") for share in shares)


def test_who_waits_is_shown_and_handed_in(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    waiting_id = receive(memory, "Ines Vale\nNurse at Hill Infirmary").resume_id
    waiting = read_waiting(memory, caller, one.job_id, limit=5)
    assert ([shown.resume_id for shown in waiting.shown], waiting.total) == ([waiting_id], 1)
    assert submit_waiting(memory, caller, one.job_id).total == 1
    analyse_resume(memory, caller, waiting_id, one.job_id)
    with pytest.raises(TaskConflict):
        submit_waiting(memory, caller, one.job_id)


def test_what_was_judged_before_the_job_was_changed_is_counted_and_handed_in_again(
    memory: Memory, caller: Caller
) -> None:
    def outdated() -> int:
        return read_pool(memory, caller, one.job_id, page=1, page_size=5, named=0).outdated

    one = analyse_one(memory)
    with pytest.raises(TaskConflict):
        submit_outdated(memory, caller, one.job_id)
    asked = read_job(memory, caller, one.job_id).job_description
    change_job(memory, caller, one.job_id, {"job_description": f"{asked} Nights."}, expected_version=1)
    other_id = receive(memory, "Ines Vale\nNurse at Hill Infirmary").resume_id
    analyse_resume(memory, caller, other_id, one.job_id)
    assert outdated() == 1
    assert submit_outdated(memory, caller, one.job_id).total == 1
    analyse_resume(memory, caller, one.resume_id, one.job_id)
    assert outdated() == 0
    change_job(memory, caller, one.job_id, {"metadata": {"floor": 3}}, expected_version=2)
    assert outdated() == 0
    change_job(memory, caller, one.job_id, {"job_description": asked}, expected_version=3)
    assert outdated() == 2


def test_news_are_what_came_since_and_the_new_versions(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, JobDraft(job_description=AD))
    change_job(memory, caller, job_id, {"role_name": "Nurse"}, expected_version=1)
    news = read_news(memory, caller, job_id, START)
    assert [version.version for version in news.versions] == [2]
    assert (news.counts.analyses, news.counts.resumes) == (0, 0)
    assert read_news(memory, caller, job_id, memory.clock()).versions == ()


def test_an_ad_is_read_without_being_kept(memory: Memory, caller: Caller) -> None:
    reading = read_ad(memory, JobDraft(job_description=AD))
    assert [one.text for one in reading.requirements] == ["Registered nurse"]
    assert reading.noise == ("What we offer\n- 27 days annual leave",)
    assert reading.without_noise == "Ward Nurse\n\nMust have\n- Registered nurse"
    assert reading.proposal.role_name == "Ward Nurse"
    assert read_waiting(memory, caller, "a3f7b2c1", limit=1).total == 0

import pytest

from factories import job_draft
from hidden_pdfs import HIDDEN_WORDS, make_hidden
from recollect.domain.caller import Caller
from recollect.domain.document import HiddenText
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.hidden_text import flags_of_hidden_text, judge_hidden_text
from recollect.services.resumes.resume_intake import receive_resume
from recollect.storage.records import readings, resumes


def hidden(*texts: str) -> list[HiddenText]:
    return [HiddenText(text=text, page=1, reason="drawn without ink") for text in texts]


@pytest.mark.parametrize(
    ("texts", "alarms"),
    [
        ([HIDDEN_WORDS], [True]),
        (["Python, Kubernetes, PostgreSQL and Terraform"], [True]),
        (["page two of three, continued"], [False]),
        (["Python"], [False]),
        (["Python", "Kubernetes", "PostgreSQL", "Terraform"], [True] * 4),
        (["continued", HIDDEN_WORDS], [False, True]),
        ([], []),
    ],
)
def test_the_alarm_is_for_several_words_that_are_meant_for_a_program(texts: list[str], alarms: list[bool]) -> None:
    assert [one.alarm for one in judge_hidden_text(hidden(*texts))] == alarms


def test_only_an_alarm_becomes_a_flag() -> None:
    (flag,) = flags_of_hidden_text(judge_hidden_text(hidden("continued", HIDDEN_WORDS)))
    assert (flag.code, flag.page) == ("hidden_text", 1)
    assert "cannot see" in flag.message


def test_hidden_words_reach_neither_text_nor_score_and_are_flagged(memory: Memory, caller: Caller) -> None:
    job = create_job(memory, caller, job_draft("We look for an engineer. Must have: Kubernetes, Terraform."))
    kept = receive_resume(memory, caller, make_hidden("white", "Kubernetes Terraform Kafka Airflow"), "cv.pdf")
    analysed = analyse_resume(memory, caller, kept.resume_id, job)
    with memory.read(caller) as reader:
        resume = resumes.get_resume(reader, kept.resume_id)
        text = readings.get_text(reader, resume.text_sha256)
    assert [one.alarm for one in resume.hidden_text] == [True]
    assert "Kubernetes" not in text
    assert [flag.code for flag in analysed.result.flags] == ["hidden_text"]
    assert {one.status for one in analysed.result.requirements} == {"not_found"}

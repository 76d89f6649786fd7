"""Marks on claims change what words prove, and propose others; all of it is versioned, shown and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from factories import feedback_draft, job_draft
from recollect.domain.analysis import AnalysisResult
from recollect.domain.caller import Caller
from recollect.domain.feedback import ClaimMark
from recollect.errors import FeedbackMismatch
from recollect.scoring.knowledge.added_terms import put_in_force
from recollect.services.analyses.resume_analysis import Analysed, analyse_resume
from recollect.services.feedback.feedback_capture import delete_feedback, submit_feedback
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.teaching.calibrating import calibrate, use_calibration
from recollect.services.teaching.claim_marks import list_marked
from recollect.services.teaching.lexicon_editing import import_skills
from recollect.storage.records import calibrations
from use_cases import all_events, problems, receive

AD = "Platform engineer\nRequirements:\n- Kubernetes\n- Terraform\n"
CV = """Mara{name} Holt{name}
mara{name}.holt@example.org
Experience
Platform engineer, Acme, 2019 - 2024
{work} in production, run {name} over.
"""


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    with ExitStack() as stack:
        stack.callback(put_in_force, ())
        yield


def analysed(memory: Memory, caller: Caller, number: int, work: str = "K8s", ad: str = AD) -> Analysed:
    job_id = create_job(memory, caller, job_draft(ad))
    name = "abcdefghijklmnop"[number] * 3
    return analyse_resume(
        memory, caller, receive(memory, CV.format(name=name, work=work), f"{name}.txt").resume_id, job_id
    )


def say(memory: Memory, caller: Caller, one: Analysed, *claims: ClaimMark) -> str:
    said = feedback_draft(one.analysis_id, analysis_id=one.analysis_id, claims=claims)
    return submit_feedback(memory, caller, said).feedback.feedback_id


def mark_wrong(memory: Memory, caller: Caller, people: int = 8) -> list[Analysed]:
    made = [analysed(memory, caller, number) for number in range(people)]
    for at, one in enumerate(made):
        evidence = next(claim.id for claim in one.result.evidence if claim.requirement_id == "R1")
        claim = {"evidence_id": evidence} if at % 2 else {"requirement_id": "R1"}
        say(memory, caller, one, ClaimMark(mark="wrong", **claim))
    return made


def status(result: AnalysisResult) -> list[str]:
    return [one.status for one in result.requirements]


def test_words_marked_wrong_are_doubted_until_that_is_taken_back(memory: Memory, caller: Caller) -> None:
    made = mark_wrong(memory, caller)
    assert status(made[0].result)[0] == "met"
    tried = calibrate(memory, caller, dry_run=True)
    assert tried.fit is not None
    assert tried.calibration is None
    assert "1 word is doubted" in tried.reason
    kept = calibrate(memory, caller).calibration
    assert kept is not None
    (doubt,) = kept.doubts
    assert (doubt.term, doubt.words, doubt.wrong, doubt.people, kept.marks) == ("Kubernetes", "k8s", 8, 8, 8)
    assert (kept.knots, kept.error_before, kept.agreement_before, kept.agreement_after) == ((), None, 0.0, 1.0)
    after = analysed(memory, caller, 9).result
    assert status(after)[0] == "not_found"
    assert after.provenance.calibration_id == kept.calibration_id
    assert status(analysed(memory, caller, 9).result) == status(after)
    use_calibration(memory, caller, None)
    assert status(analysed(memory, caller, 9).result)[0] == "met"
    use_calibration(memory, caller, kept.calibration_id)
    assert analysed(memory, caller, 9).result.overall_score == after.overall_score
    with memory.read(caller) as reader:
        assert calibrations.calibration_in_use(reader) == kept
    assert [event.action for event in all_events(memory)].count("calibration.made") == 1
    assert problems(memory) == []


def test_a_few_marks_are_listed_and_change_nothing(memory: Memory, caller: Caller) -> None:
    mark_wrong(memory, caller, people=2)
    outcome = calibrate(memory, caller)
    assert (outcome.calibration, outcome.fit, outcome.marks) == (None, None, 2)
    assert "No word is doubted" in outcome.reason
    (listed,) = list_marked(memory, caller).words
    assert (listed.term, listed.words, listed.right, listed.wrong, listed.people) == ("Kubernetes", "k8s", 0, 2, 2)


def test_a_map_is_fitted_to_the_scores_that_the_doubts_leave(memory: Memory, caller: Caller) -> None:
    made = mark_wrong(memory, caller)
    doubted = calibrate(memory, caller).calibration
    assert doubted is not None
    lower = [analyse_resume(memory, caller, one.resume_id, one.job_id) for one in made]
    for at, one in enumerate([*made] * 4):
        scores = lower[at % len(made)].result.overall_score, one.result.overall_score
        assert None not in scores
        assert scores[0] < scores[1]  # type: ignore[operator]
        said = feedback_draft(f"{at} again", analysis_id=one.analysis_id, corrected_score=scores[0])
        submit_feedback(memory, caller, said)
    outcome = calibrate(memory, caller)
    assert outcome.fit is not None
    assert outcome.pairs == 32
    assert outcome.fit.error_before == pytest.approx(0.0, abs=0.06)
    assert outcome.fit.doubts == doubted.doubts


def test_words_that_were_missed_propose_another_name_that_a_person_adds(memory: Memory, caller: Caller) -> None:
    work = "Kubelets and shipyards"
    made = [analysed(memory, caller, number, work) for number in range(2)]
    assert status(made[0].result)[0] == "not_found"
    missing = ClaimMark(mark="wrong", requirement_id="R1", words="kubelets and shipyards")
    for one in made:
        say(memory, caller, one, missing)
    assert calibrate(memory, caller).calibration is None
    (proposed,) = list_marked(memory, caller).proposals
    assert (proposed.term, proposed.words, proposed.marks, proposed.people) == (
        "Kubernetes", "kubelets and shipyards", 2, 2,
    )  # fmt: skip
    assert status(analysed(memory, caller, 5, work).result)[0] == "not_found"
    import_skills(memory, caller, f"name,aliases,kind\n{proposed.line}\n", "proposed")
    assert status(analysed(memory, caller, 5, work).result)[0] == "met"
    assert list_marked(memory, caller).proposals == ()


@pytest.mark.parametrize(
    "claim",
    [
        ClaimMark(mark="wrong", requirement_id="R1", words="K8s"),
        ClaimMark(mark="right", requirement_id="R2", words="K8s"),
        ClaimMark(mark="wrong", requirement_id="R2", words="Pulumi"),
    ],
    ids=["found", "right", "not in the text"],
)
def test_words_that_meet_nothing_missed_or_do_not_stand_there_are_refused(
    sqlite_memory: Memory, caller: Caller, claim: ClaimMark
) -> None:
    one = analysed(sqlite_memory, caller, 1)
    with pytest.raises(FeedbackMismatch):
        say(sqlite_memory, caller, one, claim)
    say(
        sqlite_memory,
        caller,
        one,
        ClaimMark(mark="wrong", requirement_id="R2", words="in Production"),
    )


def test_deleted_feedback_marks_nothing(sqlite_memory: Memory, caller: Caller) -> None:
    one = analysed(sqlite_memory, caller, 1)
    feedback_id = say(sqlite_memory, caller, one, ClaimMark(mark="wrong", requirement_id="R1"))
    assert len(list_marked(sqlite_memory, caller).words) == 1
    delete_feedback(sqlite_memory, caller, feedback_id)
    assert list_marked(sqlite_memory, caller).words == ()


def test_doubted_words_that_name_an_erased_person_go_with_them(memory: Memory, caller: Caller) -> None:
    import_skills(memory, caller, "name,aliases\nKubernetes,maraiii holtiii method\n", "ours.csv")
    named = analysed(memory, caller, 8)
    for number in range(8):
        one = analysed(memory, caller, number, "Maraiii Holtiii method")
        assert status(one.result)[0] == "met"
        say(memory, caller, one, ClaimMark(mark="wrong", requirement_id="R1"))
    kept = calibrate(memory, caller).calibration
    assert kept is not None
    assert [one.words for one in kept.doubts] == ["maraiii holtiii method"]
    erase_candidate(memory, caller, named.candidate_id)
    with memory.read(caller) as reader:
        assert [one.doubts for one in calibrations.list_calibrations(reader)] == [()]

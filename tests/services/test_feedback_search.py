from __future__ import annotations

import csv
import io
import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import feedback_draft
from recollect.domain.caller import Caller
from recollect.errors import UnusableText
from recollect.services.analyses.analysis_editing import delete_analysis
from recollect.services.feedback.feedback_capture import delete_feedback, submit_feedback
from recollect.services.feedback.feedback_search import (
    CSV_COLUMNS,
    export_csv,
    export_samples,
    high_quality_samples,
    search_feedback,
)
from recollect.services.jobs.job_intake import change_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import delete_resume
from recollect.storage.records import analyses
from recollect.storage.views.feedback_lists import FeedbackFilter, count_feedback
from use_cases import JOB_TEXT, analyse_one

RISKY = ("=", "+", "-", "@", "\t", "\r")
USABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_numbers = itertools.count()


def _say(memory: Memory, caller: Caller, interaction: str, words: str, rating: int = 4) -> str:
    draft = feedback_draft(interaction, rating=rating, query=words, response="")
    return submit_feedback(memory, caller, draft).feedback.feedback_id


def test_what_is_most_alike_comes_first(memory: Memory, caller: Caller) -> None:
    same = _say(memory, caller, "a", "Does she have a licence for electrical installation?")
    near = _say(memory, caller, "b", "She says she has an electrical licence, but which one is not said anywhere.")
    far = _say(memory, caller, "c", "Seven years of cooking in hotel kitchens.")
    found = search_feedback(memory, caller, "does she have a licence for electrical installation", count=5)
    assert [f.feedback_id for f in found] == [same, near, far]
    assert [f.similarity for f in found] == sorted((f.similarity for f in found), reverse=True)
    assert found[0].similarity == pytest.approx(1.0, abs=1e-5)
    assert [f.feedback_id for f in search_feedback(memory, caller, "licence", count=1)] != [far]


def test_a_search_follows_revisions_and_deletions(memory: Memory, caller: Caller) -> None:
    first = _say(memory, caller, "a", "electrical licence")
    second = _say(memory, caller, "b", "hotel kitchens")
    assert [f.feedback_id for f in search_feedback(memory, caller, "hotel", count=1)] == [second]
    _say(memory, caller, "a", "a hotel, only a hotel")
    assert [f.feedback_id for f in search_feedback(memory, caller, "only a hotel", count=1)] == [first]
    delete_feedback(memory, caller, first)
    assert [f.feedback_id for f in search_feedback(memory, caller, "only a hotel", count=5)] == [second]


def test_a_search_can_ask_for_well_rated_feedback(memory: Memory, caller: Caller) -> None:
    _say(memory, caller, "a", "electrical licence", rating=2)
    good = _say(memory, caller, "b", "hotel kitchens", rating=4)
    found = search_feedback(memory, caller, "electrical licence", count=5, min_rating=3)
    assert [f.feedback_id for f in found] == [good]


def test_nothing_is_found_where_nothing_was_said(memory: Memory, caller: Caller) -> None:
    assert search_feedback(memory, caller, "anything", count=5) == []
    with pytest.raises(UnusableText):
        search_feedback(memory, caller, "\0", count=5)


def test_a_sample_is_joined_with_the_very_versions_that_were_analysed(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    with memory.read(caller) as reader:
        analysis = analyses.get_analysis(reader, one.analysis_id)
    said = submit_feedback(memory, caller, feedback_draft(rating=5, analysis_id=one.analysis_id)).feedback
    change_job(memory, caller, one.job_id, {"job_description": "A chef."}, expected_version=1)
    delete_resume(memory, caller, one.resume_id)
    delete_analysis(memory, caller, one.analysis_id)
    (sample,) = high_quality_samples(memory, caller, min_rating=4, limit=10)
    assert (sample.feedback_id, sample.feedback) == (said.feedback_id, said.feedback)
    assert (sample.job.version, sample.job.job_description) == (1, JOB_TEXT)
    assert sample.resume_text.startswith("Maren Holt")
    assert sample.analysis_result == analysis.analysis_result


def test_samples_are_rated_well_linked_and_the_newest_first(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    for interaction, rating, analysis_id in (
        ("low", 3, one.analysis_id),
        ("loose", 5, None),
        ("first", 4, one.analysis_id),
        ("second", 5, one.analysis_id),
    ):
        submit_feedback(memory, caller, feedback_draft(interaction, rating=rating, analysis_id=analysis_id))
    samples = high_quality_samples(memory, caller, min_rating=4, limit=10)
    assert [s.interaction_id for s in samples] == ["second", "first"]
    assert [s.interaction_id for s in high_quality_samples(memory, caller, min_rating=4, limit=1)] == ["second"]
    assert len(high_quality_samples(memory, caller, min_rating=3, limit=10)) == 3


def test_all_feedback_is_exported_oldest_first(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    first = submit_feedback(
        memory, caller, feedback_draft("a", analysis_id=one.analysis_id, correct_points=("one", "two"))
    ).feedback
    gone = submit_feedback(memory, caller, feedback_draft("b")).feedback
    last = submit_feedback(memory, caller, feedback_draft("c", query='He said "yes",\nthen no')).feedback
    delete_feedback(memory, caller, gone.feedback_id)
    rows = list(csv.DictReader(io.StringIO("".join(export_csv(memory, caller)), newline="")))
    assert [row["feedback_id"] for row in rows] == [first.feedback_id, last.feedback_id]
    assert tuple(rows[0]) == CSV_COLUMNS
    assert (rows[0]["analysis_id"], rows[0]["resume_id"]) == (one.analysis_id, one.resume_id)
    assert (rows[0]["correct_points"], rows[0]["rating"]) == ("one\ntwo", "4")
    assert rows[0]["timestamp"].endswith("Z")
    assert rows[1]["query"] == 'He said "yes",\nthen no'


def test_an_export_of_nothing_is_its_columns(memory: Memory, caller: Caller) -> None:
    assert list(export_csv(memory, caller)) == [",".join(CSV_COLUMNS) + "\r\n"]


def test_an_export_holds_what_its_filters_let_pass(memory: Memory, caller: Caller) -> None:
    one, other = analyse_one(memory), analyse_one(memory, "Emre Aydin\nWelder")
    for name, rating, analysed in (("a", 5, one), ("b", 2, one), ("c", 4, other)):
        submit_feedback(memory, caller, feedback_draft(name, rating=rating, analysis_id=analysed.analysis_id))
    submit_feedback(memory, caller, feedback_draft("loose", rating=5))
    for narrowed, interactions, samples in (
        (FeedbackFilter(), ["a", "b", "c", "loose"], ["a", "c"]),
        (FeedbackFilter(rating=5), ["a", "loose"], ["a"]),
        (FeedbackFilter(analysis_id=one.analysis_id), ["a", "b"], ["a"]),
        (FeedbackFilter(usable=False), ["b", "loose"], []),
    ):
        rows = csv.DictReader(io.StringIO("".join(export_csv(memory, caller, narrowed)), newline=""))
        assert [row["interaction_id"] for row in rows] == interactions
        lines = [json.loads(line) for line in export_samples(memory, caller, narrowed)]
        assert [line["interaction_id"] for line in lines] == samples
        assert all(line["job"] and line["resume_text"] and line["analysis_result"] for line in lines)
        with memory.read(caller) as reader:
            assert count_feedback(reader, narrowed).value == len(interactions)


CELLS = st.builds(str.__add__, st.sampled_from(["", "'", '"', " ", "\n", *RISKY]), USABLE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(CELLS, CELLS, st.lists(CELLS, max_size=3), CELLS, CELLS.filter(str.strip))
def test_no_cell_is_a_formula_and_no_word_is_lost(
    sqlite_memory: Memory, query: str, response: str, points: list[str], ideal: str, interaction: str
) -> None:
    caller = Caller(caller_id=f"c{next(_numbers)}", actor="=cmd()")
    draft = feedback_draft(
        interaction, query=query, response=response, correct_points=tuple(points), ideal_response=ideal
    )
    submit_feedback(sqlite_memory, caller, draft)
    exported = "".join(export_csv(sqlite_memory, caller))
    rows = list(csv.reader(io.StringIO(exported, newline="")))
    assert {len(row) for row in rows} == {len(CSV_COLUMNS)}
    for row in rows:
        assert not [cell for cell in row if cell.startswith(RISKY)]
    last = dict(zip(CSV_COLUMNS, rows[-1], strict=True))
    for name, written in (
        ("query", query),
        ("response", response),
        ("ideal_response", ideal),
        ("interaction_id", interaction),
        ("correct_points", "\n".join(points)),
        ("author", "=cmd()"),
    ):
        assert last[name] == (f"'{written}" if written.startswith(RISKY) else written)

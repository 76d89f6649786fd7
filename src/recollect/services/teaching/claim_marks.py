"""What people marked on analyses, judged again on the very texts: right, wrong, or missing and met by which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from recollect.domain.analysis import Analysis, AnalysisResult
from recollect.domain.caller import Caller
from recollect.domain.feedback import ClaimMark, Feedback, Judgement
from recollect.errors import NotFound
from recollect.scoring import engine
from recollect.scoring.knowledge.lexicon_view import terms_asked, words_are_new
from recollect.scoring.learning.doubt_fitting import MarkedClaim, MarkedWords, list_marked_words
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.services.analyses.profiling import PairProfiles
from recollect.services.memory import Memory
from recollect.storage.records import analyses, feedback, jobs, readings
from recollect.storage.unit import Reader


class ProposedAlias(Struct, frozen=True, kw_only=True):
    """Words that people say meet what was not found: how often, in how many people's résumés.

    `line` is the line of a list of skills that makes them another name of the term, once a person adds it.
    """

    term: str
    words: str
    marks: int
    people: int
    line: str


class Marked(Struct, frozen=True, kw_only=True):
    """The words of the lexicon that were marked, those most often wrong first, and other names that are proposed."""

    words: tuple[MarkedWords, ...]
    proposals: tuple[ProposedAlias, ...]


def list_marked(memory: Memory, caller: Caller) -> Marked:
    """Give what marks say of words, on analyses by this version of the engine."""
    with memory.read(caller) as reader:
        given = list(feedback.each_with_claims(reader))
        return Marked(
            words=list_marked_words(_marked_claims(memory, reader, given)), proposals=_proposals(memory, reader, given)
        )


def marked_claims(memory: Memory, reader: Reader) -> list[MarkedClaim]:
    """Give the marks on claims of analyses by this version of the engine, the oldest first."""
    return _marked_claims(memory, reader, feedback.each_with_claims(reader))


def _marked_claims(memory: Memory, reader: Reader, given: Iterable[Feedback]) -> list[MarkedClaim]:
    found = []
    for said, analysis, result in each_judged(reader, given, lambda said: bool(said.claims)):
        resume, job = profiles_of(memory, reader, analysis)
        for mark in said.feedback.claims:
            place = _place_of(mark, result, job)
            if place is not None and not mark.words:
                found.append(
                    MarkedClaim(
                        resume=resume,
                        job=job,
                        place=place,
                        today=result.provenance.started_at.date(),
                        is_right=mark.mark == "right",
                        person=analysis.candidate_id,
                        author=said.author,
                    )
                )
    return found


def each_judged(
    reader: Reader, given: Iterable[Feedback], concerns: Callable[[Judgement], bool]
) -> Iterator[tuple[Feedback, Analysis, AnalysisResult]]:
    """Give what concerns of some feedback: on analyses by this version of the engine, and not on deleted ones."""
    for one in given:
        if one.analysis_id is None or not concerns(one.feedback):
            continue
        try:
            analysis = analyses.get_analysis(reader, one.analysis_id)
        except NotFound:  # deleted since
            continue
        result = analysis.analysis_result
        if result is not None and result.provenance.engine_version == engine.ENGINE_VERSION:
            yield one, analysis, result


def profiles_of(memory: Memory, reader: Reader, analysis: Analysis) -> tuple[ResumeProfile, JobProfile]:
    """Give the profiles of the very versions that an analysis saw."""
    job = jobs.get_job_version(reader, analysis.job_id, analysis.job_version)
    pair = PairProfiles(memory, reader, job, analysis.text_sha256)
    return pair.resume(readings.get_text(reader, analysis.text_sha256)), pair.job()


def _place_of(mark: ClaimMark, result: AnalysisResult, job: JobProfile) -> int | None:
    """Give the place of the requirement that a mark is about; None where the job is read otherwise by now."""
    named = mark.requirement_id
    if mark.evidence_id is not None:
        named = next((one.requirement_id for one in result.evidence if one.id == mark.evidence_id), None)
    judged = next((one for one in result.requirements if one.id == named), None)
    for place, one in enumerate(job.requirements):
        if judged is not None and (one.id, one.text) == (judged.id, judged.text) and job.needs[place].kind == "terms":
            return place
    return None


def _proposals(memory: Memory, reader: Reader, given: Iterable[Feedback]) -> tuple[ProposedAlias, ...]:
    """Give the other names that marks propose, the most often named first; what the lexicon knows is left out."""
    marks: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)
    for said, analysis, result in each_judged(reader, given, lambda said: any(one.words for one in said.claims)):
        _, job = profiles_of(memory, reader, analysis)
        for mark in said.feedback.claims:
            if not mark.words:
                continue
            place = _place_of(mark, result, job)
            asked = terms_asked(job.needs[place]) if place is not None else ()
            if len(asked) == 1 and words_are_new(mark.words):
                term, kind = asked[0]
                marks[term, kind, mark.words.casefold()].add((said.author, analysis.candidate_id))
    proposed = [
        ProposedAlias(
            term=term,
            words=words,
            marks=len(by),
            people=len({person for _, person in by}),
            line=f"{_cell(term)},{_cell(words)},{kind}",
        )
        for (term, kind, words), by in marks.items()
    ]
    return tuple(sorted(proposed, key=lambda one: (-one.people, -one.marks, one.term, one.words)))


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',";\n') else text

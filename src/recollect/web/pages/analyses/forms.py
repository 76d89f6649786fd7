"""The form for feedback on an analysis: what stands in it, and the feedback that it makes."""

from __future__ import annotations

import re
import secrets

import msgspec
from msgspec import Struct
from pydantic import BaseModel

from recollect.domain.analysis import Analysis
from recollect.domain.feedback import (
    MAX_RATING,
    MIN_RATING,
    ClaimMark,
    Feedback,
    FeedbackDraft,
    Judgement,
    TypedFeedback,
)
from recollect.errors import InvalidInput
from recollect.services.analyses.analysis_reading import AnalysisReading
from recollect.web.pages.wording import Moment, say_moment

RATINGS = tuple(str(rating) for rating in range(MIN_RATING, MAX_RATING + 1))
_SCORE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


class FeedbackFields(BaseModel):
    """What the form is sent with; a mark is the id of the requirement or the evidence that is marked.

    Each of `words` meets the requirement whose id stands at its place in `words_of`.
    """

    interaction_id: str = ""
    rating: str = ""
    correct: str = ""
    incorrect: str = ""
    missing: str = ""
    ideal: str = ""
    corrected_score: str = ""
    right: list[str] = []
    wrong: list[str] = []
    words: list[str] = []
    words_of: list[str] = []
    feedback_id: str = ""
    revision: int = 0

    def typed(self) -> TypedFeedback:
        """Give what was typed; browsers send lines that end in two characters."""
        return TypedFeedback(
            interaction_id=self.interaction_id or new_interaction_id(),
            rating=self.rating,
            correct=_lines(self.correct),
            incorrect=_lines(self.incorrect),
            missing=_lines(self.missing),
            ideal=_lines(self.ideal),
            corrected_score=self.corrected_score,
            right=tuple(dict.fromkeys(self.right)),
            wrong=tuple(dict.fromkeys(self.wrong)),
            words={of: words for of, words in zip(self.words_of, self.words, strict=False) if words.strip()},
        )


class FeedbackForm(Struct, frozen=True, kw_only=True):
    """What stands in the form, what is wrong with it, and when it was kept as a draft.

    With `feedback_id` it revises that feedback, from the `revision` it was opened at.
    """

    typed: TypedFeedback
    problem: str = ""
    saved_at: Moment | None = None
    feedback_id: str = ""
    revision: int = 0

    def with_problem(self, problem: str) -> FeedbackForm:
        """Give the same form with what is wrong with it."""
        return msgspec.structs.replace(self, problem=problem)


def open_form(reading: AnalysisReading, feedback_id: str) -> FeedbackForm:
    """Give the form to begin with: of the feedback that is to be revised, of the draft, or empty."""
    revised = next((one for one in reading.feedback.items if one.feedback_id == feedback_id), None)
    if revised is not None:
        return FeedbackForm(typed=_typed_of(revised), feedback_id=revised.feedback_id, revision=revised.revision)
    if reading.draft is not None:
        return FeedbackForm(typed=reading.draft.typed, saved_at=say_moment(reading.draft.saved_at))
    return FeedbackForm(typed=TypedFeedback(interaction_id=new_interaction_id()))


def new_interaction_id() -> str:
    """Name an interaction that begins: sending its form twice sends it once."""
    return f"page-{secrets.token_hex(8)}"


def draft_feedback(typed: TypedFeedback, analysis: Analysis, role_name: str) -> FeedbackDraft:
    """Make feedback of what was typed: each line is a point, and what is judged is what the analysis said in words.

    Raises `InvalidInput` with what is to be done.
    """
    if typed.rating not in RATINGS:
        raise InvalidInput("Choose a rating from 1 to 5. What you wrote is still here.")
    result = analysis.analysis_result
    return FeedbackDraft(
        interaction_id=typed.interaction_id,
        query=f"How well does this résumé fit the job {role_name}?" if role_name else "How well does this résumé fit?",
        context=(),
        response=result.executive_summary if result else "",
        feedback=Judgement(
            rating=int(typed.rating),
            correct_points=_points(typed.correct),
            incorrect_points=_points(typed.incorrect),
            missing_points=_points(typed.missing),
            ideal_response=typed.ideal.strip(),
            corrected_score=_score(typed.corrected_score),
            claims=_claims(typed),
        ),
        analysis_id=analysis.analysis_id,
    )


def revise_draft(kept: Feedback, said: FeedbackDraft) -> FeedbackDraft:
    """Give kept feedback with another judgement; what it was asked and answered stays."""
    return FeedbackDraft(
        interaction_id=kept.interaction_id,
        query=kept.query,
        context=kept.context,
        response=kept.response,
        feedback=said.feedback,
        analysis_id=kept.analysis_id,
        job_id=kept.job_id,
    )


def _lines(written: str) -> str:
    return written.replace("\r\n", "\n")


def _points(written: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in written.splitlines() if line.strip())


def _score(written: str) -> float | None:
    trimmed = written.strip()
    if not trimmed:
        return None
    if not _SCORE.fullmatch(trimmed):
        raise InvalidInput("Write the score it should have had as a number from 0 to 100, or leave it empty.")
    return float(trimmed.replace(",", "."))


def _claims(typed: TypedFeedback) -> tuple[ClaimMark, ...]:
    both = sorted(set(typed.right) & set(typed.wrong))
    if both:
        raise InvalidInput(f"{', '.join(both)} can't be right and wrong at once; take one of the marks away.")
    marks = [(claim, "right") for claim in typed.right] + [(claim, "wrong") for claim in typed.wrong]
    return tuple(
        msgspec.convert({"mark": mark, _field_of(claim): claim, "words": _words(typed, claim, mark)}, ClaimMark)
        for claim, mark in marks
    )


def _words(typed: TypedFeedback, claim: str, mark: str) -> str:
    """Give the words that meet a requirement; the field is only shown while its verdict is marked wrong."""
    return " ".join(typed.words.get(claim, "").strip(' \t“”"').split()) if mark == "wrong" else ""


def _field_of(claim: str) -> str:
    return "requirement_id" if claim.startswith("R") else "evidence_id"


def _typed_of(kept: Feedback) -> TypedFeedback:
    said = kept.feedback
    return TypedFeedback(
        interaction_id=kept.interaction_id,
        rating=str(said.rating),
        correct="\n".join(said.correct_points),
        incorrect="\n".join(said.incorrect_points),
        missing="\n".join(said.missing_points),
        ideal=said.ideal_response,
        corrected_score="" if said.corrected_score is None else f"{said.corrected_score:g}",
        right=tuple(_claim_id(claim) for claim in said.claims if claim.mark == "right"),
        wrong=tuple(_claim_id(claim) for claim in said.claims if claim.mark == "wrong"),
        words={_claim_id(claim): claim.words for claim in said.claims if claim.words},
    )


def _claim_id(claim: ClaimMark) -> str:
    return claim.evidence_id or claim.requirement_id or ""

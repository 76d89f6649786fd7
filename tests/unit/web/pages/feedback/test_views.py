from datetime import UTC, datetime

from recollect.web.pages.feedback.views import FeedbackView, view_corrections
from recollect.web.pages.wording import say_moment

AT = say_moment(datetime(2026, 11, 3, 17, 20, tzinfo=UTC))


def said(corrected_score: str, *, right: tuple[str, ...] = (), wrong: tuple[str, ...] = ()) -> FeedbackView:
    return FeedbackView(
        feedback_id="fb_1",
        rating=3,
        author="Maren Holt",
        moment=AT,
        points=(),
        ideal="",
        query="",
        claims=(("ok", "Marked right", right), ("gap", "Marked wrong", wrong)),
        corrected_score=corrected_score,
    )


def test_the_newest_feedback_says_what_holds_of_the_score_and_of_each_claim() -> None:
    newest, older = said("", wrong=("R1",)), said("61", right=("R1", "E2"))
    shown = view_corrections([newest, older, said("40")])
    assert shown.score == "61"
    assert shown.claims == {"R1": ("gap", "marked wrong"), "E2": ("ok", "marked right")}
    assert view_corrections([]).claims == {}

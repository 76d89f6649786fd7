import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from recollect.web.pages.analyses.marked_text import Mark, mark_text


def mark(number: int, start: int, end: int) -> Mark:
    return Mark(
        id=f"ev-E{number}",
        start=start,
        end=end,
        look="ok",
        label=f"E{number}",
        title=f"E{number}: a <claim>",
        back=f"#claim-E{number}",
    )


def words_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<a [^>]*>E\d+</a>", "", html)))


def test_a_mark_holds_its_words_and_its_flag_follows() -> None:
    html = str(mark_text("Nurse in Leeds", [mark(1, 9, 14)]))
    assert html == (
        'Nurse in <mark id="ev-E1" class="mk ok">Leeds</mark>'
        '<a class="ev ok" href="#claim-E1" aria-label="E1: a &lt;claim&gt;">E1</a>'
    )


def test_markup_in_the_text_is_escaped_inside_and_outside_of_marks() -> None:
    html = str(mark_text("<b>&</b> <i>", [mark(1, 3, 9)]))
    assert "&lt;b&gt;<mark" in html
    assert "<b>" not in html
    assert words_of(html) == "<b>&</b> <i>"


def test_a_mark_inside_another_is_nested() -> None:
    html = str(mark_text("0123456789", [mark(2, 3, 5), mark(1, 1, 8)]))
    assert re.sub(r"<a .*?</a>|(?<=<mark) [^>]*", "", html) == "0<mark>12<mark>34</mark>567</mark>89"


def test_an_overlapping_mark_is_cut_where_the_other_ends_and_goes_on_without_an_id() -> None:
    html = str(mark_text("0123456789", [mark(1, 1, 5), mark(2, 3, 8)]))
    bare = re.sub(r"<a .*?>(E\d)</a>", r"[\1]", html)
    assert bare == (
        '0<mark id="ev-E1" class="mk ok">12<mark id="ev-E2" class="mk ok">34</mark></mark>[E1]'
        '<mark class="mk ok" data-of="ev-E2">567</mark>[E2]89'
    )


def test_a_mark_that_does_not_lie_in_the_text_is_left_out() -> None:
    assert str(mark_text("short", [mark(1, 2, 99), mark(2, -1, 3), mark(3, 4, 4)])) == "short"


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(st.sampled_from("ab<&>\"'\n é"), max_size=40))
    bounds = st.integers(0, len(text))
    return text, draw(st.lists(st.tuples(bounds, bounds), max_size=6))


@given(marked_texts())
def test_any_marks_leave_the_text_as_it_is_and_each_holds_exactly_its_span(
    drawn: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = drawn
    html = str(mark_text(text, [mark(number, start, end) for number, (start, end) in enumerate(spans)]))
    assert words_of(html) == text
    for number, (start, end) in enumerate(spans):
        assert words_in(html, f"ev-E{number}") == (text[start:end] if start < end else "")
        assert html.count(f'id="ev-E{number}"') == html.count(f'href="#claim-E{number}"') == (1 if start < end else 0)


def words_in(html: str, mark_id: str) -> str:
    """Join the text of all parts of a mark, as a browser would nest them."""
    said: list[str] = []
    opened: list[bool] = []
    for tag, words in re.findall(r"(<[^>]*>)|([^<]+)", re.sub(r"<a [^>]*>E\d+</a>", "", html)):
        if tag == "</mark>":
            opened.pop()
        elif tag:
            opened.append(f'"{mark_id}"' in tag)
        elif any(opened):
            said.append(unescape(words))
    assert not opened
    return "".join(said)

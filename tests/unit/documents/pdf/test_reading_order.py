import pytest

from page_layouts import (
    LAYOUTS,
    WRITINGS,
    Layout,
    Writing,
    make_pages,
    make_table,
    make_two_columns,
    order_of,
    recall_of,
)
from pdf_factory import make_pdf
from recollect.documents.extract import Extract
from recollect.documents.limits import Limits
from recollect.documents.pdf.document import extract_pdf


def extract(data: bytes) -> Extract:
    return extract_pdf(data, Limits())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("writing", WRITINGS)
def test_columns_are_read_one_after_the_other_however_they_were_written(layout: Layout, writing: Writing) -> None:
    made = make_two_columns(layout, writing)
    words = extract(made.data).text.split()
    assert recall_of(words, made.truth) == 1
    assert order_of(words, made.truth) >= 0.99


def test_dates_and_cells_are_read_with_what_they_stand_beside() -> None:
    made = make_table()
    assert extract(made.data).text.split() == made.truth


@pytest.mark.parametrize("writing", WRITINGS)
def test_words_are_where_their_text_is_and_know_their_column(writing: Writing) -> None:
    read = extract(make_two_columns(LAYOUTS[0], writing).data)
    assert "".join(read.text[word.start : word.end] for word in read.words) == "".join(read.text.split())
    blocks = {
        (word.block, word.box[0] < 190)
        for word in read.words
        if word.box[1] > 140  # below the name, which stands across both
    }
    assert len(blocks) == len({block for block, _ in blocks}) == 2


def test_styles_tell_headings_from_text() -> None:
    read = extract(make_two_columns(LAYOUTS[0], "columns").data)
    by_word = {read.text[word.start : word.end]: read.styles[word.style] for word in read.words}
    assert (by_word["Ottilie"].size, by_word["Ottilie"].bold) == (22.0, True)
    assert (by_word["Aseptic"].size, by_word["Aseptic"].bold, by_word["Aseptic"].colour) == (10.0, False, 0)


def test_a_footer_and_a_header_stand_at_the_end_and_on_their_own_pages() -> None:
    read = extract(make_pages(["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"], header="Ottilie Marwood, pharmacist"))
    running = [read.text[span.start : span.end] for span in read.running]
    header = "Ottilie Marwood, pharmacist\n"
    assert running == ["Page 1 of 3", f"{header}Page 2 of 3", f"{header}Page 3 of 3"]
    assert read.text.endswith("\n".join(running))
    assert read.text.startswith("Ottilie Marwood\nSentence 0")
    assert "goes on and\n\nSentence 1" in read.text
    assert [word.page for word in read.words if word.start >= read.running[0].start] == [1] * 4 + [2] * 7 + [3] * 7
    assert read.pages[-1].end == len(read.text)


def test_a_footer_that_only_one_page_has_stays_where_it_is() -> None:
    read = extract(make_pages(["Salary asked for", "Notice of three months"]))
    assert read.running == ()
    assert "Salary asked for\n\nSentence 1" in read.text


def test_a_single_page_has_nothing_that_runs_along() -> None:
    assert extract(make_pages(["1"])).running == ()


def test_a_hyphen_at_a_line_end_stays_where_lines_seldom_end_in_one() -> None:
    lines = [f"Line {number} of plain words" for number in range(60)]
    assert "action-adventure" in extract(make_pdf([*lines, "wrote an action-", "adventure game"], size=7)).text
    assert "experience" in extract(make_pdf([*lines, "years of experi-", "ence"], size=7)).text

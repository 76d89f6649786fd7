from pdf_factory import NEXT_PAGE, make_pdf
from recollect.documents.extract import Extract
from recollect.documents.fields.lines import body_size, first_page_lines
from recollect.documents.limits import Limits
from recollect.documents.pdf.document import extract_pdf


def test_the_lines_are_those_of_the_first_page_with_text() -> None:
    read = extract_pdf(make_pdf(["", NEXT_PAGE, "Ida Storm", "Teacher", NEXT_PAGE, "more"]), Limits())
    lines = first_page_lines(read)
    assert [line.text for line in lines] == ["Ida Storm", "Teacher"]
    assert [read.text[line.start : line.end] for line in lines] == ["Ida Storm", "Teacher"]


def test_lines_know_the_size_of_their_type_and_how_far_down_they_are() -> None:
    body = ["Taught mathematics to classes of thirty."] * 4
    lines = first_page_lines(extract_pdf(make_pdf(["Ida Storm", *body], size=10, first_size=20), Limits()))
    assert lines[0].size > 1.8 * lines[1].size
    assert body_size(lines) == lines[1].size
    assert [line.top for line in lines] == sorted(line.top for line in lines)


def test_blank_lines_and_white_space_at_the_ends_are_no_part_of_a_line() -> None:
    (line,) = first_page_lines(Extract(text="\n  \n  Ida Storm \n"))
    assert (line.text, line.start, line.end) == ("Ida Storm", 6, 15)


def test_a_line_without_end_is_cut_between_two_words() -> None:
    (line,) = first_page_lines(Extract(text="word " * 3999 + "ida.storm@example.no"))
    assert line.text == " ".join(["word"] * 3999)


def test_a_long_page_is_cut_between_two_lines() -> None:
    lines = first_page_lines(Extract(text="Ida Storm\n" + "word " * 5000))
    assert [line.text for line in lines] == ["Ida Storm"]


def test_a_text_without_lines_or_sizes_has_none() -> None:
    assert first_page_lines(Extract(text="")) == []
    assert body_size([]) == 0

from __future__ import annotations

from factories import analysis_result
from pdf_factory import NEXT_PAGE, make_pdf
from pdf_objects import RESUME
from recollect.domain.analysis import Evidence, Flag
from recollect.domain.caller import Caller
from recollect.domain.document import Layout, PageSpan, Word
from recollect.services.memory import Memory
from recollect.services.resumes.marked_pages import PageLine, PageMark, mark_pages
from recollect.services.resumes.resume_intake import receive_resume
from recollect.storage.records import readings, resumes

TEXT = "Maren Holt\nElectrician since 2015"
LAYOUT = Layout(
    pages=(PageSpan(1, 0, 22, 595.0, 842.0), PageSpan(2, 23, 33, 595.0, 842.0)),
    words=(
        Word(0, 5, 1, (72.0, 70.0, 100.0, 82.0)),
        Word(6, 10, 1, (104.0, 70.0, 130.0, 82.0)),
        Word(11, 22, 1, (72.0, 90.0, 130.0, 102.0)),
        Word(23, 28, 2, (72.0, 90.0, 100.0, 102.0)),
        Word(29, 33, 2, (104.0, 90.0, 120.0, 102.0)),
    ),
)


def evidence(start: int, end: int, **changes: object) -> Evidence:
    found = {"id": "E1", "requirement_id": "R1", "claim": "", "quote": TEXT[start:end], "start": start, "end": end}
    return Evidence(**(found | changes))  # type: ignore[arg-type]


def test_each_page_has_its_lines_with_their_places() -> None:
    first, second = mark_pages(TEXT, LAYOUT, None)
    assert (first.number, first.width, first.height) == (1, 595.0, 842.0)
    assert first.lines == (
        PageLine("Maren Holt", (72.0, 70.0, 130.0, 82.0)),
        PageLine("Electrician", (72.0, 90.0, 130.0, 102.0)),
    )
    assert second.lines == (PageLine("since 2015", (72.0, 90.0, 120.0, 102.0)),)
    assert first.marks == second.marks == ()


def test_a_quote_over_two_pages_is_marked_on_both_and_begins_on_the_first() -> None:
    first, second = mark_pages(TEXT, LAYOUT, analysis_result(evidence=(evidence(11, 28),)))
    assert first.marks == (PageMark(id="E1", boxes=((72.0, 90.0, 130.0, 102.0),), begins=True),)
    assert second.marks == (PageMark(id="E1", boxes=((72.0, 90.0, 100.0, 102.0),), begins=False),)


def test_a_quote_that_is_not_in_the_document_is_marked_nowhere() -> None:
    first, second = mark_pages(TEXT, LAYOUT, analysis_result(evidence=(evidence(11, 28, verified=False),)))
    assert first.marks == second.marks == ()


def test_flags_are_marked_by_their_span_or_where_they_are_hidden() -> None:
    box = (10.0, 10.0, 50.0, 12.0)
    flags = (
        Flag(code="stuffing", message="Repeated.", start=0, end=5),
        Flag(code="hidden_text", message="White.", page=2, boxes=(box,)),
        Flag(code="doubtful", message="Nowhere."),
    )
    first, second = mark_pages(TEXT, LAYOUT, analysis_result(evidence=(), flags=flags))
    assert first.marks == (PageMark(id="F1", boxes=((72.0, 70.0, 100.0, 82.0),), begins=True),)
    assert second.marks == (PageMark(id="F2", boxes=(box,), begins=True),)


def test_a_format_without_pages_has_none() -> None:
    assert mark_pages(TEXT, Layout(), analysis_result()) == ()


def test_the_layout_of_a_text_is_that_of_the_reading_that_had_it(memory: Memory, caller: Caller) -> None:
    received = receive_resume(memory, caller, make_pdf((*RESUME, NEXT_PAGE, "Welsh, fluent")), "maren.pdf")
    with memory.read(caller) as reader:
        kept = resumes.get_resume(reader, received.resume_id)
        text = readings.get_text(reader, kept.text_sha256)
        layout = readings.get_layout_of(reader, kept.resume_id, kept.text_sha256)
        assert readings.get_layout_of(reader, kept.resume_id, "0" * 64) == Layout()
    pages = mark_pages(text, layout, None)
    assert [[line.text for line in page.lines] for page in pages] == [list(RESUME), ["Welsh, fluent"]]

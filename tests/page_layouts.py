"""Pages of invented people in the layouts that résumés have, each with its words in the order of reading."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Writing = Literal["columns", "lines", "header last"]
"""How a program writes a page: column by column, line by line across the columns, or its header after all else."""
WRITINGS: tuple[Writing, ...] = ("columns", "lines", "header last")

_TITLE = (("Ottilie Marwood", 22.0), ("Hospital pharmacist", 12.0))
_CONTACT = "ottilie.marwood@example.org | +44 20 7946 0102 | Ludlow"
_SIDE = (
    ("Skills", ("Aseptic dispensing", "Clinical audit", "Ward rounds", "Stock control", "Teaching juniors")),
    ("Languages", ("English, native", "Welsh, fluent", "Portuguese, basic")),
    ("Certificates", ("Independent prescriber", "Medicines safety officer", "First aid at work")),
    ("Interests", ("Choral singing", "Fell running", "Allotment gardening")),
)
_MAIN = (
    ("Profile", ("Hospital pharmacist with eleven years on surgical and renal wards, known for audits and teaching.",)),
    ("Experience", (
        "Lead pharmacist, Corvedale Infirmary, 2018 to now",
        "Runs the aseptic unit with nine colleagues and answers for its licence, training and yearly audit.",
        "Cut the time from prescription to first dose on renal wards from six hours to under two.",
        "Pharmacist, Temeside General, 2013 to 2018",
        "Rotated through surgery, paediatrics and intensive care, and covered every second weekend alone.",
        "Wrote the guideline on anticoagulants that four neighbouring hospitals now share.",
    )),
    ("Education", (
        "Master of Pharmacy, University of Wyre, 2012",
        "Thesis on the stability of antibiotics in elastomeric pumps.",
    )),
)  # fmt: skip

Line = tuple[str, float, float, float, str]
"""Text, left edge, baseline from the top, size, font."""


class Layout(Struct, frozen=True, kw_only=True):
    """Where a page's columns stand: left edges and widths in points, and whether the name stands across both."""

    name: str
    side_x: float
    side_width: float
    main_x: float
    main_width: float
    header: Literal["across", "main", "side"] = "across"
    side_leading: float = 13.0
    main_leading: float = 14.0


LAYOUTS: tuple[Layout, ...] = (
    Layout(name="side column on the left", side_x=40, side_width=140, main_x=200, main_width=350),
    Layout(name="side column on the right", side_x=415, side_width=140, main_x=40, main_width=350),
    Layout(name="two halves", side_x=310, side_width=240, main_x=40, main_width=250, side_leading=14),
    Layout(name="narrow gutter", side_x=40, side_width=150, main_x=199, main_width=350, side_leading=12.5),
    Layout(name="name in the main column", side_x=40, side_width=140, main_x=200, main_width=350, header="main"),
    Layout(name="name in the side column", side_x=40, side_width=150, main_x=210, main_width=340, header="side"),
)


class MadePage(Struct, frozen=True):
    """A PDF, and its words in the order in which a person reads them."""

    data: bytes
    truth: list[str]


def make_two_columns(layout: Layout, writing: Writing) -> MadePage:
    """Make a page in two columns; a side column on the left is read first, one on the right last."""
    header = list(_header(layout))
    top = {"across": 130.0, "main": 60.0, "side": 60.0}[layout.header]
    main_top, side_top = top, top
    if layout.header == "main":
        main_top = 130.0
        side_top = 130.0
    elif layout.header == "side":
        side_top = 130.0
    side = list(_column(_SIDE, layout.side_x, side_top, layout.side_width, layout.side_leading))
    main = list(_column(_MAIN, layout.main_x, main_top, layout.main_width, layout.main_leading))
    columns = [side, main] if layout.side_x < layout.main_x else [main, side]
    truth = [*header, *columns[0], *columns[1]]
    written = {
        "columns": truth,
        "lines": [*header, *sorted([*side, *main], key=lambda line: (line[2], line[1]))],
        "header last": [*columns[0], *columns[1], *header],
    }[writing]
    return MadePage(_draw(written), [word for line in truth for word in line[0].split()])


def make_table() -> MadePage:
    """Make a page with dates in a column of their own and a table, written and read line by line."""
    entries = [
        ("2018 - now", "Lead pharmacist, Corvedale Infirmary"),
        ("", "Runs the aseptic unit with nine colleagues and answers for its licence."),
        ("", "Cut the time from prescription to first dose on renal wards."),
        ("2013 - 2018", "Pharmacist, Temeside General"),
        ("", "Rotated through surgery, paediatrics and intensive care."),
        ("", "Wrote the guideline on anticoagulants that four hospitals share."),
        ("2012 - 2013", "Trainee, Wyre Cottage Hospital"),
        ("", "Learnt the trade from the ground up, on wards and in the dispensary."),
    ]
    skills = [("Welsh", "fluent"), ("Portuguese", "basic"), ("Spanish", "school level"), ("French", "school level")]
    lines = [(text, 40.0, 60.0 + 24 * index, size, "Helvetica-Bold") for index, (text, size) in enumerate(_TITLE)]
    body: list[Line] = []
    for index, (left, right) in enumerate([*entries, *skills]):
        y = 130.0 + 15 * index
        if left:
            body.append((left, 40.0, y, 10.0, "Helvetica"))
        body.append((right, 140.0, y, 10.0, "Helvetica"))
    truth = [word for line in [*lines, *body] for word in line[0].split()]
    return MadePage(_draw([*lines, *body]), truth)


def make_pages(footers: Sequence[str], header: str = "") -> bytes:
    """Make a page for each footer, with a sentence that goes on from page to page, and the header on all but one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number, footer in enumerate(footers):
        lines: list[Line] = [("Ottilie Marwood", 72.0, 60.0, 20.0, "Helvetica-Bold")] if number == 0 else []
        if number and header:
            lines.append((header, 72.0, 40.0, 9.0, "Helvetica"))
        lines += [
            (f"Sentence {number} of her work goes on and", 72.0, 120.0 + 16 * row, 11.0, "Helvetica")
            for row in range(40)
        ]
        lines.append((footer, 250.0, 815.0, 9.0, "Helvetica"))
        _draw_lines(canvas, lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _header(layout: Layout) -> Iterator[Line]:
    x = {"across": min(layout.side_x, layout.main_x), "main": layout.main_x, "side": layout.side_x}[layout.header]
    y = 60.0
    for text, size in _TITLE:
        yield (text, x, y, size, "Helvetica-Bold")
        y += 22
    if layout.header == "side":
        for part in _CONTACT.split(" | ")[1:]:
            yield (part, x, y - 4, 9.0, "Helvetica")
            y += 11
    else:
        yield (_CONTACT, x, y, 10.0, "Helvetica")


def _column(
    parts: Sequence[tuple[str, Sequence[str]]], x: float, top: float, width: float, leading: float
) -> Iterator[Line]:
    y = top
    for heading, paragraphs in parts:
        yield (heading, x, y, 13.0, "Helvetica-Bold")
        y += leading * 1.3
        for row in chain.from_iterable(_wrapped(paragraph, width) for paragraph in paragraphs):
            yield (row, x, y, 10.0, "Helvetica")
            y += leading
        y += leading * 0.6


def _wrapped(text: str, width: float) -> Iterator[str]:
    row = ""
    for word in text.split():
        if row and stringWidth(f"{row} {word}", "Helvetica", 10) > width:
            yield row
            row = word
        else:
            row = f"{row} {word}".strip()
    yield row


def _draw(lines: Sequence[Line]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    _draw_lines(canvas, lines)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw_lines(canvas: Canvas, lines: Sequence[Line]) -> None:
    for text, x, y, size, font in lines:
        canvas.setFont(font, size)
        canvas.drawString(x, A4[1] - y, text)


def order_of(read: Sequence[str], truth: Sequence[str]) -> float:
    """Give the share of the truth's words that the longest common subsequence with what was read holds."""
    before = [0] * (len(truth) + 1)
    for word in read:
        row = [0]
        for index, wanted in enumerate(truth):
            row.append(before[index] + 1 if word == wanted else max(row[-1], before[index + 1]))
        before = row
    return before[-1] / len(truth) if truth else 1.0


def recall_of(read: Sequence[str], truth: Sequence[str]) -> float:
    """Give the share of the truth's words that were read, wherever they stand."""
    left = list(read)
    found = 0
    for word in truth:
        if word in left:
            left.remove(word)
            found += 1
    return found / len(truth) if truth else 1.0

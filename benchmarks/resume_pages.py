"""The lines of a résumé, written as plain text and drawn as a PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

from msgspec import Struct
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_LEFT, _RIGHT, _TOP = 60.0, 535.0, 780.0
_COLUMN = 150.0
_WIDTH = 92


class Row(Struct, frozen=True):
    """A line: what stands left, what stands at the right edge or in a second column, and how it is set."""

    left: str
    right: str = ""
    style: str = "text"


def write_text(rows: Sequence[Row]) -> str:
    """Write a résumé as plain text."""
    lines: list[str] = []
    for row in rows:
        match row.style:
            case "heading":
                lines += ["", row.left]
            case "point":
                lines.append(f"- {row.left}")
            case "columns":
                lines.append(f"{row.left:<28}{row.right}")
            case _:
                gap = max(4, _WIDTH - len(row.left) - len(row.right))
                lines.append(row.left + " " * gap + row.right if row.right else row.left)
    return "\n".join(lines)


def draw_pdf(rows: Sequence[Row]) -> bytes:
    """Draw a résumé as a PDF."""
    for font, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        if font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font, file))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    top = _TOP
    for row in rows:
        size = {"name": 20.0, "heading": 12.5}.get(row.style, 9.5)
        top -= 1.45 * size + (8 if row.style == "heading" else 0)
        if top < _LEFT:
            canvas.showPage()
            top = _TOP
        canvas.setFont("VeraBd" if row.style in {"name", "heading", "bold"} else "Vera", size)
        if row.style == "columns":
            canvas.drawString(_LEFT, top, row.left)
            canvas.drawString(_LEFT + _COLUMN, top, row.right)
            continue
        sign = "• " if row.style == "point" else ""
        canvas.drawString(_LEFT + {"point": 8, "rest": 14}.get(row.style, 0), top, sign + row.left.strip())
        if row.right:
            canvas.setFont("Vera", size)
            canvas.drawRightString(_RIGHT, top, row.right)
    canvas.showPage()
    canvas.save()
    return out.getvalue()

"""Markdown: the text without its marks, with the size of headings, and links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from recollect.documents.extract import Extract
from recollect.documents.flow import Flow
from recollect.documents.limits import Limits
from recollect.documents.markup.text import decode_text
from recollect.documents.visibility import IN_COMMENT
from recollect.domain.document import TextStyle
from recollect.errors import BrokenDocument, DocumentTooCostly

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST_CHARACTERS = 400_000
_BODY = 12.0
_HEADINGS = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0}
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<br\s*/?>")


def extract_markdown(data: bytes, limits: Limits) -> Extract:
    """Read Markdown as CommonMark with tables; what it names is not fetched."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - few files need it, and it takes a while to load

    text = decode_text(data)
    if text is None:
        raise BrokenDocument("The text's encoding can't be told; save it as UTF-8 and upload it again.")
    if len(text) > min(limits.max_characters, _MOST_CHARACTERS):
        raise DocumentTooCostly("The document holds more characters than one may; upload a shorter one.")
    reading = _Reading(Flow(limits))
    reading.read(MarkdownIt("commonmark").enable("table").parse(text))
    return reading.flow.finish()


class _Reading:
    """The reading of one text's tokens."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._size = _BODY
        self._marks = ""

    def read(self, tokens: Sequence[Token]) -> None:
        """Read blocks."""
        for token in tokens:
            kind = token.type
            if kind == "heading_open":
                self._size = _HEADINGS[token.tag]
                self.flow.leave_blank()
            elif kind == "heading_close":
                self._size = _BODY
                self.flow.leave_blank()
            elif kind == "inline":
                self._read_inline(token.children or ())
            elif kind in {"fence", "code_block"}:
                self.flow.write(token.content)
                self.flow.end_line()
            elif kind == "html_block":
                self._take_markup(token.content)
                self.flow.end_line()
            else:
                self._take_block(kind, token)

    def _take_block(self, kind: str, token: Token) -> None:
        if kind == "list_item_open":
            self.flow.end_line()
            self._marks = f"{token.info}. " if token.info else "• "
        elif kind in {"td_open", "th_open"} and self.flow.in_line:
            self.flow.write("\t")
        elif kind in {"tr_close", "paragraph_close"}:
            self.flow.end_line()
        elif kind in {"bullet_list_close", "ordered_list_close", "table_close", "hr"}:
            self.flow.leave_blank()
        if kind == "paragraph_close" and not token.hidden:
            self.flow.leave_blank()

    def _read_inline(self, tokens: Sequence[Token]) -> None:
        marks, self._marks = self._marks, ""
        if marks:
            self.flow.write(marks)
        bold = italic = 0
        uri = ""
        for token in tokens:
            kind = token.type
            bold += {"strong_open": 1, "strong_close": -1}.get(kind, 0)
            italic += {"em_open": 1, "em_close": -1}.get(kind, 0)
            if kind == "link_open":
                uri = str(token.attrGet("href") or "")
            elif kind == "link_close":
                uri = ""
            elif kind in {"text", "code_inline"}:
                heavy = bold > 0 or self._size != _BODY
                self.flow.write(token.content, TextStyle(self._size, 700 if heavy else 400, italic > 0), uri)
            elif kind in {"softbreak", "hardbreak"}:
                self.flow.write("\n")
            elif kind == "html_inline":
                self._take_markup(token.content)

    def _take_markup(self, markup: str) -> None:
        """Keep the words of markup in the text, and note comments as what nobody sees."""
        for comment in _COMMENT.findall(markup):
            self.flow.hide(comment, IN_COMMENT)
        shown = _TAG.sub(" ", _COMMENT.sub("", markup))
        if shown.strip():
            self.flow.write(shown)

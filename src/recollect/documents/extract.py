"""What a file format gives: the text as it stands in the file, before anything is concluded from it."""

from msgspec import Struct

from recollect.domain.document import Box, HiddenText, PageSpan, Span, TextStyle, Word


class Anchor(Struct, frozen=True, kw_only=True):
    """A place on a page (from 1) that links to `uri`, which the text there need not spell out."""

    page: int
    box: Box
    uri: str


class Link(Struct, frozen=True):
    """Words of a format without pages that link to `uri`."""

    start: int
    end: int
    uri: str


class Extract(Struct, frozen=True, kw_only=True):
    """A document's text in reading order, where it stands and how it looks; offsets are code points of `text`.

    What no reader can see is in `hidden_text` alone.
    """

    text: str
    pages: tuple[PageSpan, ...] = ()
    words: tuple[Word, ...] = ()
    styles: tuple[TextStyle, ...] = ()
    running: tuple[Span, ...] = ()
    hidden_text: tuple[HiddenText, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    links: tuple[Link, ...] = ()
    warnings: tuple[str, ...] = ()

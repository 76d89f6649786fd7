"""What a file format gives: the text as it stands in the file, before anything is concluded from it."""

from msgspec import Struct

from recollect.domain.document import Box, PageSpan, Word


class Anchor(Struct, frozen=True, kw_only=True):
    """A place on a page (from 1) that links to `uri`, which the text there need not spell out."""

    page: int
    box: Box
    uri: str


class Extract(Struct, frozen=True, kw_only=True):
    """A document's text in reading order, and where it stands; offsets are code points of `text`."""

    text: str
    pages: tuple[PageSpan, ...] = ()
    words: tuple[Word, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    warnings: tuple[str, ...] = ()

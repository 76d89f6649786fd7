"""Words that are plainly seen, told apart for a whole page at once: hardly a page has others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from recollect.documents.pdf.boxes import contains, core_of
from recollect.documents.pdf.objects import Drawing
from recollect.documents.pdf.words import PageWords
from recollect.documents.visibility import SMALLEST_READ
from recollect.domain.document import Box

NARROWEST_CHARACTER = 0.15
_NEAR_COLOUR = 24
"""A difference in red, green and blue, of 255: text that differs less from what is behind it is looked at closely."""


def find_unclear(words: PageWords, drawing: Drawing, small: Collection[int]) -> Sequence[int]:
    """Give the words, by their place among the page's, that may not be seen; `small` are styles of tiny type.

    The others are on the page, large enough, plain and uncut, and of another colour than the paper or the one plain
    area under them; nothing else is drawn over or under them.
    """
    if drawing.is_crowded:
        return range(len(words.tokens))
    tokens, frame = words.tokens, words.frame
    boxes = [token.box for token in tokens]
    unclear = _find_small([token.text for token in tokens], boxes)
    unclear |= _find_doubtful_colours(words, boxes, drawing)
    if small:
        unclear.update(index for index, token in enumerate(tokens) if token.style in small)
    left, top, right, bottom = zip(*boxes, strict=True)
    width, height = frame.width, frame.height
    if min(left) < 0 or min(top) < 0 or max(right) > width or max(bottom) > height:
        unclear.update(
            index for index, (x0, y0, x1, y1) in enumerate(boxes) if x0 < 0 or y0 < 0 or x1 > width or y1 > height
        )
    return sorted(unclear)


def _find_doubtful_colours(words: PageWords, boxes: Sequence[Box], drawing: Drawing) -> set[int]:
    """Give the words that are not plainly of another colour than the one thing under them, or that more is near."""
    colours, paper = words.colours, drawing.paper
    plain = set(drawing.plain_pieces(colours))
    near_paper = {colour for colour in set(colours.values()) if is_near(colour, paper)}
    clear = {piece for piece in plain if colours[piece] not in near_paper} if near_paper else plain
    pieces = [token.piece for token in words.tokens]
    under = drawing.areas_under(boxes)
    doubtful = set(under)
    if not clear.issuperset(pieces):
        doubtful.update(index for index, piece in enumerate(pieces) if piece not in clear)

    def stands_out(index: int) -> bool:
        piece, area = pieces[index], under.get(index)
        if area is None or area.colour is None or piece not in plain or is_near(colours[piece], area.colour):
            return False
        return area.height < drawing.height_of(piece) and contains(area.box, core_of(boxes[index]))

    return {index for index in doubtful if not stands_out(index)}


def _find_small(texts: Sequence[str], boxes: Sequence[Box]) -> set[int]:
    """Give the words that are lower than what is read, or narrower than their characters can be."""
    wide_enough = NARROWEST_CHARACTER * max(map(len, texts))
    narrow = [index for index, (x0, y0, x1, y1) in enumerate(boxes) if x1 - x0 < wide_enough or y1 - y0 < SMALLEST_READ]
    return {
        index
        for index in narrow
        if boxes[index][3] - boxes[index][1] < SMALLEST_READ
        or boxes[index][2] - boxes[index][0] < NARROWEST_CHARACTER * len(texts[index])
    }


def is_near(one: int, other: int) -> bool:
    """Tell whether two colours can hardly be told apart."""
    return (
        abs((one >> 16) - (other >> 16)) < _NEAR_COLOUR
        and abs((one >> 8 & 255) - (other >> 8 & 255)) < _NEAR_COLOUR
        and abs((one & 255) - (other & 255)) < _NEAR_COLOUR
    )

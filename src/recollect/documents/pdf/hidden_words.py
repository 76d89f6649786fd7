"""Words of a PDF that a reader of the page cannot see.

What is drawn tells most of it: a page whose words are all plain, of another colour than what is under them, and
neither covered nor cut off is cleared so. Where it does not, the page is rendered twice, with and without the
doubtful words: those that change no pixel are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, repeat
from typing import Any

from recollect.documents.pdf.boxes import contains, core_of, is_outside, lies_over, overlaps, surface_of
from recollect.documents.pdf.calls import address_of, char_object, set_text_mode
from recollect.documents.pdf.clearing import NARROWEST_CHARACTER, find_unclear, is_near
from recollect.documents.pdf.object_questions import INVISIBLE_MODES, Area, Piece
from recollect.documents.pdf.objects import Drawing
from recollect.documents.pdf.picture import PagePicture
from recollect.documents.pdf.words import PageWords, Token
from recollect.documents.visibility import CLIPPED, OFF_PAGE, SAME_COLOUR, SMALLEST_READ, TOO_SMALL, TRANSPARENT
from recollect.domain.document import Box, HiddenText, TextStyle

NO_INK = "drawn without ink"
ON_LAYER = "on a layer that is switched off"
COVERED = "covered by something drawn over it"
UNSEEN = "leaves no mark on the page"

_FAINTEST_ALPHA = 12
_OPAQUE = 255
_VISIBLE_DIFFERENCE = 16
_VISIBLE_SHARE = 0.03
"""A word's own ink changes more of its pixels; a word in white over another's letters changes fewer."""
_FULL_PAGE = 0.7
_MOSTLY = 0.8
_INVISIBLE = 3


def take_hidden_words(page: Any, textpage: Any, words: PageWords, styles: Sequence[TextStyle]) -> list[HiddenText]:
    """Take the words that nobody can see out of a page's words, and give them."""
    if not words.tokens:
        return []
    judgement = _Judgement(words, Drawing(page, words.frame), styles)
    if judgement.doubtful:
        judgement.look(page, address_of(textpage))
    if not judgement.hidden:
        return []
    judgement.spread()
    found = list(_findings(words, judgement.hidden))
    _remove(words, judgement.hidden)
    return found


class _Judgement:
    """What is known of each token: hidden for a reason, doubtful for one, or seen."""

    def __init__(self, words: PageWords, drawing: Drawing, styles: Sequence[TextStyle]) -> None:
        self._words = words
        self._drawing = drawing
        self._is_scan = _is_recognised_scan(words, drawing)
        self._small = {place for place, style in enumerate(styles) if 0 < style.size < SMALLEST_READ}
        self.hidden: dict[int, str] = {}
        self.doubtful: dict[int, str] = {}
        unclear = range(len(words.tokens)) if self._is_scan else find_unclear(words, drawing, self._small)
        for index in unclear:
            token = words.tokens[index]
            reason = self._certainty(token)
            if reason:
                self.hidden[index] = reason
            elif not self._is_scan:
                doubt = self._doubt(token)
                if doubt:
                    self.doubtful[index] = doubt

    def _certainty(self, token: Token) -> str:
        """Give the reason why a token can't be seen, whatever is around it."""
        x0, y0, x1, y1 = token.box
        frame = self._words.frame
        if (x0 < 0 or y0 < 0 or x1 > frame.width or y1 > frame.height) and is_outside(token.box, frame):
            return OFF_PAGE
        lower = min(y1 - y0, x1 - x0)
        if token.style in self._small and lower < 2 * SMALLEST_READ:
            return TOO_SMALL
        if lower < NARROWEST_CHARACTER * len(token.text) and len(token.text) > 1:
            return TOO_SMALL
        piece = self._drawing.piece(token.piece)
        if piece is None or self._is_scan:
            return ""
        if piece.mode in INVISIBLE_MODES:
            return NO_INK
        return TRANSPARENT if piece.alpha < _FAINTEST_ALPHA else ""

    def _doubt(self, token: Token) -> str:
        """Give the reason why a token may not be seen."""
        piece = self._drawing.piece(token.piece)
        if piece is None:
            return UNSEEN
        if piece.on_layer:
            return ON_LAYER
        core = core_of(token.box)
        if piece.clip is not None and not (piece.clip_is_box and contains(piece.clip, core)):
            return CLIPPED
        under: Area | None = None
        for area in self._drawing.areas_at(core):
            if lies_over(area.box, core):
                if area.height > piece.height:
                    return COVERED
                under = area
        return _doubt_of_colour(piece, under, self._drawing.paper, core) or (UNSEEN if self._drawing.is_crowded else "")

    def look(self, page: Any, textpage: int) -> None:
        """Render the page with and without the doubtful words, and keep as hidden those that change nothing."""
        before = PagePicture(page, self._words.frame)
        for group in self._groups():
            for piece in self._pieces_of(group, textpage):
                set_text_mode(piece, _INVISIBLE)
            after = PagePicture(page, self._words.frame)
            for index in group:
                token = self._words.tokens[index]
                if _has_letters(token) and not _differs(before, after, token.box):
                    self.hidden[index] = self.doubtful[index]
            before.close()
            before = after
        before.close()

    def _pieces_of(self, indices: Sequence[int], textpage: int) -> set[int]:
        """Give all that PDFium draws these tokens with: a word may change its font in the middle."""
        tokens = (self._words.tokens[index] for index in indices)
        characters = [character for token in tokens for character in range(token.first, token.end)]
        return {piece for piece in map(char_object, repeat(textpage), characters) if piece}

    def _groups(self) -> Iterator[list[int]]:
        """Give the doubtful tokens; apart where a word that may well be hidden lies over another doubtful one."""
        strong = [index for index, doubt in self.doubtful.items() if doubt != UNSEEN]
        weak = [index for index, doubt in self.doubtful.items() if doubt == UNSEEN]
        boxes = [core_of(self._words.tokens[index].box) for index in weak]
        if strong and any(overlaps(box, self._words.tokens[index].box) for index in strong for box in boxes):
            yield strong
            yield weak
        else:
            yield [*strong, *weak]

    def spread(self) -> None:
        """Let signs and single letters share the fate of the words around them, or of those in the same piece."""
        tokens = self._words.tokens
        for index in [*range(len(tokens)), *reversed(range(len(tokens)))]:
            if index in self.hidden or _has_letters(tokens[index]):
                continue
            beside = [other for other in (index - 1, index + 1) if 0 <= other < len(tokens)]
            hidden = [other for other in beside if other in self.hidden]
            same_piece = any(tokens[other].piece == tokens[index].piece for other in hidden)
            if same_piece or (index in self.doubtful and len(hidden) == len(beside)):
                self.hidden[index] = self.hidden[hidden[0]]


def _doubt_of_colour(piece: Piece, under: Area | None, paper: int, core: Box = (0.0, 0.0, 0.0, 0.0)) -> str:
    """Give a reason unless a piece is plainly of another colour than the one plain area under it, or than the page."""
    ground = paper if under is None else under.colour
    if piece.colour is not None and is_near(piece.colour, paper if ground is None else ground):
        return SAME_COLOUR
    is_known = piece.colour is not None and piece.is_plain and not piece.in_form and ground is not None
    return "" if is_known and (under is None or contains(under.box, core)) else UNSEEN


def _is_recognised_scan(words: PageWords, drawing: Drawing) -> bool:
    """Tell whether the words are those that text recognition laid over or under a picture of the whole page."""
    page = words.frame.width * words.frame.height
    picture = next(
        (area for area in drawing.areas if area.is_image and surface_of(area.box) >= _FULL_PAGE * max(page, 1.0)), None
    )
    if picture is None:
        return False
    unseen = 0
    for token in words.tokens:
        piece = drawing.piece(token.piece)
        unseen += piece is not None and (piece.mode in INVISIBLE_MODES or piece.height < picture.height)
    return unseen >= _MOSTLY * len(words.tokens)


def _has_letters(token: Token) -> bool:
    return sum(c.isalnum() for c in token.text) > 1


def _differs(before: PagePicture, after: PagePicture, box: Box) -> bool:
    """Tell whether a word's letters leave a mark: enough pixels of its box differ enough to be seen."""
    x0, y0, x1, y1 = before.region(core_of(box))
    wanted = max(2, int(_VISIBLE_SHARE * (x1 - x0) * (y1 - y0)))
    changed = 0
    for y in range(y0, y1):
        one, other = before.row(y, x0, x1), after.row(y, x0, x1)
        if one == other:
            continue
        changed += sum(
            abs(one[at] - other[at]) >= _VISIBLE_DIFFERENCE
            or abs(one[at + 1] - other[at + 1]) >= _VISIBLE_DIFFERENCE
            or abs(one[at + 2] - other[at + 2]) >= _VISIBLE_DIFFERENCE
            for at in range(0, len(one), 4)
        )
        if changed >= wanted:
            return True
    return False


def _findings(words: PageWords, hidden: dict[int, str]) -> Iterator[HiddenText]:
    """Give what is hidden, neighbouring words with one reason together."""
    places = sorted(hidden)
    runs = groupby(enumerate(places), key=lambda item: (item[1] - item[0], hidden[item[1]]))
    for (_, reason), run in runs:
        tokens = [words.tokens[index] for _, index in run]
        text = "".join(token.text + ("" if token.broken else " ") for token in tokens).strip()
        yield HiddenText(text=text, page=words.number, reason=reason, boxes=tuple(_lines(tokens)))


def _lines(tokens: Sequence[Token]) -> Iterator[Box]:
    """Give one box for each line."""
    line: Box | None = None
    for token in tokens:
        x0, y0, x1, y1 = token.box
        if line and min(line[3], y1) - max(line[1], y0) > (y1 - y0) / 2 and x0 >= line[0]:
            line = (line[0], min(line[1], y0), max(line[2], x1), max(line[3], y1))
        else:
            if line:
                yield line
            line = token.box
    if line:
        yield line


def _remove(words: PageWords, hidden: dict[int, str]) -> None:
    kept: list[Token] = []
    space = ""
    for index, token in enumerate(words.tokens):
        if index in hidden:
            space = space if "\n" in space else token.space or space
            continue
        if space and "\n" not in token.space:
            token.space = space if "\n" in space else token.space or space
        space = ""
        kept.append(token)
    words.tokens = kept

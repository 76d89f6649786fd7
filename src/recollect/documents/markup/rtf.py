"""Rich text (RTF): its text, its links, and what it hides. Pictures, objects and templates are not looked at."""

from __future__ import annotations

import codecs
from collections.abc import Callable

import msgspec
from msgspec import Struct

from recollect.documents.extract import Extract
from recollect.documents.fields.vocabulary import words
from recollect.documents.flow import Flow
from recollect.documents.limits import Limits
from recollect.documents.markup.rtf_tokens import RtfToken, read_tokens
from recollect.documents.office.docx_fields import uri_of_instruction
from recollect.documents.symbols import SYMBOL_AREA, symbol_text
from recollect.documents.visibility import MARKED_HIDDEN, SAME_COLOUR, SMALLEST_READ, TOO_SMALL, WHITE, is_unseen
from recollect.domain.document import TextStyle
from recollect.errors import BrokenDocument, DocumentTooCostly

_DEEPEST = 2_000
_MOST_FONTS = 4_000
_MOST_CELLS = 100
_LONGEST_INSTRUCTION = 4_096
_DEFAULT_HALF_POINTS = 24
# Destinations whose text is no part of the document; those with `\*` that are not known are skipped too.
_SKIPPED = words("""
    stylesheet info pict objdata themedata colorschememapping datastore latentstyles listtable listoverridetable
    revtbl rsidtbl generator filetbl annotation atnid atnauthor atntime atnicn atnparent xe tc bkmkstart bkmkend
    fldtype nonshppict shprslt nonesttables headerl footerl sp template private passwordhash mailmerge docvar
    userprops xmlnstbl wgrffmtfilter pgptbl
""")
_HEADERS = frozenset({"header", "headerr", "headerf"})
_FOOTERS = frozenset({"footer", "footerr", "footerf"})
_SHOWN = words("shptxt shppict shpinst shp footnote listtext pntext fldinst fldrslt") | _HEADERS | _FOOTERS
_TABLES = frozenset({"fonttbl", "colortbl"})
_CHARACTERS = {
    "tab": "\t", "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "column": "\n", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_ENDS_OF_CELLS = frozenset({"cell", "nestcell", "row", "nestrow"})
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_SYMBOLS_OF_FONT = "symbols"
_CODE_PAGES = {
    0: "cp1252", 2: _SYMBOLS_OF_FONT, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 255: "cp437",
}  # fmt: skip

_SWITCHES = {"b": "bold", "i": "italic", "v": "hidden", "webhidden": "hidden", "deleted": "deleted"}
_COLOURS_OF = {"cf": "colour", "highlight": "highlight", "cb": "highlight", "chcbpat": "highlight", "cbpat": "shade"}


class _State(Struct):
    """What holds in a group; a group inside begins with the same."""

    font: int = 0
    half_points: int = _DEFAULT_HALF_POINTS
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    colour: int = 0
    highlight: int = 0
    shade: int = 0
    fallback: int = 1
    skip: bool = False
    in_table: bool = False
    destination: str = ""
    uri: str = ""


def extract_rtf(data: bytes, limits: Limits) -> Extract:
    """Read rich text. Raises a `DocumentError` when nothing is in it, or when it is nested as no program does it."""
    return _Reading(limits).read(data)


class _Reading:
    """The reading of one file: a stack of states and a flow."""

    def __init__(self, limits: Limits) -> None:
        self._flow = Flow(limits)
        self._state = _State()
        self._stack: list[_State] = []
        self._pending = bytearray()
        self._skip_characters = 0
        self._starred = False
        self._code_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._colours: list[int | None] = []
        self._rgb: dict[str, int] = {}
        self._instruction: list[str] = []
        self._instruction_length = 0
        self._surrogate = ""
        self._apart: dict[str, list[str]] = {"footer": [], "footnote": []}
        self._break_pending = False
        self._cell_shades: list[int] = []
        self._next_shade = 0
        self._cell = 0
        self._words: dict[str, Callable[[int | None], None]] = {
            "f": self._set_font,
            "fcharset": self._set_font_charset,
            "ansicpg": self._set_code_page,
            "u": self._write_code_point,
            "plain": self._set_plain,
            "trowd": self._begin_row,
            "clcbpat": self._set_cell_shade,
            "cellx": self._end_cell_definition,
            "mac": self._set_mac,
        }

    def read(self, data: bytes) -> Extract:
        for token in read_tokens(data):
            if token.kind == "text":
                self._take_text(token.data)
                continue
            self._flush()
            if token.kind == "open":
                self._open()
            elif token.kind == "close":
                if not self._stack:
                    break
                self._close()
            elif token.kind == "symbol":
                self._take_symbol(token.data)
            else:
                self._take_word(token)
        self._flush()
        if self._stack and not self._flow.has_text:
            raise BrokenDocument("The document's structure can't be followed; save it again and upload that.")
        self._flow.end_line()
        self._flow.write("".join(self._apart["footnote"]))
        with self._flow.running():
            self._flow.write("".join(self._apart["footer"]))
        return self._flow.finish()

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise DocumentTooCostly("The document is nested deeper than one may be; save it again, or as PDF.")
        self._stack.append(self._state)
        self._state = msgspec.structs.replace(self._state)
        self._starred = False

    def _close(self) -> None:
        ended, self._state = self._state, self._stack.pop()
        self._starred = False
        if ended.destination == "fldinst" and self._state.destination != "fldinst":
            self._state.uri = uri_of_instruction("".join(self._instruction)) or self._state.uri
            self._instruction.clear()
            self._instruction_length = 0
        if ended.destination in _HEADERS and self._state.destination not in _HEADERS:
            self._flow.leave_blank()
        if ended.destination == "colortbl" and self._state.destination != "colortbl":
            self._rgb.clear()

    def _take_word(self, token: RtfToken) -> None:
        word, number = token.word, token.number
        if self._skip_characters and word in _CHARACTERS:
            self._skip_characters -= 1
            return
        if self._starred or word in _SKIPPED or word in _SHOWN or word in _TABLES:
            self._begin_destination(word)
            return
        if word in _ENDS_OF_CELLS:
            self._end_cell(word)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif word in self._words:
            self._words[word](number)
        else:
            self._set_look(word, number)

    def _begin_destination(self, word: str) -> None:
        if word in _SHOWN or word in _TABLES:
            self._state.destination = word
            if word in _HEADERS:
                self._flow.end_line()
        elif self._starred or word in _SKIPPED:
            self._state.skip = True
        self._starred = False

    def _set_look(self, word: str, number: int | None) -> None:
        state = self._state
        if word in _SWITCHES:
            setattr(state, _SWITCHES[word], number != 0)
        elif word in _COLOURS_OF:
            setattr(state, _COLOURS_OF[word], number or 0)
        elif word == "fs" and number is not None:
            state.half_points = number
        elif word == "pard":
            state.shade, state.in_table = 0, False
        elif word == "intbl":
            state.in_table = True
        elif word == "uc":
            state.fallback = min(max(number or 0, 0), 8)
        elif word in {"red", "green", "blue"} and state.destination == "colortbl":
            self._rgb[word] = min(max(number or 0, 0), 255)

    def _set_plain(self, _: int | None) -> None:
        state = self._state
        state.half_points, state.bold, state.italic = _DEFAULT_HALF_POINTS, False, False
        state.hidden, state.deleted, state.colour, state.highlight = False, False, 0, 0

    def _set_font(self, number: int | None) -> None:
        self._state.font = number or 0

    def _set_font_charset(self, number: int | None) -> None:
        if self._state.destination == "fonttbl" and number in _CODE_PAGES and len(self._fonts) < _MOST_FONTS:
            self._fonts[self._state.font] = _CODE_PAGES[number]

    def _set_code_page(self, number: int | None) -> None:
        name = f"cp{number}"
        try:
            codecs.lookup(name)
        except (LookupError, ValueError):
            return
        self._code_page = name

    def _set_mac(self, _: int | None) -> None:
        self._code_page = "mac_roman"

    def _write_code_point(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF
        self._skip_characters = self._state.fallback
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first half of a pair
            self._surrogate = chr(code)
            return
        pair, self._surrogate = self._surrogate + chr(code), ""
        if code & ~0xFF == SYMBOL_AREA:
            self._write(symbol_text(code))
            return
        self._write(pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"))

    def _take_symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif self._skip_characters:
            self._skip_characters -= 1
        else:
            self._write(_SYMBOLS.get(symbol, ""))

    def _take_text(self, data: bytes) -> None:
        if self._skip_characters:
            skipped = min(self._skip_characters, len(data))
            self._skip_characters -= skipped
            data = data[skipped:]
        if self._state.destination == "colortbl":
            for _ in range(data.count(b";")):
                self._end_colour()
        elif not self._state.skip and self._state.destination != "fonttbl":
            self._pending += data

    def _end_colour(self) -> None:
        rgb = self._rgb
        known = rgb.get("red", 0) << 16 | rgb.get("green", 0) << 8 | rgb.get("blue", 0) if rgb else None
        if len(self._colours) < _MOST_FONTS:
            self._colours.append(known)
        self._rgb = {}

    def _flush(self) -> None:
        """Decode what has come of a font's characters, which may be more than one byte each."""
        if self._pending:
            page = self._fonts.get(self._state.font, self._code_page)
            symbols = page == _SYMBOLS_OF_FONT
            self._write("".join(map(symbol_text, self._pending)) if symbols else self._pending.decode(page, "replace"))
            self._pending.clear()

    def _write(self, text: str) -> None:
        state = self._state
        if state.skip or not text or state.destination in _TABLES:
            return
        if state.destination == "fldinst":
            self._instruction_length += len(text)
            if self._instruction_length <= _LONGEST_INSTRUCTION:
                self._instruction.append(text)
            return
        if state.deleted:
            return
        apart = "footer" if state.destination in _FOOTERS else state.destination
        if apart in self._apart:
            self._apart[apart].append(text)
            return
        unseen = "" if text.isspace() else self._unseen()
        if unseen:
            self._flow.hide(text, unseen)
        elif text == "\n" and state.in_table:
            self._break_pending = True
        elif text == "\n":
            self._flow.end_paragraph()
        else:
            self._end_pending()
            style = TextStyle(
                state.half_points / 2, 700 if state.bold else 400, state.italic, self._colour(state.colour) or 0
            )
            self._flow.write(text, style, state.uri)

    def _end_pending(self) -> None:
        """End the paragraph of a cell that goes on; the last one's end is the cell's."""
        if self._break_pending:
            self._break_pending = False
            self._flow.end_paragraph()

    def _end_cell(self, word: str) -> None:
        if self._state.skip or self._state.destination in _FOOTERS:
            return
        self._break_pending = False
        if word.endswith("row"):
            self._cell = 0
            self._flow.end_line()
            return
        self._cell += 1
        if self._flow.in_line:
            self._flow.write("\t")

    def _begin_row(self, _: int | None) -> None:
        self._cell_shades.clear()
        self._next_shade = 0

    def _set_cell_shade(self, number: int | None) -> None:
        self._next_shade = number or 0

    def _end_cell_definition(self, _: int | None) -> None:
        if len(self._cell_shades) < _MOST_CELLS:
            self._cell_shades.append(self._next_shade)
        self._next_shade = 0

    def _unseen(self) -> str:
        state = self._state
        if state.hidden:
            return MARKED_HIDDEN
        if state.half_points / 2 < SMALLEST_READ:
            return TOO_SMALL
        cell = self._cell_shades[self._cell] if state.in_table and self._cell < len(self._cell_shades) else 0
        behind = self._colour(state.highlight or state.shade or cell)
        return SAME_COLOUR if is_unseen(self._colour(state.colour), WHITE if behind is None else behind) else ""

    def _colour(self, number: int) -> int | None:
        return self._colours[number] if 0 <= number < len(self._colours) else None

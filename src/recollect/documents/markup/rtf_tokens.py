"""The tokens of rich text (RTF): groups, control words, characters by code page, and binary data that is skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z]))"
    rb"|(?P<open>\{)|(?P<close>\})|(?P<text>[^\\{}\r\n]+)|[\r\n]+|(?P<stray>\\)",
    re.DOTALL,
)


class RtfToken(Struct, frozen=True):
    """One token: its kind, and its bytes or its control word with the number."""

    kind: str
    data: bytes = b""
    word: str = ""
    number: int | None = None


OPEN, CLOSE = RtfToken("open"), RtfToken("close")


def read_tokens(data: bytes) -> Iterator[RtfToken]:
    r"""Give the tokens in order. The data of ``\bin`` is stepped over, whatever its length says."""
    at = 0
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        kind = found.lastgroup
        if kind == "open":
            yield OPEN
        elif kind == "close":
            yield CLOSE
        elif kind == "text":
            yield RtfToken("text", found["text"])
        elif kind == "hex":
            yield RtfToken("text", bytes.fromhex(found["hex"].decode()))
        elif kind in {"word", "number"}:
            number = None if found["number"] is None else int(found["number"])
            word = found["word"].decode()
            if word == "bin":
                at += max(0, number or 0)
            else:
                yield RtfToken("word", b"", word, number)
        elif kind == "symbol":
            yield RtfToken("symbol", found["symbol"])

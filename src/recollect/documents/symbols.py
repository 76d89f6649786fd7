"""Characters of symbol fonts, which have no meaning outside their font but for the usual marks of lists."""

from __future__ import annotations

SYMBOL_AREA = 0xF000
_END_OF_UNICODE = 0x110000
_MARKS = {0xB7: "•", 0xA7: "▪", 0xA8: "▪", 0xD8: "➢", 0xFC: "✓", 0x9F: "•", 0x76: "❖", 0xE0: "→"}


def symbol_text(code: int) -> str:
    """Give a symbol as text: a mark of a list as such, any other as the icon that it is, in the private use area."""
    if code < 0x100 or code & ~0xFF == SYMBOL_AREA:  # noqa: PLR2004 - a byte
        return _MARKS.get(code & 0xFF, chr(SYMBOL_AREA | (code & 0xFF)))
    return chr(code) if code < _END_OF_UNICODE else ""

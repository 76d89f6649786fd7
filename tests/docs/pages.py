"""The documentation's own files, and the blocks of code in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)|<(?:img|source)[^>]+src(?:set)?=\"(?P<image>[^\"]+)\"")


class Block(Struct, frozen=True):
    """A fenced block: its language, its text, and the line that it begins on."""

    language: str
    body: str
    line: int


def list_pages() -> list[Path]:
    """Give every page that people read: those of `docs` and those beside it."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def read_reference(name: str) -> str:
    """Give the text of a page of `docs/reference`."""
    return (DOCS / "reference" / name).read_text("utf-8")


def read_rows(name: str) -> dict[str, str]:
    """Give the rows of all tables of a reference page, by the code in their first cell."""
    found: dict[str, str] = {}
    for line in read_reference(name).splitlines():
        if named := re.match(r"\| `([^`]+)` \|", line):
            assert named[1] not in found, f"{name} documents {named[1]} twice"
            found[named[1]] = line
    return found


def list_blocks(page: Path) -> list[Block]:
    """Give the fenced blocks of a page, in its order."""
    text = page.read_text("utf-8")
    return [
        Block(match["language"], match["body"], text.count("\n", 0, match.start()) + 1)
        for match in _FENCE.finditer(text)
    ]


def list_targets(page: Path) -> Iterator[str]:
    """Give what a page links to and shows, in its order, without what stands in code."""
    text = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page.read_text("utf-8")))
    for match in _TARGET.finditer(text):
        yield match["target"] or match["image"]


def list_anchors(page: Path) -> set[str]:
    """Give the names of a page's headings as links write them."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}

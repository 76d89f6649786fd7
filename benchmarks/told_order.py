"""The order of reading of real files, as far as what they were made from tells it: their sentences and points."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_MARKS = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]")
_WORD = re.compile(r"\w+")
_IN_ORDER = ("summary", "highlights", "bullet", "details")
"""What an entry's layout leaves in one piece; titles, places and dates stand where each layout wants them."""


def told_files(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield the files of a folder that were made from a YAML file, each with its words in order."""
    manifest = folder / "manifest.tsv"
    if not manifest.exists():
        return
    with manifest.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["truth"].endswith(".yaml"):
                cv = yaml.safe_load((folder / row["truth"]).read_text(encoding="utf-8"))["cv"]
                yield folder / row["file"], [word for text in _texts(cv) for word in words_of(text)]


def words_of(text: str) -> list[str]:
    """Give the words of a text without signs, which a layout may set as it likes."""
    return _WORD.findall(_MARKS.sub(r"\1", text))


def _texts(cv: dict[str, Any]) -> Iterator[str]:
    for entries in (cv.get("sections") or {}).values():
        for entry in entries:
            if isinstance(entry, str):
                yield entry
                continue
            for field in _IN_ORDER:
                told = entry.get(field) or ()
                yield from [told] if isinstance(told, str) else told

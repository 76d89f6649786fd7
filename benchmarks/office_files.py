"""Office files: words kept and their order in each layout, words that nobody sees, false alarms, and speed."""

from __future__ import annotations

import io
import random
import secrets
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml import etree

from benchmarks.office_layouts import OfficeFile, clean_files, laced_files
from benchmarks.report import Figure, at_most
from recollect.documents.limits import Limits
from recollect.documents.office.docx import extract_docx
from recollect.documents.reading import read_document

_RECALL, _ORDER, _HIDDEN, _OF_A_KIND, _ALARMS = 0.995, 0.955, 0.97, 0.90, 0.01
_MARKS = frozenset("•|")


def measure(*, full: bool) -> list[Figure]:
    """Give the figures; what is hidden where is drawn anew each time."""
    files = list(clean_files())
    return [*_recall_figures(files), *_hidden_figures(files, rounds=20 if full else 2), _speed_figure(files)]


def _recall_figures(files: Sequence[OfficeFile]) -> Iterator[Figure]:
    kept: dict[str, list[float]] = defaultdict(list)
    order: dict[str, list[float]] = defaultdict(list)
    alone: dict[str, list[float]] = defaultdict(list)
    for file in files:
        told = _words(" ".join(file.lines))
        read = _words(read_document(file.data, "cv", Limits()).text)
        kept[file.layout].append(_share(Counter(told), Counter(read)))
        order[file.layout].append(_share(Counter(pairwise(told)), Counter(pairwise(read))))
        if file.layout.startswith("docx"):
            alone[file.layout].append(_share(Counter(told), Counter(_words(_paragraphs_alone(file.data)))))
    for layout, shares in kept.items():
        recall, in_order = _mean(shares), _mean(order[layout])
        baseline = f"{_mean(alone[layout]):.3f} in body paragraphs alone" if layout in alone else "none"
        yield Figure(
            name=f"{layout}, {len(shares)} files: words kept", value=f"{recall:.4f}", baseline=baseline,
            ratio="", goal=f"≥ {_RECALL}", met=recall >= _RECALL,
        )  # fmt: skip
        yield Figure(
            name=f"{layout}: neighbours kept", value=f"{in_order:.4f}", baseline="none", ratio="",
            goal=f"≥ {_ORDER}", met=in_order >= _ORDER,
        )  # fmt: skip


def _hidden_figures(files: Sequence[OfficeFile], rounds: int) -> Iterator[Figure]:
    seed = secrets.randbelow(2**32)
    draw = random.Random(seed)
    found: dict[str, list[bool]] = defaultdict(list)
    for _ in range(rounds):
        for file in laced_files(draw):
            document = read_document(file.data, "cv", Limits())
            told = " ".join(hidden.text for hidden in document.hidden_text)
            kept_out = not set(file.hidden.split()) & set(document.text.split())
            found[file.layout.partition(",")[0]].append(file.hidden in told and kept_out)
    every = [one for ways in found.values() for one in ways]
    yield _share_figure(f"hidden words found and kept out, {len(every)} files, seed {seed}", every, _HIDDEN)
    for way, ones in found.items():
        yield _share_figure(f"… {way}, {len(ones)} files", ones, _OF_A_KIND)
    alarmed = [bool(read_document(file.data, "cv", Limits()).hidden_text) for file in files]
    share = sum(alarmed) / len(alarmed)
    yield Figure(
        name=f"clean files said to hide something, of {len(files)}", value=f"{share:.2%}", baseline="none", ratio="",
        goal=f"≤ {_ALARMS:.0%}", met=share <= _ALARMS,
    )  # fmt: skip


def _speed_figure(files: Sequence[OfficeFile]) -> Figure:
    """Compare reading the text of Word files with only unpacking and parsing them."""
    docx = [file.data for file in files if file.layout.startswith("docx")]
    began = time.perf_counter()
    for data in docx:
        _paragraphs_alone(data)
    parsed = time.perf_counter()
    for data in docx:
        extract_docx(data, Limits())
    read = time.perf_counter()
    per_file = 1000 / len(docx)
    return at_most("the text of a Word file read", (read - parsed) * per_file, (parsed - began) * per_file, 15, "ms")


def _paragraphs_alone(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(one.itertext("{*}t")) for one in root[0] if one.tag.endswith("}p"))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in _MARKS]


def _share(told: Counter[object], read: Counter[object]) -> float:
    return (told & read).total() / max(1, told.total())


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _share_figure(name: str, ones: Sequence[bool], goal: float) -> Figure:
    share = sum(ones) / len(ones)
    return Figure(name=name, value=f"{share:.1%}", baseline="none", ratio="", goal=f"≥ {goal:.0%}", met=share >= goal)

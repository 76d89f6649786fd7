"""Documents as they are read: words, their order, hidden words, speed, hostile files, memory over many, and fields."""

from __future__ import annotations

import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pypdfium2
import pypdfium2.raw as pdfium
from psutil import Process

from benchmarks import document_fields
from benchmarks.hidden_injection import KINDS, inject
from benchmarks.report import Figure, at_most, within
from benchmarks.told_order import told_files, words_of
from recollect.documents.limits import Limits
from recollect.documents.pdf import hidden_words
from recollect.documents.pdf.document import extract_pdf
from recollect.documents.pdf.frame import PageFrame
from recollect.documents.pdf.hidden_words import take_hidden_words
from recollect.documents.pdf.picture import PagePicture
from recollect.documents.pdf.styles import StyleTable
from recollect.documents.pdf.words import read_words
from recollect.documents.pool import ReaderPool
from recollect.errors import DocumentError
from recollect.services.resumes.hidden_text import judge_hidden_text

_ROOT = Path(__file__).parents[1]
sys.path.append(str(_ROOT / "tests"))
from page_layouts import LAYOUTS, WRITINGS, make_two_columns, order_of, recall_of  # noqa: E402 - in the folder above

_DATA = _ROOT.parent / "shared" / "data"
_SAMPLES = _ROOT / "src" / "recollect" / "sample" / "resumes"
_LIMITS = Limits()
_ROUNDS = 3
_CHECK_ROUNDS = 5
_FLAT_MB = 16


def measure(*, full: bool) -> list[Figure]:
    """Measure on real files where there are some beside the project, and on the sample's and on made ones."""
    clean = [
        path.read_bytes() for path in [*sorted((_DATA / "resumes").glob("*.pdf")), *sorted(_SAMPLES.glob("*.pdf"))]
    ]
    return [
        *_order_figures(),
        *_told_order_figures(),
        *_speed_figures(clean),
        *_hidden_figures(clean),
        *_hostile_figures(),
        _memory_figure(clean, 1000 if full else 200),
        *document_fields.measure(full=full),
    ]


def _order_figures() -> Iterator[Figure]:
    made = [make_two_columns(layout, writing) for layout in LAYOUTS for writing in WRITINGS]
    for name, measured, goal in (("recall", recall_of, 0.995), ("order", order_of, 0.955)):
        ours = [measured(extract_pdf(page.data, _LIMITS).text.split(), page.truth) for page in made]
        raw = [measured(_raw_text(page.data)[0].split(), page.truth) for page in made]
        yield Figure(
            name=f"{name} of words, {len(made)} pages in two columns",
            value=f"{_mean(ours):.4f}, least {min(ours):.3f}",
            baseline=f"{_mean(raw):.4f}",
            ratio="",
            goal=f"≥ {goal}",
            met=_mean(ours) >= goal,
        )


def _told_order_figures() -> Iterator[Figure]:
    told = list(told_files(_DATA / "resumes"))
    if not told:
        return
    for name, measured, goal in (("recall", recall_of, 0.995), ("order", order_of, 0.955)):
        ours = [measured(words_of(extract_pdf(path.read_bytes(), _LIMITS).text), truth) for path, truth in told]
        raw = [measured(words_of(_raw_text(path.read_bytes())[0]), truth) for path, truth in told]
        yield Figure(
            name=f"{name} of the words of sentences and points, {len(told)} files with their truth",
            value=f"{_mean(ours):.4f}, least {min(ours):.3f}",
            baseline=f"{_mean(raw):.4f}",
            ratio="",
            goal=f"≥ {goal}",
            met=_mean(ours) >= goal,
        )


def _speed_figures(files: Sequence[bytes]) -> Iterator[Figure]:
    pages = sum(_raw_text(data)[1] for data in files)

    def without_check(data: bytes) -> None:
        extract_pdf(data, _LIMITS, look_for_hidden=False)

    raw, ours = _least(files, _raw_text), _least(files, without_check)
    yield at_most("words, boxes, styles and order, a page", ours / pages, raw / pages, 2.5, "ms")
    cleared, looked = _check_times(files)
    for name, times, goal in (("drawn", looked, 1.3), ("cleared by its objects", cleared, 0.1)):
        if times:
            ours, drawn = (sum(one[side] for one in times) / len(times) for side in (0, 1))
            yield at_most(f"hidden words, {len(times)} pages {name}, beside two drawings", ours, drawn, goal, "ms")


def _check_times(files: Sequence[bytes]) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Give the least time of the check and of two drawings, of pages that were cleared and of those that were drawn."""
    cleared: list[tuple[float, float]] = []
    looked: list[tuple[float, float]] = []
    with patch.object(hidden_words, "PagePicture", _CountedPicture):
        for data in files:
            document = pypdfium2.PdfDocument(data)
            for number in range(len(document)):
                times = [_check_once(document, number) for _ in range(_CHECK_ROUNDS)]
                least = (min(one[0] for one in times), min(one[1] for one in times))
                (looked if times[0][2] else cleared).append(least)
            document.close()
    return cleared, looked


class _CountedPicture(PagePicture):
    """A picture that counts how many there were."""

    made = 0

    def __init__(self, page: Any, frame: PageFrame) -> None:
        type(self).made += 1
        super().__init__(page, frame)


def _check_once(document: Any, number: int) -> tuple[float, float, bool]:
    page = document[number]  # anew: the check leaves its doubtful words without ink
    frame, styles = PageFrame.of(page.raw), StyleTable()
    began = time.perf_counter()
    for _ in range(2):
        PagePicture(page.raw, frame).close()
    drawn = time.perf_counter() - began
    textpage = page.get_textpage()
    words = read_words(textpage.raw, pdfium.FPDFText_CountChars(textpage.raw), frame, 1, styles)
    before = _CountedPicture.made
    began = time.perf_counter()
    take_hidden_words(page.raw, textpage.raw, words, styles.styles)
    took = time.perf_counter() - began
    textpage.close()
    page.close()
    return took * 1000, drawn * 1000, _CountedPicture.made > before


def _hidden_figures(files: Sequence[bytes]) -> Iterator[Figure]:
    seed = secrets.randbelow(10**6)
    draw = random.Random(seed)
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for kind in KINDS:
        for data in files:
            injected = inject(data, kind, draw)
            if injected is None:
                continue
            read = extract_pdf(injected.data, _LIMITS)
            told = " ".join(one.text for one in read.hidden_text).split()
            tried[kind] += 1
            found[kind] += Counter(injected.text.split()) <= Counter(told) and injected.text not in read.text
    yield _share_figure(f"hidden words found, seed {seed}", found.total(), tried.total(), 0.97)
    for kind in KINDS:
        yield _share_figure(f"hidden: {kind}", found[kind], tried[kind], 0.9)
    alarmed = sum(any(one.alarm for one in judge_hidden_text(extract_pdf(data, _LIMITS).hidden_text)) for data in files)
    yield within("clean files that raise the alarm", 100 * alarmed / len(files), 1, "%")


def _hostile_figures() -> Iterator[Figure]:
    files = sorted((_DATA / "hostile").glob("*.pdf"))
    if not files:
        return
    slowest, ended, ends = 0.0, 0, Counter[str]()
    with ReaderPool(_LIMITS, 2) as pool:
        for path in files:
            began = time.perf_counter()
            try:
                pool.read(path.read_bytes(), path.name)
                ends["text"] += 1
                ended += 1
            except DocumentError as error:
                ends[error.name] += 1
                ended += 1
            slowest = max(slowest, time.perf_counter() - began)
    yield _share_figure(f"hostile files that end as text or typed error ({dict(ends)})", ended, len(files), 1)
    yield within("the slowest of them", slowest, 10, "s")


def _memory_figure(files: Sequence[bytes], count: int) -> Figure:
    with ReaderPool(_LIMITS, 1) as pool:
        pool._recycle_after = count * 2  # noqa: SLF001 - one process reads them all
        for data in files:
            pool.read(data, "cv.pdf")
        (pid,) = pool.pids
        before = Process(pid).memory_info().rss
        for number in range(count):
            pool.read(files[number % len(files)], "cv.pdf")
        grown = (Process(pid).memory_info().rss - before) / 1_000_000
    return within(f"growth of a reader over {count:,} documents", grown, _FLAT_MB, "MB")


def _raw_text(data: bytes) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        textpage = page.get_textpage()
        texts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return "\n".join(texts), len(texts)


def _least(files: Sequence[bytes], read: Callable[[bytes], object]) -> float:
    """Give the milliseconds that reading all files takes, the least of some rounds of each."""
    total = 0.0
    for data in files:
        times = []
        for _ in range(_ROUNDS):
            began = time.perf_counter()
            read(data)
            times.append(time.perf_counter() - began)
        total += min(times)
    return total * 1000


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _share_figure(name: str, found: int, tried: int, goal: float) -> Figure:
    share = found / tried if tried else 0.0
    return Figure(
        name=name,
        value=f"{found} of {tried}",
        baseline="",
        ratio=f"{share:.1%}",
        goal=f"≥ {goal:.0%}",
        met=share >= goal,
    )

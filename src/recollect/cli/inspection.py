"""`recollect resume inspect`: why a file was read the way it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from recollect.bootstrap import limits_of
from recollect.cli import wording
from recollect.cli.tables import print_facts
from recollect.cli.terminal import printable, say, say_whole
from recollect.documents.pool import ReaderPool
from recollect.domain.document import FieldValue
from recollect.services.resumes.file_sources import read_file
from recollect.services.resumes.resume_inspection import Inspection, inspect_file
from recollect.settings import Settings


def inspect(settings: Settings, file: Path) -> Inspection:
    """Read a file in a process of its own, with no store."""
    data = read_file(file, settings.max_upload_bytes)
    with ReaderPool(limits_of(settings), 1) as readers:
        return inspect_file(readers, data, file.name)


def print_inspection(found: Inspection) -> None:
    """Print what was found, for people."""
    say(found.media_type, style="bold")
    pages = [_page_in_words(page.number, page.ocr_confidence) for page in found.pages]
    print_facts(
        [
            ("text", f"{wording.count(len(found.text), 'character')}, quality: {found.text_quality}"),
            ("pages", ", ".join(pages) or "none in this format"),
            ("reader", f"version {found.reader_version}"),
            ("time", ", ".join(_step_in_words(name, took) for name, took in found.steps_ms.items())),
        ]
    )
    for warning in found.warnings:
        say(f"! {warning}")
    _print_text(found)
    _print_list("Nobody sees", [_hidden_in_words(found, number) for number in range(len(found.hidden_text))])
    _print_list("Fields", list(_fields_in_words(found.fields)))
    _print_list("Sections", [f"{one.kind}: {one.heading} ({one.start}–{one.end})" for one in found.sections])


def _print_text(found: Inspection) -> None:
    say()
    say("Text, in the order of reading", style="bold")
    begins = {block.start: f"page {block.page}, block {n}" for n, block in enumerate(found.blocks, start=1)}
    offset = 0
    for line in found.text.split("\n"):
        if offset in begins:
            say(f"— {begins[offset]}", style="dim")
        say_whole(printable(line))
        offset += len(line) + 1


def _print_list(title: str, lines: list[str]) -> None:
    if lines:
        say()
        say(title, style="bold")
    for line in lines:
        say_whole(f"  {line}")


def _step_in_words(name: str, took_ms: float) -> str:
    return f"(of the text, {took_ms:.1f} ms for OCR)" if name == "recognition" else f"{name} {took_ms:.1f} ms"


def _page_in_words(number: int, ocr_confidence: float | None) -> str:
    return str(number) if ocr_confidence is None else f"{number} (OCR, {ocr_confidence:.0%} sure)"


def _hidden_in_words(found: Inspection, number: int) -> str:
    hidden = found.hidden_text[number]
    where = f"page {hidden.page}, " if hidden.page else ""
    alarm = "! " if hidden.alarm else ""
    return f"{alarm}{wording.one_line(hidden.text)} ({where}{hidden.reason})"


def _fields_in_words(value: object, name: str = "") -> Iterator[str]:
    """Give each value with its name, where it stands and how sure it is."""
    if isinstance(value, FieldValue):
        place = "" if value.start is None else f", at {value.start}–{value.end}"
        yield f"{name}: {wording.one_line(value.value)} ({value.confidence:.0%} sure{place})"
    elif isinstance(value, tuple):
        for index, item in enumerate(value, start=1):
            yield from _fields_in_words(item, f"{name} {index}" if len(value) > 1 else name)
    else:
        for inner in getattr(value, "__struct_fields__", ()):
            yield from _fields_in_words(getattr(value, inner), f"{name} {inner}".strip())

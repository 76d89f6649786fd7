"""Everything that is kept is read again and compared with what it must be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.errors import StorageUnavailable
from recollect.services.history.audit_trail import verify_chain_in
from recollect.services.memory import Memory
from recollect.storage.unit import Reader
from recollect.storage.upkeep import integrity
from recollect.storage.upkeep.integrity import StoredFile

Progress = Callable[[str, int], None]
"""Is told what is being checked and how many of it are done."""
Told = Callable[[int], None]
"""Is told, before each, which one in a row is being checked."""


class Verification(Struct, frozen=True, kw_only=True):
    """How much was checked, and what is wrong; the store is sound when `problems` is empty."""

    documents: int
    texts: int
    problems: tuple[str, ...]
    orphans: tuple[str, ...]


def verify_store(memory: Memory, caller: Caller, progress: Progress = lambda _what, _done: None) -> Verification:
    """Re-hash every document and text, and check every reference, every total and the chain of events.

    `orphans` are files that no résumé names: left by an upload that was cut off, and no harm.
    """
    with memory.read(caller) as reader:
        documents, problems = check_documents(
            memory, integrity.each_stored_file(reader), lambda done: progress("documents", done)
        )
        texts, wrong = check_texts(integrity.each_text(reader), lambda done: progress("texts", done))
        problems += wrong
        problems += integrity.broken_references(reader)
        problems += integrity.wrong_totals(reader)
        problems += [problem.in_words() for problem in verify_chain_in(reader).problems]
        problems += integrity.database_damage(reader)
        orphans = find_orphans(memory, reader)
    return Verification(documents=documents, texts=texts, problems=tuple(problems), orphans=orphans)


def check_documents(memory: Memory, files: Iterable[StoredFile], told: Told) -> tuple[int, list[str]]:
    """Re-hash the two files of each résumé, and give how many résumés there were and what is wrong."""
    count, problems = 0, []
    for count, file in enumerate(files, start=1):
        told(count)
        problems += _check(memory, file.resume_id, file.document_path, file.content_sha256)
        problems += _check(memory, file.resume_id, file.text_path, file.text_sha256)
    return count, problems


def check_texts(texts: Iterable[tuple[str, str]], told: Told) -> tuple[int, list[str]]:
    """Re-hash each text, and give how many there were and what is wrong."""
    count, problems = 0, []
    for count, (text_sha256, text) in enumerate(texts, start=1):
        told(count)
        if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
            problems.append(f"text {text_sha256} is not what its hash says")
    return count, problems


def find_orphans(memory: Memory, reader: Reader) -> tuple[str, ...]:
    """Name the files that no résumé names, in their order."""
    named = set(integrity.each_named_path(reader))
    return tuple(sorted(name for name, _ in memory.blobs.names() if name not in named))


def _check(memory: Memory, resume_id: str, path: str, expected_sha256: str) -> list[str]:
    try:
        found = hashlib.sha256(memory.blobs.get(path)).hexdigest()
    except StorageUnavailable:
        return [f"{resume_id}: {path} is missing"]
    return [] if found == expected_sha256 else [f"{resume_id}: {path} is not what its hash says"]

"""Everything that is kept is read again and compared with what it must be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.errors import StorageUnavailable
from recollect.services.audit_trail import verify_chain_in
from recollect.services.memory import Memory
from recollect.storage import integrity

Progress = Callable[[str, int], None]
"""Is told what is being checked and how many of it are done."""


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
    problems: list[str] = []
    named: set[str] = set()
    with memory.read(caller) as reader:
        documents = 0
        for file in integrity.each_stored_file(reader):
            named |= {file.document_path, file.text_path}
            problems += _check(memory, file.resume_id, file.document_path, file.content_sha256)
            problems += _check(memory, file.resume_id, file.text_path, file.text_sha256)
            documents += 1
            progress("documents", documents)
        texts = 0
        for text_sha256, text in integrity.each_text(reader):
            if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
                problems.append(f"text {text_sha256} is not what its hash says")
            texts += 1
            progress("texts", texts)
        problems += integrity.broken_references(reader)
        problems += integrity.wrong_totals(reader)
        problems += [problem.in_words() for problem in verify_chain_in(reader).problems]
        problems += integrity.database_damage(reader)
    orphans = tuple(sorted(name for name, _ in memory.blobs.names() if name not in named))
    return Verification(documents=documents, texts=texts, problems=tuple(problems), orphans=orphans)


def _check(memory: Memory, resume_id: str, path: str, expected_sha256: str) -> list[str]:
    try:
        found = hashlib.sha256(memory.blobs.get(path)).hexdigest()
    except StorageUnavailable:
        return [f"{resume_id}: {path} is missing"]
    return [] if found == expected_sha256 else [f"{resume_id}: {path} is not what its hash says"]

"""Fuzzes one entry with atheris: ``python -m fuzz ENTRY [SECONDS [SEED]]``, with `src` and `tests` on the path.

Ends with 0 when nothing but typed errors came. What brought something else to light is kept in the folder that it
names, and given again by ``python -m fuzz ENTRY FILE``.
"""

from __future__ import annotations

import contextlib
import resource
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["recollect.documents"]):
    from fuzz.entries import ENTRIES, Entry
from recollect.errors import DocumentError

_LONGEST_INPUT_S = 10
_MOST_MEMORY = 3_000_000_000
_LONGEST_INPUT = 65_536


def feed(entry: Entry, data: bytes) -> None:
    """Feed some bytes; a typed error is an answer as good as a text, and so is memory that ran out."""
    with contextlib.suppress(DocumentError, MemoryError):
        entry.feed(data)


def main() -> None:
    """Fuzz the entry that is named, or feed it one file again."""
    name, *rest = sys.argv[1:]
    entry = ENTRIES[name]
    if rest and Path(rest[0]).is_file():
        feed(entry, Path(rest[0]).read_bytes())
        return
    seconds, seed = (rest[0] if rest else "60"), (rest[1] if len(rest) > 1 else "0")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = Path(tempfile.mkdtemp(prefix=f"recollect-fuzz-{name}-"))
    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir()
    for number, data in enumerate(entry.seeds):
        (corpus / str(number)).write_bytes(data)
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in entry.words), "utf-8")
    options = [
        sys.argv[0], str(corpus), f"-dict={words}", f"-artifact_prefix={folder}/", f"-max_total_time={seconds}",
        f"-seed={seed}", f"-timeout={_LONGEST_INPUT_S}", f"-rss_limit_mb={_MOST_MEMORY // 1_000_000}",
        f"-max_len={_LONGEST_INPUT}", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    sys.stdout.write(f"{folder}\n")
    sys.stdout.flush()
    atheris.Setup(options, lambda data: feed(entry, data))
    atheris.Fuzz()


def _quoted(word: str) -> str:
    """Write a word as libFuzzer's dictionaries have it."""
    return word.replace("\\", "\\\\").replace("\\\\x", "\\x").replace('"', '\\"').replace("\\\\n", "\\x0a")


if __name__ == "__main__":
    main()

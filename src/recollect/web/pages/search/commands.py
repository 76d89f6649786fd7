"""What can be done, as search offers it: pages and actions by their names."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.domain.word_match import holds_all, match_score


class Command(Struct, frozen=True, kw_only=True):
    """Something to do or a page to go to; `words` are other names for it."""

    name: str
    address: str
    words: str = ""


COMMANDS = (
    Command(name="Go to the current job", address="/", words="home start"),
    Command(name="Go to the analyses", address="/analyses", words="history scores"),
    Command(name="Go to the work in the background", address="/work", words="tasks queue pause resume"),
    Command(name="Search everything", address="/search", words="find"),
    Command(name="Export the feedback as CSV", address="/api/feedback/export-csv", words="download table spreadsheet"),
    Command(name="Read the API reference", address="/docs", words="openapi endpoints help"),
)


def find_commands(tokens: Sequence[str]) -> list[tuple[float, Command]]:
    """Give the commands whose name or other names hold all words, with how well each matches."""
    if not tokens:
        return []
    return [
        (match_score(one.name, one.words, tokens), one)
        for one in COMMANDS
        if holds_all(f"{one.name} {one.words}", tokens)
    ]

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
    Command(name="Add a job", address="/jobs/new", words="new create paste ad"),
    Command(name="Go to the jobs", address="/jobs", words="list"),
    Command(name="Go to the templates", address="/templates", words="reuse"),
    Command(name="Go to the analyses", address="/analyses", words="history scores"),
    Command(name="Go to the feedback", address="/feedback", words="ratings similar statistics"),
    Command(name="Go to the work in the background", address="/work", words="tasks queue pause resume"),
    Command(name="Go to the audit trail", address="/audit", words="events history undo who did what"),
    Command(name="Go to the storage", address="/storage", words="statistics archive disk room verify"),
    Command(name="Go to the backups", address="/storage#backups", words="back up backup copy save"),
    Command(name="Settings of keys and looks", address="/settings/keys", words="dark light theme shortcuts"),
    Command(
        name="Settings of the engine", address="/settings/engine", words="weights calibrate scores lexicon skills ocr"
    ),
    Command(name="Settings of privacy", address="/settings/privacy", words="token host network"),
    Command(name="Settings of retention", address="/settings/retention", words="erase days gdpr forget"),
    Command(name="Search everything", address="/search", words="find"),
    Command(name="Export the feedback as CSV", address="/api/feedback/export-csv", words="download table spreadsheet"),
    Command(
        name="Export the samples that can teach as JSON Lines",
        address="/api/feedback/export-samples",
        words="download training lora dataset jsonl",
    ),
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

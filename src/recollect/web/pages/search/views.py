"""What a search found, as its page and the search box show it: records and commands in one list."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from recollect.domain.paging import Page
from recollect.domain.search import HitKind, SearchHit
from recollect.domain.text import WORD, fold
from recollect.web.pages.search.commands import Command
from recollect.web.pages.wording import Moment, person_of, say_moment, shorten

_KINDS: dict[HitKind, tuple[str, str]] = {
    "job": ("job", "briefcase"),
    "resume": ("résumé", "file-text"),
    "candidate": ("person", "user"),
    "analysis": ("analysis", "list-checks"),
    "feedback": ("feedback", "message-square"),
    "template": ("template", "layers"),
    "task": ("work", "refresh-cw"),
}


class Found(Struct, frozen=True, kw_only=True):
    """One line of what was found; a command has neither id nor time."""

    kind: str
    icon: str
    address: str
    title: Markup
    detail: Markup
    snippet: Markup
    id: str = ""
    moment: Moment | None = None


def view_found(hits: Page[SearchHit], commands: Sequence[tuple[float, Command]], tokens: Sequence[str]) -> list[Found]:
    """Show hits and commands, best first; of the same worth the records come first."""
    scored = [(one.score, _hit(one, tuple(tokens))) for one in hits.items]
    scored += [(score, _command(one, tuple(tokens))) for score, one in commands]
    return [found for _, found in sorted(scored, key=lambda pair: -pair[0])]


def mark_words(text: str, tokens: tuple[str, ...]) -> Markup:
    """Mark the words of a text that one of the tokens begins."""
    marked, last = [], 0
    for word in WORD.finditer(text) if tokens else ():
        if fold(word.group()).startswith(tokens):
            marked += [escape(text[last : word.start()]), Markup("<mark>{}</mark>").format(word.group())]
            last = word.end()
    return Markup("").join([*marked, escape(text[last:])])


def _hit(hit: SearchHit, tokens: tuple[str, ...]) -> Found:
    kind, icon = _KINDS[hit.kind]
    title, detail = _names(hit)
    return Found(
        kind=kind,
        icon=icon,
        address=_address(hit),
        title=mark_words(title, tokens),
        detail=mark_words(detail, tokens),
        snippet=mark_words(hit.snippet, tokens),
        id=hit.id,
        moment=say_moment(hit.at),
    )


def _names(hit: SearchHit) -> tuple[str, str]:
    if hit.kind in {"resume", "candidate"}:
        return person_of(hit.title, "" if hit.detail else hit.id), hit.detail
    if hit.kind == "analysis":
        return f"Notes on {person_of(hit.title)}" if hit.snippet else f"Analysis of {person_of(hit.title)}", ""
    if hit.kind == "feedback":
        return f"Feedback on {person_of(hit.title)}" if hit.title else "Feedback", ""
    if hit.kind == "task":
        return hit.title.replace("_", " ").capitalize(), hit.detail
    return hit.title.strip() or shorten(hit.snippet) or hit.id, hit.detail


def _address(hit: SearchHit) -> str:
    if hit.kind == "job":
        return f"/jobs/{hit.id}"
    if hit.kind == "resume":
        return f"/resumes/{hit.id}"
    if hit.kind == "analysis":
        return f"/analyses/{hit.id}"
    return f"/{hit.id}"


def _command(command: Command, tokens: tuple[str, ...]) -> Found:
    return Found(
        kind="do",
        icon="corner-down-right",
        address=command.address,
        title=mark_words(command.name, tokens),
        detail=Markup(""),
        snippet=Markup(""),
    )

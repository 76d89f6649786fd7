"""The audit trail as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.domain.event import Event
from recollect.web.pages.lists import Choice, choose
from recollect.web.pages.wording import Moment, say_moment

PATH = "/audit"
KINDS = {
    "job": "Jobs",
    "resume": "Résumés",
    "candidate": "People",
    "analysis": "Analyses",
    "feedback": "Feedback",
    "template": "Templates",
    "task": "Background work",
    "lexicon": "Added skills",
    "calibration": "Calibrations",
}
_SHOWN = frozenset({"job", "resume", "candidate", "analysis", "feedback", "template", "task"})
"""The kinds whose ids lead to a page."""


class EventRow(Struct, frozen=True, kw_only=True):
    """An event as a line; `address` where its record is shown."""

    event_id: str
    seq: str
    summary: str
    entity_id: str
    address: str
    narrowed: str
    actor: str
    moment: Moment
    undoable: bool


class Filters(Struct, frozen=True, kw_only=True):
    """What the form offers, with what is chosen; `query` is what the address says."""

    query: Mapping[str, str]
    kinds: tuple[Choice, ...]


def view_events(found: Sequence[Event]) -> tuple[EventRow, ...]:
    """Show events as lines."""
    return tuple(
        EventRow(
            event_id=one.event_id,
            seq=f"{one.seq:,}" if one.seq else "",
            summary=one.summary,
            entity_id=one.entity_id,
            address=f"/{one.entity_id}" if one.entity in _SHOWN else "",
            narrowed=f"{PATH}?entity={one.entity_id}",
            actor=one.actor,
            moment=say_moment(one.at),
            undoable=one.undoable,
        )
        for one in found
    )


def view_filters(query: Mapping[str, str]) -> Filters:
    """Show the form."""
    return Filters(query=query, kinds=choose([("", "Everything"), *KINDS.items()], query["kind"]))


def label_filters(query: Mapping[str, str]) -> dict[str, str]:
    """Say each filter in force in words."""
    return {
        "kind": KINDS.get(query["kind"], ""),
        "entity": f"Record {query['entity']}" if query["entity"] else "",
        "actor": f"By {query['actor']}" if query["actor"] else "",
        "since": f"Since {query['since']}" if query["since"] else "",
        "until": f"Until {query['until']}" if query["until"] else "",
    }

"""What the engine was taught, as lines of the archive: lists of skills and maps of scores, as each event left them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from recollect.domain.history import AdditionRecord, CalibrationRecord, Record
from recollect.storage.history.events import StoredEvent
from recollect.storage.records import calibrations, lexicon_additions
from recollect.storage.unit import Reader

_IN_FORCE = "lexicon.extended"


def taught_lines(reader: Reader, events: Sequence[StoredEvent]) -> dict[str, list[Record]]:
    """Give the lines of those events that taught the engine something, by event."""
    of_lexicon = [event for event in events if event.entity == "lexicon"]
    of_scores = [event for event in events if event.entity == "calibration"]
    additions = lexicon_additions.addition_records(reader, {event.entity_id for event in of_lexicon})
    maps = calibrations.calibration_records(reader) if of_scores else {}
    lines: dict[str, list[Record]] = {event.event_id: list(_addition(event, additions)) for event in of_lexicon}
    return lines | {event.event_id: list(_maps(event, maps)) for event in of_scores}


def _addition(event: StoredEvent, additions: Mapping[str, AdditionRecord]) -> Iterator[AdditionRecord]:
    kept = additions.get(event.entity_id)
    if kept is not None:
        active = event.action == _IN_FORCE
        yield msgspec.structs.replace(kept, active=active, updated_at=event.at, actor=event.actor)


def _maps(event: StoredEvent, maps: Mapping[str, CalibrationRecord]) -> Iterator[CalibrationRecord]:
    """Give the map that went out of use, then the one that came into use."""
    for calibration_id in _out_of_use(event, maps):
        if calibration_id in maps and calibration_id != event.entity_id:
            yield _dated(maps[calibration_id], event, in_use=False)
    if event.entity_id in maps:
        yield _dated(maps[event.entity_id], event, in_use=True)


def _out_of_use(event: StoredEvent, maps: Mapping[str, CalibrationRecord]) -> Collection[str]:
    before = event.payload.before if event.payload else None
    if before is not None:
        return [before["calibration_id"]] if before["calibration_id"] else []
    # An event of an earlier version did not say which map was in use until then: any that there was.
    return [one.calibration_id for one in maps.values() if one.created_at <= event.at]


def _dated(kept: CalibrationRecord, event: StoredEvent, *, in_use: bool) -> CalibrationRecord:
    return msgspec.structs.replace(kept, in_use=in_use, updated_at=event.at, actor=event.actor)

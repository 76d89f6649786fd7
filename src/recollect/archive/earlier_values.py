"""Single values as earlier systems wrote them: what is meant is taken, what is not meant is never guessed."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""Ids that may be kept: they stand in addresses and file names."""
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:%|/\s*100)?\s*")
_MILLISECONDS_FROM = 1e11
_LATEST = 4_102_444_800


def first_text(record: Mapping[str, Any], *names: str) -> str:
    """Give the first of these values that is a text with something in it, or an empty one."""
    return next((v for name in names if isinstance(v := record.get(name), str) and v.strip()), "")


def texts(value: object) -> tuple[str, ...]:
    """Give a list of texts; a single text is a list of one, and what is no text is written as JSON."""
    if value is None or value == "":
        return ()
    if not isinstance(value, list):
        value = [value]
    return tuple(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)


def joined(value: object) -> str:
    """Give a text; of a list its texts, one a line."""
    return value if isinstance(value, str) else "\n".join(texts(value))


def score(value: object) -> float | None:
    """Give a score from 0 to 100 with one decimal, or None when the value is none."""
    if isinstance(value, str) and (match := _NUMBER.fullmatch(value)):
        value = float(match[1])
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:  # noqa: PLR2004
        return None
    return round(float(value), 1)


def whole_number(value: object) -> int | None:
    """Give a whole number that may be written as a text or with a fraction of nothing."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d+(?:\.0+)?\s*", value):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else None


def moment(value: object, zone: tzinfo) -> tuple[datetime | None, bool]:
    """Give a moment in UTC and whether `zone` was assumed; None for what is none. Numbers are seconds since 1970."""
    if isinstance(value, str):
        try:
            read = datetime.fromisoformat(value.strip())
            in_zone = read if read.tzinfo else read.replace(tzinfo=zone)
            return in_zone.astimezone(UTC), read.tzinfo is None
        except (ValueError, OverflowError):
            return None, False
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None, False
    seconds = value / 1000 if value > _MILLISECONDS_FROM else value
    return (datetime.fromtimestamp(seconds, UTC), False) if 0 < seconds < _LATEST else (None, False)


def digest_of(record: Mapping[str, Any], digits: int) -> str:
    """Give digits that stand for a record's content: the id of one that has none."""
    return hashlib.sha256(json.dumps(record, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:digits]

"""How figures, times and names are written on the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct

from recollect.domain.analysis import RECOMMENDATIONS
from recollect.domain.job import Job, JobSummary, JobVersion, preview_of
from recollect.storage.views.labels import JobLabel

_KIB = 1024
_TITLE_LENGTH = 60
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PLURALS = {"analysis": "analyses", "feedback": "feedback", "is": "are", "person": "people"}


class Moment(Struct, frozen=True):
    """A time as a machine reads it and as a person does."""

    machine: str
    shown: str
    day: str


class Status(Struct, frozen=True):
    """A status is always a shape and a word, never a colour alone; `look` names both shape and colour."""

    look: str
    word: str


STRENGTHS = {"must": "Must have", "plain": "Asked for", "nice": "Nice to have"}
KINDS = {
    "skill": "skill",
    "experience": "experience",
    "education": "education",
    "certification": "certificate",
    "language": "language",
    "location": "place",
    "seniority": "seniority",
    "other": "other",
}
QUALITIES = {
    "good": Status("ok", "good"),
    "fair": Status("part", "fair, check the reading order"),
    "none": Status("gap", "a scan without text"),
    "poor": Status("gap", "poor, read it beside the file"),
}
_VERDICT_LOOKS = {"Strong Hire": "ok", "Hire": "ok", "Maybe": "part", "No Hire": "gap"}


def say_score(score: float | None) -> str:
    """Write a score as a whole number; a dash when there is none."""
    return "–" if score is None else f"{score:.0f}"


def say_bytes(size: int) -> str:
    """Write a size in the unit that fits it."""
    value, unit = float(size), "B"
    for bigger in ("kB", "MB", "GB", "TB"):
        if value < _KIB:
            break
        value, unit = value / _KIB, bigger
    return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"  # noqa: PLR2004 - two digits


def say_count(count: int, noun: str) -> str:
    """Write a count and its noun: ``1 résumé``, ``1,284 résumés``."""
    return f"{count:,} {noun if count == 1 else _PLURALS.get(noun, noun + 's')}"


def say_moment(moment: datetime) -> Moment:
    """Write a time in UTC; the browser may turn it into local time."""
    utc = moment.astimezone(UTC)
    day = f"{utc.day} {_MONTHS[utc.month - 1]} {utc.year}"
    return Moment(utc.isoformat(timespec="seconds"), f"{day}, {utc:%H:%M}", day)


def say_duration(ms: float) -> str:
    """Write how long something took."""
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"  # noqa: PLR2004 - a second


def say_seconds(seconds: float) -> str:
    """Write how long ago or how far behind something is."""
    return f"{seconds:,.1f} s" if seconds < 60 else f"{seconds / 60:,.0f} min"  # noqa: PLR2004 - a minute


def say_time_left(seconds: float) -> str:
    """Write about how long something will still take."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{max(1, round(seconds))} s left"
    minutes = round(seconds / 60)
    return f"{minutes} min left" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min left"  # noqa: PLR2004


def title_of(job: Job | JobSummary | JobVersion | JobLabel) -> str:
    """Give what a job is called: its role, or else how its description begins."""
    if job.role_name.strip():
        return job.role_name.strip()
    return shorten(preview_of(job.job_description) if isinstance(job, Job | JobVersion) else job.description_preview)


def name_job(job: Job | JobSummary | JobLabel) -> str:
    """Give what a job is called, with its company."""
    return ", ".join(filter(None, (shorten(title_of(job)), job.company_name.strip())))


def tell_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Give the labels of records by their ids; those that are the same for several have the id behind them."""
    often = Counter(labels.values())
    return {one: f"{label}, {one}" if often[label] > 1 else label for one, label in labels.items()}


def shorten(text: str, length: int = _TITLE_LENGTH) -> str:
    """Cut a text where it is too long for a title, and show that."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def person_of(candidate_name: str, filename: str = "") -> str:
    """Give what a person is called, or what is known instead."""
    return candidate_name.strip() or (f"Name not read, {filename}" if filename else "Name not read")


def verdict_of(recommendation: str | None) -> Status:
    """Give the class of a written recommendation, such as ``Hire: every must-have is borne out.``."""
    for verdict in RECOMMENDATIONS:
        if recommendation and recommendation.startswith(verdict):
            return Status(_VERDICT_LOOKS[verdict], verdict)
    return Status("wait", "Not scored")


def reason_of(recommendation: str | None) -> str:
    """Give what follows the class of a recommendation, as a sentence."""
    if not recommendation:
        return ""
    rest = recommendation.removeprefix(verdict_of(recommendation).word).lstrip(" :,;–-")
    return rest[:1].upper() + rest[1:]

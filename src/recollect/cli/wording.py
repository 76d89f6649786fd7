"""How figures, times and names are written in a terminal."""

from __future__ import annotations

from datetime import UTC, datetime

from recollect.domain.analysis import RequirementStatus

NONE = "–"
SHAPES: dict[RequirementStatus, str] = {"met": "●", "partly": "◐", "not_found": "○", "unknown": "?"}
_PLURALS = {"analysis": "analyses", "feedback": "feedback", "person": "people"}


def score(value: float | None) -> str:
    """Write a score with one decimal; a dash when there is none."""
    return NONE if value is None else f"{value:.1f}"


def moment(at: datetime) -> str:
    """Write a time in UTC, to the minute."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def count(number: int, noun: str) -> str:
    """Write a count and its noun: ``1 job``, ``1,284 jobs``."""
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def person(candidate_name: str) -> str:
    """Give a person's name, or say that it was not read."""
    return candidate_name.strip() or "name not read"


def one_line(text: str) -> str:
    """Join a text's lines."""
    return " ".join(text.split())


def verdict(recommendation: str | None) -> str:
    """Give the class of a written recommendation, such as ``Hire``, without its reason."""
    return NONE if not recommendation else recommendation.partition(":")[0].strip()


def title(role_name: str, company_name: str) -> str:
    """Give what a job is called: its role and company, as far as they are known."""
    return ", ".join(part for part in (role_name.strip(), company_name.strip()) if part) or "untitled"

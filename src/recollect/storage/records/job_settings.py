"""What a person set about judging a job, as JSON texts beside its own."""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec
from msgspec import Struct
from sqlalchemy import Row

from recollect.domain.analysis import Requirement
from recollect.domain.job import JobDraft, Thresholds, Weights

_Requirements = tuple[Requirement, ...]


class _Settings(Struct, frozen=True, omit_defaults=True):
    weights: Weights | None = None
    thresholds: Thresholds | None = None


class OwnSettings(TypedDict):
    """The fields of `JobDraft` that a person may set; None is left to the engine."""

    requirements: tuple[Requirement, ...] | None
    weights: Weights | None
    thresholds: Thresholds | None


def write_settings(draft: JobDraft) -> dict[str, str | None]:
    """Give the columns of a draft; null where everything is left to the engine."""
    requirements = settings = None
    if draft.requirements is not None:
        requirements = msgspec.json.encode(draft.requirements).decode()
    if draft.weights is not None or draft.thresholds is not None:
        settings = msgspec.json.encode(_Settings(draft.weights, draft.thresholds)).decode()
    return {"requirements": requirements, "settings": settings}


def read_settings(row: Row[Any]) -> OwnSettings:
    """Give what the columns of a row hold."""
    settings = msgspec.json.decode(row.settings, type=_Settings) if row.settings else _Settings()
    return {
        "requirements": msgspec.json.decode(row.requirements, type=_Requirements) if row.requirements else None,
        "weights": settings.weights,
        "thresholds": settings.thresholds,
    }

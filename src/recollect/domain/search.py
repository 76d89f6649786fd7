"""What a search over everything finds: records of every kind in one list."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

HitKind = Literal["job", "resume", "candidate", "analysis", "feedback", "template", "task"]


class SearchHit(Struct, frozen=True, kw_only=True):
    """A record that was found, and why.

    `title` is a job's role or a person's name, `detail` the company or the file. `snippet` shows the words that were
    looked for where they stand in the job, the résumé, the notes or the feedback; it is empty for what was found by
    its id. `analysis_id` is what feedback hangs on.
    """

    kind: HitKind
    id: str
    title: str
    detail: str
    snippet: str
    score: float
    at: datetime
    analysis_id: str | None = None

"""A calibration: what was refitted from feedback, and proved on what it did not see: a map of scores, doubted words."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

Knots = tuple[tuple[float, float], ...]
"""Points of a never falling map of scores from 0 to 100, with lines between them."""


NO_CALIBRATION = "none"
"""What stands for the engine's own scores where a map could be named."""
LEAST_GAIN = 0.5
"""Points by which the mean error must fall: less is no reason to change what scores mean."""


class Doubt(Struct, frozen=True, kw_only=True):
    """Words of résumés by which a term was called met, that people marked as wrong for it: what they earn from now on.

    `right` and `wrong` count the marks, `people` those in whose résumés they are wrong; `gain` by how many held-out
    marks more agree with the engine for it. `words` are in the form in which the engine compares them.
    """

    term: str
    words: str
    credit: float
    right: int
    wrong: int
    people: int
    gain: int


class Fit(Struct, frozen=True, kw_only=True):
    """A map and doubted words, what they were made of, and what is better by them on held-out feedback.

    The mean error of scores is in points, without and with the map, null where there is none; agreement is the share
    of marks, from 0 to 1, that the engine's verdict agrees with, without and with the doubts, null likewise.
    """

    knots: Knots
    pairs: int
    jobs: int
    error_before: float | None
    error_after: float | None
    doubts: tuple[Doubt, ...] = ()
    marks: int = 0
    agreement_before: float | None = None
    agreement_after: float | None = None

    @property
    def is_better(self) -> bool:
        """Whether scores that the map did not see came clearly nearer to their corrections by it."""
        if self.error_before is None or self.error_after is None:
            return False
        return self.error_before - self.error_after >= LEAST_GAIN


class Calibration(Fit, frozen=True, kw_only=True):
    """What is kept of a fit."""

    calibration_id: str
    engine_version: str
    created_at: datetime
    in_use: bool

"""A calibration: a map of scores that was refitted from feedback and proved on what it did not see."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

Knots = tuple[tuple[float, float], ...]
"""Points of a never falling map of scores from 0 to 100, with lines between them."""


NO_CALIBRATION = "none"
"""What stands for the engine's own scores where a map could be named."""
LEAST_GAIN = 0.5
"""Points by which the mean error must fall: less is no reason to change what scores mean."""


class Fit(Struct, frozen=True, kw_only=True):
    """A map, what it was made of, and the mean error of held-out scores, in points, without and with it."""

    knots: Knots
    pairs: int
    jobs: int
    error_before: float
    error_after: float

    @property
    def is_better(self) -> bool:
        """Whether scores that the map did not see came clearly nearer to their corrections by it."""
        return self.error_before - self.error_after >= LEAST_GAIN


class Calibration(Fit, frozen=True, kw_only=True):
    """A map that is kept."""

    calibration_id: str
    engine_version: str
    created_at: datetime
    in_use: bool

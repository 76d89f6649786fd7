"""An ad is read before it is kept: what it would be judged by, what in it says nothing, and how it may be called."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.analysis import Requirement
from recollect.domain.job import JobDraft
from recollect.domain.text import require_usable_tree
from recollect.scoring.ads.ad_noise import noise_spans, without_noise
from recollect.scoring.ads.proposals import Proposal
from recollect.services.analyses.profiling import job_profile
from recollect.services.jobs.job_intake import propose
from recollect.services.memory import Memory


class AdReading(Struct, frozen=True, kw_only=True):
    """What an ad asks for, the passages that ask for nothing, the ad without them, and names where none were given."""

    requirements: tuple[Requirement, ...]
    noise: tuple[str, ...]
    without_noise: str
    proposal: Proposal


def read_ad(memory: Memory, draft: JobDraft) -> AdReading:
    """Read an ad; nothing of it is stored."""
    require_usable_tree(draft, "job")
    text = draft.job_description
    proposal = propose(draft)
    return AdReading(
        requirements=job_profile(memory, draft).requirements,
        noise=tuple(text[start:end] for start, end in noise_spans(text)),
        without_noise=without_noise(text),
        proposal=proposal,
    )

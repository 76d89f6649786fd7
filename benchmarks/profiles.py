"""Stored profiles: one read back beside one read from its text, and a new job's first analyses after a restart."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.engine_texts import ad_texts, resume_text
from benchmarks.report import Figure, at_most, within
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import JobDraft
from recollect.scoring import engine
from recollect.scoring.stored_profiles import pack_resume, unpack_resume
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.settings import Settings
from recollect.storage.tables import resume_profiles

_TEXTS = 500
_ROUNDS = 3


def measure(*, full: bool) -> list[Figure]:
    """Measure processor time alone: on one core, and the best of three rounds where it is short."""
    texts = [resume_text(seed) for seed in range(_TEXTS)]
    packed = [pack_resume(engine.read_resume(text)) for text in texts]
    characters, kept = sum(map(len, texts)) / _TEXTS, sum(map(len, packed)) / _TEXTS
    read_us = _best(lambda: [engine.read_resume(text) for text in texts]) / _TEXTS * 1e6
    back_us = _best(lambda: list(map(unpack_resume, packed, texts))) / _TEXTS * 1e6
    return [
        at_most(f"a profile read back, of {characters:,.0f} characters", back_us, read_us, 0.25, "µs"),
        within("what is stored of it", kept / 1000, 40, "kB"),
        _after_restart(1_000 if full else 250),
    ]


def _after_restart(count: int) -> Figure:
    """Analyse a new job against kept résumés in a process that was just started, with their profiles and without."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name), archive=False)
        with closing(open_memory(settings)) as memory:
            kept = [
                receive_resume(memory, LOCAL_CALLER, resume_text(n).encode(), f"{n}.txt").resume_id
                for n in range(count)
            ]
            _analyse(memory, kept, 0)
        with closing(open_memory(settings)) as memory:
            stored_s = _analyse(memory, kept, 1)
        with closing(open_memory(settings)) as memory:
            memory.write(LOCAL_CALLER, lambda work: work.connection.execute(resume_profiles.delete()) and None)
            unstored_s = _analyse(memory, kept, 2)
    return at_most(
        f"a new job's first {count:,} analyses after a restart, without profiles", stored_s, unstored_s, 0.9, "s"
    )


def _analyse(memory: Memory, resume_ids: Sequence[str], number: int) -> float:
    """Give the seconds of processor time that a new job's analyses take, all written."""
    role, text = ad_texts()[0]
    job_id = create_job(memory, LOCAL_CALLER, JobDraft(job_description=f"{text}\n{number}", role_name=role))
    began = time.process_time()
    for resume_id in resume_ids:
        analyse_resume(memory, LOCAL_CALLER, resume_id, job_id)
    return time.process_time() - began


def _best(run: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        run()
        times.append(time.process_time() - began)
    return min(times)

"""The time in which the server answers with a page, with much in the store: p95 of each page, and of each search."""

from __future__ import annotations

import math
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks.filled_store import Sizes, fill_store
from benchmarks.layout import wide_result
from benchmarks.report import Figure, within
from benchmarks.server import serve

SIZES = Sizes(jobs=60, resumes=10_000, analyses=100_000, feedback=20_000, notes=2_000)
_FEW = Sizes(jobs=20, resumes=1_000, analyses=5_000, feedback=1_000, notes=200)
_PAGE_MS, _SEARCH_MS = 100, 80
_ROUNDS, _FULL_ROUNDS = 20, 100
_WARM_UP = 3

PAGES = (
    "/",
    "/jobs",
    "/jobs/{job}",
    "/jobs/{job}/requirements",
    "/jobs/{job}/description",
    "/jobs/{job}/history",
    "/jobs/{job}/feedback",
    "/templates",
    "/resumes",
    "/resumes?not_analysed_for={job}",
    "/resumes?q=experience",
    "/resumes?text_quality=fair&until=2000-01-01",
    "/resumes?text_quality=poor",
    "/resumes?q=experience&text_quality=good",
    "/resumes/{resume}",
    "/analyses",
    "/analyses?cursor={cursor}",
    "/analyses?job={job}",
    "/analyses?min=99.9&engine=imported&rated=yes",
    "/analyses?recommendation=Strong+Hire&max=86",
    "/analyses?until=2000-01-01",
    "/analyses/{analysis}",
    "/analyses/{analysis}?tab=history",
    "/analyses/{analysis}/report",
    "/feedback",
    "/feedback?rating=1&usable=no",
    "/feedback?job={job}",
    "/feedback?like=quality+of+the+report",
    "/work",
    "/audit",
    "/audit?kind=template",
    "/audit?entity={analysis}",
    "/audit?kind=feedback&until=2000-01-01",
    "/storage",
    "/settings/engine",
    "/settings/privacy",
    "/settings/retention",
    "/settings/keys",
)
SEARCHES = (
    "Emre Kaya",
    "Emre Kyaa",
    "experience",
    "experience training",
    "exp",
    "bata",
    "person4711",
    "call required",
    "data en",
    "bo ka mi",
    "{resume}",
    "{short}",
)


def measure(*, full: bool) -> list[Figure]:
    """Fill a store and measure every page of it; `full` fills it with as many records as the goals name."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = SIZES if full else _FEW
        fill_store(Path(folder), sizes, wide_result())
        return measure_pages(Path(folder), sizes, rounds=_FULL_ROUNDS if full else _ROUNDS)


def measure_pages(data: Path, sizes: Sizes, *, rounds: int) -> list[Figure]:
    """Measure the pages of a filled store."""
    of = f"{sizes.resumes:,} résumés, {sizes.analyses:,} analyses"
    with serve(data) as server, httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
        known = _find_records(client)
        client.post(f"/api/jobs/{known['job']}/select")
        for path in PAGES:  # a server that was just started has its own things to do for a moment
            client.get(path.format(**known)).raise_for_status()
        figures = [
            within(f"{path}, p95, {of}", _p95(client, path.format(**known), rounds), _PAGE_MS, "ms") for path in PAGES
        ]
        figures += [
            within(
                f"search {words!r}, p95, {of}",
                _p95(client, "/search", rounds, q=words.format(**known)),
                _SEARCH_MS,
                "ms",
            )
            for words in SEARCHES
        ]
    return figures


def _find_records(client: httpx.Client) -> dict[str, str]:
    listed = client.get("/api/analyses", params={"limit": 50}).raise_for_status().json()
    one = listed["analyses"][-1]
    short = one["resume_id"].removeprefix("resume_")[:5]
    return {
        "job": one["job_id"],
        "resume": one["resume_id"],
        "analysis": one["analysis_id"],
        "cursor": listed["next_cursor"],
        "short": short,
    }


def _p95(client: httpx.Client, path: str, rounds: int, **query: str) -> float:
    """Give the milliseconds in which 95 of 100 answers were there whole."""
    took = []
    for number in range(rounds + _WARM_UP):
        began = time.perf_counter()
        answer = client.get(
            path, params=query or None, headers={"hx-request": "true", "hx-target": "div#found"} if query else {}
        )
        elapsed = (time.perf_counter() - began) * 1000
        answer.raise_for_status()
        if number >= _WARM_UP:
            took.append(elapsed)
    return sorted(took)[math.ceil(len(took) * 0.95) - 1]

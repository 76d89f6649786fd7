"""Résumés put together from the sample people, and ads from the written and the sample ones."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import recollect.sample
from pairs import load_pairs
from recollect.domain.analysis import Findings
from recollect.scoring import engine
from recollect.scoring.knowledge.background import shipped_background

SETTINGS = engine.ScoringSettings(today=date(2026, 6, 1))
SAMPLE = Path(recollect.sample.__file__).parent
PEOPLE: list[dict[str, Any]] = tomllib.loads((SAMPLE / "people.toml").read_text("utf-8"))["person"]
ADS = [(pair.job.role_name, pair.job.company_name, pair.job.description) for pair in load_pairs()] + [
    (job["role_name"], job["company_name"], job["description"])
    for job in tomllib.loads((SAMPLE / "jobs.toml").read_text("utf-8"))["job"]
]
NAMES = [
    "Ayşe Yılmaz",
    "John Whitcombe",
    "Nguyễn Thị Hoa",
    "Chidinma Okafor",
    "Priyanka Raghunathan",
    "Séamus Ó Briain",
]
TOWNS = ["Leeds", "Krakow", "Nairobi", "Toulouse", "Osaka", "Valparaiso"]
CLUBS = [
    "chess club",
    "women's choir",
    "mosque youth group",
    "rugby club",
    "synagogue book circle",
    "allotment society",
]
PRONOUNS = ["she/her", "he/him", "they/them"]


@dataclass(frozen=True)
class Identity:
    """Who somebody is, which no score may see."""

    name: str
    town: str
    email: str
    club: str
    pronouns: str


@dataclass(frozen=True)
class Parts:
    """The parts of a résumé before they are set in order."""

    identity: Identity
    headline: str
    profile: str
    jobs: tuple[str, ...]
    education: tuple[str, ...]
    skills: tuple[str, ...]
    order: tuple[int, ...] = (0, 1, 2, 3)

    def text(self) -> str:
        """Give the résumé."""
        who = self.identity
        header = f"{who.name} ({who.pronouns})\n{self.headline}\n{who.town} | {who.email} | +44 20 7946 0100\n"
        sections = [
            "PROFILE\n" + self.profile,
            "EXPERIENCE\n" + "\n\n".join(self.jobs),
            "EDUCATION\n" + "\n".join(self.education),
            "SKILLS\n" + ", ".join(self.skills),
        ]
        ordered = [sections[at] for at in self.order]
        return "\n\n".join([header, *ordered, f"INTERESTS\n{who.club}, {who.town} library\n"])


def _entries(person: dict[str, Any], *words: str) -> list[dict[str, Any]]:
    return [
        entry
        for section in person["section"]
        if any(word in section["heading"].lower() for word in words)
        for entry in section.get("entry", [])
    ]


def _render(entry: dict[str, Any]) -> str:
    lines = [entry["title"], f"{entry.get('place', '')}", entry.get("period", "")]
    return "\n".join([*[line for line in lines if line], *[f"- {point}" for point in entry.get("points", [])]])


JOBS = [_render(entry) for one in PEOPLE for entry in _entries(one, "experience", "employment", "career", "work")]
DEGREES = [_render(entry) for one in PEOPLE for entry in _entries(one, "education")]
SKILLS = sorted({item for one in PEOPLE for section in one["section"] for item in section.get("items", [])})
PROFILES = [section["text"] for one in PEOPLE for section in one["section"] if section.get("text")]
HEADLINES = [one["headline"] for one in PEOPLE]

identities = st.builds(
    Identity,
    name=st.sampled_from(NAMES),
    town=st.sampled_from(TOWNS),
    email=st.sampled_from(["a.b@nurse.example", "python.dev@mail.example", "post@sales-manager.example"]),
    club=st.sampled_from(CLUBS),
    pronouns=st.sampled_from(PRONOUNS),
)
resumes = st.builds(
    Parts,
    identity=identities,
    headline=st.sampled_from(HEADLINES),
    profile=st.sampled_from(PROFILES),
    jobs=st.lists(st.sampled_from(JOBS), min_size=1, max_size=4, unique=True).map(tuple),
    education=st.lists(st.sampled_from(DEGREES), min_size=1, max_size=2, unique=True).map(tuple),
    skills=st.lists(st.sampled_from(SKILLS), min_size=1, max_size=8, unique=True).map(tuple),
)
orders = st.permutations(range(4)).map(tuple)
ads = st.sampled_from(range(len(ADS)))

TRADES = {
    "nursing": (PEOPLE[:3], ("Staff Nurse",)),
    "software": (PEOPLE[3:7], ("Backend Engineer",)),
    "accounting": (PEOPLE[7:10], ("Accountant",)),
    "electrical work": (PEOPLE[10:13], ("Electrician",)),
    "teaching": (PEOPLE[13:], ("Teacher",)),
}
"""The sample people of each trade, and what its ads have in their titles."""


def _of_trade(people: list[dict[str, Any]]) -> st.SearchStrategy[Parts]:
    """Give résumés put together from the people of one trade."""
    skills = sorted({item for one in people for section in one["section"] for item in section.get("items", [])})
    jobs = [_render(entry) for one in people for entry in _entries(one, "experience", "employment", "career", "work")]
    degrees = [_render(entry) for one in people for entry in _entries(one, "education")]
    texts = [section["text"] for one in people for section in one["section"] if section.get("text")] or PROFILES[:1]
    return st.builds(
        Parts,
        identity=identities,
        headline=st.sampled_from([one["headline"] for one in people]),
        profile=st.sampled_from(texts),
        jobs=st.lists(st.sampled_from(jobs or JOBS), min_size=1, max_size=3, unique=True).map(tuple),
        education=st.lists(st.sampled_from(degrees or DEGREES), min_size=1, max_size=1, unique=True).map(tuple),
        skills=st.lists(st.sampled_from(skills or SKILLS), min_size=1, max_size=8, unique=True).map(tuple),
    )


def ads_of(trade: str) -> list[int]:
    """Give the places of a trade's ads."""
    return [place for place, ad in enumerate(ADS) if any(word in ad[0] for word in TRADES[trade][1])]


trade_pairs = st.sampled_from(sorted(TRADES)).flatmap(
    lambda trade: st.tuples(
        _of_trade(TRADES[trade][0]),
        st.sampled_from(ads_of(trade)),
        st.sampled_from([place for other in sorted(TRADES) if other != trade for place in ads_of(other)]),
    )
)
"""A résumé of a trade, an ad of it, and an ad of another."""


@cache
def job_of(place: int) -> engine.JobProfile:
    """Give the profile of an ad."""
    role, company, description = ADS[place]
    return engine.read_job(description, role_name=role, company_name=company)


def findings_of(text: str, job: engine.JobProfile) -> Findings:
    """Give the findings of a résumé's text against a job."""
    return engine.analyse(engine.read_resume(text), job, SETTINGS)


def score_of(text: str, job: engine.JobProfile) -> float:
    """Give the overall score, not rounded."""
    return engine.score_pair(engine.read_resume(text), job, SETTINGS, shipped_background()).overall


def in_order(parts: Parts, order: tuple[int, ...]) -> Parts:
    """Give the résumé with its sections in another order."""
    return replace(parts, order=order)

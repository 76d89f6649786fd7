"""Résumés and ads of invented people to measure the engine with, put together from the sample's parts."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_FIRST_NAMES = ("Ada", "Bo", "Chen", "Dina", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kofi", "Lea")
_LAST_NAMES = ("Abara", "Brandt", "Costa", "Dahl", "Eriksen", "Farkas", "Grant", "Haddad", "Ito", "Jansen", "Kumar")
_TOWNS = ("Leeds", "Graz", "Lyon", "Porto", "Gdansk", "Cork", "Turin", "Ghent", "Malmo", "Brno")


def resume_text(seed: int) -> str:
    """Give a résumé of six to twelve posts, about 3 kB; the same for the same seed."""
    draw = random.Random(seed)
    parts = _parts()
    person = draw.choice(parts["headlines"])
    posts = draw.sample(parts["posts"], draw.randint(6, 12))
    first, last, town = draw.choice(_FIRST_NAMES), draw.choice(_LAST_NAMES), draw.choice(_TOWNS)
    lines = [
        f"{first} {last}\n{person}\n{town} | {first.lower()}.{last.lower()}@mail.example",
        "PROFILE\n" + " ".join(draw.sample(parts["profiles"], 2)),
        "EXPERIENCE\n" + "\n\n".join(posts),
        "EDUCATION\n" + "\n".join(draw.sample(parts["degrees"], 2)),
        "SKILLS\n" + ", ".join(draw.sample(parts["skills"], 14)),
    ]
    return "\n\n".join(lines)


def ad_texts() -> list[tuple[str, str]]:
    """Give the role and the description of each ad of the sample."""
    return [(job["role_name"], job["description"]) for job in _tables("jobs.toml", "job")]


@cache
def _parts() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {"headlines": [], "profiles": [], "posts": [], "degrees": [], "skills": []}
    for person in _tables("people.toml", "person"):
        parts["headlines"].append(person["headline"])
        for section in person["section"]:
            place = "degrees" if "education" in section["heading"].lower() else "posts"
            parts[place] += [_entry(entry) for entry in section.get("entry", [])]
            parts["skills"] += section.get("items", [])
            parts["profiles"] += [section["text"]] if section.get("text") else []
    return {name: sorted(set(found)) for name, found in parts.items()}


def _entry(entry: dict[str, Any]) -> str:
    lines = [entry["title"], entry.get("place", ""), entry.get("period", "")]
    return "\n".join([*filter(None, lines), *[f"- {point}" for point in entry.get("points", [])]])


def _tables(name: str, noun: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads((files("recollect.sample") / name).read_text("utf-8"))[noun]
    return tables

"""Fields of résumés: F1 against the truths that come with real ones, and against written ones in eight languages."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.field_scores import Entry, Scores, read_entries
from benchmarks.report import Figure
from benchmarks.resume_layouts import WrittenResume, written_resumes
from recollect.documents.fields.contacts import normalise_link
from recollect.documents.limits import Limits
from recollect.documents.reading import read_document

_RESUMES = Path(__file__).parents[2] / "shared" / "data" / "resumes"
_GOALS = {"name": 0.95, "emails": 0.95, "phones": 0.95, "links": 0.95, "positions": 0.85, "education": 0.85}
_PLACELESS = ("title at organisation", "date first", "company dash", "points only", "broken points")
_PROFILE_SITES = {"LinkedIn": "linkedin.com/in/", "GitHub": "github.com/"}


def measure(*, full: bool) -> list[Figure]:
    """Give the F1 of each field; there is no baseline but what is written in the truths."""
    del full
    return [*_told_figures(), *_written_figures()]


def _told_figures() -> Iterator[Figure]:
    scores, count = Scores(), 0
    for path, truth in _told():
        count += 1
        read = read_entries(read_document(path.read_bytes(), path.name, Limits()).fields)
        for field, told in truth.items():
            entries = [{name: leaf for name, leaf in one.items() if name != "level"} for one in read[field]]
            scores.add(field, entries, told)  # the truths tell no level of a degree
    for field, goal in _GOALS.items():
        if scores.told(field):
            yield _figure(f"{field}, {count} résumés with their truth", scores, field, goal)


def _told() -> Iterator[tuple[Path, dict[str, list[Entry]]]]:
    manifest = _RESUMES / "manifest.tsv"
    if not manifest.exists():
        return
    with manifest.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if row["truth"].endswith(".yaml"):
                cv = yaml.safe_load((_RESUMES / row["truth"]).read_text(encoding="utf-8"))["cv"]
                yield _RESUMES / row["file"], _truth(cv)


def _truth(cv: Mapping[str, Any]) -> dict[str, list[Entry]]:
    links = [cv["website"]] if cv.get("website") else []
    links += [_PROFILE_SITES[one["network"]] + one["username"] for one in cv.get("social_networks") or []]
    sections = cv["sections"]
    return {
        "name": [{"value": cv["name"]}],
        "emails": [{"value": cv["email"]}] if cv.get("email") else [],
        "phones": [{"value": cv["phone"]}] if cv.get("phone") else [],
        "links": [{"value": str(normalise_link(link))} for link in links],
        "positions": [_position(one) for one in sections.get("experience", [])],
        "education": [
            _told_leaves(one, degree="degree", field="area", institution="institution", end_date="end_date")
            for one in sections.get("education", [])
        ],
    }


def _position(told: Mapping[str, Any]) -> Entry:
    dates = {"start_date": "start_date", "end_date": "end_date"}
    leaves = _told_leaves(told, title="position", organisation="company", location="location", **dates)
    if leaves.get("end_date") == "present":
        leaves = leaves | {"current": "yes"}
        del leaves["end_date"]
    return leaves


def _told_leaves(told: Mapping[str, Any], **names: str) -> dict[str, str]:
    return {ours: str(told[theirs]) for ours, theirs in names.items() if told.get(theirs)}


def _written_figures() -> Iterator[Figure]:
    by_language, every = score_written(list(written_resumes()))
    for field in every.fields:
        goal = _GOALS.get(field, 0.85)
        yield _figure(f"{field}, written in eight languages", every, field, goal)
    for language, scores in by_language.items():
        for field in ("positions", "education"):
            yield _figure(f"{field}, written, {language}", scores, field, _GOALS[field])


def score_written(resumes: Sequence[WrittenResume]) -> tuple[dict[str, Scores], Scores]:
    """Give the scores on written résumés, by language and in all."""
    by_language: dict[str, Scores] = defaultdict(Scores)
    every = Scores()
    for resume in resumes:
        read = read_entries(read_document(resume.data, resume.name, Limits()).fields)
        for field, told in written_truth(resume).items():
            by_language[resume.language].add(field, read[field], told)
            every.add(field, read[field], told)
    return by_language, every


def written_truth(resume: WrittenResume) -> dict[str, list[Entry]]:
    """Give what a written résumé says; a place is told only where its layout writes it."""
    person = resume.person
    placeless = any(name in resume.name for name in _PLACELESS)
    positions = []
    for job in person.jobs:
        entry = {"title": job.title, "organisation": job.organisation, "start_date": _date(job.start, resume)}
        entry |= {"end_date": _date(job.end, resume)} if job.end else {"current": "yes"}
        positions.append(entry if placeless else entry | {"location": job.town})
    education = []
    for course in person.courses:
        entry = {"degree": course.degree, "level": course.level, "end_date": course.end}
        entry["institution"] = course.institution
        education.append(entry | ({"field": course.subject} if course.subject else {}))
    return {
        "name": [{"value": person.name}],
        "emails": [{"value": person.email}],
        "phones": [{"value": person.phone.replace(" ", "")}],
        "positions": list(positions),
        "education": list(education),
        "languages": [{"language": name, "level": level} for name, level in person.languages],
        "skills": [{"value": skill} for skill in person.skills],
        "certificates": [{"value": name} for name in person.certificates],
    }


def _date(month: str, resume: WrittenResume) -> str:
    return month if resume.months else month[:4]


def _figure(name: str, scores: Scores, field: str, goal: float) -> Figure:
    return Figure(
        name=name,
        value=f"F1 {scores.f1(field):.3f}",
        baseline=f"{scores.told(field)} leaves told",
        ratio=f"precision {scores.precision(field):.3f}",
        goal=f"≥ {goal:.2f}",
        met=scores.f1(field) >= goal,
    )

"""Résumés of the invented people, in the layouts that people use, with what each says of positions and the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchmarks.resume_pages import Row, draw_pdf, write_text
from benchmarks.resume_people import PEOPLE, TONGUES, Course, Person, Tongue


class WrittenResume(Struct, frozen=True):
    """A résumé's file and the person it tells of; a course's or position's dates are as exact as they are written."""

    name: str
    language: str
    data: bytes
    person: Person
    months: bool


Dates = Callable[[str, str, Tongue], str]
Style = Callable[[Person, Tongue, Dates], Iterator[Row]]


def written_resumes(*, pdf: bool = True) -> Iterator[WrittenResume]:
    """Give each layout in each language, the people, dates and headings in turn; `pdf` adds the same as PDFs."""
    for language, tongue in TONGUES.items():
        for number, (name, style) in enumerate(LAYOUTS.items()):
            person = PEOPLE[language][number % len(PEOPLE[language])]
            if style is _several_in_one:
                person = _in_one(person)
            dates_name, dates = list(DATES.items())[(number + len(language)) % len(DATES)]
            rows = list(_resume(person, tongue, style, dates, number))
            months = dates_name != "years"
            title = f"{language}-{name}-{dates_name}"
            yield WrittenResume(f"{title}.txt", language, write_text(rows).encode(), person, months)
            if pdf and language != "pl":  # the font that comes with reportlab has not all of its letters
                yield WrittenResume(f"{title}.pdf", language, draw_pdf(rows), person, months)


def _in_one(person: Person) -> Person:
    first = person.jobs[0]
    jobs = tuple(replace(job, organisation=first.organisation, town=first.town) for job in person.jobs)
    return replace(person, jobs=jobs)


def _resume(person: Person, tongue: Tongue, style: Style, dates: Dates, number: int) -> Iterator[Row]:
    def heading(kind: str) -> Row:
        written = tongue.headings[kind][number % 3]
        return Row((written, written.upper(), f"{written}:")[number // 2 % 3], style="heading")

    yield Row(person.name, style="name")
    yield Row(f"{person.email} | {person.phone}")
    sections = [
        [heading("experience"), *style(person, tongue, dates)],
        [heading("education"), *_courses(person, tongue, number)],
        [heading("skills"), *_skills(person, number)],
        [heading("languages"), *_languages(person, number)],
        [heading("certificates"), *_certificates(person, number)],
    ]
    if number % 4 == 3:
        sections[0], sections[1] = sections[1], sections[0]
    for section in sections:
        yield from section


def _duties(person: Person, at: int, style: str = "point") -> Iterator[Row]:
    if style == "sentence":
        yield Row(" ".join(person.duties))
        return
    for duty in person.duties[: 1 + at % 2]:
        yield Row(duty, style="point")


def _title_over_organisation(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(job.title, style="bold")
        yield Row(f"{job.organisation}, {job.town}")
        yield Row(dates(job.start, job.end, tongue))
        yield from _duties(person, at)


def _date_at_the_right(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(job.title, dates(job.start, job.end, tongue), "bold")
        yield Row(f"{job.organisation}, {job.town}")
        yield from _duties(person, at)


def _organisation_first(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(f"{job.organisation} — {job.town}", dates(job.start, job.end, tongue), "bold")
        yield Row(job.title)
        yield from _duties(person, at)


def _date_at_the_left(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(dates(job.start, job.end, tongue), job.title, "columns")
        yield Row("", f"{job.organisation}, {job.town}", "columns")
        for duty in person.duties[: 1 + at % 2]:
            yield Row("", f"• {duty}", "columns")


def _one_line(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(f"{job.title} | {job.organisation} | {job.town} | {dates(job.start, job.end, tongue)}")
        yield from _duties(person, at)


def _title_at_organisation(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(f"{job.title} {tongue.at} {job.organisation} ({dates(job.start, job.end, tongue)})")
        yield from _duties(person, at, "sentence")


def _date_first(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(dates(job.start, job.end, tongue))
        yield Row(f"{job.title} — {job.organisation}", style="bold")
        yield from _duties(person, at)


def _company_dash_title(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(f"{job.organisation} – {job.title}", dates(job.start, job.end, tongue))
        yield from _duties(person, at)


def _points_only(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for job in person.jobs:
        yield Row(f"{dates(job.start, job.end, tongue)}: {job.title}, {job.organisation}", style="point")


def _labelled(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for job in person.jobs:
        yield Row(f"{tongue.labels['dates']}: {dates(job.start, job.end, tongue)}")
        yield Row(f"{tongue.labels['title']}: {job.title}")
        yield Row(f"{tongue.labels['organisation']}: {job.organisation}")
        yield Row(f"{tongue.labels['place']}: {job.town}")


def _with_sentences(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(job.organisation, job.town, "bold")
        yield Row(job.title, dates(job.start, job.end, tongue))
        yield from _duties(person, at, "sentence")


def _comma_line(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for at, job in enumerate(person.jobs):
        yield Row(f"{job.title}, {job.organisation}, {job.town}", dates(job.start, job.end, tongue))
        yield from _duties(person, at)


def _several_in_one(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    """Give the positions as if all were held in the first organisation, whose name stands once."""
    yield Row(person.jobs[0].organisation, person.jobs[0].town, "bold")
    for at, job in enumerate(person.jobs):
        yield Row(job.title, dates(job.start, job.end, tongue))
        yield from _duties(person, at)


def _broken_points(person: Person, tongue: Tongue, dates: Dates) -> Iterator[Row]:
    for job in person.jobs:
        yield Row(f"{job.title} · {job.organisation}", dates(job.start, job.end, tongue), "bold")
        words = " ".join(person.duties).split()
        yield Row(" ".join(words[: len(words) // 2 + 1]), style="point")
        yield Row("  " + " ".join(words[len(words) // 2 + 1 :]), style="rest")


LAYOUTS: dict[str, Style] = {
    "title over organisation": _title_over_organisation,
    "date at the right": _date_at_the_right,
    "organisation first": _organisation_first,
    "date at the left": _date_at_the_left,
    "one line": _one_line,
    "title at organisation": _title_at_organisation,
    "date first": _date_first,
    "company dash title": _company_dash_title,
    "points only": _points_only,
    "labelled": _labelled,
    "with sentences": _with_sentences,
    "comma line": _comma_line,
    "several in one": _several_in_one,
    "broken points": _broken_points,
}


def _courses(person: Person, tongue: Tongue, number: int) -> Iterator[Row]:
    for course in person.courses:
        named = _named(course, tongue, number)
        years = f"{course.start} – {course.end}"
        match number % 4:
            case 0:
                yield Row(named, style="bold")
                yield Row(f"{course.institution}, {course.town}", years)
            case 1:
                yield Row(named, years, "bold")
                yield Row(course.institution)
            case 2:
                yield Row(course.institution, str(course.end), "bold")
                yield Row(named)
            case _:
                yield Row(f"{years}  {named}, {course.institution}")


def _named(course: Course, tongue: Tongue, number: int) -> str:
    if not course.subject:
        return course.degree
    if course.level == "vocational" and course.degree.startswith("Ausbildung"):
        return f"{course.degree} {course.subject}"
    return f"{course.degree} {tongue.of} {course.subject}" if number % 2 else f"{course.degree}, {course.subject}"


def _skills(person: Person, number: int) -> Iterator[Row]:
    if number % 3 == 0:
        yield from (Row(skill, style="point") for skill in person.skills)
    else:
        yield Row((", ", " · ")[number % 3 - 1].join(person.skills))


def _certificates(person: Person, number: int) -> Iterator[Row]:
    yield from (Row(name, style="point" if number % 2 else "text") for name in person.certificates)


def _languages(person: Person, number: int) -> Iterator[Row]:
    form = ("{} ({})", "{}: {}", "{} – {}")[number % 3]
    written = [form.format(*one) for one in person.languages]
    if number % 2:
        yield Row((", ", "; ")[number % 4 // 2].join(written))
    else:
        yield from (Row(one) for one in written)


def _numbers(start: str, end: str, tongue: Tongue) -> str:
    return f"{start[5:]}/{start[:4]} – {f'{end[5:]}/{end[:4]}' if end else tongue.present}"


def _points(start: str, end: str, tongue: Tongue) -> str:
    return f"{start[5:]}.{start[:4]} - {f'{end[5:]}.{end[:4]}' if end else tongue.present}"


def _words(start: str, end: str, tongue: Tongue) -> str:
    return f"{_spelt(start, tongue.months)} – {_spelt(end, tongue.months) if end else tongue.present}"


def _short_words(start: str, end: str, tongue: Tongue) -> str:
    first = _spelt(start, tongue.short_months)
    return f"{first} {tongue.until} {_spelt(end, tongue.short_months)}" if end else f"{tongue.since} {first}"


def _years(start: str, end: str, tongue: Tongue) -> str:
    return f"{start[:4]}–{end[:4] or tongue.present}"


def _spelt(month: str, names: Sequence[str]) -> str:
    return f"{names[int(month[5:]) - 1]} {month[:4]}"


DATES: dict[str, Dates] = {
    "numbers": _numbers,
    "words": _words,
    "short words": _short_words,
    "years": _years,
    "points": _points,
}

"""What a document says of its person: who they are and how to reach them, and what its sections list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from recollect.documents.extract import Anchor, Extract, Link
from recollect.documents.fields.contacts import (
    Contact,
    country_of_phone,
    email_of_uri,
    find_emails,
    find_links,
    find_phones,
    normalise_link,
    phone_of_uri,
)
from recollect.documents.fields.dates import DatePoint
from recollect.documents.fields.education import find_education
from recollect.documents.fields.headline import find_headline
from recollect.documents.fields.language_skills import find_languages
from recollect.documents.fields.lines import Line, first_page_lines
from recollect.documents.fields.listings import find_certificates, find_skills
from recollect.documents.fields.names import NameFound, find_name, handle_agreement
from recollect.documents.fields.places import country_of_domain, find_place
from recollect.documents.fields.positions import Found, find_positions
from recollect.documents.fields.rows import Row, read_rows
from recollect.documents.fields.sections import Part, SectionKind, find_parts
from recollect.documents.fields.title_block import parts_of_lines
from recollect.domain.document import (
    Education,
    Fields,
    FieldValue,
    LanguageSkill,
    Layout,
    Position,
    Word,
)

_T = TypeVar("_T")
_ANCHOR_CONFIDENCE = 0.9
_DATE_CONFIDENCE = 0.9
_MOST_LISTED = 200
"""More of one kind than anybody lists: what comes after is left out."""
_MAX_WORDS_BESIDE_LINK = 9
"""A line with more words is a sentence, and what it links to is what it speaks of, not the person's page."""
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]+")


def find_fields(extract: Extract, filename: str, parts: Sequence[Part] | None = None) -> Fields:
    """Find a document's fields, the lists in its `parts` where those are read already; an unsure one is left out."""
    lines = first_page_lines(extract)
    height = next((page.height for page in extract.pages if page.end > page.start), 0.0)
    every_email = [email.value for line in lines for email in find_emails(line.text)]
    name = find_name(lines, height, every_email, filename)
    block = _TitleBlock(extract, lines, name)
    emails, place = block.emails(), block.place()
    region = block.region(emails)
    values = _Values(extract)
    value = values.of
    headline = find_headline(lines, name)
    listed = _Listed(find_parts(read_rows(extract)) if parts is None else parts, values)
    return Fields(
        name=None if name is None else value(name),
        emails=tuple(map(value, emails)),
        phones=tuple(map(value, block.phones(region))),
        links=tuple(map(value, block.links())),
        location=None if place is None else value(place),
        headline=None if headline is None else value(headline),
        positions=listed.positions(),
        education=listed.education(),
        languages=listed.languages(),
        certificates=listed.certificates(),
        skills=listed.skills(),
    )


class _Values:
    """Findings with the place on the page where they stand."""

    def __init__(self, extract: Extract) -> None:
        self._layout = Layout(pages=extract.pages, words=extract.words)

    def of(self, found: Contact | NameFound | Found) -> FieldValue:
        return FieldValue(
            value=found.value,
            start=found.start,
            end=found.end,
            page=self._layout.page_of(found.start),
            boxes=self._layout.boxes_of(found.start, found.end),
            confidence=round(found.confidence, 2),
        )

    def maybe(self, found: Found | None) -> FieldValue | None:
        """Give what was found, if anything was."""
        return None if found is None else self.of(found)

    def date(self, point: DatePoint | None) -> FieldValue | None:
        """Give a date, if there is one."""
        return None if point is None else self.of(Found(point.start, point.end, point.value, _DATE_CONFIDENCE))


class _Listed:
    """What the sections list."""

    def __init__(self, parts: Sequence[Part], values: _Values) -> None:
        self._parts = parts
        self._values = values

    def positions(self) -> tuple[Position, ...]:
        maybe, date = self._values.maybe, self._values.date
        return tuple(
            Position(
                title=maybe(found.title),
                organisation=maybe(found.organisation),
                start_date=date(found.start_date),
                end_date=date(found.end_date),
                current=found.current,
                location=maybe(found.location),
            )
            for found in self._found("experience", find_positions)
        )

    def education(self) -> tuple[Education, ...]:
        maybe, date = self._values.maybe, self._values.date
        return tuple(
            Education(
                degree=maybe(found.degree),
                level=maybe(found.level),
                field=maybe(found.field),
                institution=maybe(found.institution),
                end_date=date(found.end_date),
            )
            for found in self._found("education", find_education)
        )

    def languages(self) -> tuple[LanguageSkill, ...]:
        maybe = self._values.maybe
        return tuple(
            LanguageSkill(language=maybe(found.language), level=maybe(found.level))
            for found in self._found("languages", find_languages)
        )

    def certificates(self) -> tuple[FieldValue, ...]:
        return self._distinct(self._found("certificates", find_certificates))

    def skills(self) -> tuple[FieldValue, ...]:
        return self._distinct(self._found("skills", find_skills))

    def _found(self, kind: SectionKind, find: Callable[[Sequence[Row]], list[_T]]) -> list[_T]:
        found = [one for part in self._parts if part.kind == kind for one in find(part.rows)]
        return found[:_MOST_LISTED]

    def _distinct(self, found: Sequence[Found]) -> tuple[FieldValue, ...]:
        first = {one.value.casefold(): one for one in reversed(found)}
        return tuple(self._values.of(one) for one in found if first[one.value.casefold()] is one)


class _TitleBlock:
    """The lines that speak of the person, and what the page links to there."""

    def __init__(self, extract: Extract, lines: Sequence[Line], name: NameFound | None) -> None:
        parts = parts_of_lines(lines, name)
        self._name = name
        self._lines = [line for line, part in zip(lines, parts, strict=True) if part == "title"]
        self._elsewhere = [line for line, part in zip(lines, parts, strict=True) if part == "other"]
        self._anchored = list(_anchor_spans(extract, lines))

    def emails(self) -> list[Contact]:
        return self._first_of(lambda lines: [*_found(lines, find_emails), *self._linked(lines, email_of_uri)])

    def phones(self, region: str | None) -> list[Contact]:
        return self._first_of(
            lambda lines: [
                *_found(lines, lambda text: find_phones(text, region)),
                *self._linked(lines, lambda uri: phone_of_uri(uri, region)),
            ]
        )

    def links(self) -> list[Contact]:
        """Give the title block's links, and such as are made of the person's name wherever they stand."""
        lines = [line for line in self._lines if not _is_sentence(line)]
        elsewhere = [*self._linked(self._elsewhere, _web_address), *_found(self._elsewhere, find_links)]
        own = (link for link in elsewhere if self._is_own(link))
        return _distinct([*self._linked(lines, _web_address), *_found(lines, find_links), *own])

    def _is_own(self, link: Contact) -> bool:
        handle = link.value.rpartition("/")[2]
        return self._name is not None and handle_agreement(self._name.value, handle) > 0

    def place(self) -> Contact | None:
        for line in self._lines:
            place = find_place(line.text)
            if place is not None:
                value = line.text[place.start : place.end]
                return Contact(line.start + place.start, line.start + place.end, value, place.confidence)
        return None

    def region(self, emails: Sequence[Contact]) -> str | None:
        """Give the country whose numbering plan the person's bare phone numbers follow, where something says it."""
        for place in filter(None, (find_place(line.text) for line in self._lines)):
            if place.country is not None:
                return place.country
        for phone in self.phones(None):
            return country_of_phone(phone.value)
        return next(filter(None, (country_of_domain(email.value) for email in emails)), None)

    def _first_of(self, find: Callable[[Sequence[Line]], list[Contact]]) -> list[Contact]:
        """Look in the title block, and only when nothing is there in the rest of the page (referees apart)."""
        return _distinct(find(self._lines) or find(self._elsewhere))

    def _linked(self, lines: Sequence[Line], value_of: Callable[[str], str | None]) -> Iterator[Contact]:
        for anchor, start, end in self._anchored:
            value = value_of(anchor.uri)
            if value is not None and any(line.start <= start < line.end for line in lines):
                yield Contact(start, end, value, _ANCHOR_CONFIDENCE)


def _found(lines: Sequence[Line], find: Callable[[str], Iterable[Contact]]) -> Iterator[Contact]:
    for line in lines:
        for contact in find(line.text):
            yield Contact(line.start + contact.start, line.start + contact.end, contact.value, contact.confidence)


def _distinct(contacts: Sequence[Contact]) -> list[Contact]:
    """Keep the surest of each value, in the order of the text."""
    kept: dict[str, Contact] = {}
    for contact in sorted(contacts, key=lambda contact: -contact.confidence):
        kept.setdefault(re.sub(r"^https?://(?:www\.)?", "", contact.value.casefold()), contact)
    return sorted(kept.values(), key=lambda contact: contact.start)


def _web_address(uri: str) -> str | None:
    return normalise_link(uri) if uri.lower().startswith(("http:", "https:")) else None


def _is_sentence(line: Line) -> bool:
    return len(line.text.split()) > _MAX_WORDS_BESIDE_LINK and not re.search(r"[@|•·]", line.text)


def _anchor_spans(extract: Extract, lines: Sequence[Line]) -> Iterator[tuple[Anchor | Link, int, int]]:
    """Give the words that each link lies over, and last the links that lie over nothing but an icon."""
    begin, end = (lines[0].start, lines[-1].end) if lines else (0, 0)
    yield from ((link, link.start, link.end) for link in extract.links if begin <= link.start < end)
    words = [word for word in extract.words if begin <= word.start < end]
    icons: list[tuple[Anchor, int, int]] = []
    for anchor in extract.anchors:
        inside = [word for word in words if word.page == anchor.page and _lies_under(word, anchor)]
        spelt = [word for word in inside if not _PRIVATE_USE.fullmatch(extract.text[word.start : word.end])]
        if spelt:
            yield anchor, spelt[0].start, spelt[-1].end
        elif inside:
            icons.append((anchor, inside[0].start, inside[-1].end))
    yield from icons


def _lies_under(word: Word, anchor: Anchor) -> bool:
    x0, y0, x1, y1 = anchor.box
    across, down = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return x0 <= across <= x1 and y0 <= down <= y1

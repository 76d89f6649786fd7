"""Skills and certificates, as a résumé lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from recollect.documents.fields.dates import find_durations, find_periods
from recollect.documents.fields.entries import comma_parts, is_sentence, trim
from recollect.documents.fields.lexicons import fold_with_offsets, pattern, word_set, words_of
from recollect.documents.fields.positions import Found
from recollect.documents.fields.rows import BULLETS, Piece, Row

_MOST_SKILL_WORDS, _LONGEST_SKILL = 5, 48
_MOST_CERTIFICATE_WORDS, _LONGEST_CERTIFICATE = 14, 200
_SURE, _LIKELY = 0.85, 0.7
_LABEL = re.compile(r"[^:,;]{2,40}?\s?:\s+(?=\S)")
_APART = re.compile(rf"\s*[|;{re.escape(BULLETS)}\ue000-\uf8ff]\s*|\s+/\s+|\s[–—-]\s")
_RATING = re.compile(r"[\s(]*(?:\d{1,3}\s?%|\d\s?/\s?\d{1,2}|[★☆●○■□]+)[\s)]*$")


def find_skills(rows: Sequence[Row]) -> list[Found]:
    """Give the skills of one section, each once, in its order; sentences are not cut up."""
    found: list[Found] = []
    for row in rows:
        for piece in row.pieces:
            if not _is_sentence(piece.text):
                found += _skills(piece)
    return list(_distinct(found))


def _skills(piece: Piece) -> Iterator[Found]:
    label = _LABEL.match(piece.text)
    begin = label.end() if label else 0
    for match in [*_APART.finditer(piece.text, begin), None]:
        end = match.start() if match else len(piece.text)
        for start, stop in comma_parts(piece.text[begin:end]):
            text = piece.text[begin + start : begin + stop]
            rating = _RATING.search(text)
            text = text[: rating.start()].rstrip() if rating else text
            if _is_skill(text):
                at = piece.start + begin + start
                yield Found(at, at + len(text), " ".join(text.split()), _SURE)
        begin = match.end() if match else end


def _is_skill(text: str) -> bool:
    words = words_of(text)
    if (
        not 0 < len(words) <= _MOST_SKILL_WORDS
        or len(text) > _LONGEST_SKILL
        or find_periods(text)
        or find_durations(text)
    ):
        return False
    levels = word_set("languages", "levels")
    return any(c.isalpha() for c in text) and " ".join(words) not in levels.exact | levels.phrases


def _is_sentence(text: str) -> bool:
    return is_sentence(text.rstrip()) and text.count(",") <= 1


def find_certificates(rows: Sequence[Row]) -> list[Found]:
    """Give the certificates of one section, each once: who issued them and when is left out."""
    found: list[Found] = []
    issuer_rows = _issuer_rows(rows)
    for index, row in enumerate(rows):
        if index not in issuer_rows and (row.bullet or not row.pieces[0].text[0].islower()):
            found += _certificates(row)
    return list(_distinct(found))


def _issuer_rows(rows: Sequence[Row]) -> set[int]:
    """Give the rows that say when and by whom the certificate above was given."""
    skipped: set[int] = set()
    dates = [bool(find_periods(row.text)) for row in rows]
    alone = [_is_date(row) for row in rows]
    in_turn = not any(one and other for one, other in pairwise(d and not a for d, a in zip(dates, alone, strict=True)))
    for index, row in enumerate(rows):
        if index and alone[index]:
            skipped.add(index)
        elif index and in_turn and not row.bullet and not dates[index] and any(dates):
            above = index - 1
            if dates[above] and not rows[above].bullet:
                follows = index + 1 < len(rows) and (alone[index + 1] or not dates[index + 1])
                if not (follows and not alone[above]):
                    skipped.add(index)
    return skipped


def _is_date(row: Row) -> bool:
    periods = find_periods(row.text)
    left = [row.text[: periods[0].start], row.text[periods[-1].end :]] if periods else [row.text]
    return not any(c.isalnum() for part in left for c in part)


def _certificates(row: Row) -> Iterator[Found]:
    """Give the names in a row; their dates and what stands behind a sign are cut off."""
    for piece in row.pieces:
        text = piece.text
        for period in find_periods(text):
            text = text[: period.start] + "|" * (period.end - period.start) + text[period.end :]
        text = re.sub(r"\(\|+\)", lambda match: "|" * len(match[0]), text)
        for item in re.finditer(r"[^•·;]+", text):
            part = next((part for part in re.finditer(r"[^|\t]+", item[0]) if any(map(str.isalpha, part[0]))), None)
            if part is None:
                continue
            start, end = trim(text, item.start() + part.start(), item.start() + part.end())
            if end - start > _LONGEST_CERTIFICATE:
                continue
            end = trim(text, start, _before_issuer(text, start, end))[1]
            words = text[start:end].split()
            if 0 < len(words) <= _MOST_CERTIFICATE_WORDS and any(c.isalpha() for c in text[start:end]):
                yield Found(piece.start + start, piece.start + end, " ".join(words), _LIKELY)
        return


def _before_issuer(text: str, start: int, end: int) -> int:
    """Give where a name ends that is followed, after a comma or a dash, by an organisation or its validity."""
    validity = _validity().search(fold_with_offsets(text[start:end]).text)
    if validity is not None:
        end = start + validity.start()
    institutions, organisations = word_set("education", "institutions"), word_set("work", "organisations")
    for sign in re.finditer(r",\s|\s[–—-]\s", text[start:end]):
        behind = text[start + sign.end() : end]
        if any(institutions.marks(behind)) or any(organisations.marks(behind)):
            return start + sign.start()
    return end


def _distinct(found: Sequence[Found]) -> Iterator[Found]:
    known: set[str] = set()
    for one in found:
        key = one.value.casefold()
        if key not in known:
            known.add(key)
            yield one


@cache
def _validity() -> re.Pattern[str]:
    return re.compile(rf"[\s,(–-]+(?:{pattern('certificates', 'validity')})\.?:?\s*$")

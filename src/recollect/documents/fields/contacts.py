"""E-mail addresses, telephone numbers and links in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import phonenumbers
from msgspec import Struct

from recollect.documents.fields.dates import find_periods
from recollect.documents.fields.vocabulary import words

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w@-])"
)
_PHONE = re.compile(r"(?<![\w/@.+-])(?:\+|00|\()?\d[\d\s().\u2010-\u2015/-]{5,24}\d(?![\w@]|[-./]\d)")
_DATE = re.compile(r"\b(?:19|20)\d\d\b.{0,5}\b(?:19|20)\d\d\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b")
_AMERICAN = re.compile(r"\(?\d{3}\)?[ .\-\u2010-\u2013]{1,2}\d{3}[ .\-\u2010-\u2013]\d{4}")
_MIN_DIGITS, _MAX_DIGITS = 7, 15
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'|•·()\[\]{}]{3,}", re.IGNORECASE)
_SITES = words("""
    linkedin.com github.com gitlab.com bitbucket.org stackoverflow.com medium.com behance.net dribbble.com kaggle.com
    orcid.org researchgate.net scholar.google.com x.com twitter.com xing.com huggingface.co dev.to codepen.io
    youtube.com vimeo.com facebook.com instagram.com about.me notion.site itch.io google.com
""")
_TOP_LEVELS = words("""
    com net org io dev me app ai co info eu edu tech design games codes page site online xyz name pro blog art studio
    ae ar at au be bg br ca ch cl cn cz de dk ee es fi fr gr hk hr hu id ie il in it jp ke kr lt lv mx my ng nl no nz
    pe ph pk pl pt ro rs se sg si sk th tr tw ua uk us vn za
""")
_TECHNOLOGIES = words("asp.net vb.net ado.net ml.net socket.io draw.io discord.py")
"""Names of things that a developer knows, in the shape of an address."""
_PATH = r"/[^\s<>\"'|•·,()\[\]{}]"
_BARE = re.compile(
    r"(?<![\w@./:-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,3}(?P<top>[a-z]{2,6})(?![\w@-]|\.\w)"
    rf"(?:{_PATH}*)?",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}>'\"…"


class Contact(Struct, frozen=True):
    """Something that stands at a span and means `value`."""

    start: int
    end: int
    value: str
    confidence: float


def find_emails(text: str) -> Iterator[Contact]:
    """Give the e-mail addresses; the value is in lower case where case does not count."""
    for match in _EMAIL.finditer(text):
        local, _, domain = match[0].rpartition("@")
        yield Contact(match.start(), match.end(), f"{local}@{domain.lower()}", 0.95)


def find_phones(text: str, region: str | None) -> Iterator[Contact]:
    """Give telephone numbers as E.164; one without a country code only when `region` (ISO 3166) is known."""
    for match in _PHONE.finditer(text):
        digits = sum(c.isdigit() for c in match[0])
        if not _MIN_DIGITS <= digits <= _MAX_DIGITS or "\n\n" in match[0] or _is_date(match[0]):
            continue
        found = _number(match[0].strip(), region)
        if found is not None:
            yield Contact(match.start(), match.end(), *found)


def _is_date(written: str) -> bool:
    return _DATE.search(written) is not None or any(period.is_range for period in find_periods(written))


def find_links(text: str) -> Iterator[Contact]:
    """Give web addresses, bare ones too; the value has a scheme."""
    taken = [match.span() for match in _EMAIL.finditer(text)]
    for pattern, confidence in ((_URL, 0.95), (_BARE, 0.85)):
        for match in pattern.finditer(text):
            written = match[0].rstrip(_TRAILING)
            start, end = match.start(), match.start() + len(written)
            value = normalise_link(written)
            if value is None or _is_label(written) or any(start < e and end > s for s, e in taken):
                continue
            taken.append((start, end))
            yield Contact(start, end, value, confidence)


def _is_label(written: str) -> bool:
    """Tell whether a bare address is but the name of a site or of a technology, or ends as no domain does."""
    host, _, path = re.sub(r"^(?:https?://)?(?:www\.)?", "", written.lower()).partition("/")
    if host in _SITES:
        return not path
    return host in _TECHNOLOGIES or ("://" not in written and host.rpartition(".")[2] not in _TOP_LEVELS)


def normalise_link(written: str) -> str | None:
    """Give a web address with its scheme, host in lower case and no slash at its end; None when it is none."""
    address = written if re.match(r"https?://", written, re.IGNORECASE) else f"https://{written}"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if not host or "." not in host:
        return None
    tail = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return f"{parts.scheme.lower()}://{host}{tail}"


def email_of_uri(uri: str) -> str | None:
    """Give the address of a ``mailto:`` link."""
    if not uri.lower().startswith("mailto:"):
        return None
    match = _EMAIL.fullmatch(unquote(uri[7:].partition("?")[0]).strip())
    return None if match is None else next(find_emails(match[0])).value


def phone_of_uri(uri: str, region: str | None) -> str | None:
    """Give the number of a ``tel:`` link as E.164."""
    if not uri.lower().startswith("tel:"):
        return None
    found = _number(unquote(uri[4:]).strip(), region)
    return None if found is None else found[0]


def country_of_phone(value: str) -> str | None:
    """Give the ISO 3166 country of an E.164 number, where its code belongs to one."""
    try:
        code = phonenumbers.region_code_for_number(phonenumbers.parse(value))
    except phonenumbers.NumberParseException:
        return None
    return code if code and code.isalpha() else None


def _number(written: str, region: str | None) -> tuple[str, float] | None:
    international = written.startswith(("+", "00"))
    if not international and region is None:
        return None
    try:
        number = phonenumbers.parse("+" + written[2:] if written.startswith("00") else written, region)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    # Invented and newly given numbers fail the plan; a country code or the American grouping says enough.
    plausible = international or (region in {"US", "CA"} and _AMERICAN.fullmatch(written) is not None)
    if not valid and not (plausible and phonenumbers.is_possible_number(number)):
        return None
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    confidence = (0.95 if international else 0.85) if valid else 0.7
    return value, confidence

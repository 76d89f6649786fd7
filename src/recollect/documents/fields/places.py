"""Where a person lives, as a title block says it, and the country that follows from it."""

from __future__ import annotations

import re

from msgspec import Struct

from recollect.documents.fields.vocabulary import is_no_name

_COUNTRIES = {
    "AE": "United Arab Emirates|UAE", "AR": "Argentina", "AT": "Austria|Österreich", "AU": "Australia",
    "BD": "Bangladesh", "BE": "Belgium|Belgique|België", "BG": "Bulgaria", "BR": "Brazil|Brasil", "CA": "Canada",
    "CH": "Switzerland|Schweiz|Suisse|Svizzera", "CL": "Chile", "CN": "China", "CO": "Colombia",
    "CZ": "Czech Republic|Czechia|Česko", "DE": "Germany|Deutschland", "DK": "Denmark|Danmark", "EE": "Estonia",
    "EG": "Egypt", "ES": "Spain|España", "FI": "Finland|Suomi", "FR": "France",
    "GB": "United Kingdom|UK|U.K.|Great Britain|England|Scotland|Wales|Northern Ireland", "GH": "Ghana",
    "GR": "Greece", "HK": "Hong Kong", "HR": "Croatia|Hrvatska", "HU": "Hungary|Magyarország", "ID": "Indonesia",
    "IE": "Ireland", "IL": "Israel", "IN": "India", "IT": "Italy|Italia", "JP": "Japan", "KE": "Kenya",
    "KR": "South Korea|Republic of Korea", "LT": "Lithuania", "LV": "Latvia", "MA": "Morocco|Maroc",
    "MX": "Mexico|México", "MY": "Malaysia", "NG": "Nigeria", "NL": "Netherlands|The Netherlands|Nederland",
    "NO": "Norway|Norge", "NZ": "New Zealand", "PE": "Peru|Perú", "PH": "Philippines", "PK": "Pakistan",
    "PL": "Poland|Polska", "PT": "Portugal", "RO": "Romania|România", "RS": "Serbia", "SA": "Saudi Arabia",
    "SE": "Sweden|Sverige", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "TH": "Thailand",
    "TN": "Tunisia", "TR": "Turkey|Türkiye", "TW": "Taiwan", "UA": "Ukraine",
    "US": "United States|United States of America|USA|U.S.A.|US|U.S.", "VN": "Vietnam", "ZA": "South Africa",
}  # fmt: skip
_STATES = """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH
    OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"""
_PROVINCES = "AB BC MB NB NL NS ON PE QC SK"
_GENERIC_DOMAINS = "CO"
"""Country domains that are used all over the world."""
_REGION_OF = {name.casefold(): code for code, names in _COUNTRIES.items() for name in names.split("|")}
_WRITTEN = {form for names in _COUNTRIES.values() for name in names.split("|") for form in (name, name.upper())}
_NAMES = "|".join(re.escape(name) for name in sorted(_WRITTEN, key=len, reverse=True))
_TOWN = r"(?<![\w@.+/-])[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+){0,4}"
_PLACE = re.compile(
    rf"(?P<town>{_TOWN})(?:\s[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[A-Z]{{2}})?,\s*(?:[A-Z0-9][A-Z0-9 -]{{2,8}},?\s+)?(?:"
    rf"(?P<state>{'|'.join((_STATES + ' ' + _PROVINCES).split())})"
    rf"(?:\s+\d{{5}}(?:-\d{{4}})?|\s+[A-Z]\d[A-Z]\s?\d[A-Z]\d)?(?:,\s*(?P<country>{_NAMES}))?"
    rf"|(?P<only>{_NAMES}))(?!\w)"
)
_LABEL = re.compile(
    r"(?:location|address|lives in|based in|city|adresse|wohnort|ort|anschrift|ville|domicile|dirección|ubicación|"
    r"localidad|indirizzo|residenza|adres|morada|endereço)\s*:\s*(?P<place>\S.{1,80}?)\s*(?:$|[|•·])",
    re.IGNORECASE,
)


class Place(Struct, frozen=True):
    """A place's span in a line, and its ISO 3166 country where that is known."""

    start: int
    end: int
    country: str | None
    confidence: float


def find_place(line: str) -> Place | None:
    """Give the place that a line of a title block names: labelled, or a town with its state or country."""
    match = _PLACE.search(line)
    if match is not None:
        start = _town_start(match)
        return None if start is None else Place(start, match.end(), _country(match), 0.9)
    label = _LABEL.search(line)
    if label is not None:
        return Place(*label.span("place"), _country_at_end(label["place"]), 0.85)
    return None


def country_of_domain(address: str) -> str | None:
    """Give the ISO 3166 code of the country whose domain an e-mail address is under."""
    top = address.rpartition(".")[2].upper().replace("UK", "GB")
    return top if top in _COUNTRIES and top not in _GENERIC_DOMAINS else None


def _country_at_end(text: str) -> str | None:
    match = re.search(rf"(?<!\w)({_NAMES})\W*$", text)
    return None if match is None else _REGION_OF[match[1].casefold()]


def _town_start(match: re.Match[str]) -> int | None:
    """Give where the town's name begins: what stands before it in small letters is none of it."""
    begin = match.start("town")
    for token in re.finditer(r"\S+", match["town"]):
        if not token[0][0].islower():
            begin += token.start()
            break
    else:
        return None
    town = match.string[begin : match.end("town")]
    return None if any(is_no_name(token) for token in town.split()) else begin


def _country(match: re.Match[str]) -> str | None:
    named = match["country"] or match["only"]
    if named:
        return _REGION_OF[named.casefold()]
    return "CA" if match["state"] in _PROVINCES else "US"

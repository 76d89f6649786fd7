"""In which language a text is written, told by its commonest words; and the flag for one that is not English.

What an ad asks for is known by its English names, so of a résumé in another language "not found" says little.
"""

from __future__ import annotations

import re

from recollect.domain.analysis import Flag

_COMMON = {
    "English": "the and of to in for with on at by from as a an is was their our my that which",
    "German": "und der die das mit für von im zur zum bei den dem auf als eine einer des nach über durch sowie ich",
    "French": "et de la le les des du en dans pour avec une sur au aux par je que à ainsi chez",
    "Spanish": "y de la el los las en con para por una del como al se mi que durante desde",
    "Portuguese": "e de da do das dos em com para por uma na no os as ao à que pela pelo",
    "Italian": "e di il la le in con per un una del della dei delle nel nella gli al che presso",
    "Dutch": "en de het van een met voor op bij in als aan tot ik naar onder mijn zijn",
    "Polish": "i w z na do dla oraz od po przy za się jest przez w ramach",
}
"""Words that few texts of the language do without."""
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 8
_SHARE = 0.08
_LEAD = 1.5


def language_of(text: str) -> str | None:
    """Give the language of a text in English, or None where its words don't tell: a list of names is of none."""
    words = _WORD.findall(text.lower())
    counts = {language: sum(word in common for word in words) for language, common in _SETS.items()}
    first, second = sorted(counts, key=lambda one: -counts[one])[:2]
    most = counts[first]
    return first if most >= max(_FEWEST, _SHARE * len(words), _LEAD * counts[second]) else None


def flags_of_language(text: str) -> tuple[Flag, ...]:
    """Give the flag for a text that is written in another language than English."""
    language = language_of(text)
    if language in {None, "English"}:
        return ()
    message = (
        f"This résumé is written in {language}. Most of what a job asks for is known by its English names, "
        f"so what was not found may stand there in {language}."
    )
    return (Flag(code="other_language", message=message),)

"""The catalogue of sentences, and how names and notes stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter

from recollect.scoring.knowledge.vocabulary import read_table

Form = tuple[str, Callable[[Mapping[str, object]], object]]
"""A sentence with a place for each value, and what picks these from the values by name."""

FEW = 4
"""So many names are given, and of more only the number."""
_LONG_NAME = 3
"""Words from which on a requirement is given in quotation marks, as the ad has it."""
_BLANK = re.compile(r"\{(\w+)\}")
_PHRASE = re.compile(r"^[A-Z][a-z]+ (?!of\b)[a-z]|[,/(]|\b(?:or|and)\b")
"""In what is more than a name: a capital that only begins a line, or the signs and words of a list."""


def phrase(table: str, key: str, **values: object) -> str:
    """Give a sentence of the catalogue, filled in."""
    sentence, pick = _sentence(table, key)
    return sentence % pick(values)


def counted(table: str, key: str, count: int, **values: object) -> str:
    """Give a sentence of the catalogue about so many things, filled in; where it has two forms, the one for them."""
    sentence, pick = _sentence(table, key, of_one=count == 1)
    return sentence % pick(values | {"count": count})


@cache
def _sentence(table: str, key: str, *, of_one: bool = False) -> Form:
    return _form(_catalogue()[table][key][0 if of_one else -1])


def _form(sentence: str) -> Form:
    """Give a sentence for ``%``, which fills in by place in a quarter of the time that it takes by name."""
    names = _BLANK.findall(sentence)
    return _BLANK.sub("%s", sentence.replace("%", "%%")), itemgetter(*names) if names else lambda _: ()


def has_question(key: str) -> bool:
    """Whether the catalogue has a question of its own for something."""
    return key in _catalogue()["questions"]


def step_words(key: str, **values: object) -> tuple[str, str]:
    """Give the name of a step and its text, filled in."""
    name, (text, pick) = _step(key)
    return name, text % pick(values)


@cache
def _step(key: str) -> tuple[str, Form]:
    name, text = _catalogue()["steps"][key]
    return name, _form(text)


def as_ending(note: str) -> str:
    """Give a note as the end of a sentence."""
    note = note.rstrip(".")
    return note[:1].lower() + note[1:] if note[1:2].islower() else note


@lru_cache(maxsize=1 << 12)
def name_of(text: str) -> str:
    """Give what is asked for as it stands in a sentence: in quotation marks where it is a phrase of the ad's."""
    is_phrase = is_long(text) or _PHRASE.search(text) is not None
    return phrase("names", "quoted", name=text) if is_phrase else text


def is_long(text: str) -> bool:
    """Whether what is asked for is a whole phrase rather than a name."""
    return text.count(" ") >= _LONG_NAME


def list_of(names: Sequence[str]) -> str:
    """Give names, at least one, as a list in a sentence; of many only the first and how many more."""
    if len(names) > FEW + 1:
        return phrase("names", "more", first=", ".join(names[:FEW]), count=len(names) - FEW)
    return names[0] if len(names) == 1 else phrase("names", "list", first=", ".join(names[:-1]), last=names[-1])


@cache
def _catalogue() -> dict[str, dict[str, list[str]]]:
    return read_table("phrases.toml")

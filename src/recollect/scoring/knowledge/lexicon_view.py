"""The lexicon looked into: which terms a text names and why, and which terms go by a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from recollect.domain.text import fold
from recollect.scoring.ads.skill_phrases import find_skill_spans
from recollect.scoring.knowledge.tokens import phrase_keys, tokenise
from recollect.scoring.knowledge.vocabulary import TermKind, Trie, find_phrases, vocabulary
from recollect.scoring.profiles import Need
from recollect.scoring.reading.mentions import find_terms

Why = Literal["name", "alias", "context", "not_meant", "phrase"]
WHYS: dict[Why, str] = {
    "name": "its name",
    "alias": "another name of it",
    "context": "an everyday word; meant here by what stands around it",
    "not_meant": "an everyday word; not meant as this here, and not counted",
    "phrase": "in no list; speaks of what somebody can do",
}


class FoundSkill(Struct, frozen=True, kw_only=True):
    """A span of a text, the lexicon's name for it or None, and why it is taken for that."""

    start: int
    end: int
    text: str
    name: str | None
    kind: str | None
    why: Why


class KnownSkill(Struct, frozen=True, kw_only=True):
    """A term of the lexicon; `aliases` are folded as texts are compared."""

    name: str
    kind: str
    family: str
    aliases: tuple[str, ...]
    related: tuple[str, ...]


def check_text(text: str) -> list[FoundSkill]:
    """Give what a text names, from left to right; what only looks like it too, said to be so."""
    words, tokens = vocabulary(), tokenise(text)
    counted = set(find_terms(text, tokens))
    found = []
    for one in find_phrases(tokens, words.trie):
        number, first, last = one
        term = words.terms[number]
        start, end = tokens.starts[first], tokens.ends[last - 1]
        everyday = term.kind == "language" or (last - first == 1 and tokens.keys[first] in words.ambiguous)
        named = tokens.keys[first:last] == list(phrase_keys(term.name))
        why: Why = "not_meant" if one not in counted else "context" if everyday else "name" if named else "alias"
        found.append(FoundSkill(start=start, end=end, text=text[start:end], name=term.name, kind=term.kind, why=why))
    taken = [(one.start, one.end) for one in found]
    for start, end in find_skill_spans(text):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            found.append(FoundSkill(start=start, end=end, text=text[start:end], name=None, kind=None, why="phrase"))
    return sorted(found, key=lambda one: (one.start, one.end))


def search_lexicon(query: str, limit: int) -> list[KnownSkill]:
    """Give the terms that go by a name in which all words of a query stand, or begin; exact names first."""
    words = vocabulary()
    wanted = [fold(word) for word in query.split()]
    names: dict[int, list[str]] = {}
    for number, phrase in _phrases(words.trie):
        names.setdefault(number, []).append(phrase)
    hits = []
    for number, phrases in names.items():
        term = words.terms[number]
        spoken = [fold(term.name), *phrases]
        ranks = [_rank(wanted, one) for one in spoken if _holds(wanted, one)]
        if wanted and ranks:
            hits.append((min(ranks), term.name.casefold(), number))
    found = []
    for _, _, number in sorted(hits)[:limit]:
        term = words.terms[number]
        own = " ".join(phrase_keys(term.name))
        found.append(
            KnownSkill(
                name=term.name,
                kind=term.kind,
                family=term.family,
                aliases=tuple(sorted(one for one in names[number] if one != own)),
                related=tuple(sorted(words.terms[other].name for other in term.related)),
            )
        )
    return found


def terms_asked(need: Need) -> tuple[tuple[str, TermKind], ...]:
    """Give name and kind of each term of which any is enough."""
    known = vocabulary().terms
    return tuple((known[term].name, known[term].kind) for term in need.terms) if need.kind == "terms" else ()


def words_are_new(words: str) -> bool:
    """Tell whether the lexicon finds nothing in some words as they are."""
    tokens = tokenise(words)
    return bool(tokens.keys) and (0, len(tokens.keys)) not in {
        (first, last) for _, first, last in find_phrases(tokens, vocabulary().trie)
    }


def _holds(wanted: list[str], spoken: str) -> bool:
    parts = spoken.split()
    return all(any(part.startswith(word) for part in parts) for word in wanted)


def _rank(wanted: list[str], spoken: str) -> int:
    return 0 if " ".join(wanted) == spoken else 1 if spoken.startswith(" ".join(wanted)) else 2


def _phrases(trie: Trie, before: tuple[str, ...] = ()) -> Iterator[tuple[int, str]]:
    for key, node in trie.items():
        said = (*before, key)
        if node.number >= 0:
            yield node.number, " ".join(said)
        yield from _phrases(node.follow, said)

"""The engine's written knowledge, read once from the data files beside it: skills, certificates, languages, roles."""

from __future__ import annotations

import hashlib
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, compress
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from recollect.scoring.knowledge.added_terms import in_force, kept_while_in_force
from recollect.scoring.knowledge.kinds import Kinds, names_in, read_names
from recollect.scoring.knowledge.tokens import Tokens, phrase_keys, tokenise

TermKind = Literal["skill", "certification", "language"]
_SOFT_FAMILY = "general"
SMALL_WORDS = frozenset(("a", "an", "and", "for", "in", "of", "on", "the", "to", "with", "&"))
"""Words that abbreviations leave out."""
ABBREVIATED = range(3, 7)
"""So many letters are short for words: two may be short for anything."""
ADDED_FAMILY = "added"


class Term(Struct, frozen=True):
    """A skill, certificate or language: its number, name, kind, the file it stands in, the numbers of its kin.

    `shown_by` are the terms whose work includes it, also by way of others: whoever names one of them has it;
    `shown_at_once` those that do so by themselves. `kinds` tells which of its names are narrower than it, or hints.
    """

    number: int
    name: str
    kind: TermKind
    family: str
    related: frozenset[int] = frozenset()
    shown_by: frozenset[int] = frozenset()
    shown_at_once: frozenset[int] = frozenset()
    kinds: Kinds = Kinds()

    @property
    def soft(self) -> bool:
        """Whether it is a general trait, which many claim and few prove."""
        return self.family == _SOFT_FAMILY


class Role(Struct, frozen=True):
    """A family of job titles: its number, name, wider group, hint words (stems), and the numbers of its kin."""

    number: int
    name: str
    group: str
    words: tuple[str, ...]
    related: frozenset[int]


class Ambiguous(Struct, frozen=True):
    """When an everyday word is meant as a skill: words that stand near it, and words after which it is not."""

    near: frozenset[str]
    not_before: frozenset[str]
    in_lists: bool


Trie = dict[str, "Node"]


class Node(Struct, gc=False):
    """A word on the way through the phrases: what ends here (or -1), and what may follow."""

    number: int = -1
    follow: dict[str, Node] = {}


class Vocabulary(Struct, frozen=True):
    """All terms with the trie that finds them; `ambiguous` is keyed by the number of the term and the word."""

    terms: tuple[Term, ...]
    trie: Trie
    ambiguous: dict[str, Ambiguous]


class Roles(Struct, frozen=True):
    """All role families with the trie that finds their titles, and the families that a stem hints at."""

    families: tuple[Role, ...]
    trie: Trie
    hints: dict[str, tuple[int, ...]]

    def closeness(self, one: int, other: int) -> float:
        """Give how close two role families are: 1 for the same, 0 for strangers."""
        if one == other:
            return 1.0
        if other in self.families[one].related or one in self.families[other].related:
            return 0.6
        return 0.25 if self.families[one].group == self.families[other].group else 0.0


def find_phrases(tokens: Tokens, trie: Trie, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, int]]:
    """Yield ``(number, first token, token after the last)`` of each longest phrase, from left to right."""
    keys = tokens.keys
    stop = len(keys) if last is None else last
    begins = list(map(trie.get, keys[first:stop]))
    following = chain(keys[first + 1 : stop], [""])
    candidates = [
        at
        for at, node, after in compress(zip(range(first, stop), begins, following, strict=False), begins)
        if node is not None and (node.number >= 0 or after in node.follow)
    ]
    return phrases_at(candidates, keys, trie, stop)


def phrases_at(candidates: Iterable[int], keys: list[str], trie: Trie, stop: int) -> Iterator[tuple[int, int, int]]:
    """Yield the same of those that begin at some tokens and end before `stop`."""
    reached = 0
    keys = [*keys[:stop], ""]  # which no phrase goes on with
    for at in candidates:
        if at < reached:
            continue
        node = trie.get(keys[at])
        number, end = -1, at
        ahead = at
        while node is not None:
            ahead += 1
            if node.number >= 0:
                number, end = node.number, ahead
            node = node.follow.get(keys[ahead])
        if number >= 0:
            yield number, at, end
            reached = end


class Phrases(Struct, frozen=True, gc=False):
    """The phrases of a whole text, found once: ``(number, first token, token after the last)``, and where each begins.

    A part of the text is then looked up instead of read again.
    """

    found: list[tuple[int, int, int]]
    begins: list[int]

    def within(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Give the phrases that lie in a token range, from left to right."""
        inside = self.found[bisect_left(self.begins, first) : bisect_left(self.begins, last)]
        return inside[:-1] if inside and inside[-1][2] > last else inside


def all_phrases(found: Iterable[tuple[int, int, int]]) -> Phrases:
    """Give the phrases of a whole text."""
    every = list(found)
    return Phrases(every, [one[1] for one in every])


@kept_while_in_force
def vocabulary() -> Vocabulary:
    """Give the skills, certificates and languages, shipped and added."""
    rows = _term_rows()
    numbers = {row[2].lower(): number for number, row in enumerate(rows)}
    links: list[set[int]] = [set() for _ in rows]
    for number, row in enumerate(rows):
        for name in cells_of(row[4]):
            other = numbers[name.lower()]
            links[number].add(other)
            links[other].add(number)
    direct = _direct_proofs(numbers)
    shown_by = _proofs(direct)
    trie: Trie = {}
    terms = []
    names = [read_names(name, cells_of(aliases)) for _, _, name, aliases, _ in rows]
    for number, (family, kind, name, _, _) in enumerate(rows):
        proofs = shown_by.get(number, frozenset()), frozenset(direct.get(number, ()))
        kinds = _with_kinds_elsewhere(names[number][1], {other: names[other][1] for other in proofs[0]})
        terms.append(Term(number, name, kind, family, frozenset(links[number]), *proofs, kinds))
        for phrase in names[number][0]:
            plant(trie, phrase, number)
    for added in (term for addition in in_force() for term in addition.terms):
        number = _number_of(trie, added.name)
        if number < 0:
            number = len(terms)
            terms.append(Term(number, added.name, added.kind, ADDED_FAMILY))
        for phrase in (added.name, *added.aliases):
            plant(trie, phrase, number)
    return Vocabulary(tuple(terms), trie, _ambiguous())


@kept_while_in_force
def as_asked(text: str, number: int) -> str:
    """Give what a text calls a term; where it does not name it, what the lexicon does."""
    tokens = tokenise(text)
    for term, first, last in find_phrases(tokens, vocabulary().trie):
        if term == number:
            return text[tokens.starts[first] : tokens.ends[last - 1]]
    return vocabulary().terms[number].name


def shipped_names() -> dict[tuple[str, ...], str]:
    """Give every phrase that the shipped lexicon knows, in comparable form, with what it calls it."""
    names: dict[tuple[str, ...], str] = {}
    for _, _, name, aliases, _ in _term_rows():
        for phrase in (name, *(one for cell in cells_of(aliases) for one in names_in(cell))):
            names.setdefault(tuple(phrase_keys(phrase)), name)
    return names


@cache
def spelt_out() -> dict[tuple[str, str], frozenset[str]]:
    """Give what abbreviations stand for: the stems of the words, by a term's name and the abbreviation."""
    meant: dict[tuple[str, str], frozenset[str]] = {}
    for _, _, name, aliases, _ in _term_rows():
        phrases = [phrase.lower() for phrase in (name, *(one for cell in cells_of(aliases) for one in names_in(cell)))]
        short = {one for one in phrases if len(one) in ABBREVIATED and one.isalpha()}
        for phrase in phrases if short else ():
            if phrase.count(" ") > 1 and (letters := initials_of(phrase)) in short:
                known = meant.get((name, letters), frozenset())
                meant[name, letters] = known.union(tokenise(phrase).stems)
    return meant


def initials_of(phrase: str) -> str:
    """Give the first letters of the words of a phrase in small letters, those of the smallest left out."""
    return "".join(word[0] for word in phrase.replace("-", " ").split() if word not in SMALL_WORDS)


@cache
def roles() -> Roles:
    """Give the shipped role families."""
    rows = [columns_of(line, 5) for line in rows_of("roles.tsv")]
    numbers = {row[0]: number for number, row in enumerate(rows)}
    links: list[set[int]] = [set() for _ in rows]
    trie: Trie = {}
    hints: dict[str, list[int]] = {}
    families = []
    for number, (_, _, titles, words, related) in enumerate(rows):
        for name in cells_of(related):
            links[number].add(numbers[name])
            links[numbers[name]].add(number)
        for title in cells_of(titles):
            plant(trie, title, number)
        for stem in dict.fromkeys(tokenise(words).stems):
            hints.setdefault(stem, []).append(number)
    for number, (name, group, _, words, _) in enumerate(rows):
        stems = tuple(dict.fromkeys(tokenise(words).stems))
        families.append(Role(number, name, group, stems, frozenset(links[number])))
    return Roles(tuple(families), trie, {stem: tuple(found) for stem, found in hints.items()})


@kept_while_in_force
def lexicon_version() -> str:
    """Give the name of the knowledge: a digest of all shipped files, and the ids of what was added."""
    digest = hashlib.sha256()
    for name in sorted(item.name for item in _folder().iterdir() if item.name.endswith((".tsv", ".toml"))):
        digest.update(name.encode() + b"\0" + _folder().joinpath(name).read_bytes() + b"\0")
    return "+".join(("lexicon-" + digest.hexdigest()[:12], *(one.addition_id for one in in_force())))


def plant(trie: Trie, phrase: str, number: int) -> None:
    """Add a phrase; the first that claims a phrase keeps it."""
    keys = phrase_keys(phrase)
    nodes = trie
    for key in keys[:-1]:
        nodes = nodes.setdefault(key, Node(follow={})).follow
    last = nodes.setdefault(keys[-1], Node(follow={}))
    if last.number < 0:
        last.number = number


def read_table(name: str) -> dict[str, dict[str, list[str]]]:
    """Give a TOML data file of string lists, by table and key."""
    table: dict[str, dict[str, list[str]]] = tomllib.loads(_folder().joinpath(name).read_text("utf-8"))
    return table


def _direct_proofs(numbers: dict[str, int]) -> dict[int, set[int]]:
    """Give for each term those that prove it by themselves."""
    direct: dict[int, set[int]] = {}
    for line in rows_of("proves.tsv"):
        name, members = columns_of(line, 2)
        direct[numbers[name.lower()]] = {numbers[member.lower()] for member in cells_of(members)}
    return direct


def _proofs(direct: dict[int, set[int]]) -> dict[int, frozenset[int]]:
    """Give for each term all that prove it, also by way of others."""

    def all_of(term: int, seen: frozenset[int]) -> set[int]:
        own = direct.get(term, set()) - seen
        return own.union(*(all_of(member, seen | own) for member in own))

    return {term: frozenset(all_of(term, frozenset([term]))) for term in direct}


def _with_kinds_elsewhere(own: Kinds, others: dict[int, Kinds]) -> Kinds:
    """Give the kinds of a term with those of the same words of other terms, which show it."""
    elsewhere: dict[int, dict[int, frozenset[int]]] = {}
    for other in sorted(others) if own.said else ():
        for kind, proving in own.alike(others[other]):
            found = elsewhere.setdefault(kind, {})
            found[other] = found.get(other, frozenset()) | proving
    return replace(own, elsewhere=elsewhere) if elsewhere else own


def _ambiguous() -> dict[str, Ambiguous]:
    rules = {}
    for word, rule in read_table("ambiguous.toml").items():
        near = frozenset(key for phrase in rule.get("near", []) for key in phrase_keys(phrase))
        rules[word] = Ambiguous(near, frozenset(rule.get("not_before", [])), bool(rule.get("in_lists", True)))
    return rules


def _number_of(trie: Trie, phrase: str) -> int:
    """Give the number of the term that goes by a phrase, or -1."""
    node, nodes = Node(), trie
    for key in phrase_keys(phrase):
        node = nodes.get(key, Node())
        nodes = node.follow
    return node.number


def _term_rows() -> list[tuple[str, TermKind, str, str, str]]:
    """Give family, kind, name, other names and kin of each shipped term."""
    rows: list[tuple[str, TermKind, str, str, str]] = []
    for family, lines in _term_files():
        kind: TermKind = (
            "certification" if family == "certificates" else "language" if family == "languages" else "skill"
        )
        rows += [(family, kind, *columns_of(line, 3)) for line in lines]  # type: ignore[misc]  # three columns
    return rows


def _term_files() -> Iterator[tuple[str, Iterable[str]]]:
    names = sorted(item.name for item in _folder().iterdir() if item.name.startswith("skills_"))
    for name in ("certificates.tsv", "languages.tsv", *names):
        yield name.removesuffix(".tsv").removeprefix("skills_"), rows_of(name)


def _folder() -> Path:
    return Path(__file__).parent.parent / "lexicon"


def rows_of(name: str) -> list[str]:
    """Give the lines of a data file, without its comments."""
    text: str = _folder().joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def columns_of(line: str, count: int) -> list[str]:
    """Give the cells of a line, the missing ones empty."""
    cells = [cell.strip() for cell in line.split("\t")]
    return cells + [""] * (count - len(cells))


def cells_of(cell: str) -> list[str]:
    """Give what a data file separates by semicolons."""
    return [item.strip() for item in cell.split(";") if item.strip()]

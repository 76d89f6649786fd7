"""Other names of a term that say more than it, or less: its kinds, and hints at it; for verdicts only.

Among the other names of a term, ``<`` stands before one that is narrower: a kind, a part, a product or one country's
form of it. Where an ad asks for that, only what is called so proves it, and what is narrower still, ``<<``, behind it.
``~`` stands before a hint: what is met in the surroundings of the term and proves nothing. ``!`` stands before what is
apart: the like of it elsewhere, such as another country's register, which neither proves the term nor is proven by it.
``=`` joins names of the same kind. Names that differ in inflection, spelling, the words of the term itself or words
that tell nothing are of one kind without it; one that says more than another (``<gas fitter``, ``<commercial gas
fitter``) is narrower still.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from recollect.scoring.knowledge.tokens import phrase_keys, stem_of

GENERAL = 0
"""The kind of a name that says as much as the term; hints and what is apart have numbers below, what is narrower above.
"""

_NARROWER, _HINT, _APART, _SAME = "<", "~", "!", "="
_MARKS = _NARROWER + _HINT + _APART
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
}
_LITTLE_TEXT = (
    "a an the of in on with for to at by from as and or all any both "
    "experience experienced skill skilled knowledge work working worker job task duty system technique method process "
    "principle practice professional general basic full complete overall good strong excellent own operation operator "
    "operating operated equipment machine machinery technology solution qualified certified trained competent various "
    "daily advanced expert modern standard environment field activity area concept ability team based level"
)
_LITTLE = frozenset(stem_of(key) for key in phrase_keys(_LITTLE_TEXT))
"""Words that make a name no narrower."""


class Kinds(Struct, frozen=True):
    """The kinds of a term's names: of each name as words compare, unless it is general; of each kind what proves it.

    What is narrower has a number above 0, a hint one below, and so has what is `apart`. `said` are the words of each
    kind, written as one and in the order of the alphabet; `elsewhere` tells of each kind which other terms, that show
    this one, prove it by which of their kinds.
    """

    of: dict[tuple[str, ...], int] = {}
    within: dict[int, frozenset[int]] = {}
    apart: frozenset[int] = frozenset()
    said: dict[str, int] = {}
    elsewhere: dict[int, dict[int, frozenset[int]]] = {}

    def proving(self, named: frozenset[int], *, similar: bool) -> frozenset[int] | None:
        """Give the kinds that prove what an ad asks for by names of some kinds; None where all but hints do.

        A hint in an ad asks for the term, and is enough itself. What is `similar` may be of any other kind.
        """
        if named <= self.apart:
            return named
        hints = frozenset(kind for kind in named if kind < GENERAL)
        if hints:
            return hints | {GENERAL} | self.within.keys()
        if GENERAL in named:
            return None
        return frozenset(self.within) if similar else frozenset().union(*(self.within[kind] for kind in named))

    def alike(self, other: Kinds) -> Iterator[tuple[int, frozenset[int]]]:
        """Yield each kind that another term has too, with the kinds of that one which prove it."""
        for said in self.said.keys() & other.said.keys():
            if self.said[said] > GENERAL and other.said[said] > GENERAL:
                yield self.said[said], other.within[other.said[said]]


def names_in(cell: str) -> list[str]:
    """Give the names that a cell holds, without its marks."""
    bare = cell.lstrip(_MARKS)
    return [one.strip() for one in bare.split(_SAME)] if bare != cell else [bare]


def read_names(name: str, cells: Iterable[str]) -> tuple[list[str], Kinds]:
    """Give the names of a term, its own first, without their marks, and their kinds."""
    reader = _Reader(name)
    for cell in cells:
        reader.add(cell)
    return reader.phrases, reader.kinds()


class _Reader:
    def __init__(self, name: str) -> None:
        self.phrases = [name]
        self._name = name
        self._own = _stems(name)
        self._marks = [GENERAL]
        self._path: list[int] = []
        self._parents: dict[int, set[int]] = {}
        self._known: dict[str, int] = {}
        self._said: dict[int, list[frozenset[str]]] = {}
        self._hints = 0
        self._apart: set[int] = set()

    def add(self, cell: str) -> None:
        """Take one cell, of a name or of several that are the same."""
        depth = len(cell) - len(cell.lstrip(_MARKS))
        names = names_in(cell)
        self.phrases += names
        if not depth:
            kind = GENERAL
        elif not cell.startswith(_NARROWER):
            self._hints -= 1
            kind = self._hints
            if cell.startswith(_APART):
                self._apart.add(kind)
        else:
            if depth > len(self._path) + 1:
                raise ValueError(
                    f"{self._name}: {cell!r} is a kind of nothing: {_NARROWER * (depth - 1)} stands before it."
                )
            kind = self._kind_of(names)
            self._path[depth - 1 :] = [kind]
            if depth > 1:
                self._parents[kind].add(self._path[depth - 2])
        self._marks += [kind] * len(names)

    def kinds(self) -> Kinds:
        """Give the kinds of all names taken."""
        if not any(self._marks):
            return Kinds()
        of: dict[tuple[str, ...], int] = {}
        for phrase, mark in zip(self.phrases, self._marks, strict=True):
            kind = mark or self._unmarked(phrase)
            if kind:
                of.setdefault(tuple(phrase_keys(phrase)), kind)
        for kind, sayings in self._said.items():
            for other, wider in self._said.items():
                if kind != other and all(any(one > more for more in wider) for one in sayings):
                    self._parents[kind].add(other)
        return Kinds(of, self._within(), frozenset(self._apart), self._known)

    def _unmarked(self, phrase: str) -> int:
        """Give the kind of a name without a mark: that of a marked one which says the same, or general."""
        rest = self._rest(_stems(phrase))
        known = (self._known[said] for said in _sayings(rest) if said in self._known)
        return next(known, GENERAL) if rest else GENERAL

    def _kind_of(self, names: list[str]) -> int:
        """Give the kind of names that are the same, a new one where none of them is known."""
        rests = [self._rest(stems) or stems for stems in map(_stems, names)]
        said = [one for rest in rests for one in _sayings(rest)]
        kind = next((self._known[one] for one in said if one in self._known), len(self._parents) + 1)
        self._parents.setdefault(kind, set())
        self._known.update(dict.fromkeys(said, kind))
        self._said.setdefault(kind, []).extend(map(frozenset, rests))
        return kind

    def _rest(self, stems: list[str]) -> list[str]:
        """Give what a name says beside the words of the term and those that tell nothing."""
        return [stem for stem in stems if stem not in _LITTLE and stem not in self._own]

    def _within(self) -> dict[int, frozenset[int]]:
        """Give of each kind those that prove it: itself, and what is narrower."""
        within = {kind: {kind} for kind in self._parents}
        for kind in self._parents:
            waiting = [kind]
            while waiting:
                for parent in self._parents[waiting.pop()]:
                    if kind not in within[parent]:
                        within[parent].add(kind)
                        waiting.append(parent)
        return {kind: frozenset(members) for kind, members in within.items()}


def _sayings(stems: list[str]) -> tuple[str, str]:
    """Give words as they compare in any order, and written as one."""
    return " ".join(sorted(set(stems))), "".join(stems)


def _stems(phrase: str) -> list[str]:
    return [stem_of(_spelt(key)) for key in phrase_keys(phrase)]


def _spelt(key: str) -> str:
    """Give a word in one of its spellings: ``five`` as ``5``, ``fibre`` as ``fiber``."""
    if key in _NUMBERS:
        return _NUMBERS[key]
    key = key.replace("our", "or")
    return key[:-2] + "er" if key.endswith("re") else key[:-2] + "se" if key.endswith("nce") else key

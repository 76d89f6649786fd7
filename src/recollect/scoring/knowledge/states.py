"""Which states or provinces a text names, from `lexicon/states.tsv`."""

from __future__ import annotations

import re
from functools import cache

from recollect.scoring.knowledge.vocabulary import columns_of, rows_of


def states_in(text: str) -> frozenset[str]:
    """Give the states that a text names, by their short forms."""
    pattern, short = _states()
    return frozenset(short.get(match.group(), match.group()[-2:]) for match in pattern.finditer(text))


@cache
def _states() -> tuple[re.Pattern[str], dict[str, str]]:
    """Give what finds a state: its name, or its short form where a comma or the name of a paper stands beside it."""
    rows = [(name, short) for name, short in (columns_of(row, 2) for row in rows_of("states.tsv"))]
    names = "|".join(sorted((re.escape(name) for name, _ in rows), key=len, reverse=True))
    signs = "|".join(short for _, short in rows)
    pattern = rf"\b(?:{names})\b|(?:, |\(|\bof )(?:{signs})\b|\b(?:{signs})(?= (?:RN|CPA|PE|licen[cs]e|LPN|bar)\b)"
    return re.compile(pattern), dict(rows)

"""What each word is marked with tells the same as a look at all words does."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.knowledge.added_terms import AddedTerm, Addition, put_in_force
from recollect.scoring.knowledge.places import places
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import Trie, find_phrases, roles, vocabulary
from recollect.scoring.reading.doubts import DOUBTING
from recollect.scoring.reading.education import may_begin_degree
from recollect.scoring.reading.words import look_at_words


def _some_of(trie: Trie) -> list[str]:
    return [word for key, node in list(trie.items())[::40] for word in (key, *node.follow)]


WORDS = sorted({*chain(*map(_some_of, (vocabulary().trie, roles().trie, places().trie))), "the", "not", "dog", "bsc"})


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_what_is_marked_is_what_is_found_by_a_look_at_all_words(text: str) -> None:
    tokens = tokenise(text)
    words = look_at_words(tokens)
    assert list(words.terms()) == list(find_phrases(tokens, vocabulary().trie))
    assert list(words.titles()) == list(find_phrases(tokens, roles().trie))
    assert list(words.places()) == list(find_phrases(tokens, places().trie))
    assert words.doubting() == [at for at, key in enumerate(tokens.keys) if key in DOUBTING]
    assert words.degrees() == [at for at, key in enumerate(tokens.keys) if may_begin_degree(key)]


def test_what_is_added_to_the_lexicon_is_marked_and_no_longer_when_it_is_taken_out() -> None:
    tokens = tokenise("we used snorkelweave flux daily")
    before = list(look_at_words(tokens).terms())
    put_in_force((Addition("lex_words", (AddedTerm("skill", "Snorkelweave Flux"),)),))
    try:
        assert [one[1:] for one in look_at_words(tokens).terms() if one not in before] == [(2, 4)]
    finally:
        put_in_force(())
    assert list(look_at_words(tokens).terms()) == before

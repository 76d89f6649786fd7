"""Words that were broken at the end of a line."""

from __future__ import annotations

import re

from recollect.documents.fields.vocabulary import words

_TAIL = re.compile(r"[^\W_]+$")
_HEAD = re.compile(r"[^\W_]+")
_FIRST_PARTS = words("""
    cross customer decision entry evidence first five four full half hard high large long low mid multi non result
    second self semi short six small ten third three two user well
""")
"""Words that stand before a hyphen more often than they are the first half of a broken word."""
_ENDINGS = words("ed en er ers est ing ish ly ness")
"""Parts that follow those only when the word was broken: ``high-`` ``est``."""
_COMPOUNDS = words("""
    back-end co-founder co-worker e-commerce e-mail follow-up front-end hands-on in-house lead-in on-call on-site
    part-time problem-solving real-time start-up team-building time-critical year-end
""")


_WORD_ENDS = re.compile(
    "(?:[st]ions?|ments?|[ae]nc[ey]s?|ings?|[ai]bl[ey]|it(?:y|ies)|ous(?:ly)?|ives?|[ai]cal(?:ly)?|al(?:ly|s)?"
    "|at(?:e|es|ed|ing|ions?|ors?)|ed|ers?|ors?|ness|ships?|ful|less|tics|tures?|r?y|ly|ists?|ies|ized?|ised?|ians?"
    "|ants?|ents?|ages?|ures?|ern|ter|ters|tive|ten|gen|gung|ung|ungen|heit|keit|schaft|lich|isch|mento|ción)"
)
"""How words end: after a hyphen it is the second half of a broken one."""
_SHORTEST_PART = 3


def keeps_hyphen(before: str, after: str, text: str, *, seldom: bool = False) -> bool:
    """Tell whether the hyphen at a line's end belongs to the word: ``full-`` ``time``, not ``experi-`` ``ence``.

    `before` and `after` are the characters on its two sides, `text` what surrounds them: a word that is
    written with its hyphen elsewhere in it keeps it here. In a document where lines `seldom` end in a hyphen, no
    program broke words: what ends in one there is written with it.
    """
    left, right = _TAIL.search(before), _HEAD.match(after)
    if left is None or right is None or left[0][-1].isdigit():
        return True
    if not right[0][0].islower():
        broken_capitals = left[0].isupper() and right[0].isupper() and len(left[0]) > 1
        return not broken_capitals
    whole = f"{left[0]}-{right[0]}"
    if re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", text, re.IGNORECASE):
        return True
    if seldom and min(len(left[0]), len(right[0])) > _SHORTEST_PART and not _WORD_ENDS.fullmatch(right[0]):
        return True
    is_compound = left[0].lower() in _FIRST_PARTS and right[0] not in _ENDINGS
    return is_compound or whole.lower() in _COMPOUNDS

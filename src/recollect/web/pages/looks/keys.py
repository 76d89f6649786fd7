"""The keys that do something, as the pages tell them."""

from __future__ import annotations

from msgspec import Struct


class Key(Struct, frozen=True):
    """What to press, one after the other or together, and what it does."""

    pressed: tuple[str, ...]
    does: str


KEYS: tuple[tuple[str, tuple[Key, ...]], ...] = (
    (
        "Everywhere",
        (
            Key(("/",), "Search everything; Ctrl K too"),
            Key(("?",), "Show these keys"),
            Key(("g", "j"), "Go to the jobs"),
            Key(("g", "r"), "Go to the résumés"),
            Key(("g", "a"), "Go to the analyses"),
            Key(("g", "f"), "Go to the feedback"),
            Key(("g", "t"), "Go to the templates"),
            Key(("g", "w"), "Go to the work that goes on"),
            Key(("g", "s"), "Go to the storage"),
            Key(("z",), "Undo what was just done"),
            Key(("Ctrl", "Enter"), "Save what is being written"),
            Key(("Esc",), "Close what is open, leave a field, go back to the place of the page"),
        ),
    ),
    (
        "Lists and candidates",
        (
            Key(("j",), "Next"),
            Key(("k",), "Previous"),
            Key(("a",), "Analyse"),
        ),
    ),
    (
        "An analysis",
        (
            Key(("n",), "Next evidence"),
            Key(("p",), "Evidence before"),
            Key(("h",), "Show or hide the marks"),
            Key(("f",), "Write feedback"),
            Key(("1",), "Rate it wrong, up to 5 exactly right"),
        ),
    ),
)

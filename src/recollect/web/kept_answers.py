"""Answers that were read at once, given again as long as nothing in the database has changed.

Pages and scripts ask for the same list and the same record again and again. To see that nothing changed costs 4 µs,
reading and writing a page of 20 jobs anew 70. Every commit, of other processes too, makes all of them void.
"""

from __future__ import annotations

from collections.abc import Hashable

from fastapi import Response

_MOST_BYTES = 4 * 1024 * 1024
_LARGEST = 64 * 1024


class KeptAnswers:
    """The newest answers of one state of the memory, by what was asked and by whom."""

    def __init__(self) -> None:
        self._state: Hashable = None
        self._bytes = 0
        self._answers: dict[Hashable, Response] = {}

    def find(self, state: Hashable, question: Hashable) -> Response | None:
        """Give the answer that the question got in this state, or None; answers of another state are dropped."""
        if state != self._state:
            self._state, self._bytes, self._answers = state, 0, {}
        return self._answers.get(question)

    def keep(self, question: Hashable, answer: Response) -> None:
        """Keep an answer that was read in the state of the last `find`."""
        size = len(answer.body)
        if size > _LARGEST:
            return
        replaced = self._answers.pop(question, None)
        self._bytes += size - (len(replaced.body) if replaced is not None else 0)
        while self._bytes > _MOST_BYTES:
            self._bytes -= len(self._answers.pop(next(iter(self._answers))).body)
        self._answers[question] = answer

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from counts import full_or
from factories import feedback_draft
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.feedback import FeedbackDraft
from recollect.errors import NotFound, RecollectError, StaleVersion
from recollect.services.feedback.feedback_capture import (
    delete_feedback,
    restore_feedback,
    revise_feedback,
    submit_feedback,
)
from recollect.services.memory import Memory
from recollect.storage.records import feedback
from use_cases import analyse_one, problems


@dataclasses.dataclass
class _Said:
    """What a model holds of one interaction."""

    feedback_id: str
    rating: int
    usable: bool
    deleted: bool = False
    revision: int = 1


INTERACTIONS = st.sampled_from(["a", "b", "c"])
RATINGS = st.integers(1, 5)


class Statistics(RuleBasedStateMachine):
    """Whatever is said, revised, taken back and said again, in whatever order: the totals are those of a model."""

    memory: Memory
    analysis_ids: tuple[str, str]

    def __init__(self) -> None:
        super().__init__()
        self.run = next(_runs)
        self.said: dict[str, _Said] = {}

    def _draft(self, interaction: str, rating: int, linked: int | None, ideal: bool) -> FeedbackDraft:
        links = {} if linked is None else {"analysis_id": self.analysis_ids[linked]}
        words = {"ideal_response": "So."} if ideal else {}
        return feedback_draft(f"{self.run}-{interaction}", rating=rating, **links, **words)

    @rule(interaction=INTERACTIONS, rating=RATINGS, linked=st.sampled_from([None, 0, 1]), ideal=st.booleans())
    def submit(self, interaction: str, rating: int, linked: int | None, ideal: bool) -> None:
        draft = self._draft(interaction, rating, linked, ideal)
        kept = submit_feedback(self.memory, LOCAL_CALLER, draft).feedback
        self.said[interaction] = _Said(
            kept.feedback_id, rating, linked is not None and (rating >= 4 or ideal), revision=kept.revision
        )

    @precondition(lambda self: self.said)
    @rule(data=st.data(), rating=RATINGS, linked=st.sampled_from([None, 0, 1]))
    def revise(self, data: st.DataObject, rating: int, linked: int | None) -> None:
        interaction = data.draw(st.sampled_from(sorted(self.said)))
        said = self.said[interaction]

        def change() -> None:
            draft = self._draft(interaction, rating, linked, ideal=False)
            revise_feedback(self.memory, LOCAL_CALLER, said.feedback_id, draft, expected_revision=said.revision)

        if self._expect(change, NotFound if said.deleted else None):
            self.said[interaction] = _Said(
                said.feedback_id, rating, linked is not None and rating >= 4, revision=said.revision + 1
            )

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        said = self.said[data.draw(st.sampled_from(sorted(self.said)))]
        refused = NotFound if said.deleted else None
        if self._expect(lambda: delete_feedback(self.memory, LOCAL_CALLER, said.feedback_id), refused):
            said.deleted, said.revision = True, said.revision + 1

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        said = self.said[data.draw(st.sampled_from(sorted(self.said)))]
        refused = None if said.deleted else StaleVersion
        if self._expect(lambda: restore_feedback(self.memory, LOCAL_CALLER, said.feedback_id), refused):
            said.deleted, said.revision = False, said.revision + 1

    def _expect(self, act: Callable[[], object], refused: type[RecollectError] | None) -> bool:
        if refused is None:
            act()
            return True
        with pytest.raises(refused):
            act()
        return False

    @invariant()
    def totals_are_right(self) -> None:
        there = [said for said in self.said.values() if not said.deleted]
        with self.memory.read(LOCAL_CALLER) as reader:
            found = feedback.get_statistics(reader)
        assert found.total_feedback == len(there)
        assert found.by_rating == {str(n): sum(s.rating == n for s in there) for n in range(1, 6)}
        assert found.usable_for_training == sum(said.usable for said in there)
        assert problems(self.memory) == []

    def teardown(self) -> None:
        for said in self.said.values():
            if not said.deleted:
                delete_feedback(self.memory, LOCAL_CALLER, said.feedback_id)


_runs = itertools.count()


def test_statistics_are_right_after_any_sequence(sqlite_memory: Memory) -> None:
    Statistics.memory = sqlite_memory
    Statistics.analysis_ids = (analyse_one(sqlite_memory).analysis_id, analyse_one(sqlite_memory).analysis_id)
    run_state_machine_as_test(
        Statistics, settings=settings(max_examples=full_or(12, 200), stateful_step_count=15, deadline=None)
    )

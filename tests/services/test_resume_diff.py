from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.services.resumes.resume_diff import DiffBlock, diff_resumes, diff_texts
from use_cases import RESUME_TEXT, receive


def said(blocks: list[DiffBlock]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks]


def test_words_are_told_apart_within_a_line() -> None:
    found = list(diff_texts("I bake bread\nand cakes", "I bake rolls\nand cakes"))
    assert said(found) == [
        ("same", "I bake "),
        ("removed", "bread"),
        ("added", "rolls"),
        ("same", "\nand cakes"),
    ]


def test_two_resumes_are_compared(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, RESUME_TEXT + "\nForeman since 2023.\n")
    found = diff_resumes(memory, caller, second.resume_id, first.resume_id)
    assert [block.text.strip() for block in found.blocks if block.kind == "added"] == ["Foreman since 2023."]
    assert found.similarity is not None
    with pytest.raises(NotFound):
        diff_resumes(memory, caller, second.resume_id, "resume_000000000000")


_TEXTS = st.lists(st.sampled_from(["bread ", "cakes", "\n", " ", "rolls\n", "é", "\t"]), max_size=30).map("".join)


@settings(max_examples=150)
@given(_TEXTS, _TEXTS)
def test_both_texts_can_be_told_from_the_blocks(before: str, after: str) -> None:
    blocks = list(diff_texts(before, after))
    assert "".join(block.text for block in blocks if block.kind != "added") == before
    assert "".join(block.text for block in blocks if block.kind != "removed") == after
    for block in blocks:
        if block.kind != "removed":
            assert after[block.start : block.end] == block.text
        if block.kind != "added":
            assert before[block.with_start : block.with_end] == block.text
    assert all(one.kind != other.kind for one, other in pairwise(blocks))

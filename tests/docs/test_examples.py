from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from docs.examples import RUN, ExamplePage, find_difference, read_json
from docs.pages import DOCS, list_blocks, list_pages

PAGES = (
    "tutorial/quick-start.md",
    "how-to/examples.md",
    "how-to/background-work.md",
    "how-to/back-up.md",
    "how-to/personal-data.md",
    "how-to/retention.md",
    "how-to/leave-and-restore.md",
    "how-to/import.md",
    "how-to/lora-ready-data.md",
    "how-to/set-requirements.md",
    "how-to/add-skills.md",
    "how-to/calibrate.md",
)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", PAGES)
def test_the_examples_of_a_page_do_what_it_says(name: str, tmp_path: Path) -> None:
    compared = 0
    with ExamplePage(DOCS / name, tmp_path) as page:
        for block, printed, shown in page.run():
            if shown is None:
                continue
            answered = read_json(printed, f"{name}, line {block.line}: what was printed")
            wanted = read_json(shown.body, f"{name}, line {shown.line}: what is shown")
            assert find_difference(wanted, answered) is None, f"{name}, line {block.line}"
            compared += 1
    assert compared


def test_no_other_page_has_examples_to_run() -> None:
    elsewhere = [page for page in list_pages() if any(block.body.startswith(RUN) for block in list_blocks(page))]
    assert {page.relative_to(DOCS).as_posix() for page in elsewhere} == set(PAGES)


@pytest.mark.parametrize(
    ("shown", "answered"),
    [
        ({"job_id": "a3f7b2c1"}, {"job_id": "00000000", "more": 1}),
        ({"score": 81.5}, {"score": 12.0}),
        ([1, {"text": "…"}], [1, {"text": ["anything"]}, 3]),
        ([], []),
    ],
)
def test_what_a_page_shows_of_an_answer_is_found_in_it(shown: Any, answered: Any) -> None:
    assert find_difference(shown, answered) is None


@pytest.mark.parametrize(
    ("shown", "answered"),
    [
        ({"job_id": "a3f7b2c1"}, {"job_id": "a3f7b2c"}),
        ({"job_id": "a3f7b2c1"}, {"id": "a3f7b2c1"}),
        ({"score": 81.5}, {"score": None}),
        ({"duplicate": True}, {"duplicate": 1}),
        ([1, 2], [1]),
        ([], [1]),
        ({"name": "Ada"}, {"name": "Grace"}),
    ],
)
def test_a_difference_between_a_page_and_an_answer_is_found(shown: Any, answered: Any) -> None:
    assert find_difference(shown, answered) is not None

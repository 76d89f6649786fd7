from __future__ import annotations

from unit.cli.conftest import Filled
from unit.cli.running import ask, run


def test_everything_is_searched_as_the_api_does(filled: Filled) -> None:
    found = ask(filled.data, "search", filled.job_id)
    assert [(hit["kind"], hit["id"]) for hit in found["results"]] == [("job", filled.job_id)]
    assert filled.job_id in run(filled.data, "search", filled.job_id).stdout


def test_lists_are_narrowed_by_options(filled: Filled) -> None:
    assert ask(filled.data, "analysis", "list", "--rated", "--since", "2000-01-01")["total"] == 1
    assert ask(filled.data, "analysis", "list", "--not-rated")["total"] == 0
    assert ask(filled.data, "analysis", "list", "--until", "2000-01-01")["total"] == 0
    assert ask(filled.data, "feedback", "list", "--job", filled.job_id)["total"] == 1
    assert ask(filled.data, "audit", "list", "--until", "2000-01-01")["events"] == []

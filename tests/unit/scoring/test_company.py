"""Words that trades share, and that are of one trade only in the company of others of it."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine
from recollect.scoring.knowledge.vocabulary import cells_of, rows_of, vocabulary

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def test_each_shared_word_is_a_term_and_its_company_a_family() -> None:
    names, families = {one.name for one in vocabulary().terms}, {one.family for one in vocabulary().terms}
    for row in rows_of("company.tsv"):
        terms, _, company = row.partition(">")
        assert set(cells_of(terms)) <= names
        assert set(cells_of(company)) <= families


@pytest.mark.parametrize(
    ("asked", "told", "beside"),
    [
        ("Test cases", "Wrote test cases for yoghurt", "Jira"),
        ("Financial forecasting", "Rolling forecasts of spring run-off", "management accounts"),
        ("Variance analysis", "Variance analysis of soil samples by plot", "budgeting"),
    ],
)
def test_a_shared_word_is_met_in_company_alone(asked: str, told: str, beside: str) -> None:
    job = engine.read_job(f"Post\n\nRequirements:\n- {asked}\n")
    for more, verdict in (("", "partly"), (f"; {beside}", "met")):
        text = f"Sam Example\n\nEXPERIENCE\nAnalyst, Example Ltd, 2018 - present\n- {told}{more}\n"
        (one,) = engine.analyse(engine.read_resume(text), job, SETTINGS).requirements
        assert one.status == verdict

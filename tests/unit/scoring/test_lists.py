"""Which lines of a résumé are rows of words, and which tell of work with many commas."""

from __future__ import annotations

import pytest

from recollect.scoring.reading.lists import KeywordLines


@pytest.mark.parametrize(
    ("line", "is_row"),
    [
        ("Payroll | VAT | Xero | Sage | Excel | Ledgers", True),
        ("Skilled in payroll, VAT, Xero, Sage, Excel, ledgers", True),
        ("- rebuilt the ledgers, payroll and VAT, by myself, at night, then documented it; 61 live", False),
        ("· accruals for two groups: VAT rec, rate, losses, disclosure note, and the talk with the auditor", False),
        ("Planner, mill, Leeds, 03/2018 – 06/2022, senior, since 07/2022", False),
        ("Planner, mill, Leeds, 2018 - 2022, senior, days", False),
    ],
)
def test_a_sentence_with_many_commas_is_no_row_of_words(line: str, is_row: bool) -> None:
    assert KeywordLines(line).holds(0) is is_row

"""What a résumé names and, in its next words, does not show: denied between the words, of leisure, or still to come."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 7, 1))


def status(asked: str, told: str) -> str:
    """Give the verdict on what an ad asks for, of somebody who tells this of her post."""
    job = engine.read_job(f"Officer\n\nMust have\n- {asked}\n", role_name="Officer")
    resume = engine.read_resume(f"Ann Lee\n\nExperience\nOfficer, Lee & Co., 2016 - present\n{told}\n")
    return engine.analyse(resume, job, SETTINGS).requirements[0].status


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("You've dealt with HMRC enquiries yourself", "Ran HMRC enquiries from letter to close.", "met"),
        ("You've dealt with HMRC enquiries yourself", "HMRC letters go to Tim, I have not run enquiries.", "not_found"),
        ("you know EU water law", "Wrote papers on EU water law.\nInterests: kayaking", "met"),
        ("you know EU water law", "Wrote papers.\nInterests: kayaking, EU water law", "partly"),
        ("you know EU water law", "Wrote papers.\nOutside work: EU water law, kayaking", "partly"),
        ("Current HCPC registration", "HCPC registered since 2019.", "met"),
        ("Current HCPC registration", "Year 2 of 4. I will apply to the HCPC then.", "partly"),
    ],
)
def test_what_is_not_shown_is_not_met(asked: str, told: str, expected: str) -> None:
    assert status(asked, told) == expected

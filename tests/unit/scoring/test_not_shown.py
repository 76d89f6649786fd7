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


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Worked in HubSpot and Marketo.", "met"),
        ("I have never worked in Marketo, HubSpot or anything like them.", "not_found"),
        ("No Marketo, Pardot or HubSpot so far.", "not_found"),
        ("Never missed a deadline, and ran HubSpot, Excel or whatever was at hand.", "met"),
        ("Never late, HubSpot every day.", "met"),
    ],
)
def test_what_stands_in_a_list_that_is_denied_is_denied(told: str, expected: str) -> None:
    assert status("HubSpot", told) == expected


@pytest.mark.parametrize(
    ("asked", "told", "expected"),
    [
        ("CFA charter", "CFA, a Chartered Financial Analyst since 2019.", "met"),
        ("CFA charter", "Ran samples on the CFA, a Skalar continuous flow analyser.", "not_found"),
        ("Discounted cash flow models", "DCF (discounted cash flow) from a blank sheet.", "met"),
        ("Discounted cash flow models", "Measured DCF (dissolved carbon fraction) in streams.", "not_found"),
    ],
)
def test_an_abbreviation_that_is_spelt_out_as_another_thing_is_that_thing(asked: str, told: str, expected: str) -> None:
    assert status(asked, told) == expected


@pytest.mark.parametrize(
    "told", ["Head of Marketing, the only one in it.", "Opened and closed the till, counted stock."]
)
def test_to_lead_people_takes_people_who_are_led(told: str) -> None:
    assert status("Direct line management of at least two marketers", told) == "not_found"

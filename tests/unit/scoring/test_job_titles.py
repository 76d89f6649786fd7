"""The title of a job, and the roles that it names."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from recollect.scoring.ads.job_titles import find_title
from recollect.scoring.knowledge.vocabulary import roles


def named(ad: str) -> list[str]:
    """Give the role families that an ad without a given role is read as."""
    return [roles().families[role].name for role in engine.read_job(ad).roles]


@pytest.mark.parametrize(
    ("ad", "title"),
    [
        ("Electrician\nLeeds\n", "Electrician"),
        ("Skip to main content\nCareers › Finance\nSenior Accountant\nMilwaukee\n", "Senior Accountant"),
        ("Electrician (Commercial Fit-Out) – Leeds / Bradford – £20.50 p/h CIS or PAYE\n", "Electrician"),
        ("Something short\nWe are a firm of nine.\n", "Something short"),
        ("We are a small but growing firm that makes bars, banks and the odd staircase by hand.\n", ""),
        ("\n", ""),
    ],
)
def test_the_first_line_that_names_a_role_is_the_title(ad: str, title: str) -> None:
    assert find_title(ad) == title


def test_a_role_that_the_text_does_not_bear_out_is_dropped_but_never_the_first() -> None:
    ad = "Driver – Example Software Developer\n\nDrive the lorry, load parcels, keep the tachograph and the route.\n"
    assert named(ad) == ["driver"]


def test_words_of_the_title_hint_at_a_role_that_the_text_bears_out() -> None:
    ad = "Accounts Senior, Totnes\n\nPrepare accounts, ledgers, tax returns and audits; reconcile the books.\n"
    assert named(ad) == ["accountant"]


def test_a_title_that_hints_at_nothing_names_no_role() -> None:
    assert named("Xyzzy\n\nQwerty plugh.\n") == []


@pytest.mark.parametrize("title", ["PA to the owner", "Executive Assistant to the Chief Financial Officer"])
def test_whom_a_post_serves_is_no_part_of_its_trade(title: str) -> None:
    job = engine.read_job("Must have\n- 5+ years of experience supporting executives at VP level", role_name=title)
    assert [roles().families[one].name for one in job.roles] == ["administrator"]
    assert job.needs[0].roles == job.roles

from __future__ import annotations

import pytest

from recollect.scoring.ads.proposals import propose_company, propose_role

ADS = {
    "Data Engineer\nNordlicht Energie is looking for a data engineer in Leipzig.": (
        "Nordlicht Energie",
        "Data Engineer",
    ),
    "Job title: Night Nurse\nCompany: St Brede Hospital\nWe need you.": ("St Brede Hospital", "Night Nurse"),
    "About Brightwire Ltd:\nWe wire schools. We are looking for an experienced electrician to join us.": (
        "Brightwire Ltd",
        "electrician",
    ),
    "Join Kestrel & Sons as an accountant. We are hiring an accountant for our office.": (
        "Kestrel & Sons",
        "accountant",
    ),
    "We offer free coffee. You like people.": ("", ""),
    "Our client is looking for a nurse.": ("", "nurse"),
    "": ("", ""),
}


@pytest.mark.parametrize(("ad", "names"), ADS.items(), ids=range(len(ADS)))
def test_the_names_that_an_ad_speaks_of_are_proposed(ad: str, names: tuple[str, str]) -> None:
    assert (propose_company(ad), propose_role(ad)) == names

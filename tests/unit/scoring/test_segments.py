"""An ad cut into what it asks for, without what it offers."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.ads.segments import read_job_heading, read_segments


def told(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.part) for one in read_segments(text)]


def test_headings_say_what_stands_below() -> None:
    text = "Responsibilities\n• Weld pipes\nRequirements:\n- MIG welding\nNice to have\n* Crane ticket\n"
    assert told(text) == [("Weld pipes", "duties"), ("MIG welding", "must"), ("Crane ticket", "nice")]


def test_headings_inside_a_pasted_line_are_found() -> None:
    text = "We build ships. Required Skills: TIG welding; Preferred: grinding. Benefits: free lunch."
    assert told(text) == [
        ("We build ships.", "duties"),
        ("TIG welding", "must"),
        ("grinding.", "nice"),
    ]


@pytest.mark.parametrize(
    "noise",
    [
        "Easy Apply",
        "Save",
        "Show match details",
        "Over 100 applicants",
        "Posted 3 days ago",
        "We are an equal opportunity employer and do not discriminate by age.",
        "All applicants will be considered without regard to race or religion.",
        "$60,000 - $75,000 a year plus dental insurance",
        "We offer 30 days of paid leave",
    ],
)
def test_noise_is_left_out(noise: str) -> None:
    assert told(f"Requirements\nArc welding\n{noise}\n") == [("Arc welding", "must")]


def test_what_stands_under_benefits_is_left_out_whatever_it_says() -> None:
    assert told("Benefits\nTraining in Python and a driving licence paid by us\n") == []


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("What you'll bring:", "plain"),
        ("WHAT WE OFFER", "noise"),
        ("Essential criteria", "must"),
        ("What would be nice to see:", "nice"),
        ("Your minimum for this role:", "must"),
        ("We weld ships every day", None),
        ("• Requirements gathering:", None),
    ],
)
def test_a_heading_is_known_by_its_words(line: str, part: str | None) -> None:
    assert read_job_heading(line) == part


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("Location: Holt. At least two years of baking.\n", [("At least two years of baking.", "plain")]),
        ("Requirements\nHours: 37 a week\nArc welding\n", [("Arc welding", "must")]),
        (
            "We build ships. JOB REQUIREMENTS Arc welding",
            [("We build ships.", "duties"), ("Arc welding", "must")],
        ),
        (
            "We build ships. Minimum Requirements\nArc welding",
            [("We build ships.", "duties"), ("Arc welding", "must")],
        ),
        ("Required Skills Qualifications\nArc welding\n", [("Arc welding", "must")]),
        ("Requirements\nA. Arc welding\nB. Grinding\n", [("Arc welding", "must"), ("Grinding", "must")]),
        ("Requirements\nArc welding in St. Ives\n", [("Arc welding in St. Ives", "must")]),
        (
            "Benefits\nFree tea\nAt least 3 years of welding\nMust have a licence\n",
            [("At least 3 years of welding", "plain"), ("Must have a licence", "plain")],
        ),
        ("Skills\n- Bachelor's Degree EOE Minorities / Women\n", [("Bachelor's Degree", "plain")]),
    ],
)
def test_what_asks_is_found_among_what_does_not(text: str, segments: list[tuple[str, str]]) -> None:
    assert told(text) == segments


@given(st.text(alphabet="aB .:;\n•-!?$5", max_size=300))
def test_segments_stand_in_order_and_hold_something(text: str) -> None:
    found = read_segments(text)
    assert all(text[one.start : one.end].strip() for one in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))


def test_a_sentence_that_nobody_writes_is_read_in_parts() -> None:
    """Nothing of it is lost, no name is cut, and none is looked at beside thousands of others."""
    names = [f"tool {number}" for number in range(900)]
    row, unbroken = ", ".join(names), "x" * 5000
    segments = read_segments(f"Requirements:\n- {row}\n- {unbroken}\n")
    parts = ["".join(row for row, _ in told(f"Requirements:\n- {one}\n")) for one in (row, unbroken)]
    assert parts == [row, unbroken]
    assert all(one.part == "must" and one.end - one.start <= 1000 for one in segments)
    pieces = [name.strip() for part, _ in told(f"Requirements:\n- {row}\n") for name in part.strip(" ,").split(",")]
    assert pieces == names

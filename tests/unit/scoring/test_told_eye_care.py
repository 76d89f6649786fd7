"""What an optician's or an eye doctor's practice asks for, and the words in which its people tell of it."""

from __future__ import annotations

import pytest

from told_work import judged


@pytest.mark.parametrize(
    ("asked", "title", "told"),
    [
        ("Confident with pre-test equipment", "Optical assistant", "Ran the puffer and took fundus photos"),
        ("Take dispensing measurements", "Optical assistant", "Took PDs and heights for varifocals all day"),
        ("Teaching contact lens wearers", "Optical assistant", "Showed new wearers lenses in and out"),
        ("Adjusting and repairing spectacles", "Optical assistant", "Nose pads, screws and sides, up to ten a day"),
        ("Working up patients", "Ophthalmic technician", "History, Snellen acuities and Goldmann, then dilated them"),
        ("Visual fields", "Ophthalmic technician", "Ran the Humphrey for the glaucoma clinic"),
        ("Verify vision and medical insurance", "Optician", "Checked eligibility on the portal and VSP benefits"),
        ("At least a year as an optical assistant", "Optical assistant", "Sold frames"),
    ],
)
def test_eye_care_is_met_in_its_own_words(asked: str, title: str, told: str) -> None:
    assert judged(asked, title, told).status == "met"


@pytest.mark.parametrize(
    "told",
    [
        "I know from her what it is like: frame styling, varifocals, repairs",
        "The shops take the PDs and heights and send them over",
    ],
)
def test_what_the_shops_or_a_relative_do_in_eye_care_is_not_ones_own(told: str) -> None:
    assert judged("Dispensing optics", "Optical technician", told).status != "met"


def test_a_machine_that_was_shown_once_is_little() -> None:
    assert judged("Pre-test equipment", "Receptionist", "Reception, and shown the puffer once").status == "partly"

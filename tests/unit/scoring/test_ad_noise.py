from hypothesis import given
from hypothesis import strategies as st

from recollect.scoring.ads.ad_noise import noise_spans, without_noise
from recollect.scoring.ads.segments import read_segments

AD = """Ward Nurse, Paediatrics
Moorfield Infirmary, Leeds
Easy Apply
Save

About us
We are a big hospital with a long history.

Must have
- Registered nurse
- BSc in nursing

What we offer
- 27 days annual leave
- free parking

We are an equal opportunity employer regardless of race, age, gender.
"""
LINES = st.lists(st.sampled_from([*AD.splitlines(), "", "  ", "Nice to have", "- Welsh"]), max_size=25)


def test_what_a_site_pasted_offers_and_legal_text_are_noise() -> None:
    said = [AD[start:end] for start, end in noise_spans(AD)]
    assert [one.splitlines()[0] for one in said] == ["Easy Apply", "What we offer"]
    assert without_noise(AD) == (
        "Ward Nurse, Paediatrics\nMoorfield Infirmary, Leeds\n\nMust have\n- Registered nurse\n- BSc in nursing"
    )


@given(LINES)
def test_no_word_that_is_judged_is_noise(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = noise_spans(text)
    for one in read_segments(text):
        assert not any(start < one.end and end > one.start for start, end in spans)
    for one in read_segments(text):
        assert text[one.start : one.end] in without_noise(text)


def test_an_ad_without_noise_stays_as_it_is() -> None:
    plain = "Must have\n- Registered nurse\n\n\n- Welsh"
    assert without_noise(plain) == plain

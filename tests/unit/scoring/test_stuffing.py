"""Text that is there for the machine earns nothing."""

from __future__ import annotations

from datetime import date

from recollect.scoring import engine
from recollect.scoring.reading.stuffing import copied_spans, flags_of

SETTINGS = engine.ScoringSettings(today=date(2026, 6, 1))
AD = (
    "Requirements\nYou must be able to install and test three-phase panels in live factories without any supervision.\n"
    "You must hold a driving licence and read wiring diagrams in English and in German every working day.\n"
)
RESUME = "EXPERIENCE\nBaker, Corner Bakery, 2015 - 2020\nBaked bread and rolls every night.\n"


def test_sentences_of_the_ad_are_found_to_the_character() -> None:
    text = RESUME + AD.split("\n", 1)[1]
    resume, job = engine.read_resume(text), engine.read_job(AD)
    ((start, end),) = copied_spans(resume, job)
    assert text[start:end].startswith("You must be able")
    assert text[start:end].endswith("every working day")
    (flag,) = flags_of(resume, [(start, end)])
    assert (flag.code, flag.start, flag.end) == ("copied_from_ad", start, end)


def test_who_copies_much_has_copied_the_little_too() -> None:
    little = "I hold a driving licence and read wiring diagrams in English."
    much = AD.splitlines()[1]
    job = engine.read_job(AD)
    text = f"{RESUME}{much}\nBaked cakes and tarts for the whole village of nine hundred.\n{little}\n"
    spans = [text[start:end] for start, end in copied_spans(engine.read_resume(text), job)]
    assert spans == [much[:-1], little[:-1]]
    assert copied_spans(engine.read_resume(RESUME + little), job) == []


def test_a_block_that_is_mostly_copied_is_copied_whole() -> None:
    first, second = AD.splitlines()[1:]
    ad = f"{AD}Fluent German\nFirst aid at work\n"
    block = f"{first}\nFluent German\nFitted panels, wrote it my own way\n{second}\n"
    text = f"{RESUME}\n{block}\nFirst aid at work\n"
    spans = [text[start:end] for start, end in copied_spans(engine.read_resume(text), engine.read_job(ad))]
    assert spans == [block[:-1]]
    text = f"{RESUME}\n{first}\nFluent German\nFitted panels\nWired vans\nPainted doors\n"
    spans = [text[start:end] for start, end in copied_spans(engine.read_resume(text), engine.read_job(ad))]
    assert spans == [first[:-1], "Fluent German"]


def test_what_is_copied_bears_nothing_out() -> None:
    job = engine.read_job(AD)
    findings = engine.analyse(engine.read_resume(RESUME + AD.split("\n", 1)[1]), job, SETTINGS)
    assert not [one for one in findings.requirements if one.status == "met"]
    assert [flag.code for flag in findings.flags] == ["copied_from_ad"]


def test_a_few_words_in_common_are_no_copy() -> None:
    resume = engine.read_resume(RESUME + "Read wiring diagrams in English.\n")
    assert copied_spans(resume, engine.read_job(AD)) == []


def test_the_same_words_again_and_again_are_flagged_once() -> None:
    text = RESUME + "python java sql docker linux " * 8
    findings = engine.analyse(engine.read_resume(text), engine.read_job("Requirements\nPython\n"), SETTINGS)
    (flag,) = findings.flags
    assert flag.code == "keyword_stuffing"
    assert flag.start is not None
    assert text[flag.start :].startswith("python java")


def test_an_honest_resume_has_no_flags() -> None:
    assert engine.analyse(engine.read_resume(RESUME), engine.read_job(AD), SETTINGS).flags == ()

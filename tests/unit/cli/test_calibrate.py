from __future__ import annotations

from pathlib import Path

from unit.cli.conftest import Filled
from unit.cli.running import ask, fail, run


def test_refitting_says_what_is_missing(filled: Filled) -> None:
    ask(filled.data, "feedback", "add", "--analysis", filled.analysis_id, "--rating", "3", "--score", "40")
    outcome = ask(filled.data, "calibrate", "fit", "--dry-run")
    assert (outcome["pairs"], outcome["calibration"]) == (1, None)
    assert "30 corrected scores" in run(filled.data, "calibrate", "fit").stdout


def test_maps_are_listed_used_and_switched_off(data: Path) -> None:
    assert ask(data, "calibrate", "list") == {"calibrations": []}
    assert ask(data, "calibrate", "off") == {"calibrations": []}
    code, line, _ = fail(data, "calibrate", "use", "cal_00000000")
    assert code == 3
    assert "recollect calibrate list" in line


def test_marked_words_are_listed_with_what_is_proposed(filled: Filled) -> None:
    assert ask(filled.data, "calibrate", "words") == {"words": [], "doubts": [], "proposals": []}

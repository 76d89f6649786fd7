"""The printed analyses are those of this engine, of the ads that are kept beside."""

import tomllib

from docs.pages import ROOT
from recollect.scoring.engine import ENGINE_VERSION

PAGE = (ROOT / "docs" / "explanation" / "ten-analyses.md").read_text("utf-8")
PAIRS = tomllib.loads((ROOT / "tests" / "data" / "printed" / "pairs.toml").read_text("utf-8"))["pairs"]


def test_the_page_was_printed_by_this_engine() -> None:
    assert f"({ENGINE_VERSION})" in PAGE


def test_every_pair_is_printed_with_its_ad() -> None:
    assert len(PAIRS) == 10
    for pair in PAIRS:
        assert f"`{pair['resume']}`, for {pair['company']}:" in PAGE
        assert all(f"> {line}".rstrip() in PAGE for line in pair["ad"].strip().splitlines())

import re
import tomllib

from docs.pages import DOCS, ROOT

DECISIONS = DOCS / "decisions"
PARTS = ("**Context.**", "**Decision.**", "**Consequences.**", "**What else was weighed.**", "**How it is enforced.**")


def test_decisions_are_numbered_without_gaps_and_have_all_their_parts() -> None:
    pages = sorted(DECISIONS.glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    for number, page in enumerate(pages, start=1):
        text = page.read_text("utf-8")
        assert text.startswith(f"# {number}. "), page.name
        assert [part for part in PARTS if part not in text] == [], page.name


def test_each_dependency_has_its_reason_and_the_locked_version() -> None:
    page = (DECISIONS / "0010-dependencies.md").read_text("utf-8")
    reasons = dict(re.findall(r"^\| ([a-z0-9-]+) \| ([0-9.]+) \|", page, re.MULTILINE))
    with (ROOT / "pyproject.toml").open("rb") as file:
        declared = tomllib.load(file)["project"]["dependencies"]
    assert set(reasons) == {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in declared}
    locked = (ROOT / "requirements" / "base.txt").read_text("ascii")
    assert [name for name, version in reasons.items() if f"\n{name}=={version} " not in f"\n{locked}"] == []

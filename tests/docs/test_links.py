from pathlib import Path

import pytest

from docs.pages import DOCS, ROOT, list_anchors, list_pages, list_targets

LARGEST_IMAGE_BYTES = 300_000


@pytest.mark.parametrize("page", list_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_to_is_there(page: Path) -> None:
    broken = []
    for target in list_targets(page):
        if target.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        pointed = (page.parent / path).resolve() if path else page
        if not pointed.exists() or (anchor and anchor not in list_anchors(pointed)):
            broken.append(target)
    assert broken == []


def test_every_page_can_be_reached_from_the_main_entry() -> None:
    reached = {DOCS / "index.md"}
    waiting = list(reached)
    while waiting:
        page = waiting.pop()
        linked = {(page.parent / target.partition("#")[0]).resolve() for target in list_targets(page)}
        found = {path for path in linked if path.suffix == ".md" and path.is_file()} - reached
        reached |= found
        waiting += found
    assert set(DOCS.rglob("*.md")) - reached == set()


def test_images_are_light() -> None:
    heavy = [path.name for path in (DOCS / "images").iterdir() if path.stat().st_size >= LARGEST_IMAGE_BYTES]
    assert heavy == []

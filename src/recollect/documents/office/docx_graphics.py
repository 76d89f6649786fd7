"""Words of a Word document's diagrams (SmartArt) and charts, which stand in parts of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from recollect.documents.xml_parts import Element, attribute, local_name

OpenRelated = Callable[[str], Element | None]
"""Gives the root of the part that a relationship id names, or None."""
_MOST_GRAPHICS = 50
_MOST_LINES = 500
_SHOWN_POINTS = frozenset({None, "node", "asst"})


class Graphics:
    """Reads the graphics of one part of a document, each once however often it is named."""

    def __init__(self, open_related: OpenRelated) -> None:
        self._open_related = open_related
        self._seen: set[str] = set()

    def lines_of(self, drawing: Element) -> Iterator[str]:
        """Give the lines of a drawing's diagrams and charts."""
        for element in drawing.iter("{*}relIds", "{*}chart"):
            is_diagram = local_name(element) == "relIds"
            name = attribute(element, "dm" if is_diagram else "id")
            if not name or name in self._seen or len(self._seen) >= _MOST_GRAPHICS:
                continue
            self._seen.add(name)
            root = self._open_related(name)
            if root is not None:
                yield from _first(_diagram_lines(root) if is_diagram else _chart_lines(root))


def _first(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == _MOST_LINES:
            return
        yield line


def _diagram_lines(root: Element) -> Iterator[str]:
    for point in root.iter("{*}pt"):
        if attribute(point, "type") in _SHOWN_POINTS:
            yield from _paragraphs(point)


def _chart_lines(root: Element) -> Iterator[str]:
    """Give a chart's titles, and the names of its series and of what they measure, without the figures."""
    for element in root.iter("{*}title", "{*}tx", "{*}cat"):
        if local_name(element) == "title":
            yield from _paragraphs(element)
        else:
            yield from (value.text or "" for value in element.iter("{*}v"))


def _paragraphs(parent: Element) -> Iterator[str]:
    for paragraph in parent.iter("{*}p"):
        yield "".join(text.text or "" for text in paragraph.iter("{*}t"))

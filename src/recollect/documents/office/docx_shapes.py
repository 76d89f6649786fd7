"""Drawn shapes of a Word document: the text boxes in them, and what they may stand behind."""

from __future__ import annotations

from collections.abc import Iterator

from recollect.documents.visibility import WHITE, parse_colour
from recollect.documents.xml_parts import Element, attribute, child, local_name

_EMU_PER_INCH = 914_400
_LARGE_SQUARE_INCHES = 6.0
"""A sidebar or a banner is larger than this, and a portrait is not."""
_FILLS = frozenset({"solidFill", "gradFill", "pattFill", "blipFill", "pic"})
_FAR_OFF_INCHES = 25.0
_VML_SHAPES = frozenset({"shape", "rect", "roundrect", "oval"})


def has_backdrop(root: Element, *, behind_text: bool) -> bool:
    """Tell whether a large filled shape or picture floats on the pages; `behind_text` counts only those behind it.

    Where it lies is not worked out: over such a page, the colour of words does not say that they are unseen.
    """
    for anchor in root.iter("{*}anchor"):
        if behind_text and attribute(anchor, "behindDoc") not in {"1", "true"}:
            continue
        if _square_inches(anchor) >= _LARGE_SQUARE_INCHES and any(local_name(one) in _FILLS for one in anchor.iter()):
            return True
    return any(
        attribute(shape, "filled") not in {"f", "false"} and attribute(shape, "fillcolor") is not None
        for name in _VML_SHAPES
        for shape in root.iter("{urn:schemas-microsoft-com:vml}" + name)
        if "z-index:-" in (attribute(shape, "style") or "").replace(" ", "") or not behind_text
    )


def text_boxes(drawing: Element) -> Iterator[tuple[Element, int | None]]:
    """Give the outermost text boxes of a drawing, each with the colour behind its words; None where that is unclear."""
    pending = [(drawing, WHITE if not _is_grouped(drawing) else None)]
    while pending:
        element, background = pending.pop()
        name = local_name(element)
        if name == "txbxContent":
            yield element, background
            continue
        if name == "AlternateContent":
            pending += [(chosen, background) for chosen in choose(element)]
            continue
        if name == "wsp" or name in _VML_SHAPES:
            background = _fill_of(element) if background is not None else None
        pending += [(one, background) for one in reversed(element)]


def choose(alternate: Element) -> tuple[Element, ...]:
    """Give the one branch of ``mc:AlternateContent`` to read: the newer, unless only the older holds text."""
    branches = [one for one in alternate if local_name(one) in {"Choice", "Fallback"}]
    for branch in branches:
        if any(local_name(one) in {"t", "txbxContent"} for one in branch.iter("{*}t", "{*}txbxContent")):
            return (branch,)
    return tuple(branches[:1])


def is_off_page(drawing: Element) -> bool:
    """Tell whether a floating drawing is set so far from its page that no part of it can be on paper."""
    for position in drawing.iter("{*}posOffset"):
        try:
            offset = int((position.text or "").strip()[:16])
        except ValueError:
            continue
        if abs(offset) > _FAR_OFF_INCHES * _EMU_PER_INCH:
            return True
    return False


def _is_grouped(drawing: Element) -> bool:
    return next(drawing.iter("{*}wgp", "{urn:schemas-microsoft-com:vml}group"), None) is not None


def _fill_of(shape: Element) -> int | None:
    """Give the colour that a shape is filled with: white where it has none, None where it can't be told."""
    drawn = child(shape, "spPr")
    if drawn is None:
        if attribute(shape, "filled") in {"f", "false"}:
            return WHITE
        return parse_colour(attribute(shape, "fillcolor") or "#FFFFFF")
    for one in drawn:
        name = local_name(one)
        if name == "noFill":
            return WHITE
        if name == "solidFill":
            plain = child(one, "srgbClr")
            return None if plain is None else parse_colour(attribute(plain, "val"))
        if name in _FILLS:
            return None
    return WHITE if child(shape, "style") is None else None


def _square_inches(anchor: Element) -> float:
    extent = child(anchor, "extent")
    if extent is None:
        return 0.0
    sides = [(attribute(extent, name) or "") for name in ("cx", "cy")]
    if not all(side.isascii() and side.isdigit() and len(side) < 12 for side in sides):  # noqa: PLR2004 - digits
        return 0.0
    return int(sides[0]) * int(sides[1]) / _EMU_PER_INCH**2

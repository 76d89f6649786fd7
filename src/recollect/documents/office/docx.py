"""Word documents (DOCX): headers, body, notes and footers in the order in which they are read."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msgspec import Struct

from recollect.documents.extract import Extract
from recollect.documents.flow import Flow
from recollect.documents.limits import Limits
from recollect.documents.office.docx_body import BodyReader, Context
from recollect.documents.office.docx_graphics import OpenRelated
from recollect.documents.office.docx_numbering import Numbering
from recollect.documents.office.docx_styles import Styles, is_on
from recollect.documents.visibility import WHITE, parse_colour
from recollect.documents.xml_parts import Element, attribute, child, local_name, parse_xml
from recollect.documents.zip_package import ZipPackage
from recollect.errors import BrokenDocument

_MAIN = "word/document.xml"
_MACROS = "word/vbaProject.bin"
_MOST_PARTS = 200


class _Relation(Struct, frozen=True):
    kind: str
    target: str
    external: bool


def extract_docx(data: bytes, limits: Limits) -> Extract:
    """Read a Word document. Nothing that it names outside itself is fetched, and macros are not looked at."""
    package = ZipPackage(data)
    main = main_part(package)
    flow = Flow(limits)
    relations = _read_relations(package, main)
    root = parse_xml(package.read(main))
    styles = Styles(_part_of(package, relations, "styles"))
    reader = BodyReader(flow, styles, Numbering(_part_of(package, relations, "numbering")))
    if _MACROS in package:
        flow.warn("The document holds macros; they were neither run nor read.")
    body = child(root, "body")
    if body is None:
        raise BrokenDocument("The document has no body; save it again and upload that.")
    headers = _shown(package, relations, body, "header")
    on_first_page = [name for name, is_at_top in headers.items() if is_at_top]
    for name in on_first_page:
        _read_part(package, reader, name)
        flow.leave_blank()
    reader.read_part(body, _links_of(relations), _opener(package, relations), _page_colour(root))
    _read_notes(package, reader, relations)
    with flow.running():
        later = [name for name in headers if name not in on_first_page]
        for name in (*later, *_shown(package, relations, body, "footer")):
            _read_part(package, reader, name)
            flow.end_line()
    return flow.finish(has_pictures=any(name.startswith("word/media/") for name in package.names))


def main_part(package: ZipPackage) -> str:
    """Tell which part is the document itself."""
    named = (
        relation.target
        for relation in _read_relations(package, "").values()
        if relation.kind == "officeDocument" and not relation.external
    )
    return next((name for name in named if name in package), _MAIN)


def _read_part(package: ZipPackage, reader: BodyReader, name: str) -> None:
    relations = _read_relations(package, name)
    reader.read_part(parse_xml(package.read(name)), _links_of(relations), _opener(package, relations))


def _opener(package: ZipPackage, relations: Mapping[str, _Relation]) -> OpenRelated:
    def open_related(relation_id: str) -> Element | None:
        relation = relations.get(relation_id)
        if relation is None or relation.external or relation.target not in package:
            return None
        return parse_xml(package.read(relation.target))

    return open_related


def _read_relations(package: ZipPackage, part: str) -> dict[str, _Relation]:
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels".lstrip("/")
    if path not in package:
        return {}
    found: dict[str, _Relation] = {}
    for element in parse_xml(package.read(path)):
        kind = (attribute(element, "Type") or "").rpartition("/")[2]
        external = (attribute(element, "TargetMode") or "").lower() == "external"
        target = attribute(element, "Target") or ""
        inside = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attribute(element, "Id") or ""] = _Relation(kind, target if external else inside, external)
    return found


def _links_of(relations: Mapping[str, _Relation]) -> dict[str, str]:
    return {name: one.target for name, one in relations.items() if one.kind == "hyperlink" and one.external}


def _part_of(package: ZipPackage, relations: Mapping[str, _Relation], kind: str) -> Element | None:
    for relation in relations.values():
        if relation.kind == kind and not relation.external and relation.target in package:
            return parse_xml(package.read(relation.target))
    return None


def _shown(package: ZipPackage, relations: Mapping[str, _Relation], body: Element, kind: str) -> dict[str, bool]:
    """Give the headers or footers that pages have, each once, and whether it is the first page's."""
    shown: dict[str, bool] = {}
    for number, section in enumerate(body.iter("{*}sectPr")):
        title_page = child(section, "titlePg")
        titled = title_page is not None and is_on(attribute(title_page, "val"))
        for reference in section:
            relation = relations.get(attribute(reference, "id") or "")
            is_first = attribute(reference, "type") == "first"
            if local_name(reference) != f"{kind}Reference" or relation is None or (is_first and not titled):
                continue
            if not relation.external and relation.target in package and len(shown) < _MOST_PARTS:
                shown.setdefault(relation.target, number == 0 and is_first == titled)
    return shown


def _read_notes(package: ZipPackage, reader: BodyReader, relations: Mapping[str, _Relation]) -> None:
    """Read the notes that the body refers to, in its order."""
    wanted = dict(reader.notes)
    for kind in ("footnote", "endnote"):
        if not any(note.startswith(kind) for note in wanted):
            continue
        root = _part_of(package, relations, f"{kind}s")
        notes = {attribute(one, "id"): one for one in (() if root is None else root)}
        for note in wanted:
            element = notes.get(note.partition(":")[2]) if note.startswith(kind) else None
            if element is not None:
                reader.read_blocks(element, Context(background=WHITE))


def _page_colour(root: Element) -> int:
    background = child(root, "background")
    colour = None if background is None else parse_colour(attribute(background, "color"))
    return WHITE if colour is None else colour

"""XML out of a stranger's file: no document type, no entities, nothing fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree

from recollect.errors import BrokenDocument, DocumentTooCostly

Element = Any
"""An element of lxml, which carries no types."""

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def parse_xml(data: bytes) -> Element:
    """Parse one part. Raises `BrokenDocument`, also for any document type: no office program writes one."""
    if any(mark in data for mark in _DOCTYPES):
        raise BrokenDocument(
            "The document declares a document type, which may name other files; save it again and upload that."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise DocumentTooCostly("Reading took more memory than one document may; upload a simpler one.") from error
        raise BrokenDocument("The document's structure can't be followed; save it again and upload that.") from error
    except ValueError as error:
        raise BrokenDocument("The document's structure can't be followed; save it again and upload that.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenDocument("The document declares a document type; save it again and upload that.")
    return root


def local_name(element: Element) -> str:
    """Give an element's name without its namespace; empty for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """Give an element's namespace; empty where it has none."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def attribute(element: Element, name: str) -> str | None:
    """Give an attribute by its name without its namespace: office formats have had several for the same."""
    found: str | None = element.get(name)
    if found is not None:
        return found
    ending = "}" + name
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), None)


def child(element: Element | None, name: str) -> Element | None:
    """Give the first child of that name without namespace."""
    if element is None:
        return None
    return next((one for one in element if local_name(one) == name), None)

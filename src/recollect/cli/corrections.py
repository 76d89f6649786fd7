"""Corrections of a résumé as they are typed: ``FIELD=VALUE``."""

from __future__ import annotations

from typing import Any

import msgspec

from recollect.domain.document import Fields
from recollect.errors import InvalidInput

_LISTS = frozenset(name for name in Fields.__struct_fields__ if isinstance(getattr(Fields(), name), tuple))


def read_corrections(written: list[str]) -> dict[str, Any]:
    """Give the corrected fields in the shape of the API.

    A list's field is repeated, once for each entry; without a value a field is cleared; a value that begins with
    ``{`` or ``[`` is JSON. Raises `InvalidInput` for what is no ``FIELD=VALUE``.
    """
    corrections: dict[str, Any] = {}
    for correction in written:
        name, sign, value = correction.partition("=")
        if not sign or not name:
            raise InvalidInput(f"{correction!r} is no correction; write FIELD=VALUE, such as name='Ana Lima'.")
        if name in _LISTS:
            corrections.setdefault(name, []).extend(_entries(name, value))
        elif name in corrections:
            raise InvalidInput(f"The field `{name}` is given twice.")
        else:
            corrections[name] = _parsed(name, value) if value else None
    return corrections


def _entries(name: str, value: str) -> list[Any]:
    if not value:
        return []
    parsed = _parsed(name, value)
    return parsed if isinstance(parsed, list) else [parsed]


def _parsed(name: str, value: str) -> Any:
    if value[0] not in "{[":
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError as error:
        raise InvalidInput(f"The value of `{name}` begins like JSON and is none: {error}.") from error

"""Profiles as bytes, under the name of what read them, so that they outlive the process that did.

MessagePack after a checksum, not compressed: that would halve them, and make reading one half as slow again.
"""

from __future__ import annotations

import hashlib
from array import array
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_origin, get_type_hints
from zlib import crc32

import msgspec
import numpy as np
from msgspec import DecodeError, Struct

from recollect.scoring import engine
from recollect.scoring.knowledge.vocabulary import lexicon_version
from recollect.scoring.profiles import JobProfile, ResumeProfile

P = TypeVar("P", ResumeProfile, JobProfile)
_SUM_BYTES = 4


def profile_version() -> str:
    """Give the name of what reads profiles now: engine, lexicon with what was added, and how both are written.

    The last is a digest of the program's text and of what a profile is made of. A profile under another name is of no
    use, and nobody has to remember to give a new one.
    """
    return f"{engine.ENGINE_VERSION}+{lexicon_version()}+{_reader_digest()}"


def pack_resume(profile: ResumeProfile) -> bytes:
    """Give what is stored of a résumé's profile: all but its text, which is kept by itself."""
    return _pack(msgspec.structs.replace(profile, text="", **_gathered(ResumeProfile)))


def unpack_resume(packed: bytes, text: str) -> ResumeProfile | None:
    """Give the profile that was stored of a text, or None for bytes that are none."""
    profile = _unpack(packed, ResumeProfile)
    return None if profile is None else msgspec.structs.replace(profile, text=text)


def pack_job(profile: JobProfile) -> bytes:
    """Give what is stored of a job's profile."""
    return _pack(msgspec.structs.replace(profile, **_gathered(JobProfile)))


def unpack_job(packed: bytes) -> JobProfile | None:
    """Give the profile that was stored of a job, or None for bytes that are none."""
    return _unpack(packed, JobProfile)


def _pack(profile: Struct) -> bytes:
    body = msgspec.msgpack.encode(profile, enc_hook=_plain)
    return crc32(body).to_bytes(_SUM_BYTES, "big") + body


def _unpack(packed: bytes, kind: type[P]) -> P | None:
    body = packed[_SUM_BYTES:]
    if len(packed) < _SUM_BYTES or crc32(body).to_bytes(_SUM_BYTES, "big") != packed[:_SUM_BYTES]:
        return None
    try:
        return msgspec.msgpack.decode(body, type=kind, dec_hook=_filled)
    except DecodeError:
        return None


def _plain(value: Any) -> tuple[str, bytes]:
    """Give numbers in a row as their kind and their bytes."""
    if isinstance(value, array):
        return value.typecode, value.tobytes()
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.tobytes()
    raise TypeError(f"A profile can't hold a {type(value).__name__}.")


def _filled(kind: Any, value: tuple[str, bytes]) -> Any:
    """Give numbers in a row again."""
    written, content = value
    if (get_origin(kind) or kind) is array:
        return array(written, content)
    return np.frombuffer(content, dtype=np.dtype(written))


def _gathered(kind: type[P]) -> dict[str, Any]:
    """Give, empty, what a kind of profile gathers while pairs are judged."""
    made = [one for one in msgspec.structs.fields(kind) if one.default_factory is not msgspec.NODEFAULT]
    return {one.name: one.default_factory() for one in made}


@cache
def _reader_digest() -> str:
    digest = hashlib.sha256("\n".join(_shape(ResumeProfile) | _shape(JobProfile)).encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _shape(kind: type[Struct]) -> dict[str, None]:
    """Give each structure that a kind of profile is made of, with the names and types of its fields."""
    shapes: dict[str, None] = {}
    waiting: list[Any] = [kind]
    seen: set[Any] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Struct) and one not in seen:
            seen.add(one)
            hints = get_type_hints(one)
            shapes[f"{one.__qualname__}: " + ", ".join(f"{name} {hints[name]!r}" for name in one.__struct_fields__)] = (
                None
            )
            waiting += hints.values()
        else:
            waiting += getattr(one, "__args__", ())
    return shapes

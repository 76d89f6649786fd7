"""The settings: from the command line, the environment (`RECOLLECT_*`), a TOML file, or as shipped; in that order.

This is the only module that reads the environment and the settings file.
"""

from __future__ import annotations

import json
import math
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import UNSET, Struct

from recollect.errors import StartupError

ENVIRONMENT_PREFIX = "RECOLLECT_"
FILE_NAME = "recollect.toml"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_MIB = 1024 * 1024
MOST_RETENTION_DAYS = 36_500
_LOCAL_TIME = Path("/etc/localtime")
_AT_LEAST_ONE = (
    "max_upload_mib", "max_pages", "max_characters", "reader_memory_mib", "reader_processes", "max_archive_mib",
    "backup_keep",
)  # fmt: skip
_OCR_LANGUAGES = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\+[A-Za-z][A-Za-z0-9_]*)*")


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings. `DESCRIPTIONS` says what each is for."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8000
    token: str = ""
    allowed_hosts: tuple[str, ...] = ()
    database_url: str = ""
    log_level: str = "info"
    max_upload_mib: int = 20
    max_pages: int = 60
    max_characters: int = 2_000_000
    reader_timeout_s: float = 10.0
    reader_memory_mib: int = 700
    reader_processes: int = 2
    max_archive_mib: int = 64
    ocr_command: str = "tesseract"
    ocr_languages: str = "eng"
    ocr_timeout_s: float = 60.0
    backup_folder: str = ""
    backup_every_hours: float = 0.0
    backup_keep: int = 7
    retention_days: int = 0
    archive: bool = True

    def __post_init__(self) -> None:
        """Refuse what can't work, with what to write instead."""
        if not 0 <= self.port < 2**16:
            raise StartupError(f"port is {self.port}; it goes from 0 to 65535.")
        for name in _AT_LEAST_ONE:
            if getattr(self, name) < 1:
                raise StartupError(f"{name} is {getattr(self, name)}; it must be at least 1.")
        for name in ("reader_timeout_s", "ocr_timeout_s"):
            if not 0 < getattr(self, name) < math.inf:
                raise StartupError(f"{name} is {getattr(self, name)}; it must be more than 0, and finite.")
        if not _OCR_LANGUAGES.fullmatch(self.ocr_languages):
            raise StartupError(f"ocr_languages is {self.ocr_languages}; write Tesseract's names, such as eng+deu.")
        self._check_backups()
        if not 0 <= self.retention_days <= MOST_RETENTION_DAYS:
            raise StartupError(
                f"retention_days is {self.retention_days}; it is 0 for never, or up to {MOST_RETENTION_DAYS}."
            )
        if self.log_level not in LOG_LEVELS:
            raise StartupError(f"log_level is {self.log_level}; it is one of {', '.join(LOG_LEVELS)}.")
        if self.database_url and not self.database_url.startswith("postgresql://"):
            raise StartupError("database_url must begin with postgresql://; leave it empty for SQLite.")

    def _check_backups(self) -> None:
        if not 0 <= self.backup_every_hours < math.inf:
            raise StartupError(f"backup_every_hours is {self.backup_every_hours}; it is 0 for never, or more.")
        if self.backup_every_hours and not self.backup_folder:
            raise StartupError("backup_every_hours is set, and no backup_folder: name a folder outside the data.")

    @property
    def max_upload_bytes(self) -> int:
        """The largest file that is taken, in bytes."""
        return self.max_upload_mib * _MIB

    @property
    def reader_memory_bytes(self) -> int:
        """The memory that one reader process may use, in bytes."""
        return self.reader_memory_mib * _MIB

    @property
    def max_archive_bytes(self) -> int:
        """The largest archive that is taken, in bytes."""
        return self.max_archive_mib * _MIB

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in _LOOPBACK


_COMMAND_LINE = "command line"
LOG_LEVELS = ("debug", "info", "warning", "error")
SECRET = frozenset({"token", "database_url"})
"""Settings whose values are never shown."""

DESCRIPTIONS: Mapping[str, str] = {
    "data": "The folder that everything is kept in.",
    "host": "The address to listen on. Anything but loopback needs a token.",
    "port": "The port to listen on; 0 takes a free one.",
    "token": "The secret that clients send as a bearer token, and people sign in with. Empty: no sign-in.",
    "allowed_hosts": "Host names the server answers to, beside its address and localhost; comma-separated.",
    "database_url": "postgresql://… to keep the records in PostgreSQL. Empty: SQLite in the data folder.",
    "log_level": "How much is logged: debug, info, warning or error.",
    "max_upload_mib": "The largest file that is taken, in MiB.",
    "max_pages": "The most pages that a document may have.",
    "max_characters": "The most characters that a document may have.",
    "reader_timeout_s": "How long reading one document may take, in seconds.",
    "reader_memory_mib": "The memory that reading one document may take, in MiB.",
    "reader_processes": "How many documents are read at once; as many more that take longer than a second.",
    "max_archive_mib": "The largest ZIP archive of documents that is taken, in MiB.",
    "ocr_command": "The program that recognises text in scans, by name or path. Empty: none.",
    "ocr_languages": "The languages of scans, as Tesseract names them, joined by +.",
    "ocr_timeout_s": "How long recognising the text of one document may take, in seconds.",
    "backup_folder": "The folder that backups go to, outside the data folder, best on another disk.",
    "backup_every_hours": "How often the server backs up by itself, in hours. 0: never.",
    "backup_keep": "How many backups stay in the folder when the server backs up.",
    "retention_days": "The server erases people after so many days without activity. 0: never.",
    "archive": "Whether a copy of everything in plain files is kept in the data folder.",
}


def load_settings(given: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Join the settings of all sources; `given` are the command line's, None where an option was left out.

    Raises `StartupError` that names the setting and its source when one is unknown or can't be read.
    """
    env = os.environ if environment is None else environment
    from_command_line = {name: value for name, value in (given or {}).items() if value is not None}
    from_environment = _read_environment(env)
    data = Path(from_command_line.get("data") or from_environment.get("data") or Settings().data)
    merged = _read_file(env, data) | from_environment | from_command_line
    try:
        return msgspec.convert(merged, Settings, strict=False, dec_hook=_read_path)
    except msgspec.ValidationError as error:
        named = re.search(r"\$\.(\w+)", str(error))
        source = f" (from {source_of(named[1], from_command_line, env)})" if named else ""
        raise StartupError(f"A setting can't be used{source}: {error}. See `recollect settings`.") from error


def kept_settings(settings: Settings, environment: Mapping[str, str] | None = None) -> dict[str, object]:
    """Give what the settings file says, without secrets: the part of the settings that belongs to a store."""
    found = _read_file(os.environ if environment is None else environment, settings.data)
    return {name: value for name, value in found.items() if name not in SECRET}


def write_settings_file(data: Path, settings: Mapping[str, object]) -> None:
    """Write settings that a restore brought along, unless the data folder has a file of its own."""
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in settings.items()]
    if lines and not (data / FILE_NAME).exists():
        (data / FILE_NAME).write_text("".join(lines), "utf-8")


def local_zone(environment: Mapping[str, str] | None = None) -> tzinfo:
    """Give the time zone of this machine, with its summer times where the machine names it."""
    env = os.environ if environment is None else environment
    linked = str(_LOCAL_TIME.resolve()).partition("zoneinfo/")[2]
    for name in (env.get("TZ", "").lstrip(":"), linked):
        try:
            if name:
                return ZoneInfo(name)
        except (KeyError, ValueError, OSError):  # no name of a zone, or none that is known here
            continue
    return datetime.now(UTC).astimezone().tzinfo or UTC


def source_of(name: str, given: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> str:
    """Tell where the value of a setting comes from: the command line, the environment, a file, or as shipped."""
    env = os.environ if environment is None else environment
    if given.get(name) is not None:
        return _COMMAND_LINE
    from_environment = _read_environment(env)
    if name in from_environment:
        return ENVIRONMENT_PREFIX + name.upper()
    data = Path(given.get("data") or from_environment.get("data") or Settings().data)
    return str(_file(env, data)) if name in _read_file(env, data) else "default"


def origins_of(settings: Settings, environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """Tell where the value of each setting comes from, as `source_of` does, of settings that were loaded before.

    What neither the environment nor a file says by now came by the command line. Raises `StartupError` when the file
    can no longer be read.
    """
    env = os.environ if environment is None else environment
    given = {"data": settings.data}
    now = load_settings(given, env)
    found = {
        name: source_of(name, given, env) if getattr(now, name) == getattr(settings, name) else _COMMAND_LINE
        for name in Settings.__struct_fields__
    }
    named = _read_environment(env).get("data")
    if named is not None and Path(named) == settings.data:
        found["data"] = ENVIRONMENT_PREFIX + "DATA"
    elif settings.data == Settings().data:
        found["data"] = "default"
    return found


def _read_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in Settings.__struct_fields__:
        value = environment.get(ENVIRONMENT_PREFIX + name.upper(), UNSET)
        if value is not UNSET and value != "":
            found[name] = _split(value) if name == "allowed_hosts" else value
    return found


def _read_file(environment: Mapping[str, str], data: Path) -> dict[str, Any]:
    file = _file(environment, data)
    if not file.is_file():
        if ENVIRONMENT_PREFIX + "CONFIG" in environment:
            raise StartupError(f"RECOLLECT_CONFIG names {file}, which is not there.")
        return {}
    try:
        found = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise StartupError(f"{file} can't be read ({error.strerror}); mend its rights.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StartupError(f"{file} is not TOML: {error}.") from error
    unknown = sorted(set(found) - set(Settings.__struct_fields__))
    if unknown:
        raise StartupError(f"{file} has settings that are not known: {', '.join(unknown)}. See `recollect settings`.")
    return found


def _file(environment: Mapping[str, str], data: Path) -> Path:
    """Tell which settings file counts: the one of RECOLLECT_CONFIG, or recollect.toml in the data folder."""
    return Path(environment.get(ENVIRONMENT_PREFIX + "CONFIG") or data / FILE_NAME)


def _read_path(kind: type, value: object) -> Path:
    """Read the one kind of value that msgspec leaves to its user."""
    if kind is Path and isinstance(value, (str, Path)):
        return Path(value)
    raise TypeError(f"{value!r} names no folder")


def _split(written: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in written.split(",") if part.strip())

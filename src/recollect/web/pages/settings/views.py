"""The settings as their pages show them: how the engine scores, what stays private, who is forgotten when."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from recollect.domain.calibration import Calibration
from recollect.domain.job import Thresholds, Weights
from recollect.services.calibrating import Calibrated
from recollect.services.retention import RetentionPreview
from recollect.settings import DESCRIPTIONS, ENVIRONMENT_PREFIX, SECRET, Settings
from recollect.storage.lexicon_additions import StoredAddition
from recollect.web.pages.wording import Moment, Status, person_of, say_count, say_moment

ENGINE, PRIVACY, RETENTION = "/settings/engine", "/settings/privacy", "/settings/retention"
WAYS = (("/settings/keys", "Keys and looks"), (ENGINE, "Engine"), (PRIVACY, "Privacy"), (RETENTION, "Retention"))
_READING = (
    "max_upload_mib", "max_pages", "max_characters", "reader_timeout_s", "reader_memory_mib", "reader_processes",
    "max_archive_mib", "ocr_command", "ocr_languages", "ocr_timeout_s",
)  # fmt: skip
_PRIVATE = ("data", "host", "port", "token", "allowed_hosts", "database_url", "archive", "backup_folder", "log_level")


class SettingRow(Struct, frozen=True, kw_only=True):
    """A setting: its value, what it is for, and the variable by which it is set."""

    name: str
    value: str
    about: str
    variable: str


class CalibrationRow(Struct, frozen=True, kw_only=True):
    """A map of scores that was kept."""

    calibration_id: str
    status: Status
    in_use: bool
    made_of: str
    error: str
    engine_version: str
    moment: Moment


class AdditionRow(Struct, frozen=True, kw_only=True):
    """A list of skills that was added to the lexicon."""

    addition_id: str
    title: str
    source: str
    terms: str
    status: Status
    active: bool
    moment: Moment


class DueRow(Struct, frozen=True, kw_only=True):
    """A person who is due to be erased."""

    candidate_id: str
    person: str
    days: str
    last: Moment


class Preview(Struct, frozen=True, kw_only=True):
    """Who would be erased after so many days."""

    days: int
    said: str
    rows: tuple[DueRow, ...]
    more: int


class Fact(Struct, frozen=True):
    """Something that is so, and what it comes from."""

    status: Status
    said: str


def view_reading(settings: Settings) -> tuple[SettingRow, ...]:
    """Show the settings of reading documents."""
    return tuple(_setting(settings, name) for name in _READING)


def view_private(settings: Settings) -> tuple[SettingRow, ...]:
    """Show where things are kept and who may reach them."""
    return tuple(_setting(settings, name) for name in _PRIVATE)


def view_shares() -> tuple[tuple[str, str], ...]:
    """Show by what the overall score is made where a job says nothing else."""
    weights, lowest = Weights(), Thresholds()
    return (
        ("Skills", f"{weights.skills:.0%} of the overall"),
        ("Experience", f"{weights.experience:.0%} of the overall"),
        ("Education", f"{weights.education:.0%} of the overall"),
        ("Strong Hire", f"from {lowest.strong_hire:.0f}"),
        ("Hire", f"from {lowest.hire:.0f}"),
        ("Maybe", f"from {lowest.maybe:.0f}"),
    )


def view_calibrations(found: Sequence[Calibration]) -> tuple[CalibrationRow, ...]:
    """Show the maps of scores that were kept."""
    return tuple(
        CalibrationRow(
            calibration_id=one.calibration_id,
            status=Status("ok", "In use") if one.in_use else Status("wait", "Kept"),
            in_use=one.in_use,
            made_of=f"{say_count(one.pairs, 'score')}, {say_count(one.jobs, 'job')}",
            error=f"{one.error_before:.1f} → {one.error_after:.1f}",
            engine_version=one.engine_version,
            moment=say_moment(one.created_at),
        )
        for one in found
    )


def view_additions(found: Sequence[StoredAddition]) -> tuple[AdditionRow, ...]:
    """Show the lists of skills that were added."""
    return tuple(
        AdditionRow(
            addition_id=one.addition_id,
            title=one.title,
            source=one.source,
            terms=say_count(one.term_count, "term"),
            status=Status("ok", "In force") if one.active else Status("wait", "Out of force"),
            active=bool(one.active),
            moment=say_moment(one.added_at),
        )
        for one in found
    )


def say_outcome(outcome: Calibrated) -> str:
    """Say what came of refitting."""
    counted = f"{say_count(outcome.pairs, 'corrected score')} from {say_count(outcome.jobs, 'job')}"
    return f"{outcome.reason} ({counted})"


def view_facts(settings: Settings) -> tuple[Fact, ...]:
    """Say what leaves this machine and who may come in, as things are set."""
    reached = (
        Fact(Status("ok", "This machine alone"), f"The server listens on {settings.host}; nobody else can reach it.")
        if settings.is_loopback
        else Fact(Status("part", "Others too"), f"The server listens on {settings.host}.")
    )
    signed = (
        Fact(Status("ok", "With a token"), "Whoever wants in must sign in, or send the token.")
        if settings.token
        else Fact(Status("wait", "Without a token"), "Whoever uses this machine can use Recollect.")
    )
    return (
        Fact(Status("ok", "Nothing leaves"), "Scores are computed here; no model, no network, no telemetry."),
        reached,
        signed,
        Fact(
            Status("ok", "Erased is gone"),
            "An erased person leaves no byte in the data folder, nor comes back with a backup.",
        ),
    )


def view_preview(found: RetentionPreview) -> Preview:
    """Show who would be erased."""
    return Preview(
        days=found.retention_days,
        said=f"{say_count(found.total, 'person')} without activity for {say_count(found.retention_days, 'day')}",
        rows=tuple(
            DueRow(
                candidate_id=one.candidate_id,
                person=person_of(one.candidate_name),
                days=say_count(one.retention_days, "day"),
                last=say_moment(one.last_activity),
            )
            for one in found.due
        ),
        more=found.total - len(found.due),
    )


def _setting(settings: Settings, name: str) -> SettingRow:
    value = getattr(settings, name)
    if name in SECRET:
        shown = "set, not shown" if value else "not set"
    elif isinstance(value, bool):
        shown = "on" if value else "off"
    elif isinstance(value, tuple):
        shown = ", ".join(value) or "none"
    else:
        shown = f"{value:,}" if isinstance(value, int) and name != "port" else str(value) or "not set"
    return SettingRow(name=name, value=shown, about=DESCRIPTIONS[name], variable=ENVIRONMENT_PREFIX + name.upper())

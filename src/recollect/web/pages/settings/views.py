"""The settings as their pages show them: how the engine scores, what stays private, who is forgotten when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from recollect.domain.calibration import Calibration
from recollect.domain.job import Thresholds, Weights
from recollect.errors import StartupError
from recollect.services.people.retention import RetentionPreview
from recollect.services.teaching.calibrating import Calibrated
from recollect.services.teaching.claim_marks import Marked
from recollect.settings import DESCRIPTIONS, ENVIRONMENT_PREFIX, SECRET, Settings, origins_of
from recollect.storage.records.lexicon_additions import StoredAddition
from recollect.storage.views.labels import JobLabel
from recollect.web.pages.wording import Moment, Status, name_job, person_of, say_count, say_moment

ENGINE, PRIVACY, RETENTION = "/settings/engine", "/settings/privacy", "/settings/retention"
WAYS = (("/settings/keys", "Keys and looks"), (ENGINE, "Engine"), (PRIVACY, "Privacy"), (RETENTION, "Retention"))
_MOST_WORDS = 50
_READING = (
    "max_upload_mib", "max_pages", "max_characters", "reader_timeout_s", "reader_memory_mib", "reader_processes",
    "max_archive_mib", "ocr_command", "ocr_languages", "ocr_timeout_s",
)  # fmt: skip
_SOURCES = {"default": "as shipped", "command line": "by the command that started the server"}
_PRIVATE = ("data", "host", "port", "token", "allowed_hosts", "database_url", "archive", "backup_folder", "log_level")


class SettingRow(Struct, frozen=True, kw_only=True):
    """A setting: its value, what it is for, and the variable by which it is set."""

    name: str
    value: str
    about: str
    variable: str
    source: str


class CalibrationRow(Struct, frozen=True, kw_only=True):
    """A map of scores that was kept."""

    calibration_id: str
    status: Status
    in_use: bool
    made_of: str
    error: str
    doubted: str
    engine_version: str
    moment: Moment


class WordRow(Struct, frozen=True, kw_only=True):
    """Words by which a term was called met, and how people marked them."""

    words: str
    term: str
    marked: str
    people: str
    status: Status
    effect: str


class AdditionRow(Struct, frozen=True, kw_only=True):
    """A list of skills that was added to the lexicon."""

    addition_id: str
    title: str
    source: str
    terms: str
    status: Status
    active: bool
    moment: Moment


class JobDays(Struct, frozen=True, kw_only=True):
    """A job that sets after how long people are erased who were analysed against it."""

    job_id: str
    name: str
    said: str


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
    return _view_settings(settings, _READING)


def view_private(settings: Settings) -> tuple[SettingRow, ...]:
    """Show where things are kept and who may reach them."""
    return _view_settings(settings, _PRIVATE)


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
            error=_from_to(one.error_before, one.error_after, "{:.1f}"),
            doubted=_say_doubts(one),
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
    return f"{outcome.reason} ({counted}, {say_count(outcome.marks, 'mark')})"


def view_words(marked: Marked, used: Calibration | None) -> tuple[WordRow, ...]:
    """Show the words that people marked wrong, and what they earn."""
    doubts = {(one.term, one.words): one for one in used.doubts} if used else {}
    rows = []
    for one in marked.words:
        doubt = doubts.get((one.term, one.words))
        if doubt is not None or one.wrong:
            rows.append(
                WordRow(
                    words=one.words,
                    term=one.term,
                    marked=f"{one.right:,} right, {one.wrong:,} wrong",
                    people=say_count(one.people, "person"),
                    status=Status("gap", f"Earns {doubt.credit:.0%}") if doubt else Status("ok", "Counts"),
                    effect=f"{say_count(doubt.gain, 'held-out mark')} more agree" if doubt else "",
                )
            )
    return tuple(rows[:_MOST_WORDS])


def _say_doubts(one: Calibration) -> str:
    if not one.doubts:
        return ""
    agreed = _from_to(one.agreement_before, one.agreement_after, "{:.0%}")
    return f"{say_count(len(one.doubts), 'word')} doubted, by {say_count(one.marks, 'mark')}; agreed with {agreed}"


def _from_to(before: float | None, after: float | None, form: str) -> str:
    return "–" if before is None or after is None else f"{form.format(before)} → {form.format(after)}"


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


def view_kept_for(settings: Settings) -> tuple[SettingRow, ...]:
    """Show after how long the server erases people by itself."""
    return _view_settings(settings, ("retention_days",))


def view_job_days(found: Mapping[str, int], jobs: Mapping[str, JobLabel]) -> tuple[JobDays, ...]:
    """Show the jobs that set their own days."""
    return tuple(
        JobDays(
            job_id=job_id,
            name=name_job(jobs[job_id]) if job_id in jobs else job_id,
            said=f"after {say_count(days, 'day')}" if days else "never",
        )
        for job_id, days in found.items()
    )


def _view_settings(settings: Settings, names: Sequence[str]) -> tuple[SettingRow, ...]:
    try:
        origins = {name: _SOURCES.get(origin, origin) for name, origin in origins_of(settings).items()}
    except StartupError as error:  # the file was changed since the start
        origins = dict.fromkeys(names, error.detail)
    return tuple(_setting(settings, name, origins[name]) for name in names)


def _setting(settings: Settings, name: str, source: str) -> SettingRow:
    value = getattr(settings, name)
    if name in SECRET:
        shown = "set, not shown" if value else "not set"
    elif isinstance(value, bool):
        shown = "on" if value else "off"
    elif isinstance(value, tuple):
        shown = ", ".join(value) or "none"
    else:
        shown = f"{value:,}" if isinstance(value, int) and name != "port" else str(value) or "not set"
    return SettingRow(
        name=name, value=shown, about=DESCRIPTIONS[name], variable=ENVIRONMENT_PREFIX + name.upper(), source=source
    )

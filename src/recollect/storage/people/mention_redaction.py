"""Mentions of a person in texts that are not theirs: jobs, templates, notes and feedback on others.

A mention is blacked out sign by sign, so that every offset into the text still holds. Results and versions are
otherwise immutable; this is the one exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Table, bindparam, delete, select, update

from recollect.domain.calibration import Fit
from recollect.storage.records.profiles import drop_job_profiles
from recollect.storage.search.search_rebuilding import rebuild_feedback, rebuild_jobs, rebuild_notes
from recollect.storage.tables import (
    analyses,
    analysis_results,
    analysis_versions,
    calibrations,
    event_payloads,
    events,
    feedback,
    feedback_drafts,
    feedback_revisions,
    job_versions,
    jobs,
    lexicon_additions,
    task_items,
    templates,
)
from recollect.storage.unit import UnitOfWork

BLACK = "█"
_GAP = r"(?:\s|\\[nrt]|[_+-]|%20)+"
_SIGN = re.compile(r"(\s|\\[nrt])|\\.|.", re.DOTALL)
_SHORTEST = 6

_COLUMNS: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (jobs, ("company_name", "role_name", "description_preview")),
    (job_versions, ("company_name", "role_name", "job_description", "metadata", "requirements")),
    (templates, ("name", "company_name", "role_name", "job_description", "metadata", "requirements")),
    (feedback_revisions, ("draft",)),
    (feedback_drafts, ("draft",)),
    (analyses, ("notes",)),
    (analysis_versions, ("notes",)),
    (task_items, ("label", "input", "result", "detail")),
)


class Mentions(Struct, frozen=True, kw_only=True):
    """The records in whose texts a person was blacked out."""

    job_ids: tuple[str, ...] = ()
    template_ids: tuple[str, ...] = ()
    feedback_ids: tuple[str, ...] = ()
    analysis_ids: tuple[str, ...] = ()


def is_unmistakable(word: str) -> bool:
    """Tell whether a word can't mean anything but the person: a name of several words, an address, a number."""
    return len(word) >= _SHORTEST and (len(word.split()) > 1 or not word.isalpha())


def mention_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Give what finds a mention of these words in a text, or None where there are no words."""
    return _pattern(words) if words else None


def black_out(work: UnitOfWork, words: Sequence[str]) -> Mentions:
    """Black these words out wherever they are mentioned, whatever their case, and tell where that was."""
    pattern = mention_of(words)
    if pattern is None:
        return Mentions()
    _rename_interactions(work, pattern)
    touched = {table: _black_out_table(work, pattern, table, columns) for table, columns in _COLUMNS}
    job_seqs = touched[jobs] | touched[job_versions]
    job_ids = _ids(work, jobs, "job_id", job_seqs)
    results = _black_out_results(work, pattern, job_ids)
    for changed, rebuild in (
        (job_seqs, rebuild_jobs),
        (touched[analyses], rebuild_notes),
        (touched[feedback_revisions], rebuild_feedback),
    ):
        if changed:
            rebuild(work)
    if job_seqs:
        drop_job_profiles(work)
    _drop_payloads(work, pattern)
    _drop_terms(work, pattern)
    _drop_doubts(work, pattern)
    return Mentions(
        job_ids=job_ids,
        template_ids=_ids(work, templates, "template_id", touched[templates]),
        feedback_ids=_ids(work, feedback, "feedback_id", touched[feedback_revisions]),
        analysis_ids=_ids(work, analyses, "analysis_id", touched[analyses] | touched[analysis_versions] | results),
    )


def _black_out_table(work: UnitOfWork, pattern: re.Pattern[str], table: Table, columns: tuple[str, ...]) -> set[int]:
    """Black out in the columns of a table; give the `seq` of the records concerned."""
    keys = list(table.primary_key)
    statement = select(*keys, *(table.c[name] for name in columns)).where(table.c.workspace_id == work.workspace_id)
    return _rewrite(work, pattern, table, work.connection.execute(statement).yield_per(200), columns)


def _black_out_results(work: UnitOfWork, pattern: re.Pattern[str], job_ids: Sequence[str]) -> set[int]:
    """Black out in the results of analyses against jobs that mentioned the person: they repeat the job's words."""
    statement = (
        select(analysis_results.c.analysis_seq, analysis_results.c.result)
        .join(analyses, analyses.c.seq == analysis_results.c.analysis_seq)
        .where(analyses.c.workspace_id == work.workspace_id, analyses.c.job_id == bindparam("job_id"))
    )
    found: set[int] = set()
    for job_id in job_ids:
        rows = work.connection.execute(statement, {"job_id": job_id}).yield_per(200)
        found |= _rewrite(work, pattern, analysis_results, rows, ("result",))
    return found


def _rewrite(
    work: UnitOfWork, pattern: re.Pattern[str], table: Table, rows: Iterable[Any], columns: tuple[str, ...]
) -> set[int]:
    keys = list(table.primary_key)
    changed = []
    for row in rows:
        texts = zip(columns, row[len(keys) :], strict=True)
        blacked = {name: _blacked(pattern, text) for name, text in texts if text and pattern.search(text)}
        if blacked:
            changed.append((tuple(row[: len(keys)]), blacked))
    for key, blacked in changed:
        conditions = [column == value for column, value in zip(keys, key, strict=True)]
        work.connection.execute(update(table).where(*conditions).values(**blacked))
    return {int(key[0]) for key, _ in changed}


def _rename_interactions(work: UnitOfWork, pattern: re.Pattern[str]) -> None:
    """Black out in the names that callers gave to their feedback; each stays the only one of its name."""
    statement = select(feedback.c.seq, feedback.c.interaction_id).where(feedback.c.workspace_id == work.workspace_id)
    for seq, name in work.connection.execute(statement).all():
        if pattern.search(name):
            blacked = f"{_blacked(pattern, name)} {seq}"
            work.connection.execute(update(feedback).where(feedback.c.seq == seq).values(interaction_id=blacked))


def _drop_payloads(work: UnitOfWork, pattern: re.Pattern[str]) -> None:
    """Remove the payloads of events that repeat a template's words: a changed one would not match its digest."""
    statement = (
        select(event_payloads.c.event_id, event_payloads.c.payload)
        .join(events, events.c.event_id == event_payloads.c.event_id)
        .where(events.c.workspace_id == work.workspace_id, events.c.entity == "template")
    )
    for event_id, payload in work.connection.execute(statement).all():
        if pattern.search(payload):
            work.connection.execute(delete(event_payloads).where(event_payloads.c.event_id == event_id))


def _drop_terms(work: UnitOfWork, pattern: re.Pattern[str]) -> None:
    """Black out in the titles of lists of skills, and take terms and other names out: blacked ones would be found."""
    kept = select(lexicon_additions).where(lexicon_additions.c.workspace_id == work.workspace_id)
    for row in work.connection.execute(kept).all():
        if pattern.search(row.title) or pattern.search(row.terms):
            terms = [line for line in row.terms.splitlines() if not pattern.search("\t".join(line.split("\t")[:2]))]
            terms = ["\t".join(cell for cell in line.split("\t") if not pattern.search(cell)) for line in terms]
            work.connection.execute(
                update(lexicon_additions)
                .where(
                    lexicon_additions.c.workspace_id == work.workspace_id,
                    lexicon_additions.c.addition_id == row.addition_id,
                )
                .values(
                    title=_blacked(pattern, row.title),
                    terms="".join(f"{line}\n" for line in terms),
                    term_count=len(terms),
                )
            )


def _drop_doubts(work: UnitOfWork, pattern: re.Pattern[str]) -> None:
    """Take doubted words that name a person out of what was refitted from feedback."""
    kept = select(calibrations).where(calibrations.c.workspace_id == work.workspace_id)
    for row in work.connection.execute(kept).all():
        fit = msgspec.json.decode(row.fit, type=Fit)
        left = tuple(one for one in fit.doubts if not pattern.search(f"{one.term}\n{one.words}"))
        if left != fit.doubts:
            written = msgspec.json.encode(msgspec.structs.replace(fit, doubts=left)).decode()
            of_row = (calibrations.c.workspace_id == work.workspace_id) & (
                calibrations.c.calibration_id == row.calibration_id
            )
            work.connection.execute(update(calibrations).where(of_row).values(fit=written))


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    forms = dict.fromkeys(form for word in words for form in _forms(word))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(forms, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE)


def _forms(word: str) -> Iterator[str]:
    """Give how a word may be written: as it is, as in JSON, as in names of files, a name short or last part first."""
    parts = word.split()
    orders = [parts]
    if len(parts) > 1:
        orders += [[parts[0], parts[-1]], [f"{parts[-1]},", *parts[:-1]], [parts[-1], *parts[:-1]]]
    for order in orders:
        yield _GAP.join(re.escape(part) for part in order)
        yield _GAP.join(re.escape(msgspec.json.encode(part).decode()[1:-1]) for part in order)


def _blacked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: _SIGN.sub(lambda sign: sign[1] or BLACK, found[0]), text)


def _ids(work: UnitOfWork, table: Table, name: str, seqs: set[int]) -> tuple[str, ...]:
    statement = select(table.c[name]).where(table.c.seq == bindparam("seq"))
    return tuple(work.connection.execute(statement, {"seq": seq}).scalar_one() for seq in sorted(seqs))

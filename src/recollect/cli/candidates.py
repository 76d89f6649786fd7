"""`recollect candidate`: the people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from recollect.cli import wording
from recollect.cli.analyses import ANALYSIS_COLUMNS
from recollect.cli.deletion import answer_deletion
from recollect.cli.opening import command_line, open_store
from recollect.cli.options import AsJson, CandidateId, Cursor, DataFolder, ExpectedVersion, Limit, ResumeId
from recollect.cli.resumes import RESUME_COLUMNS
from recollect.cli.tables import Column, print_facts, print_page, print_rows
from recollect.cli.terminal import answer, complain, listing, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.paging import DEFAULT_LIMIT, MAX_LIMIT
from recollect.domain.resume import Candidate
from recollect.errors import InvalidInput
from recollect.services.memory import Memory
from recollect.services.people import candidate_editing, same_person
from recollect.services.people.person_erasure import Erased, erase_candidate
from recollect.services.people.person_export import export_to_file
from recollect.services.people.setting_apart import set_apart
from recollect.storage.people.erasure import find_held
from recollect.storage.records import analyses, candidates, resumes
from recollect.storage.records.analyses import AnalysisFilter

app = typer.Typer(no_args_is_help=True, add_completion=False)
_COLUMNS = (
    Column[Candidate]("candidate", lambda person: person.candidate_id, "id"),
    Column[Candidate]("name", lambda person: wording.person(person.candidate_name)),
    Column[Candidate]("résumés", lambda person: f"{person.resume_count:,}", "figure"),
    Column[Candidate]("analyses", lambda person: f"{person.analysis_count:,}", "figure"),
    Column[Candidate]("since (UTC)", lambda person: wording.moment(person.created_at), "figure", spare=True),
)
_VERSIONS = (
    Column[dict[str, Any]]("version", lambda version: str(version["version"]), "figure"),
    Column[dict[str, Any]]("written (UTC)", lambda version: wording.moment(version["created_at"]), "figure"),
    Column[dict[str, Any]]("by", lambda version: version["actor"]),
    Column[dict[str, Any]]("name", lambda version: wording.person(version["candidate_name"])),
)


@app.command("list")
def list_candidates(
    limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None, data: DataFolder = None, as_json: AsJson = False
) -> None:
    """List the people, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = candidates.list_candidates(reader, cursor=cursor, limit=limit)
    answer(listing("candidates", page), lambda: print_page(page, _COLUMNS, "candidate"), as_json=as_json)


@app.command("show")
def show_candidate(candidate_id: CandidateId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show a person with their résumés and analyses."""
    with open_store(data) as memory:
        found = candidate_answer(memory, candidate_id)
    answer(*found, as_json=as_json)


@app.command("rename")
def rename_candidate(
    candidate_id: CandidateId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name.", show_default=False)],
    version: ExpectedVersion,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Correct a person's name; it shows everywhere."""
    with open_store(data) as memory:
        person = candidate_editing.rename_candidate(memory, LOCAL_CALLER, candidate_id, name, expected_version=version)
    answer(
        {"candidate": person},
        lambda: say_whole(f"{person.candidate_id} is {person.candidate_name} (version {person.version})."),
        as_json=as_json,
    )


@app.command("delete")
def delete_candidate(candidate_id: CandidateId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Delete a person with their résumés and analyses; it can be undone."""
    with open_store(data) as memory:
        event_id = candidate_editing.delete_candidate(memory, LOCAL_CALLER, candidate_id)
    answer_deletion("Candidate", candidate_id, event_id, data, as_json=as_json)


@app.command("erase")
def erase(
    candidate_id: CandidateId,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="WORDS", help="Black these words out too, such as a nickname; repeatable."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask to type the id again.")] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Erase a person for good, with everything that is kept of them. There is no way back."""
    with open_store(data) as memory:
        if not yes:
            _require_typed(memory, candidate_id)
        erased = erase_candidate(memory, LOCAL_CALLER, candidate_id, also=tuple(also or ()))
    answer({"erased": erased}, lambda: _print_erased(erased), as_json=as_json)


@app.command("export")
def export(
    candidate_id: CandidateId,
    destination: Annotated[
        Path | None, typer.Argument(metavar="DEST", help="The new file; ID.zip.", show_default=False)
    ] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Export everything that is kept of a person into a ZIP file: originals, texts, JSON, and a page to read."""
    path = destination or Path(f"{candidate_id}.zip")
    with open_store(data) as memory:
        exported = export_to_file(memory, LOCAL_CALLER, candidate_id, path)
    answer(
        {"export": exported},
        lambda: say_whole(f"{exported.path} holds everything kept of {candidate_id}."),
        as_json=as_json,
    )


@app.command("versions")
def list_versions(candidate_id: CandidateId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """List the names that a person had, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        versions = candidates.list_names(reader, candidate_id)
    answer({"versions": versions}, lambda: print_rows(versions, _VERSIONS), as_json=as_json)


def _require_typed(memory: Memory, candidate_id: str) -> None:
    """Have the id typed again, after showing whose it is."""
    with memory.read(LOCAL_CALLER) as reader:
        held = find_held(reader, candidate_id)
        names = candidates.list_names(reader, held.candidate_id)
    counts = (
        wording.count(len(held.resume_ids), "résumé"),
        wording.count(len(held.analysis_ids), "analysis"),
        f"{len(held.feedback_ids):,} feedback",
    )
    complain(f"{wording.person(names[0]['candidate_name'])}: {', '.join(counts)}. Erased, nothing brings them back.")
    if typer.prompt(f"Type {held.candidate_id} to erase them", err=True) != held.candidate_id:
        raise InvalidInput("What was typed is not the id; nobody was erased.", id=held.candidate_id)


def _print_erased(erased: Erased) -> None:
    say_whole(f"{erased.candidate_id} is erased (event {erased.event_id}).")
    mentioned = erased.blacked_out
    touched = (*mentioned.job_ids, *mentioned.template_ids, *mentioned.feedback_ids, *mentioned.analysis_ids)
    if touched:
        say_whole(f"Blacked out in {', '.join(touched)}.")
    say("Backups and exports made before still hold them; a restore keeps them out.", style="dim")


@app.command("duplicates")
def list_duplicates(
    candidate_id: Annotated[
        str | None, typer.Argument(metavar="[CANDIDATE_ID]", help="Only this person's.", show_default=False)
    ] = None,
    limit: Limit = DEFAULT_LIMIT,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show people who may be one person: by e-mail address, telephone number or nearly the same text."""
    with open_store(data) as memory:
        if candidate_id is None:
            offers = same_person.list_offers(memory, LOCAL_CALLER, limit)
            answer({"offers": offers}, lambda: _say_offers(offers), as_json=as_json)
        else:
            offer = same_person.offer_for(memory, LOCAL_CALLER, candidate_id)
            answer(offer, lambda: _say_offers([offer]), as_json=as_json)


@app.command("join")
def join_candidates(
    candidate_id: CandidateId,
    other_id: Annotated[str, typer.Argument(metavar="OTHER_ID", help="The same person.", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Make another person's résumés and analyses this one's, when both are one; it can be undone."""
    with open_store(data) as memory:
        joined = same_person.join_candidates(memory, LOCAL_CALLER, candidate_id, other_id)
    answer(joined, lambda: _say_reassigned(joined, data), as_json=as_json)


@app.command("set-apart")
def set_candidates_apart(
    candidate_id: CandidateId,
    other_id: Annotated[str, typer.Argument(metavar="OTHER_ID", help="Somebody else.", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Keep that two people are not the same one, and offer them no more; it can be undone."""
    with open_store(data) as memory:
        told = set_apart(memory, LOCAL_CALLER, candidate_id, other_id)
    answer(told, lambda: _say_reassigned(told, data), as_json=as_json)


@app.command("separate")
def separate_resume(resume_id: ResumeId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Make a résumé, with its analyses, that of a person of its own; it can be undone."""
    with open_store(data) as memory:
        separated = same_person.separate_resume(memory, LOCAL_CALLER, resume_id)
    answer(separated, lambda: _say_reassigned(separated, data), as_json=as_json)


def _say_offers(offers: list[same_person.Offered]) -> None:
    if not any(offer.same_person for offer in offers):
        say("Nobody shares a contact or a text with another.")
    for offer in offers:
        for other in offer.same_person:
            name, other_name = wording.person(offer.candidate_name), wording.person(other.candidate_name)
            say_whole(f"{offer.candidate_id} {name} = {other.candidate_id} {other_name}?")
            for trait in other.traits:
                said = trait.value or f"texts {trait.similarity:.0%} alike"
                say_whole(f"    {trait.reason}: {said} ({trait.with_resume_id}, {trait.resume_id})", style="dim")


def _say_reassigned(outcome: same_person.Reassigned, data: Path | None) -> None:
    person = outcome.candidate
    held = wording.count(person.resume_count, "résumé")
    say_whole(f"{person.candidate_id} is {wording.person(person.candidate_name)}, with {held}.")
    say_whole(f"Undo: {command_line(data, 'undo', outcome.event_id)}", style="dim")


def candidate_answer(memory: Memory, candidate_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows a person, with the newest of what is theirs."""
    with memory.read(LOCAL_CALLER) as reader:
        person = candidates.get_candidate(reader, candidate_id)
        theirs = resumes.list_resumes(
            reader, query=None, candidate_id=person.candidate_id, cursor=None, limit=MAX_LIMIT
        )
        judged = analyses.list_analyses(
            reader, AnalysisFilter(candidate_id=person.candidate_id), cursor=None, limit=MAX_LIMIT
        )

    def show() -> None:
        say(wording.person(person.candidate_name), style="bold")
        print_facts([("candidate", person.candidate_id), ("version", str(person.version))])
        say()
        print_page(theirs, RESUME_COLUMNS, "résumé")
        say()
        print_page(judged, ANALYSIS_COLUMNS, "analysis")

    return {"candidate": person, "resumes": theirs.items, "analyses": judged.items}, show

"""`recollect skills`: what the lexicon knows of a text or a word, and lists of skills added to it."""

from __future__ import annotations

from typing import Annotated

import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder, Limit, Words
from recollect.cli.tables import Column, print_rows
from recollect.cli.terminal import answer, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import InvalidInput
from recollect.scoring.knowledge.lexicon_additions import LineReport
from recollect.scoring.knowledge.lexicon_view import WHYS, FoundSkill, KnownSkill, check_text, search_lexicon
from recollect.services.teaching import lexicon_editing
from recollect.services.teaching.lexicon_editing import Imported
from recollect.storage.records import lexicon_additions
from recollect.storage.records.lexicon_additions import StoredAddition

app = typer.Typer(no_args_is_help=True, add_completion=False)
AdditionId = Annotated[str, typer.Argument(metavar="ADDITION_ID", show_default=False)]
SkillFile = Annotated[
    typer.FileBinaryRead,
    typer.Argument(
        metavar="FILE",
        help="ESCO's skills_en.csv, O*NET's Technology Skills.txt, or a CSV with name, aliases and kind.",
        show_default=False,
    ),
]
_FOUND = (
    Column[FoundSkill]("place", lambda one: f"{one.start}–{one.end}", "figure"),
    Column[FoundSkill]("words", lambda one: one.text),
    Column[FoundSkill]("skill", lambda one: one.name or "–"),
    Column[FoundSkill]("kind", lambda one: one.kind or "", spare=True),
    Column[FoundSkill]("why", lambda one: WHYS[one.why]),
)
_KNOWN = (
    Column[KnownSkill]("skill", lambda one: one.name),
    Column[KnownSkill]("kind", lambda one: one.kind, "name", spare=True),
    Column[KnownSkill]("field", lambda one: one.family, "name", spare=True),
    Column[KnownSkill]("other names", lambda one: ", ".join(one.aliases)),
    Column[KnownSkill]("related", lambda one: ", ".join(one.related), spare=True),
)
_LINES = (
    Column[LineReport]("line", lambda one: str(one.line), "figure"),
    Column[LineReport]("name", lambda one: one.name),
    Column[LineReport]("became", lambda one: one.outcome.replace("_", " "), "name"),
    Column[LineReport]("why", lambda one: one.reason),
)
_ADDITIONS = (
    Column[StoredAddition]("addition", lambda one: one.addition_id, "id"),
    Column[StoredAddition]("from", lambda one: one.title),
    Column[StoredAddition]("terms", lambda one: f"{one.term_count:,}", "figure"),
    Column[StoredAddition]("added (UTC)", lambda one: wording.moment(one.added_at), "figure", spare=True),
    Column[StoredAddition]("in force", lambda one: "yes" if one.active else "no", "name"),
)


@app.command("check")
def check_skills(
    file: Annotated[
        typer.FileBinaryRead | None, typer.Argument(metavar="FILE", help="A text file; - is standard input.")
    ] = None,
    text: Annotated[str | None, typer.Option("--text", help="The text itself.")] = None,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show which skills are found in a text, where, under which name, and why."""
    if (file is None) == (text is None):
        raise typer.BadParameter("name a file (- is standard input), or give the text with --text")
    checked = text if file is None else _read(file)
    with open_store(data):
        found = check_text(checked or "")
    answer({"skills": found}, lambda: print_rows(found, _FOUND), as_json=as_json)


@app.command("search")
def search_skills(query: Words, limit: Limit = 50, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Find skills of the lexicon by words of their names, or their beginnings."""
    with open_store(data):
        found = search_lexicon(" ".join(query), limit)
    answer({"skills": found}, lambda: print_rows(found, _KNOWN), as_json=as_json)


@app.command("import")
def import_skills(file: SkillFile, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Add a list of skills to the lexicon; the same list again changes nothing."""
    text = _read(file)
    with open_store(data) as memory:
        imported = lexicon_editing.import_skills(memory, LOCAL_CALLER, text, file.name)
    answer({"imported": imported}, lambda: _print_imported(imported), as_json=as_json)


@app.command("additions")
def list_additions(data: DataFolder = None, as_json: AsJson = False) -> None:
    """List what was added to the lexicon, and whether it is in force."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        kept = lexicon_additions.list_additions(reader)
    answer({"additions": kept}, lambda: print_rows(kept, _ADDITIONS), as_json=as_json)


@app.command("remove")
def remove_skills(addition_id: AdditionId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Take an addition out of force; importing the same list again puts it back."""
    with open_store(data) as memory:
        lexicon_editing.remove_skills(memory, LOCAL_CALLER, addition_id)
    document = {"message": "Addition taken out of force", "id": addition_id}
    answer(document, lambda: say_whole(f"{addition_id} is out of force."), as_json=as_json)


def _print_imported(imported: Imported) -> None:
    left = [one for one in imported.lines if one.outcome in {"known", "skipped"}]
    if left:
        print_rows(left, _LINES)
    state = "was in force before" if imported.unchanged else "is in force"
    say_whole(f"{imported.addition_id} {state}: {wording.count(imported.term_count, 'term')} from {imported.title}")
    say("A running server uses it when it is started again.", style="dim")


def _read(file: typer.FileBinaryRead) -> str:
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{file.name} is not UTF-8 text; save it as such.") from error

"""`recollect template`: job descriptions kept for reuse."""

from __future__ import annotations

from collections.abc import Callable

import typer

from recollect.cli import wording
from recollect.cli.deletion import answer_deletion
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, Limit, TemplateId
from recollect.cli.tables import Column, print_facts, print_page
from recollect.cli.terminal import answer, listing, say, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.job import Template
from recollect.domain.paging import DEFAULT_LIMIT
from recollect.services.jobs import template_reuse
from recollect.services.memory import Memory
from recollect.storage.records import templates

app = typer.Typer(no_args_is_help=True, add_completion=False)
_COLUMNS = (
    Column[Template]("template", lambda template: template.template_id, "id"),
    Column[Template]("name", lambda template: template.name),
    Column[Template]("role", lambda template: template.role_name, spare=True),
    Column[Template]("company", lambda template: template.company_name, spare=True),
    Column[Template]("used", lambda template: f"{template.use_count:,}", "figure", spare=True),
)


@app.command("list")
def list_templates(
    limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None, data: DataFolder = None, as_json: AsJson = False
) -> None:
    """List the templates, newest first."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        page = templates.list_templates(reader, cursor=cursor, limit=limit)
    answer(listing("templates", page), lambda: print_page(page, _COLUMNS, "template"), as_json=as_json)


@app.command("use")
def use_template(template_id: TemplateId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Make a new job of a template, and make it the current one."""
    with open_store(data) as memory:
        job_id = template_reuse.use_template(memory, LOCAL_CALLER, template_id)
    document = {"message": "Job made of the template", "job_id": job_id, "template_id": template_id}
    answer(document, lambda: say_whole(f"Job {job_id} is made, and is the current one."), as_json=as_json)


@app.command("show")
def show_template(template_id: TemplateId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show a template whole."""
    with open_store(data) as memory:
        found = template_answer(memory, template_id)
    answer(*found, as_json=as_json)


@app.command("delete")
def delete_template(template_id: TemplateId, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Delete a template; it can be undone. Jobs made of it stay."""
    with open_store(data) as memory:
        event_id = template_reuse.delete_template(memory, LOCAL_CALLER, template_id)
    answer_deletion("Template", template_id, event_id, data, as_json=as_json)


def template_answer(memory: Memory, template_id: str) -> tuple[dict[str, object], Callable[[], None]]:
    """Give the answer that shows a template."""
    with memory.read(LOCAL_CALLER) as reader:
        template = templates.get_template(reader, template_id)
    return {"template": template}, lambda: _print_template(template)


def _print_template(template: Template) -> None:
    say(template.name, style="bold")
    print_facts(
        [
            ("template", template.template_id),
            ("job", wording.title(template.role_name, template.company_name)),
            ("version", str(template.version)),
            ("added", f"{wording.moment(template.created_at)} UTC"),
            ("used", f"{template.use_count:,}"),
        ]
    )
    say()
    say(template.job_description)

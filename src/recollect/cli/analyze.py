"""`recollect analyze`: a résumé against a job."""

from __future__ import annotations

import typer

from recollect.cli.analysis_report import print_analysis
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder, ResumeId, SomeJob
from recollect.cli.terminal import answer
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.storage.records import analyses

app = typer.Typer(add_completion=False)


@app.command()
def analyze(resume_id: ResumeId, job: SomeJob = None, data: DataFolder = None, as_json: AsJson = False) -> None:
    """Analyse a résumé against a job."""
    with open_store(data) as memory:
        analysed = analyse_resume(memory, LOCAL_CALLER, resume_id, job)
        with memory.read(LOCAL_CALLER) as reader:
            kept = analyses.get_analysis(reader, analysed.analysis_id)
    answer(analysed, lambda: print_analysis(kept), as_json=as_json)

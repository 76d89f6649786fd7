from __future__ import annotations

import html.parser
import json
import zipfile
from pathlib import Path

import pytest

from factories import feedback_draft
from recollect.domain.caller import Caller
from recollect.errors import InvalidInput, NotFound
from recollect.services.analyses.analysis_editing import note_analysis
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate
from recollect.services.people.person_export import each_chunk, export_to_file, pack_export
from recollect.services.resumes.resume_editing import correct_resume
from use_cases import RESUME_TEXT, all_events, analyse_one, receive


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.add(dict(attrs)["href"] or "")


def test_everything_is_in_it_and_the_page_leads_to_all(memory: Memory, caller: Caller, tmp_path: Path) -> None:
    receive(memory, "Emre Aydin\nWelder\n", "emre.txt")
    one = analyse_one(memory)
    correct_resume(memory, caller, one.resume_id, {"location": "Leeds"}, expected_version=1)
    rename_candidate(memory, caller, one.candidate_id, "Maren <b>", expected_version=1)
    note_analysis(memory, caller, one.analysis_id, "Call her.", expected_version=1)
    said = submit_feedback(memory, caller, feedback_draft("chat-1", analysis_id=one.analysis_id)).feedback
    exported = export_to_file(memory, caller, one.candidate_id, tmp_path / "maren.zip")
    assert (tmp_path / "maren.zip").stat().st_mode & 0o777 == 0o600
    assert exported.candidate_id == one.candidate_id
    with zipfile.ZipFile(tmp_path / "maren.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    page = files.pop("index.html").decode()
    links = _Links()
    links.feed(page)
    assert links.found == set(files)
    assert "Maren &lt;b&gt;" in page
    folder = f"resumes/{one.resume_id}"
    assert files[f"{folder}/original.txt"] == RESUME_TEXT.encode()
    assert files[f"{folder}/text-1.txt"] == RESUME_TEXT.strip().encode()
    kept = {name: json.loads(data) for name, data in files.items() if name.endswith(".json")}
    assert [name["candidate_name"] for name in kept["person.json"]["names"]] == ["Maren Holt", "Maren <b>"]
    resume = kept[f"{folder}/resume.json"]
    assert resume["readings"][0]["fields"]["name"]["value"] == "Maren Holt"
    assert resume["versions"][1]["corrections"]["location"]["value"] == "Leeds"
    analysis = kept[f"analyses/{one.analysis_id}.json"]
    assert analysis["result"]["candidate_name"] == "Maren Holt"
    assert analysis["job"]["role_name"] == "Electrician"
    assert analysis["note_versions"][0]["notes"] == "Call her."
    assert kept[f"feedback/{said.feedback_id}.json"]["revisions"][0]["draft"]["response"] == said.response
    actions = {event["action"] for event in kept["audit.json"]}
    assert {"resume.added", "resume.corrected", "candidate.renamed", "analysis.created"} <= actions
    assert all_events(memory)[-1].action == "candidate.exported"
    assert all_events(memory)[-1].entity_id == one.candidate_id
    assert b"Emre" not in b"".join(files.values())


def test_a_deleted_person_is_exported_too_and_an_unknown_one_not(
    memory: Memory, caller: Caller, tmp_path: Path
) -> None:
    one = analyse_one(memory)
    delete_candidate(memory, caller, one.candidate_id)
    own_id, packed = pack_export(memory, caller, one.candidate_id)
    assert own_id == one.candidate_id
    assert b"".join(each_chunk(packed)).startswith(b"PK")
    assert packed.closed
    with pytest.raises(NotFound):
        pack_export(memory, caller, "cand_00000000")
    (tmp_path / "there.zip").write_bytes(b"mine")
    with pytest.raises(InvalidInput, match="there already"):
        export_to_file(memory, caller, one.candidate_id, tmp_path / "there.zip")
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
    assert list(tmp_path.glob(".part-*")) == []

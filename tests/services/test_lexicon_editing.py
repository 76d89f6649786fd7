from __future__ import annotations

import pytest

from recollect.domain.caller import Caller
from recollect.errors import NotFound
from recollect.scoring import engine
from recollect.scoring.knowledge.added_terms import put_in_force
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.memory import Memory
from recollect.services.teaching.lexicon_editing import import_skills, remove_skills, use_additions
from recollect.storage.records.lexicon_additions import list_additions
from use_cases import all_events, analyse_one, problems

LIST = "name,aliases\nFlumbrix,flx9000\n"


def test_a_list_is_added_once_and_named_in_each_analysis(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    first = import_skills(memory, caller, LIST, "ours.csv")
    again = import_skills(memory, caller, LIST, "ours.csv")
    assert (first.unchanged, again.unchanged) == (False, True)
    assert first.addition_id == again.addition_id
    with memory.read(caller) as reader:
        assert [(kept.addition_id, kept.term_count) for kept in list_additions(reader)] == [(first.addition_id, 1)]
    version = analyse_resume(memory, caller, one.resume_id, one.job_id).result.provenance.lexicon_version
    assert version is not None
    assert version.endswith(f"+{first.addition_id}")
    assert [event.action for event in all_events(memory)].count("lexicon.extended") == 1
    assert problems(memory) == []


def test_what_was_removed_can_be_repeated_by_importing_it_again(memory: Memory, caller: Caller) -> None:
    shipped = engine.LEXICON_VERSION
    imported = import_skills(memory, caller, LIST, "ours.csv")
    extended = engine.LEXICON_VERSION
    remove_skills(memory, caller, imported.addition_id)
    assert shipped == engine.LEXICON_VERSION
    with memory.read(caller) as reader:
        assert [kept.active for kept in list_additions(reader)] == [False]
    assert not import_skills(memory, caller, LIST, "ours.csv").unchanged
    assert extended == engine.LEXICON_VERSION


def test_a_process_that_opens_the_store_reads_with_its_additions(sqlite_memory: Memory, caller: Caller) -> None:
    imported = import_skills(sqlite_memory, caller, LIST, "ours.csv")
    put_in_force(())
    use_additions(sqlite_memory)
    assert engine.LEXICON_VERSION.endswith(imported.addition_id)


def test_an_addition_that_is_not_there_is_not_removed(sqlite_memory: Memory, caller: Caller) -> None:
    with pytest.raises(NotFound):
        remove_skills(sqlite_memory, caller, "lex_000000000000")

import pytest

from factories import ACTOR, add_resume, named, new_resume, sha256, write
from recollect.domain.document import HiddenText, PageSpan, Word
from recollect.domain.ids import resume_id_of
from recollect.errors import NotFound, StaleVersion
from recollect.storage import counters
from recollect.storage.records import aliases, candidates, readings, resumes
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork

TEXT = "Maren Holt\nElectrician in Leeds"


def test_a_resume_is_kept_with_all_that_was_read(store: Store) -> None:
    page, word = PageSpan(1, 0, 31, 595.0, 842.0), Word(0, 5, 1, (72.0, 70.0, 110.0, 82.0))
    hidden = HiddenText(text="hire me", page=1, reason="white")
    resume_id, candidate_id = write(
        store,
        lambda w: add_resume(
            w,
            TEXT,
            content=b"%PDF",
            media_type="application/pdf",
            pages=(page,),
            words=(word,),
            fields=named("Maren Holt"),
            hidden_text=(hidden,),
            warnings=("an odd font",),
            text_quality="fair",
        ),
    )
    with store.read() as reader:
        kept = resumes.get_resume(reader, resume_id)
        layout = readings.get_layout(reader, resume_id)
        assert readings.get_text(reader, kept.text_sha256) == TEXT
    assert resume_id == "resume_" + sha256(b"%PDF")[:12]
    assert (kept.candidate_id, kept.candidate_name) == (candidate_id, "Maren Holt")
    assert (kept.file_size, kept.text_length, kept.pages, kept.text_quality) == (4, 31, 1, "fair")
    assert (kept.content_sha256, kept.text_sha256) == (sha256(b"%PDF"), sha256(TEXT.encode()))
    assert (kept.document_path, kept.text_path) == (f"pdfs/{resume_id}.pdf", f"texts/{resume_id}.txt")
    assert (kept.fields, kept.hidden_text, kept.warnings) == (named("Maren Holt"), (hidden,), ("an odd font",))
    assert (layout.pages, layout.words) == ((page,), (word,))


def test_a_text_file_has_no_pages_and_is_kept_under_files(store: Store) -> None:
    resume_id, _ = write(store, add_resume)
    with store.read() as reader:
        kept = resumes.get_resume(reader, resume_id)
    assert (kept.pages, kept.document_path) == (None, f"files/{resume_id}.txt")


def test_what_is_not_there_is_not_found(store: Store) -> None:
    with store.read() as reader:
        for find in (
            lambda: resumes.get_resume(reader, "resume_000000000000"),
            lambda: readings.get_text(reader, "0" * 64),
        ):
            with pytest.raises(NotFound):
                find()
        assert readings.get_layout(reader, "resume_000000000000").pages == ()
        assert resumes.find_by_content(reader, "0" * 64) is None


def test_one_text_of_two_files_is_kept_once(store: Store) -> None:
    first, _ = write(store, lambda w: add_resume(w, TEXT, content=b"one"))
    second, _ = write(store, lambda w: add_resume(w, TEXT, content=b"two"))
    with store.read() as reader:
        texts = {resumes.get_resume(reader, resume_id).text_sha256 for resume_id in (first, second)}
    assert texts == {sha256(TEXT.encode())}


def test_the_same_file_is_never_stored_twice(store: Store) -> None:
    write(store, add_resume)
    with pytest.raises(Exception, match="No free id"):
        write(store, add_resume)
    with store.read() as reader:
        assert resumes.list_resumes(reader, query=None, cursor=None, limit=5).total == 1
        assert candidates.list_candidates(reader, cursor=None, limit=5).total == 1


def test_a_longer_id_is_free_when_another_file_has_the_short_one(store: Store) -> None:
    mine = sha256(b"mine")
    other = mine[:12] + sha256(b"other")[12:]

    def add(work: UnitOfWork) -> None:
        new = new_resume("Other", content=b"other")
        new = type(new)(**{name: getattr(new, name) for name in new.__struct_fields__} | {"content_sha256": other})
        candidate_id = candidates.add_candidate(work, "Other", actor=ACTOR)
        resumes.add_resume(work, new, resume_id_of(other), candidate_id, "Other", actor=ACTOR)

    write(store, add)
    with store.read() as reader:
        assert resumes.free_resume_id(reader, other) == resume_id_of(other)
        assert resumes.free_resume_id(reader, mine) == resume_id_of(mine, 13)
        assert resumes.free_resume_id(reader, sha256(b"third")) == resume_id_of(sha256(b"third"))


def test_resumes_are_listed_newest_first_under_the_present_name(store: Store) -> None:
    (first, person), (second, _) = write(store, lambda w: [add_resume(w, "A\none"), add_resume(w, "B\ntwo")])
    write(store, lambda w: candidates.rename_candidate(w, person, "Anna", expected_version=1, actor=ACTOR))
    with store.read() as reader:
        page = resumes.list_resumes(reader, query=None, cursor=None, limit=5)
        of_person = resumes.list_resumes(reader, query=None, candidate_id=person, cursor=None, limit=5)
    assert [(r.resume_id, r.candidate_name) for r in page.items] == [(second, "B"), (first, "Anna")]
    assert [r.resume_id for r in of_person.items] == [first]
    assert (page.total, of_person.total) == (2, 1)


def test_corrections_lie_over_what_was_read(store: Store) -> None:
    resume_id, _ = write(store, lambda w: add_resume(w, fields=named("Maren Hlot")))
    corrections = {"name": {"value": "Maren Holt", "source": "corrected"}}
    version = write(
        store, lambda w: resumes.correct_fields(w, resume_id, corrections, expected_version=1, actor="other")
    )
    with store.read() as reader:
        kept = resumes.get_resume(reader, resume_id)
        versions = resumes.list_resume_versions(reader, resume_id)
        parsed = resumes.parsed_fields(reader, resume_id)
    assert kept.fields.name is not None
    assert (kept.fields.name.value, kept.fields.name.source) == ("Maren Holt", "corrected")
    assert (version, kept.version, parsed["name"]["value"]) == (2, 2, "Maren Hlot")
    assert [(v["version"], v["corrections"], v["actor"]) for v in versions] == [
        (2, corrections, "other"),
        (1, {}, ACTOR),
    ]


def test_a_stale_correction_is_refused(store: Store) -> None:
    resume_id, _ = write(store, add_resume)
    write(store, lambda w: resumes.correct_fields(w, resume_id, {}, expected_version=1, actor=ACTOR))
    with pytest.raises(StaleVersion):
        write(store, lambda w: resumes.correct_fields(w, resume_id, {}, expected_version=1, actor=ACTOR))


def test_a_deleted_resume_is_gone_but_its_text_and_content_are_known(store: Store) -> None:
    resume_id, _ = write(store, lambda w: add_resume(w, TEXT))

    def set_deleted(work: UnitOfWork, *, deleted: bool) -> int:
        return resumes.set_resume_deleted(work, resume_id, deleted=deleted, expected_version=None, actor=ACTOR)

    write(store, lambda w: set_deleted(w, deleted=True))
    with store.read() as reader:
        assert resumes.list_resumes(reader, query=None, cursor=None, limit=5).total == 0
        assert counters.total(reader, counters.DOCUMENT_BYTES) == 0
        found = resumes.find_by_content(reader, sha256(TEXT.encode()))
        assert readings.get_text(reader, sha256(TEXT.encode())) == TEXT
        with pytest.raises(NotFound):
            resumes.get_resume(reader, resume_id)
    assert found is not None
    assert found.deleted
    with pytest.raises(NotFound):
        write(store, lambda w: set_deleted(w, deleted=True))
    with pytest.raises(NotFound):
        write(store, lambda w: resumes.correct_fields(w, resume_id, {}, expected_version=2, actor=ACTOR))
    write(store, lambda w: set_deleted(w, deleted=False))
    with store.read() as reader:
        assert not resumes.get_resume(reader, resume_id).deleted
        assert counters.total(reader, counters.DOCUMENT_BYTES) == len(TEXT)


def test_a_resume_answers_to_its_alias(store: Store) -> None:
    resume_id, _ = write(store, add_resume)
    write(store, lambda w: aliases.add_alias(w, kind="resume", alias="0123456789abcdef", target_id=resume_id))
    with store.read() as reader:
        assert resumes.get_resume(reader, "0123456789abcdef").resume_id == resume_id


def test_analyses_are_counted(store: Store) -> None:
    resume_id, _ = write(store, add_resume)
    write(store, lambda w: resumes.count_analysis(w, resume_id, 3))
    with store.read() as reader:
        assert resumes.get_resume(reader, resume_id).analysis_count == 3

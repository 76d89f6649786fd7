from collections.abc import Callable

import pytest
from sqlalchemy import text

from factories import ACTOR, add_job, add_resume, job_draft, write
from recollect.domain.ids import JobId
from recollect.domain.job import JobDraft
from recollect.domain.word_match import MOST_WORDS, query_tokens, snippet
from recollect.errors import InvalidCursor
from recollect.storage.records import jobs, resumes
from recollect.storage.search import ranking
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork


def _found(store: Store, query: str) -> list[JobId]:
    with store.read() as reader:
        page = jobs.search_jobs(reader, query, cursor=None, limit=50)
    assert (page.total, page.total_is_lower_bound, page.next_cursor) == (len(page.items), False, None)
    return [hit.job_id for hit in page.items]


def _add(store: Store, description: str, role: str = "", company: str = "") -> JobId:
    return write(store, lambda w: add_job(w, description=description, role_name=role, company_name=company))


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("Élodie cherche une infirmière", "INFIRMIERE"),
        ("Elodie cherche une infirmiere", "infirmière élodie"),
        ("Straße und Brücke", "strasse"),
        ("Łódź i Kraków", "lodz krakow"),
        ("Ærø ferry", "aero"),
        ("The ﬁnance office", "finance"),
        ("We write C++ and Go", "C++"),
        ("We write C# daily", "c#"),
        ("Needs ＡＤＯＢＥ tools", "adobe"),
        ("An electrician's mate", "elec"),
        ("Five years of wiring", "years five"),
        ('He said "lead the crew"', '"lead"'),
        ("x-ray technician", "x-ray"),
        ("rate -x applies", "-x"),
        ("AND OR NOT NEAR", "NOT AND"),
        ("a column: title", "title:column"),
        ("Salary 45,000", "45"),
        ("ΟΔΟΣ", "οδος"),
        ("οδοσήμανση", "οδοσ"),
        ("50% remote; weekends*", "weekends* 50%"),
        ("O'Brien's workshop", "o'brien"),
        ("the back\\slash case", "back\\slash"),
        ("日本語 の 求人", "求人"),
        ("日本語の求人です", "日本語"),
        ("한국어 문서", "한국"),
        ("snake_case names", "case"),
    ],
)
def test_words_are_found_as_people_write_them(store: Store, written: str, query: str) -> None:
    other = _add(store, "Nothing of the kind")
    job_id = _add(store, written)
    assert _found(store, query) == [job_id] != [other]


@pytest.mark.parametrize("query", ["", " ", "-", '"', "* ( ) :", "'", "\\", "&|!", "☃"])
def test_a_query_without_a_word_finds_nothing(store: Store, query: str) -> None:
    _add(store, "anything at all - \" * ( ) : ' \\ ☃")
    assert _found(store, query) == []


@pytest.mark.parametrize("query", ["plumber", "wiring plumber", "c", "iring", "本語"])
def test_what_does_not_hold_every_word_is_not_found(store: Store, query: str) -> None:
    _add(store, "wiring in C++ 日本語")  # a run of signs without spaces is one word: found by how it begins alone
    assert _found(store, query) == []


def test_a_query_of_thousands_of_words_is_answered(store: Store) -> None:
    job_id = _add(store, " ".join(f"w{n}" for n in range(MOST_WORDS)))
    assert _found(store, " ".join(f"w{n}" for n in range(20_000))) == [job_id]


def test_a_word_without_end_can_be_kept_found_and_taken_out(store: Store) -> None:
    job_id = _add(store, "x" * 70_000 + " wiring")
    assert _found(store, "x" * 70_000) == _found(store, "wiring") == [job_id]
    write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=1, actor=ACTOR))
    assert _found(store, "x" * 70_000) == []


def test_more_different_words_than_an_index_has_room_for_can_be_kept(store: Store) -> None:
    job_id = _add(store, " ".join(f"word{n:06}" for n in range(120_000)))
    assert _found(store, "word000007 word050000") == [job_id]


def test_a_hit_in_the_title_comes_before_one_in_the_text(store: Store) -> None:
    in_title = _add(store, "For our site.", role="Welder")
    in_text = _add(store, "A welder, welder, welder and welder.", role="Fitter")
    in_both = _add(store, "A welder.", role="Welder")
    only_begins = _add(store, "Some weldering.", role="Fitter")
    assert _found(store, "welder") == [in_both, in_title, in_text, only_begins]


def test_equal_hits_come_newest_first(store: Store) -> None:
    first, second = _add(store, "a welder"), _add(store, "a welder")
    assert _found(store, "welder") == [second, first]


def test_a_changed_job_is_found_by_its_new_words_alone(store: Store) -> None:
    job_id = _add(store, "an old plumber", role="Plumber")
    for version, words in enumerate(("a fitter", "a welder"), start=1):
        changed = job_draft(words, role_name="", company_name="")
        write(store, lambda w, v=version, d=changed: jobs.change_job(w, job_id, expected_version=v, draft=d, actor="a"))  # type: ignore[misc]
    assert (_found(store, "plumber"), _found(store, "fitter"), _found(store, "welder")) == ([], [], [job_id])


def test_a_deleted_job_is_not_found_until_it_is_back(store: Store) -> None:
    job_id = _add(store, "a welder")
    write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=1, actor=ACTOR))
    assert _found(store, "welder") == []
    write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=False, expected_version=2, actor=ACTOR))
    assert _found(store, "welder") == [job_id]


def test_a_hit_shows_the_words_around_it(store: Store) -> None:
    _add(store, "Intro. " * 30 + "We want a Schweißer\nnow. " + "Outro. " * 60)
    with store.read() as reader:
        (hit,) = jobs.search_jobs(reader, "schweisser", cursor=None, limit=1).items
    assert "We want a Schweißer now." in hit.snippet
    assert hit.snippet.startswith("… ")
    assert hit.snippet.endswith(" …")
    assert len(hit.snippet) < 210


@pytest.mark.parametrize(
    ("body", "query", "expected"),
    [
        ("Short text.", "text", "Short text."),
        ("Short text.", "company", "Short text."),
        ("Short text.", "", "Short text."),
        ("x" * 100 + "word", "word", "x" * 100 + "word"),
        ("y" * 99 + "-word", "word", "… " + "y" * 39 + "y" * 20 + "-word"),
    ],
)
def test_a_snippet_is_the_beginning_when_the_hit_is_elsewhere(body: str, query: str, expected: str) -> None:
    assert snippet(body, query_tokens(query)) == expected


@pytest.mark.parametrize(("query", "limit"), [("weld", 7), ("welder", 7), ("welder", 250)])
def test_pages_give_every_hit_once_even_beyond_those_that_are_ranked(
    store: Store, monkeypatch: pytest.MonkeyPatch, query: str, limit: int
) -> None:
    monkeypatch.setattr(ranking, "RANKED", 20)

    def unit(work: UnitOfWork) -> list[JobId]:
        return [add_job(work, description="welder " * (n % 5 + 1)) for n in range(55)]

    added = write(store, unit)
    seen: list[JobId] = []
    cursor = None
    while True:
        with store.read() as reader:
            page = jobs.search_jobs(reader, query, cursor=cursor, limit=limit)
        assert page.total == 55
        seen += [hit.job_id for hit in page.items]
        if not seen[limit:]:
            _add(store, "a welder that came later")  # it is newer than the first page and changes none after it
        if (cursor := page.next_cursor) is None:
            break
    assert len(seen) == len(set(seen)) == 55
    assert set(seen) == set(added)
    assert set(seen[:20]) == set(added[-20:])


def test_a_cursor_belongs_to_its_words(store: Store) -> None:
    write(store, lambda w: [add_job(w) for _ in range(3)])
    with store.read() as reader:
        cursor = jobs.search_jobs(reader, "Electrician Leeds", cursor=None, limit=1).next_cursor
        assert jobs.search_jobs(reader, "electrician leeds leeds", cursor=cursor, limit=1).items
        with pytest.raises(InvalidCursor):
            jobs.search_jobs(reader, "electrician", cursor=cursor, limit=1)


def test_more_hits_than_are_counted_are_at_least_so_many(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "COUNT_CAP", 3)
    write(store, lambda w: [add_job(w) for _ in range(5)])
    with store.read() as reader:
        page = jobs.search_jobs(reader, "electrician", cursor=None, limit=2)
    assert (page.total, page.total_is_lower_bound) == (3, True)


def _found_resumes(store: Store, query: str) -> list[str]:
    with store.read() as reader:
        return [r.resume_id for r in resumes.list_resumes(reader, query=query, cursor=None, limit=9).items]


def test_resumes_are_found_by_name_file_and_text(store: Store) -> None:
    resume_id, _ = write(store, lambda w: add_resume(w, "Zoë Brontë\nWired a school", filename="cv-final.pdf"))
    write(store, lambda w: add_resume(w, "Somebody else"))
    for query in ("zoe bronte", "cv-final", "school wired"):
        assert _found_resumes(store, query) == [resume_id]
    assert _found_resumes(store, "hospital") == []


def test_a_deleted_resume_is_not_found_until_it_is_back(store: Store) -> None:
    resume_id, _ = write(store, add_resume)
    for deleted, found in ((True, []), (False, [resume_id])):
        write(
            store,
            lambda w, d=deleted: resumes.set_resume_deleted(  # type: ignore[misc]
                w, resume_id, deleted=d, expected_version=None, actor=ACTOR
            ),
        )
        assert _found_resumes(store, "electrician") == found


def test_a_corrected_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    resume_id, person = write(store, lambda w: add_resume(w, "Text", candidate_name="Maren Hlot"))
    write(store, lambda w: resumes.reindex_name(w, person, "Maren Hlot", "Maren Holt"))
    assert _found_resumes(store, "holt") == [resume_id]
    assert _found_resumes(store, "hlot") == []


def test_an_index_that_is_full_of_changes_is_sound(sqlite_store: Store, seed: int) -> None:
    words = ["welder", "fitter", "plumber", "nurse"]
    job_id = _add(sqlite_store, "start")
    for version in range(1, 20):
        changed = job_draft(" ".join(words[(seed + version + n) % 4] for n in range(version % 3 + 1)))
        write(sqlite_store, _changing(job_id, version, changed))
    write(
        sqlite_store,
        lambda w: w.connection.execute(text("INSERT INTO job_index(job_index) VALUES('optimize')")).close(),
    )
    last = (seed + 19) % 4
    assert _found(sqlite_store, words[last]) == [job_id]
    assert _found(sqlite_store, "start") == []


def _changing(job_id: JobId, version: int, changed: JobDraft) -> Callable[[UnitOfWork], int]:
    return lambda w: jobs.change_job(w, job_id, expected_version=version, draft=changed, actor="a")

import pytest

from factories import RepeatingDraw, job_draft, write
from recollect.domain.ids import TemplateId
from recollect.errors import NotFound, StaleVersion
from recollect.storage.records import jobs, templates
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork


def _add(work: UnitOfWork) -> TemplateId:
    return templates.add_template(work, "Sparks", job_draft(metadata={"k": [1]}))


def test_a_template_is_kept_whole_and_is_no_job(store: Store) -> None:
    template_id = write(store, _add)
    with store.read() as reader:
        kept = templates.get_template(reader, template_id)
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 0
        assert jobs.search_jobs(reader, "electrician", cursor=None, limit=5).items == ()
    assert (kept.name, kept.role_name, kept.metadata) == ("Sparks", "Electrician", {"k": [1]})
    assert (kept.version, kept.use_count) == (1, 0)


def test_templates_are_listed_newest_first_and_counted(store: Store) -> None:
    added = write(store, lambda work: [_add(work) for _ in range(3)])
    with store.read() as reader:
        first = templates.list_templates(reader, cursor=None, limit=2)
        rest = templates.list_templates(reader, cursor=first.next_cursor, limit=2)
    assert [t.template_id for t in (*first.items, *rest.items)] == added[::-1]
    assert (first.total, rest.total, rest.next_cursor) == (3, 3, None)


def test_a_change_checks_the_version(store: Store) -> None:
    template_id = write(store, _add)
    changed = job_draft("Other words.")
    change = {"name": "New", "draft": changed, "expected_version": 1}
    assert write(store, lambda w: templates.change_template(w, template_id, **change)) == 2  # type: ignore[arg-type]
    with pytest.raises(StaleVersion):
        write(store, lambda w: templates.change_template(w, template_id, **change))  # type: ignore[arg-type]
    with store.read() as reader:
        kept = templates.get_template(reader, template_id)
    assert (kept.name, kept.job_description, kept.version) == ("New", "Other words.", 2)


def test_a_deleted_template_is_gone_until_it_is_brought_back(store: Store) -> None:
    template_id = write(store, _add)
    write(store, lambda w: templates.set_template_deleted(w, template_id, deleted=True, expected_version=1))
    with store.read() as reader:
        assert templates.list_templates(reader, cursor=None, limit=5).total == 0
        assert templates.get_template(reader, template_id, deleted=True).version == 2
        with pytest.raises(NotFound):
            templates.get_template(reader, template_id)
    with pytest.raises(NotFound):
        write(store, lambda w: templates.set_template_deleted(w, template_id, deleted=True, expected_version=2))
    with pytest.raises(NotFound):
        write(
            store,
            lambda w: templates.change_template(w, template_id, name="N", draft=job_draft(), expected_version=2),
        )
    write(store, lambda w: templates.set_template_deleted(w, template_id, deleted=False, expected_version=2))
    with pytest.raises(StaleVersion, match="not deleted"):
        write(store, lambda w: templates.set_template_deleted(w, template_id, deleted=False, expected_version=3))
    with store.read() as reader:
        assert templates.list_templates(reader, cursor=None, limit=5).total == 1


def test_uses_are_counted(store: Store) -> None:
    template_id = write(store, _add)
    write(store, lambda w: templates.count_use(w, template_id))
    with store.read() as reader:
        assert templates.get_template(reader, template_id).use_count == 1


def test_an_unknown_template_is_not_found(store: Store) -> None:
    with store.read() as reader, pytest.raises(NotFound):
        templates.get_template(reader, "tpl_00000000")


def test_an_id_that_is_taken_is_drawn_anew(store: Store) -> None:
    draw = RepeatingDraw(times=3)
    drawn = [write(store, lambda w: templates.add_template(w, "T", job_draft(), draw=draw)) for _ in range(3)]
    assert len(set(drawn)) == 3
    with store.read() as reader:
        assert templates.list_templates(reader, cursor=None, limit=5).total == 3

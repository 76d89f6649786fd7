import re

import pytest

from recollect.web.pages.charts import Dot, describe_score, leading_group, score_ruler, score_strip


def test_a_ruler_has_a_tick_a_band_and_a_triangle_where_they_belong() -> None:
    svg = str(score_ruler(50, low=40, high=60, median=25, width=104))
    assert '<rect class="f-band" x="42.0" width="20.0"' in svg
    assert '<rect class="f-ink" x="50.5" width="3"' in svg
    assert '<path class="md" d="M23.5 4h7l-3.5 5z"/>' in svg
    assert 'aria-label="50 out of 100, likely 40 to 60, median of this job 25"' in svg


@pytest.mark.parametrize(("score", "x"), [(0, "0.5"), (100, "100.5")])
def test_both_ends_of_a_ruler_lie_inside_the_picture(score: float, x: str) -> None:
    assert f'<rect class="f-ink" x="{x}"' in str(score_ruler(score, width=104))


def test_a_ruler_without_a_score_draws_no_tick() -> None:
    svg = str(score_ruler(None))
    assert "f-ink" not in svg
    assert "f-band" not in svg
    assert 'aria-label="not scored"' in svg


def test_a_chart_is_coloured_by_class_alone() -> None:
    drawn = str(score_ruler(5, low=1, high=9, median=3)) + str(score_strip([Dot(5, "Ana"), Dot(4, "Bo")]))
    assert re.findall(r"\b(?:style|fill|stroke)=|#[0-9a-f]{3}", drawn) == []


def test_a_score_in_words_says_what_is_known() -> None:
    assert describe_score(71.4) == "71 out of 100"
    assert describe_score(71.4, low=60, high=80) == "71 out of 100, likely 60 to 80"


def test_dots_never_hide_each_other() -> None:
    svg = str(score_strip([Dot(float(score), f"Person {n}") for n, score in enumerate([90, 90, 89, 50, 50, 50, 10])]))
    places = [(float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', svg)]
    assert len(places) == 7
    for number, (x, y) in enumerate(places):
        assert all(abs(x - x2) >= 12.8 or abs(y - y2) >= 12.8 for x2, y2 in places[:number])


def test_many_dots_of_one_score_do_not_make_the_picture_taller_than_a_few() -> None:
    heights = [
        float(re.findall(r'viewBox="-12 0 [\d.]+ ([\d.]+)"', str(score_strip([Dot(50, "Ana")] * count)))[0])
        for count in (12, 500)
    ]
    assert heights[0] == heights[1]


def test_a_name_on_the_strip_is_escaped() -> None:
    svg = str(score_strip([Dot(90, "<b>Ana</b>")]))
    assert "<b>" not in svg
    assert "&lt;b&gt;Ana" in svg


def test_names_stand_inside_the_picture_at_both_ends() -> None:
    svg = str(score_strip([Dot(99, "First Person"), Dot(98, "Second Person"), Dot(1, "Last Person")]))
    labels = re.findall(r'<text class="(end )?(?:b|sec)" x="([\d.]+)" y="([\d.-]+)">', svg)
    assert [bool(end) for end, _, _ in labels] == [True, True, False]
    assert all(float(y) > 0 for _, _, y in labels)


@pytest.mark.parametrize(
    ("ranges", "count"),
    [
        ([], 0),
        ([None, (1.0, 2.0)], 0),
        ([(80.0, 90.0), (60.0, 70.0)], 1),
        ([(80.0, 90.0), (75.0, 85.0), (60.0, 76.0)], 2),
        ([(80.0, 90.0), (70.0, 80.0), (60.0, 79.0)], 2),
        ([(70.0, 90.0), (70.0, 80.0), (60.0, 70.0)], 3),
        ([(80.0, 90.0), None, (75.0, 85.0)], 1),
    ],
)
def test_those_whose_ranges_touch_are_too_close_to_rank(ranges: list[tuple[float, float] | None], count: int) -> None:
    assert leading_group(ranges) == count

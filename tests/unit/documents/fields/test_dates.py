import pytest
from hypothesis import given
from hypothesis import strategies as st

from recollect.documents.fields.dates import Period, find_periods


def ends(period: Period) -> tuple[str | None, str | None]:
    first = None if period.first is None else period.first.value
    return first, "now" if period.current else None if period.last is None else period.last.value


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("Sept 2018 – May 2023", "2018-09", "2023-05"),
        ("June 2023 – present", "2023-06", "now"),
        ("May – Aug 2021", "2021-05", "2021-08"),
        ("2019-03 to 2020-05", "2019-03", "2020-05"),
        ("03/19 – 05/21", "2019-03", "2021-05"),
        ("Q1 2019 – Q3 2020", "2019-01", "2020-09"),
        ("summer 2018 – 2020", "2018", "2020"),
        ("2019–21", "2019", "2021"),
        ("since 2019", "2019", "now"),
        ("2019 –", "2019", "now"),
        ("01.03.2019 – 31.12.2020", "2019-03", "2020-12"),
        ("März 2019 bis heute", "2019-03", "now"),
        ("seit 04/2020", "2020-04", "now"),
        ("WS 2018/2019", "2018", "2019"),
        ("2010/11", "2010", "2011"),
        ("septembre 2018 à aujourd'hui", "2018-09", "now"),
        ("janv. 2018 – déc. 2019", "2018-01", "2019-12"),
        ("Desde marzo de 2019 hasta la actualidad", "2019-03", "now"),
        ("março de 2018 a dezembro de 2020", "2018-03", "2020-12"),
        ("da gennaio 2019 a oggi", "2019-01", "now"),
        ("maart 2019 - heden", "2019-03", "now"),
        ("grudzień 2020 r. – obecnie", "2020-12", "now"),
        ("od marca 2018 do maja 2020", "2018-03", "2020-05"),
    ],
)
def test_a_span_of_time_is_read_in_each_language(written: str, first: str, last: str) -> None:
    (period,) = find_periods(f"Cook, {written}" if written[0].isdigit() else written)
    assert ends(period) == (first, last)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12 March 2019", "2019-03"),
        ("March 15, 2019", "2019-03"),
        ("2020 (expected)", "2020"),
        ("Class of 2022", "2022"),
    ],
)
def test_a_date_alone_is_an_end(written: str, value: str) -> None:
    (period,) = find_periods(written)
    assert ends(period) == (None, value)


@pytest.mark.parametrize("written", ["10.1234/neurips.2023.1234", "11,234,567", "+44 20 7946 0018", "9999", "13/2019"])
def test_other_numbers_are_no_dates(written: str) -> None:
    assert not any(period.is_range for period in find_periods(written))


def test_years_in_the_wrong_order_are_two_dates() -> None:
    assert [ends(period) for period in find_periods("2021 – 2019")] == [(None, "2021"), (None, "2019")]


def test_each_end_says_where_it_stands() -> None:
    text = "Köchin, März 2019 – Juni 2021"
    (period,) = find_periods(text)
    assert period.first is not None
    assert period.last is not None
    assert text[period.first.start : period.first.end] == "März 2019"
    assert text[period.last.start : period.last.end] == "Juni 2021"


@given(st.text(alphabet=st.sampled_from("0129 /.-–'abcdefgijlmnoprstuvyzäèß(),"), max_size=60))
def test_any_line_is_read_and_every_span_lies_in_it(line: str) -> None:
    reached = 0
    for period in find_periods(line):
        assert reached <= period.start < period.end <= len(line)
        reached = period.end
        for point in filter(None, (period.first, period.last)):
            assert period.start <= point.start < point.end <= period.end
            assert any(c.isdigit() for c in point.value)

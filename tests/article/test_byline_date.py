from __future__ import annotations

from datetime import date

import pytest

from course_utils.article.masthead import DATE, read_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("September 11, 2020", date(2020, 9, 11)),
        ("SEPTEMBER 11, 2020", date(2020, 9, 11)),
        ("Dec. 27 2018", date(2018, 12, 27)),
        ("Dec 27, 2018", date(2018, 12, 27)),
        ("Sept. 1, 2020", date(2020, 9, 1)),
        ("May 1st, 2020", date(2020, 5, 1)),
        ("11 September 2020", date(2020, 9, 11)),
        ("11 Sep. 2020", date(2020, 9, 11)),
        ("2020-09-11", date(2020, 9, 11)),
        ("2020-9-1", date(2020, 9, 1)),
        ("February 29, 2020", date(2020, 2, 29)),
        ("25.12.2018", date(2018, 12, 25)),
        ("12/25/2018", date(2018, 12, 25)),
        ("2018/12/25", date(2018, 12, 25)),
        ("05/05/2018", date(2018, 5, 5)),
    ],
)
def test_what_means_one_day_is_read(text: str, day: date) -> None:
    assert DATE.fullmatch(text)
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("03/04/2020", "2020-03-04 or 2020-04-03"),
        ("03-04-2020", "2020-03-04 or 2020-04-03"),
        ("11.09.2020", "2020-09-11 or 2020-11-09"),
        ("2020/03/04", "2020-03-04 or 2020-04-03"),
    ],
)
def test_what_means_two_days_is_refused(text: str, days: str) -> None:
    assert DATE.fullmatch(text)
    with pytest.raises(ValueError, match="meant") as caught:
        read_day(text)
    assert str(caught.value) == f"{days} can be meant: write the month as a word"


@pytest.mark.parametrize(
    "text",
    [
        *("31/31/2020", "2020-13-01", "0020-09-11", "27/12/18"),
        *("February 30, 2020", "February 29, 2019", "0 May 2019", "September 2020", "Dec. 27, 18"),
        *("Septmber 11, 2020", "Friday, September 11, 2020", "Monday 11 September 2020"),
    ],
)
def test_what_means_no_day_is_refused_and_yet_has_the_form_of_a_date(text: str) -> None:
    """A weekday is refused with the rest: it may belie the date."""
    assert DATE.fullmatch(text)
    with pytest.raises(ValueError, match="calendar") as caught:
        read_day(text)
    assert str(caught.value) == "write one day of the calendar before the bar, or leave it out: “| Author”"


def test_a_form_is_told_from_prose() -> None:
    assert DATE.match("September 11, 2020 – Ann")
    assert not DATE.match("In September 2020 it began")
    assert not DATE.fullmatch("September 11, 2020 was a Friday")
    assert not DATE.fullmatch("Chapter 12")

from __future__ import annotations

from datetime import date

import pytest

from course_utils.dateline import begins_with_date, is_date, is_loose, read_date


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
        ("11th of September, 2020", date(2020, 9, 11)),
        ("Friday, September 11, 2020", date(2020, 9, 11)),
        ("Fri. 11 September 2020", date(2020, 9, 11)),
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
    assert is_date(text)
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "03/04/2020",
            "expected one day, found “03/04/2020”, which can be 2020-03-04 or 2020-04-03; "
            "write the month as a word",
        ),
        (
            "11.09.2020",
            "expected one day, found “11.09.2020”, which can be 2020-09-11 or 2020-11-09; "
            "write the month as a word",
        ),
        (
            "2020/03/04",
            "expected one day, found “2020/03/04”, which can be 2020-03-04 or 2020-04-03; "
            "write the month as a word",
        ),
        ("31/31/2020", "expected a day of the calendar, found “31/31/2020”; correct the date"),
        ("2020-13-01", "expected a day of the calendar, found “2020-13-01”; correct the date"),
        ("0020-09-11", "expected a day of the calendar, found “0020-09-11”; correct the date"),
        ("February 30, 2020", "expected a day of the calendar, found “February 30, 2020”; correct the date"),
        ("February 29, 2019", "expected a day of the calendar, found “February 29, 2019”; correct the date"),
        ("0 May 2019", "expected a day of the calendar, found “0 May 2019”; correct the date"),
        (
            "Monday, September 11, 2020",
            "expected the weekday Friday, found “Monday, September 11, 2020”; correct it or take it out",
        ),
        (
            "Septmber 11, 2020",
            "expected a date such as “September 11, 2020”, found “Septmber 11, 2020”; "
            "write the month's name and a year of four digits",
        ),
        (
            "Dec. 27, 18",
            "expected a date such as “September 11, 2020”, found “Dec. 27, 18”; "
            "write the month's name and a year of four digits",
        ),
        (
            "27/12/18",
            "expected a date such as “September 11, 2020”, found “27/12/18”; write a year of four digits",
        ),
        (
            "September 2020",
            "expected a date such as “September 11, 2020”, found no day in “September 2020”; "
            "add the day, or write “| Author” alone",
        ),
        (
            "yesterday",
            "expected a date such as “September 11, 2020”, found “yesterday”; "
            "write the line as “Month D, YYYY | Author”",
        ),
    ],
)
def test_what_means_no_day_or_two_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match="expected") as caught:
        read_date(text)
    assert str(caught.value) == message


def test_a_form_is_told_from_prose() -> None:
    assert begins_with_date("September 11, 2020 – Ann")
    assert not begins_with_date("In September 2020 it began")
    assert not is_date("September 11, 2020 was a Friday")
    assert is_loose("25.12.2018")
    assert not is_loose("2018-12-25")
    assert not is_loose("Dec. 25, 2018")

from __future__ import annotations

from datetime import date

import pytest
from undate import Undate

from course_utils.files.edtf import read_date


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "label"),
    [
        ("2020", "2020-01-01", "2020-12-31", "2020"),
        ("2020-07", "2020-07-01", "2020-07-31", "July 2020"),
        ("2020-07-12", "2020-07-12", "2020-07-12", "12 July 2020"),
        ("199X", "1990-01-01", "1999-12-31", "the 1990s"),
        ("19XX", "1900-01-01", "1999-12-31", "the years 1900 to 1999"),
        ("1XXX", "1000-01-01", "1999-12-31", "the years 1000 to 1999"),
        ("2020-XX", "2020-01-01", "2020-12-31", "a month in 2020"),
        ("2020-02-XX", "2020-02-01", "2020-02-29", "a day in February 2020"),
        ("2019-XX-XX", "2019-01-01", "2019-12-31", "a day in 2019"),
        ("2020~", "2020-01-01", "2020-12-31", "about 2020"),
        ("2020?", "2020-01-01", "2020-12-31", "possibly 2020"),
        ("199X%", "1990-01-01", "1999-12-31", "possibly about the 1990s"),
        ("2020-21", "2020-03-01", "2020-05-31", "spring 2020"),
        ("2019-24", "2019-12-01", "2020-02-29", "winter 2019"),
        ("1988/1994", "1988-01-01", "1994-12-31", "1988 to 1994"),
        ("2020-07-12/2020-07", "2020-07-12", "2020-07-31", "12 July 2020 to July 2020"),
        ("1988~/1994-05?", "1988-01-01", "1994-05-31", "about 1988 to possibly May 1994"),
        ("2020/..", "2020-01-01", None, "2020 onwards"),
        ("2020/", "2020-01-01", None, "2020 to an unknown date"),
        ("../1985", None, "1985-12-31", "until 1985"),
        ("/1985", None, "1985-12-31", "an unknown date to 1985"),
    ],
)
def test_a_date_gives_its_bounds_and_reads_as_english(
    text: str, earliest: str | None, latest: str | None, label: str
) -> None:
    span = read_date(text)
    assert (span.text, span.label) == (text, label)
    assert span.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert span.latest == (date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2020", False, False),
        ("2020~", True, False),
        ("2020?", False, True),
        ("2020%", True, True),
        ("1988~/1994?", True, True),
        ("1988/1994~", True, False),
    ],
)
def test_qualifiers_are_kept(text: str, approximate: bool, uncertain: bool) -> None:
    span = read_date(text)
    assert (span.approximate, span.uncertain) == (approximate, uncertain)


FORMS = "write 2020, 2020-07, 2020-07-12, 199X, 2020~, 2020?, 2020/.. or 1988/1994."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"the date “” is not an EDTF date; {FORMS}"),
        ("July 2020", f"the date “July 2020” is not an EDTF date; {FORMS}"),
        ("2020-7", f"the date “2020-7” is not an EDTF date; {FORMS}"),
        ("2020-07-12T10:00", f"the date “2020-07-12T10:00” is not an EDTF date; {FORMS}"),
        ("٢٠٢٠", f"the date “٢٠٢٠” is not an EDTF date; {FORMS}"),
        ("Y17000", f"the date “Y17000” is not an EDTF date; {FORMS}"),
        ("9" * 99, f"the date “{'9' * 40}…” is not an EDTF date; {FORMS}"),
        ("2020-13", "the date “2020-13” has no month 13; months go from 01 to 12."),
        ("2020-21-03", "the date “2020-21-03” has no month 21; months go from 01 to 12."),
        ("2020-02-30", "the date “2020-02-30” is no day of the calendar, or not in the years 1 to 9999."),
        ("0000", "the date “0000” is no day of the calendar, or not in the years 1 to 9999."),
        ("9999-24", "the date “9999-24” is no day of the calendar, or not in the years 1 to 9999."),
        ("2020-XX-25", "the date “2020-XX-25” has an X before a digit; EDTF level 1 leaves out only from the right."),
        ("199X-07", "the date “199X-07” has an X before a digit; EDTF level 1 leaves out only from the right."),
        ("1994/1988", "the date “1994/1988” ends before it begins; swap its two ends."),
        ("../..", "the date “../..” has neither a start nor an end; leave the date out."),
        ("1/2/3", "the date “1/2/3” has more than one /; an interval has one start and one end."),
        ("1988/x", f"the date “1988/x” is not an EDTF date; {FORMS}"),
    ],
)
def test_a_date_that_cannot_be_is_told_in_a_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared below
        read_date(text)
    assert str(caught.value) == message


_MONTHS = ("", "-XX", *(f"-{month:02}" for month in range(1, 13)))
_DAYS = ("", "-XX", "-00", "-01", "-28", "-29", "-30", "-31", "-32")


@pytest.mark.parametrize("year", ["0001", "1900", "2000", "2019", "2020", "9999", "199X", "19XX", "1XXX"])
def test_bounds_are_those_that_undate_gives(year: str) -> None:
    compared = 0
    for text in (f"{year}{month}{day}" for month in _MONTHS for day in _DAYS if month or not day):
        try:
            found = read_date(text)
        except ValueError:  # which dates are refused, and how it is said, is pinned above
            continue
        assert (found.earliest, found.latest) == _undate(text), text
        compared += 1
    assert compared >= 3


def _undate(text: str) -> tuple[date, date]:
    value = Undate.parse(text, "EDTF")
    first, last = value.earliest, value.latest
    return date(first.year, first.month, first.day), date(last.year, last.month, last.day)

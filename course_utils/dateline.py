"""The date of a printed byline → the one day that it can mean."""

from __future__ import annotations

import calendar
import re
from datetime import date

from course_utils.decoding import shown

# Written out, since ``calendar.month_name`` follows the machine's language.
_MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july")
_MONTHS += ("august", "september", "october", "november", "december")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_WORDED = re.compile(
    r"(?:(?P<weekday>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?,?\s+)?"
    r"(?:(?P<month>[a-z]{3,9})\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day_first>[0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month_after>[a-z]{3,9})\.?)"
    r",?\s+(?P<year>[0-9]{1,4})",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"([0-9]{1,4})([-./])([0-9]{1,2})\2([0-9]{1,4})")
_NO_DAY = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+[0-9]{4}", re.IGNORECASE
)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_FORM = "a date such as “September 11, 2020”"


def is_date(text: str) -> bool:
    """Tell whether all of ``text`` has the form of a date, a possible one or not."""
    return len(text) <= 60 and any(form.fullmatch(text) for form in (_WORDED, _NUMERIC, _NO_DAY))


def begins_with_date(text: str) -> bool:
    """Tell whether ``text`` begins with something that has the form of a date."""
    return any(form.match(text[:60]) for form in (_WORDED, _NUMERIC))


def is_loose(text: str) -> bool:
    """Tell whether a date is of numbers and yet not ISO 8601."""
    return bool(_NUMERIC.fullmatch(text)) and not _ISO.fullmatch(text)


def read_date(text: str) -> date:
    """Return the one day that ``text`` can mean; ValueError says what to mend where it is none or not one.

    Read: “September 11, 2020”, “Sept. 11 2020”, “11 September 2020”, “2020-09-11”, each worded one also after
    its weekday, and other numbers only where a single day of the calendar fits them.
    """
    if match := _WORDED.fullmatch(text):
        return _read_words(text, match)
    if match := _NUMERIC.fullmatch(text):
        return _read_numbers(text, match)
    if _NO_DAY.fullmatch(text):
        message = f"expected {_FORM}, found no day in {shown(text)}; add the day, or write “| Author” alone"
        raise ValueError(message)
    raise ValueError(f"expected {_FORM}, found {shown(text)}; write the line as “Month D, YYYY | Author”")


def _read_words(text: str, match: re.Match[str]) -> date:
    year = match["year"]
    month = _find(_MONTHS, match["month"] or match["month_after"], ("sept",))
    if month is None or len(year) != 4:
        message = f"expected {_FORM}, found {shown(text)}; write the month's name and a year of four digits"
        raise ValueError(message)
    found = _day(year, month + 1, match["day"] or match["day_first"])
    if found is None:
        raise ValueError(f"expected a day of the calendar, found {shown(text)}; correct the date")
    weekday = match["weekday"]
    if weekday and _find(_WEEKDAYS, weekday, ("tues", "thur", "thurs")) != found.weekday():
        right = _WEEKDAYS[found.weekday()].title()
        raise ValueError(f"expected the weekday {right}, found {shown(text)}; correct it or take it out")
    return found


def _read_numbers(text: str, match: re.Match[str]) -> date:
    first, mark, second, third = match.groups()
    if len(first) == 4 and len(third) <= 2:
        # A year first and hyphens are ISO 8601, whose order is fixed.
        orders = [(first, second, third), (first, third, second)][: 1 if mark == "-" else 2]
    elif len(third) == 4 and len(first) <= 2:
        orders = [(third, second, first), (third, first, second)]
    else:
        raise ValueError(f"expected {_FORM}, found {shown(text)}; write a year of four digits")
    days = sorted({day for y, m, d in orders if (day := _day(y, int(m), d))})
    if not days:
        raise ValueError(f"expected a day of the calendar, found {shown(text)}; correct the date")
    if len(days) > 1:
        either = " or ".join(day.isoformat() for day in days)
        message = f"expected one day, found {shown(text)}, which can be {either}; write the month as a word"
        raise ValueError(message)
    return days[0]


def _find(names: tuple[str, ...], word: str, also: tuple[str, ...]) -> int | None:
    """Return the index of the name that ``word`` is or abbreviates: three letters, or one ``also`` used."""
    word = word.lower()
    for n, name in enumerate(names):
        if word in (name, name[:3]) or (word in also and name.startswith(word)):
            return n
    return None


def _day(year: str, month: int, day: str) -> date | None:
    # A year that begins with a zero is a slip of the hand.
    if year[0] == "0" or not 1 <= month <= 12:
        return None
    return (
        date(int(year), month, int(day))
        if 1 <= int(day) <= calendar.monthrange(int(year), month)[1]
        else None
    )

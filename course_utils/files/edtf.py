"""Dates that are as vague as the text: EDTF level 1 strings and the days they may mean.

The Extended Date/Time Format (Library of Congress, ISO 8601-2:2019) writes "the 1990s" as ``199X``, "about
2020" as ``2020~`` and a span as ``1988/1994``. Years 1 to 9999 are read, without times of day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
#: A season's name, first and last month. EDTF leaves the hemisphere open; the northern one is meant here.
_SEASONS = {"21": ("spring", 3, 5), "22": ("summer", 6, 8), "23": ("autumn", 9, 11), "24": ("winter", 12, 2)}

# Level 1 leaves digits unspecified from the right only; [0-9], because \d takes every script's digits.
_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<qualifier>[?~%]?)"
)
_FORMS = "2020, 2020-07, 2020-07-12, 199X, 2020~, 2020?, 2020/.. or 1988/1994"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An EDTF date: the days between which it lies, and how to say it."""

    text: str  #: The EDTF string as written, qualifiers kept.
    earliest: date | None  #: The first day it may mean; None where the start is open or unknown.
    latest: date | None  #: The last day it may mean; None where the end is open or unknown.
    label: str  #: English, fit for the middle of a sentence: "the 1990s", "about 2020", "12 July 2020 to July 2020".
    approximate: bool  #: Whether a ``~`` or ``%`` marks it, or one of its ends.
    uncertain: bool  #: Whether a ``?`` or ``%`` marks it, or one of its ends.

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"the date “{self.text}” ends before it begins; swap its two ends.")


@lru_cache(maxsize=4096)
def read_date(text: str) -> DateSpan:
    """Read an EDTF level 1 date or interval; raise ValueError with a sentence for anything else.

    >>> read_date("199X").label
    'the 1990s'
    """
    if len(text) > 40:  # no EDTF date is longer, and a message should not repeat a page
        raise ValueError(f"the date “{text[:40]}…” is not an EDTF date; write {_FORMS}.")
    approximate, uncertain = bool({*text} & {*"~%"}), bool({*text} & {*"?%"})
    ends = text.split("/")
    if len(ends) == 1:
        return DateSpan(text, *_point(text, text), approximate, uncertain)
    if len(ends) > 2:
        said = "write a day as 2020-07-12" if len(ends[2]) == 4 else "an interval has one start and one end"
        raise ValueError(f"the date “{text}” has more than one /; {said}.")
    start, end = ends
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(f"the date “{text}” has neither a start nor an end; leave the date out.")
    first = None if start in ("", "..") else _point(start, text)
    last = None if end in ("", "..") else _point(end, text)
    if first and last:
        label = f"{first[2]} to {last[2]}"
    elif first:
        label = f"{first[2]} onwards" if end else f"{first[2]} to an unknown date"
    elif last:
        label = f"until {last[2]}" if start else f"an unknown date to {last[2]}"
    return DateSpan(text, first and first[0], last and last[1], label, approximate, uncertain)


def _point(text: str, whole: str) -> tuple[date, date, str]:
    """Return one end's first day, last day and label; ``whole`` is the date to name in a message."""
    found = _POINT.fullmatch(text)
    if not found:
        raise ValueError(f"the date “{whole}” is not an EDTF date; write {_FORMS}.")
    year, month, day, qualifier = found.groups()
    season = None if day else _SEASONS.get(month)
    if month and month != "XX" and not season and not "01" <= month <= "12":
        raise ValueError(f"the date “{whole}” has no month {month}; months go from 01 to 12.")
    if re.search("X.*[0-9]", text):
        raise ValueError(f"the date “{whole}” has an X before a digit; EDTF level 1 leaves out only from the right.")
    begins, ends = season[1:] if season else (1, 12) if month in (None, "XX") else (int(month), int(month))
    try:
        first = date(int(year.replace("X", "0")), begins, 1 if day in (None, "XX") else int(day))
        after = int(year.replace("X", "9")) + (begins > ends)
        last = date(after, ends, monthrange(after, ends)[1] if day in (None, "XX") else int(day))
    except ValueError as error:
        raise ValueError(f"the date “{whole}” is no day of the calendar, or not in the years 1 to 9999.") from error
    said = {"?": "possibly ", "~": "about ", "%": "possibly about "}.get(qualifier, "")
    return first, last, said + _label(year, month, day)


def _label(year: str, month: str | None, day: str | None) -> str:
    if month in _SEASONS and not day:
        return f"{_SEASONS[month][0]} {year}"
    if year.endswith("XX"):
        return f"the years {year.replace('X', '0')} to {year.replace('X', '9')}"
    decade = f"the {year[:3]}0s" if year.endswith("X") else year
    if month is None:
        return decade
    if month == "XX":
        return f"a {'month' if day is None else 'day'} in {decade}"
    named = f"{_MONTHS[int(month) - 1]} {year}"
    if day is None:
        return named
    return f"a day in {named}" if day == "XX" else f"{int(day)} {named}"

"""The date of a printed byline → the one day that it can mean."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime

# Not strptime's %B, which follows the machine's language.
_NAMES = "january february march april may june july august september october november december"
_MONTHS = {short: n for n, name in enumerate(_NAMES.split(), 1) for short in (name, name[:3])} | {"sept": 9}

#: What has the form of a date, a possible one or not.
DATE = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(?:[a-z]{3,9}\.?\s+[0-9]{1,2}|[0-9]{1,2}(?:[a-z]{2})?\s+[a-z]{3,9}\.?)"
    r"(?:[a-z]{2})?,?\s+[0-9]{1,4}|[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+[0-9]{4}",
    re.IGNORECASE,
)
# After the month's name has become “#” and its number, and dots slashes. ISO 8601 fixes the order only where
# hyphens follow the year.
_FORMS: tuple[str, ...] = ("#%m %d %Y", "%d #%m %Y", "%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y")
_FORMS += ("%Y/%m/%d", "%Y/%d/%m", "%d/%m/%Y", "%m/%d/%Y")


def read_day(text: str) -> date:
    """Return the one day that ``text`` can mean; ValueError says what to do where it is none or two.

    Read: “March 14, 2023”, “Mar. 14 2023”, “14 March 2023”, “2023-03-14”, and other numbers only
    where a single day of the calendar fits them.
    """
    plain = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b|,", " ", text.lower())
    plain = re.sub(r"([a-z]+)\.?", lambda word: f"#{_MONTHS.get(word[1], 0)}", plain).replace(".", "/")
    days = set()
    for form in _FORMS:
        with suppress(ValueError):
            days.add(datetime.strptime(plain, form).date())
    # A year that begins with a zero is a slip of the hand.
    match sorted(day.isoformat() for day in days if day.year >= 1000):
        case [day]:
            return date.fromisoformat(day)
        case [one, other]:
            raise ValueError(f"{one} or {other} can be meant: write the month as a word")
    raise ValueError("write one day of the calendar before the bar, or leave it out: “| Author”")

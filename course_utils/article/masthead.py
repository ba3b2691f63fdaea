"""The lines of a digest's print view that are not its text: title, byline, bio, “Read more”, “More about”."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from course_utils.errors import Problems, quoted

LineKind = Literal["byline", "bio", "topics", "more"]

#: How each line is written, and what is None without it.
LINES: dict[LineKind, tuple[str, str]] = {
    "byline": ("Month D, YYYY | Author", "published and author are"),
    "bio": ("About the author: …", "author_bio is"),
    "more": ("Read more on PUBLISHER: URL", "original is"),
}
_BIO = re.compile(r"about\s+the\s+authors?\s*:\s*", re.IGNORECASE)
_TOPICS = re.compile(r"more\s+about\s*:", re.IGNORECASE)
_MORE = re.compile(r"read\s+more\s*(?:\b(?:on|at|in|from)\b\s*:?|:|(?=https?:|www\.)|$)(.*)", re.IGNORECASE)
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_LINK = re.compile(r"\b(?:[a-z]{1,10}://|www\.|(?:javascript|data|mailto|file):(?=\S))", re.IGNORECASE)
_FIT_LINK = re.compile(r"https?://[\w-][\w.-]*(?::[0-9]+)?(?:[/?#][^\s<>\"\\^`{}|]*)?", re.IGNORECASE)
_SHORT, _LONGEST = 100, 300

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
_DATES: tuple[str, ...] = ("#%m %d %Y", "%d #%m %Y", "%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y")
_DATES += ("%Y/%m/%d", "%Y/%d/%m", "%d/%m/%Y", "%m/%d/%Y")


@dataclass(frozen=True, slots=True)
class Original:
    """Where the excerpted text appeared, from the line “Read more on …”."""

    publisher: str
    url: str | None


@dataclass(slots=True)
class Masthead:
    """What the lines around the text have said so far."""

    problems: Problems
    title: str = ""
    url: str | None = None
    published: date | None = None
    author: str | None = None
    author_bio: str | None = None
    original: Original | None = None
    seen: set[LineKind] = field(default_factory=set)

    def take_title(self, line: str, number: int) -> None:
        """Read ``Title URL``."""
        self.title, self.url = self._words_and_link(line, number)
        if not self.title or len(self.title) > _LONGEST or kind_of(line):
            self.problems.expected(number, "“Title URL”", line, "put the title and its link first")
        elif not self.url:
            self.problems.warn(number, "the title has no link; url is None")

    def take(self, kind: LineKind, line: str, number: int) -> None:
        """Read one of the other lines; a second of its kind is refused."""
        if kind == "topics":
            self.problems.warn(number, f"{quoted(line, 60)} is no part of the article's text and was left out")
        elif kind in self.seen:
            remedy = "keep one, and give each article a file of its own"
            self.problems.expected(number, f"no second line “{LINES[kind][0]}”", line, remedy)
        elif kind == "byline":
            self._take_byline(line, number)
        elif kind == "bio":
            self.author_bio = _BIO.sub("", line, count=1) or None
        else:
            self._take_more(line, number)
        self.seen.add(kind)

    def _take_byline(self, line: str, number: int) -> None:
        day, bar, author = (part.strip("| \t\u00a0") for part in line.partition("|"))
        if not bar and _BY.match(day):
            day, author = "", day
        self.author = _BY.sub("", author) or None
        try:
            if len(line) > _LONGEST:
                raise ValueError("put the text on a line of its own, after a blank one")
            self.published = read_day(day) if day else None
        except ValueError as error:
            self.problems.expected(number, "a byline such as “March 14, 2023 | Author”", line, str(error))
            return
        loose = day.lower() == day.upper() and day != str(self.published)
        several = re.search(r"\s(?:and|&|\|)\s|;", author)
        if not self.published or not self.author or loose or several:
            read = f"published {self.published}, author {self.author}"
            self.problems.warn(number, f"the byline {quoted(line, 60)} is read as: {read}")

    def _take_more(self, line: str, number: int) -> None:
        match = _MORE.match(line)
        words, url = self._words_and_link(match[1] if match else "", number)
        words = words.strip(": \u00a0")
        if publisher := words or (url and url.split("/")[2]):
            self.original = Original(publisher, url)
        if not words or not url:
            read = f"{quoted(publisher, 60)} with url {url}" if publisher else "None"
            self.problems.warn(number, f"the line {quoted(line, 60)} is not whole; original is {read}")

    def _words_and_link(self, line: str, number: int) -> tuple[str, str | None]:
        """Return a line's words and the link that ends it; refuse what is not one link that a page may carry."""
        start = found.start() if (found := _LINK.search(line)) else len(line)
        words, link = line[:start].strip(), line[start:]
        if _FIT_LINK.fullmatch(link) and link.isprintable():
            return words, link
        if link:
            what = "one link at the end of the line, such as https://example.org/page"
            self.problems.expected(number, what, link, "correct it")
        return words, None


def read_day(text: str) -> date:
    """Return the one day that ``text`` can mean; ValueError says what to do where it is none or two.

    Read: “March 14, 2023”, “Mar. 14 2023”, “14 March 2023”, “2023-03-14”, and other numbers only
    where a single day of the calendar fits them.
    """
    plain = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)\b|,", " ", text.lower())
    plain = re.sub(r"([a-z]+)\.?", lambda word: f"#{_MONTHS.get(word[1], 0)}", plain).replace(".", "/")
    days = set()
    for form in _DATES:
        with suppress(ValueError):
            days.add(datetime.strptime(plain, form).date())
    # A year that begins with a zero is a slip of the hand.
    match sorted(day.isoformat() for day in days if day.year >= 1000):
        case [day]:
            return date.fromisoformat(day)
        case [one, other]:
            raise ValueError(f"{one} or {other} can be meant: write the month as a word")
    raise ValueError("write one day of the calendar before the bar, or leave it out: “| Author”")


def kind_of(line: str, *, header: bool = False) -> LineKind | None:
    """Tell what a line outside the text says, or None where it is text; no white space stands around it.

    In the ``header`` a short line with a bar or a date counts as a byline, though it may prove to be a bad
    one; elsewhere only one that begins with a whole date and a bar.
    """
    if _BIO.match(line):
        return "bio"
    if _TOPICS.match(line):
        return "topics"
    ends = line[-9:].rstrip("\"'”’)]").endswith((".", "!", "?", "…", ":"))
    if (more := _MORE.match(line)) and len(line) <= 1000:
        # A long sentence that begins with “Read more on” is the article's own.
        return "more" if len(line) <= _SHORT or _LINK.search(more[1]) or not ends else None
    day, bar, _ = line[:_LONGEST].partition("|")
    if (bar or header) and DATE.fullmatch(day.strip()):
        return "byline"
    if not header or ends or len(line) > _LONGEST:
        return None
    return "byline" if bar or DATE.match(line) or (_BY.match(line) and len(line) <= _SHORT) else None

"""The lines of a digest's print view that are not its text: title, byline, bio, “Read more”, “More about”."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from course_utils.article.byline_date import DATE, read_day
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


@dataclass(slots=True)
class Masthead:
    """What the lines around the text have said so far."""

    problems: Problems
    title: str = ""
    url: str | None = None
    published: date | None = None
    author: str | None = None
    author_bio: str | None = None
    #: Publisher and link of the “Read more on …” line.
    original: tuple[str, str | None] | None = None
    seen: set[LineKind] = field(default_factory=set)

    def take_title(self, line: str, number: int) -> None:
        """Read ``Title URL``."""
        self.title, self.url = self._words_and_link(line, number)
        if not self.title or len(self.title) > _LONGEST or kind_of(line):
            found = quoted(line, 60)
            self.problems.add(number, f"expected “Title URL”, found {found}; put the title and its link first")
        elif not self.url:
            self.problems.warn(number, "the title has no link; url is None")

    def take(self, kind: LineKind, line: str, number: int) -> None:
        """Read one of the other lines; a second of its kind is refused."""
        if kind == "topics":
            self.problems.warn(number, f"{quoted(line, 60)} is no part of the article's text and was left out")
        elif kind in self.seen:
            found = f"no second line “{LINES[kind][0]}”, found {quoted(line, 60)}"
            self.problems.add(number, f"expected {found}; keep one, and give each article a file of its own")
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
            expected = "expected a byline such as “March 14, 2023 | Author”"
            self.problems.add(number, f"{expected}, found {quoted(line, 60)}; {error}")
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
        publisher = words or (url and url.split("/")[2])
        if publisher:
            self.original = (publisher, url)
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
            expected = "one link at the end of the line, such as https://example.org/page"
            self.problems.add(number, f"expected {expected}, found {quoted(link, 60)}; correct it")
        return words, None


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

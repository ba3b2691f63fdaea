"""The lines of a digest's print view that are not its text: title, byline, bio, “Read more”, “More about”."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from course_utils.dateline import begins_with_date, is_date, is_loose, read_date
from course_utils.decoding import Findings, shown

Kind = Literal["byline", "bio", "topics", "more"]

_BIO = re.compile(r"about\s+the\s+authors?\s*:", re.IGNORECASE)
_TOPICS = re.compile(r"more\s+about\s*:", re.IGNORECASE)
_MORE = re.compile(
    r"read\s+more(?:\s+(?:on|at|in|from)\b\s*:?|\s*:|\s+(?=https?://|www\.)|$)(?P<rest>.*)", re.IGNORECASE
)
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|(?:javascript|data|mailto|file):)\S*", re.IGNORECASE)
_PROSE_END = re.compile(r"[.!?…][\"'”’)\]]*$")

_NAMES = {"byline": "byline", "bio": "line “About the author”", "more": "line “Read more”"}
_LONGEST_TITLE = 300


@dataclass(slots=True)
class Masthead:
    """What the lines around the text have said so far."""

    title: str = ""
    url: str | None = None
    published: date | None = None
    author: str | None = None
    author_bio: str | None = None
    #: Publisher and link of the “Read more on …” line.
    original: tuple[str, str | None] | None = None
    seen: set[Kind] = field(default_factory=set)

    def take_title(self, line: str, number: int, findings: Findings) -> None:
        """Read ``Title URL``."""
        title, link = _split_link(line)
        first = "put the line “Title URL” first"
        if kind_of(line):
            findings.refuse(f"expected the title, found {shown(line)}; {first}", number)
        elif len(title) > _LONGEST_TITLE:
            findings.refuse(f"expected a title, found a line of {len(title):,} characters; {first}", number)
        elif not title:
            findings.refuse(f"expected “Title URL”, found a link alone: {shown(link)}; {first}", number)
        elif _LINK.search(title):
            message = f"expected one link, at the end of the title line, found {shown(line)}; mend the line"
            findings.refuse(message, number)
        else:
            self.title = title
        if title and link:
            self.take_link(link, number, findings)

    def take_link(self, link: str, number: int, findings: Findings) -> None:
        """Read the article's own link."""
        self.url = _checked(link, number, findings)

    def take(self, kind: Kind, line: str, number: int, findings: Findings) -> None:
        """Read one of the other lines; a second of its kind is refused."""
        if kind == "topics":
            message = f"{shown(line)} is no part of the article's text and was left out"
            findings.warn(message, number, kind="topics")
        elif kind in self.seen:
            message = f"expected one {_NAMES[kind]}, found a second: {shown(line)}; "
            findings.refuse(
                message + "keep one, and give each article a file of its own", number, kind="second"
            )
        elif kind == "byline":
            self._take_byline(line, number, findings)
        elif kind == "bio":
            self.author_bio = _BIO.sub("", line, count=1).strip() or None
        else:
            self._take_more(line, number, findings)
        self.seen.add(kind)

    def _take_byline(self, line: str, number: int, findings: Findings) -> None:
        day, *rest = (part.strip() for part in line.split("|"))
        if rest and not is_date(day) and is_date(rest[-1]):
            findings.warn(f"the byline {shown(line)} has the author before the date", number)
            day, rest = rest[-1], [day, *rest[:-1]]
        elif not rest and _BY.match(day):
            day, rest = "", [day]
        if not day:
            findings.warn(f"the byline {shown(line)} has no date; published is None", number)
        else:
            try:
                self.published = read_date(day)
            except ValueError as error:
                findings.refuse(str(error), number)
        if self.published and is_loose(day):
            findings.warn(f"the date {shown(day)} is read as {self.published.isoformat()}", number)
        self.author = " | ".join(name for part in rest if (name := _BY.sub("", part))) or None
        if self.author is None:
            findings.warn(f"the byline {shown(line)} has no author; author is None", number)
        elif re.search(r"\s(?:and|&|\|)\s|;", self.author):
            message = f"{shown(self.author)} are several authors; the voice “author” is all of theirs"
            findings.warn(message, number)

    def _take_more(self, line: str, number: int, findings: Findings) -> None:
        match = _MORE.match(line)
        publisher, link = _split_link(match["rest"] if match else "")
        publisher = publisher.rstrip(": \t\u00a0")
        url = _checked(link, number, findings) if link else None
        if _LINK.search(publisher):
            message = f"expected one link, at the end of the line, found {shown(line)}; mend the line"
            findings.refuse(message, number)
        elif publisher and not link:
            message = f"the line “Read more” has no link; the original at {shown(publisher)} has url None"
            findings.warn(message, number)
        elif url and not publisher:
            publisher = urlsplit(url).hostname or url
            message = f"the line “Read more” names no publisher; its link's host {shown(publisher)} stands in"
            findings.warn(message, number)
        elif not link:
            findings.warn("the line “Read more” names neither publisher nor link; original is None", number)
        if publisher:
            self.original = (publisher, url)


def kind_of(line: str, *, header: bool = False) -> Kind | None:
    """Tell what a line outside the text says, or None where it is text; no white space stands around it.

    In the ``header`` a short line with a bar or a date counts as a byline, though it may prove to be a bad
    one; elsewhere only one that begins with a whole date and a bar.
    """
    if _BIO.match(line):
        return "bio"
    if _TOPICS.match(line):
        return "topics"
    # A long sentence that begins with “Read more on” is the article's own.
    if len(line) <= 1000 and (more := _MORE.match(line)):
        linked = bool(_split_link(more["rest"])[1])
        return "more" if linked or len(line) <= 100 or not _PROSE_END.search(line) else None
    if len(line) > 300:
        return None
    day, bar, _ = line.partition("|")
    if is_date(day.strip()) and (bar or header):
        return "byline"
    if not header or _PROSE_END.search(line) or line.endswith(":"):
        return None
    named = _BY.match(line) and len(line) <= 100
    return "byline" if bar or named or begins_with_date(line) else None


def is_link(line: str) -> bool:
    """Tell whether a line is a link and nothing else."""
    return not _split_link(line)[0]


def _split_link(line: str) -> tuple[str, str]:
    """Return what stands before the link that ends the line, and the link; "" where there is none."""
    before, last = ("", *line.rsplit(maxsplit=1))[-2:] if line.strip() else ("", "")
    if _LINK.match(last):
        return before.strip(), last
    # “Publisher:https://…” has lost its blank.
    if glued := re.match(r"[^/]*?:(?=https?://)", last):
        return f"{before} {glued[0]}".strip(), last[glued.end() :]
    return line.strip(), ""


def _checked(link: str, number: int, findings: Findings) -> str | None:
    """Return a link that a page may carry, or refuse it."""
    try:
        parts = urlsplit(link)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if fits and link.isprintable() and not re.search(r"[<>\"\\^`{}|]", link):
        return link
    message = f"expected a link such as https://example.org/page, found {shown(link)}; correct it"
    findings.refuse(message, number)
    return None

"""The lines of a digest's print view that are not its text: title, byline, bio, “Read more”, “More about”."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from unicodedata import category

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
LINK = re.compile(r"(?<![^\W_])(?:[a-z]{1,10}://|www\.|(?:javascript|data|mailto|file):(?=\S))", re.IGNORECASE)
_FIT_LINK = re.compile(r"https?://[\w-][\w.-]*(?::[0-9]+)?(?:[/?#][^\s<>\"\\^`{}|]*)?", re.IGNORECASE)
_OPENERS = "([<“‘«„‚‹（\"'*_` \u00a0"  #: What may stand round a link: what closes it, and what then opens it.
_ROUND = dict(zip(")]>”’»“‘›）\"'*_`", _OPENERS, strict=False))
_SITE, _WORDS = re.compile(r".*\s(?:(\|)|[–—-])\s(.*\w{3}.*)"), re.compile(r"^the |\W")
_MARKS = " .,;\u00a0"  #: What may end a line that a link or a day ends.
_SHORT, _LONGEST = 100, 300
_TWO = "keep one of the two days, that of publication"

# Not strptime's %B, which follows the machine's language.
_NAMES = "january february march april may june july august september october november december"
_MONTHS = {short: n for n, name in enumerate(_NAMES.split(), 1) for short in (name, name[:3])} | {"sept": 9}
#: What has the form of a date, a possible one or not.
DATE = re.compile(
    r"(?:[a-z]{3,9}\.?\s+[0-9]{1,2}|[0-9]{1,2}(?:[a-z]{2}|\.)?(?:\s+of)?\s+[a-z]{3,9}\.?)"
    r"(?:[a-z]{2})?,?\s+[0-9]{1,4}|[0-9]{1,4}([-./])[0-9]{1,2}\1[0-9]{1,4}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+[0-9]{4}",
    re.IGNORECASE,
)
# What may stand round a day: a label, the weekday, the hour with its zone.
_LABEL = re.compile(
    r"\A(?:first\s|last\s)?\s*(?:published|posted|(updated|modified|revised)|issued|dated?)\b(?:\s+(?:on|at)\b)?[\s:]*",
    re.IGNORECASE,
)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAY = re.compile(r"[,(]?\s*\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?\b\.?[,)]?", re.IGNORECASE)
_HOUR = re.compile(
    r"[,(]?\s*(?:(?<=[0-9])t|\bat\s+|(?<![\w./:-]))(?:[01]?[0-9]|2[0-3])"
    r"(?:[:.h][0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?(?![./:-]?[0-9])(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)"
    r"(?:\s*\(?(?:z|utc|gmt|msk|[ecmp][sd]?t|bst|c?e?e?st|c?et|eet|i[sd]t|a[mz]t|eastern|[a-z]+\s+time)\b\)?)?"
    r"(?:\s*[+-][0-9]{1,2}(?::?[0-9]{2})?)?[,)]?|[0-9]+\s+(?:minute|hour|day)s?\s+ago",
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
        elif (site := _SITE.search(self.title)) and (site[1] or _WORDS.sub("", site[2].lower()) in f"{self.url}"):
            said = f"{quoted(site[2], 60)} is taken as part of the title"
            self.problems.warn(
                number, f"{said}; take it out, with the {'bar' if site[1] else 'dash'}, if it is the site's name"
            )
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
        day, _, author = (part.strip("| \t\u00a0") for part in line.partition("|"))
        if author and _BY.match(day) and one_byline(day, author):
            day, author = author, day
        if "|" not in line and _BY.match(day):
            day, author = "", day
        self.author = _BY.sub("", author) or None
        try:
            if len(line) > _LONGEST:
                raise ValueError("put the text on a line of its own, after a blank one")
            if found := DATE.search(author):
                one = f"write “{found[0]} | Author”, the day before the bar"
                raise ValueError(_TWO if DATE.search(day) else one)
            self.published = read_day(day) if day else None
        except ValueError as error:
            self.problems.expected(number, "a byline such as “March 14, 2023 | Author”", line, str(error))
            return
        label, plain = _LABEL.match(day), bare(day)
        loose = (plain.lower() == plain.upper() and plain != str(self.published)) or (label and label[1])
        several = re.search(r"\s(?:and|&|\|)\s|;|,(?!\s(?:Jr|Sr|II|Ph|M\.?D))|[@(0-9]", author)
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
        """Return a line's words and the link that ends it, bare; refuse what is not one that a page may carry."""
        start = found.start() if (found := LINK.search(line)) else len(line)
        words, link = line[:start].strip(), line[start:].rstrip(_MARKS)
        if not link:
            return words, None
        alone = words.rstrip(_OPENERS)
        opened = "".join(words[len(alone) :].split())[:9]
        while opened and opened[0] == _ROUND.get(link[-1]) and (opened[0] == link[-1] or not _is_whole(link)):
            opened, link = opened[1:], link[:-1].rstrip(_MARKS)
        words = alone + opened
        half = words != "" and category(words[-1]) in ("Ps", "Pi") and not re.search("[„‚»]", words)
        around = half or words[-1:] == "<" or words.count('"') % 2 == 1 or words[:1] + words[-1:] == "[]"
        if around or not (_FIT_LINK.fullmatch(link) and link.isprintable() and _is_whole(link)):
            what = "one link at the end of the line, such as https://example.org/page"
            remedy = "write the words, a space and the bare link, with no marks round them"
            self.problems.expected(number, what, line[start - around :], remedy)
            return words, None
        if (mark := line[start + len(link) :].strip()[:1]) in tuple(".,;"):
            said = f"“{mark}” after the link is taken as no part of it, which is {quoted(link)}"
            self.problems.warn(number, f"{said}; write %{ord(mark):02X} if it is")
        return words.rstrip(" ,;:|–—-\u00a0"), link


def read_day(text: str) -> date:
    """Return the one day that ``text`` can mean; ValueError says what to do where it is none or two.

    Read: “March 14, 2023”, “Mar. 14 2023”, “14 March 2023”, “2023-03-14”, and other numbers only
    where a single day of the calendar fits them; with a weekday that fits, an hour, and a label such as “Published”.
    """
    alone = bare(text)
    plain = re.sub(r"(?<=[0-9])(?:(?:st|nd|rd|th)\b|\.(?=\s+[a-z]))|\bof\b|,", " ", alone.lower())
    plain = re.sub(r"([a-z]+)\.?", lambda word: f"#{_MONTHS.get(word[1], 0)}", plain).replace(".", "/")
    days = set()
    for form in _DATES:
        with suppress(ValueError):
            days.add(datetime.strptime(plain, form).date())
    # A year that begins with a zero is a slip of the hand.
    days = {day for day in days if day.year >= 1000}
    if days and (named := _WEEKDAY.search(text)):
        kept = {day for day in days if _WEEKDAYS[day.weekday()].lower().startswith(named[1].lower())}
        if not kept:
            said = " and ".join(f"{day} is a {_WEEKDAYS[day.weekday()]}" for day in sorted(days))
            raise ValueError(f"{said}: correct the day or the weekday")
        days = kept
    match sorted(map(str, days)):
        case [day]:
            return date.fromisoformat(day)
        case [one, other]:
            raise ValueError(f"{one} or {other} can be meant: write the month as a word")
    found = [date[0] for date in DATE.finditer(alone)]
    if len(found) > 1:
        raise ValueError(_TWO)
    if found and found[0] != alone:
        raise ValueError(f"write “{found[0]}” alone before the bar")
    raise ValueError("write one day of the calendar before the bar, or leave it out: “| Author”")


def bare(text: str) -> str:
    """Return a line of a day without its label, weekday and hour."""
    return _WEEKDAY.sub(" ", _HOUR.sub(" ", _LABEL.sub("", text))).strip(" .,;/·•–—-\u00a0")


def _is_whole(link: str) -> bool:
    """Whether the brackets of a link are in pairs, and no mark of the line around it ends it."""
    ends = link[-1:].isalnum() or link[-1:] in tuple("/_-=&#%+~!?$@)]")
    return ends and all(link.count(one) == link.count(other) for one, other in ("()", "[]"))


def one_byline(line: str, after: str) -> str:
    """Join a byline's halves, a day and “By” with a name, in whichever order they stand; "" where they are none."""
    day, name = (line, after) if _BY.match(after) else (after, line)
    halves = DATE.fullmatch(bare(day)) and _BY.match(name) and len(name) <= _SHORT and not DATE.search(name)
    return f"{day} | {name}" if halves else ""


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
        return "more" if len(line) <= _SHORT or LINK.search(more[1]) or not ends else None
    day, bar, _ = line[:_LONGEST].partition("|")
    if (bar or header) and DATE.fullmatch(bare(day.strip())):
        return "byline"
    if not header or len(line) > _LONGEST or (ends and not (bar and DATE.search(line))):
        return None
    return "byline" if bar or DATE.match(bare(line)) or (_BY.match(line) and len(line) <= _SHORT) else None

"""The few ways in which a file can be wrong, each said to the person who can mend it."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NoReturn, Self

LONGEST = 4_000  #: The most characters of a message: it quotes what was found, however long that is.
TOLD = 100  #: The most problems of a file that are told; a file with more of them has one mistake many times.
_NAMED = 30  #: How many valid names are listed.


def visible(text: str, most: int = LONGEST) -> str:
    r"""Return a text that is safe to print as one line of a terminal; a long one loses its middle.

    A terminal obeys control characters, a line break forges a line, and a direction mark turns what follows:
    these and all else that cannot be seen is spelled, as ``\u202e``.
    """
    text = _cut(text, most)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else _spelled(ord(c)) for c in text)


def _spelled(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"


def quoted(text: str, most: int = 80) -> str:
    """Return the text in quotation marks, on one line, cut in its middle where it is long."""
    flat = " ".join(text.split()) or text.replace("\n", " ")
    return f"“{_cut(flat, most)}”"


def unknown_name(found: str, valid: Collection[str], what: str, guess: bool = True) -> str:
    """Say that a name is none of the valid ones, with the nearest of them, if wanted, and the list.

    >>> unknown_name("irna", ["iran", "israel"], "the id of an actor")
    '“irna” is not the id of an actor. Did you mean iran? Valid: iran, israel.'
    """
    from difflib import SequenceMatcher, get_close_matches

    near = None
    if guess and len(found) <= 60 and len(valid) <= 500:  # beyond that the search costs more than it helps
        folded, low = {name.casefold(): name for name in valid}, found.casefold()
        hits = get_close_matches(low, folded, n=10)
        alike = {folded[hit]: SequenceMatcher(None, hit, low).ratio() for hit in folded if hit in hits}
        near = max(alike, key=alike.__getitem__, default=None)  # the first of equals: of CT, CT+
    names = ", ".join(name[:64] for name in islice(valid, _NAMED)) or "none so far"
    more = f" and {len(valid) - _NAMED} more" if len(valid) > _NAMED else ""
    return f"{quoted(found)} is not {what}.{f' Did you mean {near}?' if near else ''} Valid: {names}{more}."


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file.

    ``str(problem)`` begins ``file.ext, line N: `` where the line is known and ``file.ext: `` where not. It is
    one line that is safe to print, whatever the file, or its name, put into it.
    """

    file: str  #: Its name as the user knows it, without folders.
    message: str  #: What was expected, what was found and what to do, in one or two sentences.
    line: int | None = None  #: Counted from 1; None where the whole file is meant.
    more: int = 0  #: How many problems it stands for that are not told.

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", visible(self.file, 255))
        object.__setattr__(self, "message", visible(self.message))

    def __str__(self) -> str:
        return f"{self.file}{'' if self.line is None else f', line {self.line}'}: {self.message}"


class CourseError(Exception):
    """Something is wrong with a file that a person wrote; nothing was loaded from it.

    ``problems`` holds every problem that was found, in the order of the file's lines; of more than ``TOLD`` the
    last says how many more there are. The text is one problem a line.
    """

    begins = ""  #: How such a file begins, for one that is empty.

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.more, p.line or 0)))
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        """Give a notebook's cell the lines alone: the course's code helps nobody to mend a file."""
        return str(self).split("\n")

    @classmethod
    def at(cls, file: str, message: str, line: int | None = None) -> Self:
        """Make an error of a single problem."""
        return cls([Problem(file, message, line)])


@dataclass(slots=True)
class Problems:
    """What has been found in one file so far: problems refuse it, all at once, and warnings go with it."""

    file: str
    error: type[CourseError]
    ends: bool = False  #: Whether nothing is read any more after so many problems.
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def add(self, line: int | None, message: str) -> None:
        """Note a problem and go on, unless there are too many."""
        self._note(self.problems, line, message)
        if self.ends and len(self.problems) > TOLD:
            self.close()

    def expected(self, line: int | None, what: str, found: str, remedy: str) -> None:
        """Note that something else was found than what was expected, and what to do."""
        self.add(line, f"expected {what}, found {quoted(found, 60)}; {remedy}")

    def warn(self, line: int | None, message: str) -> None:
        """Note something that was accepted but is worth a look."""
        self._note(self.warnings, line, message)

    def stop(self, line: int | None, message: str) -> NoReturn:
        """Note a problem after which nothing more can be read, and raise them all."""
        self.add(line, message)
        raise self.error(self.problems)

    def close(self) -> None:
        """Raise all problems, if there are any."""
        if self.problems:
            raise self.error(self.problems)

    def unknown(self, found: str, valid: Collection[str], what: str) -> str:
        """Say what ``unknown_name`` does, and guess while that is told."""
        return unknown_name(found, valid, what, guess=len(self.problems) < TOLD)

    def _note(self, notes: list[Problem], line: int | None, message: str) -> None:
        """Note something, or count what is more than anybody mends."""
        if len(notes) < TOLD:
            if (problem := Problem(self.file, message, line)) not in notes[-1:]:
                notes.append(problem)
            return
        more = notes.pop().more + 1 if len(notes) > TOLD else 1
        said = f"more was found than the {TOLD} listed here" if self.ends else f"{more:,} more of such problems"
        notes.append(Problem(self.file, f"{said}; mend these first.", more=more))


class ArticleError(CourseError):
    """An article's text cannot be read without guessing."""


class ReadingError(CourseError):
    """A reading does not hold: its form is wrong, or its words are not in the article."""

    begins = "; a reading begins with “reading: 1”"


class ContextError(CourseError):
    """A context file's fact lacks a source, a grade or a date that can be read."""


class QuestionsError(CourseError):
    """A question bank's item cannot be asked as it stands."""


class AnswersError(CourseError):
    """A student's answers cannot be kept where they should be."""

    unsure = False  #: Perhaps they are kept all the same.

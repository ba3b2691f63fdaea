"""The few ways in which a file can be wrong, each said to the person who can mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

#: The most characters of a message: it quotes what was found, however long that is.
LONGEST = 4_000

#: The most problems that an error's text tells; a file with more of them has one mistake many times.
TOLD = 50


def visible(text: str, most: int = LONGEST) -> str:
    r"""Return a text that is safe to print as one line of a terminal; a long one loses its middle.

    A terminal obeys control characters, a line break forges a line, and a direction mark turns what follows:
    these and all else that cannot be seen is spelled, as ``\u202e``.
    """
    if len(text) > most:
        text = f"{text[: most // 2]} … {text[-most // 2 :]}"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Zs" else _spelled(c) for c in text)


def _spelled(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file.

    ``str(problem)`` begins ``file.ext, line N: `` where the line is known and ``file.ext: `` where not. It is
    one line that is safe to print, whatever the file, or its name, put into it.
    """

    #: The file's name as the user knows it, without folders.
    file: str
    #: What was expected, what was found and what to do, in one or two sentences.
    message: str
    #: Counted from 1; None where the whole file is meant.
    line: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", visible(self.file, 255))
        object.__setattr__(self, "message", visible(self.message))

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


class CourseError(Exception):
    """Something is wrong with a file that a person wrote; nothing was loaded from it.

    ``problems`` holds every problem that was found, in the order of the file's lines.
    The text is one problem a line, the first ``TOLD`` of them, and says how many more there are.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.line or 0))
        lines = [str(problem) for problem in self.problems[:TOLD]]
        if (more := len(self.problems) - TOLD) > 0:
            lines.append(f"{self.problems[0].file}: {more:,} more of such problems; mend these first.")
        super().__init__("\n".join(lines))

    def _render_traceback_(self) -> list[str]:
        """Give a notebook's cell the lines alone: the course's code helps nobody to mend a file."""
        return str(self).split("\n")

    @classmethod
    def at(cls, file: str, message: str, line: int | None = None) -> Self:
        """Make an error of a single problem."""
        return cls([Problem(file, message, line)])


class ArticleError(CourseError):
    """An article's text cannot be read without guessing."""


class ReadingError(CourseError):
    """A reading does not hold: its form is wrong, or its words are not in the article."""


class ContextError(CourseError):
    """A context file's fact lacks a source, a grade or a date that can be read."""


class QuestionsError(CourseError):
    """A question bank's item cannot be asked as it stands."""


class AnswersError(CourseError):
    """A student's answers cannot be kept where they should be."""

"""The few ways in which a file can be wrong, each said to the person who can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one file.

    ``str(problem)`` begins ``file.ext, line N: `` where the line is known and ``file.ext: `` where not.
    """

    #: The file's name as the user knows it, without folders.
    file: str
    #: What was expected, what was found and what to do, in one or two sentences.
    message: str
    #: Counted from 1; None where the whole file is meant.
    line: int | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


class CourseError(Exception):
    """Something is wrong with a file that a person wrote; nothing was loaded from it.

    ``problems`` holds every problem that was found, in the order of the file's lines.
    The text is one problem a line.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: p.line or 0))
        super().__init__("\n".join(map(str, self.problems)))

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

"""``course check``: read whole courses and single files, and tell every error with its line."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.course import Course
from course_utils.errors import CourseError, Problem
from course_utils.look.wording import many
from course_utils.places import COURSE

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.outside.context import Context
    from course_utils.reading.load import Reading

#: What is in a file, and how many of each.
Counts = dict[str, int]
_KINDS = ("mentions", "events", "relations", "interests", "claims", "attributions")


def check(files: Iterable[Path], now: Callable[[str], None]) -> int:
    """Print every problem of these files and folders, or what is in them; return how many problems there are."""
    counts: Counter[str] = Counter()
    problems: dict[Problem, None] = {}  # a reading repeats what is wrong with its article
    steps = list(chain.from_iterable(map(_steps, files)))
    for number, (name, count) in enumerate(steps, start=1):
        now(f"Checking {name} ({number} of {len(steps)}) …")
        try:
            counts.update(count())
        except CourseError as error:
            for problem in error.problems:
                if problem not in problems:
                    print(problem)
                    problems[problem] = None
    said = ", ".join(many(found, noun) for noun, found in counts.items())
    print(f"{many(len(problems), 'problem')} found." if problems else f"No problem found: {said}.")
    return len(problems)


def _steps(file: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    """Give a file, or each part of the course in a folder, with what reads it and counts what is in it."""
    if not os.path.isdir(file):  # noqa: PTH112 - Path’s own raises for a name that is too long
        yield file.name, lambda: _count(file)
        return
    try:
        course = Course(file)
    except CourseError as error:
        yield file.name, partial(_refuse, error)
        return
    yield course.file.article, lambda: _count_article(course.article)
    yield course.file.reading, lambda: _count_reading(course.reading)
    for name, count in (
        (course.file.context, lambda: _count_context(course.context)),
        (course.file.questions, lambda: {"question": len(course.questions)}),
        (course.file.map, lambda: {"map place": len(course.map.places)}),
    ):
        if name:
            yield name, count


def _count(file: Path) -> Counts:
    from course_utils.article.article import load_article
    from course_utils.exercises.questions import load_questions
    from course_utils.outside.context import load_context
    from course_utils.reading.load import load_reading

    kind = file.suffix.lower()
    if kind == ".txt":
        return _count_article(load_article(file))
    if kind not in (".yaml", ".yml"):
        message = "expected an article (.txt), a reading (.yaml) or a question bank (questions.yaml)"
        raise CourseError.at(file.name or str(file), message)
    name = file.name.lower().removesuffix(kind)
    if name.endswith("questions"):
        return {"question": len(load_questions(file, article=_article_of(file)))}
    if name.endswith("context"):
        return _count_context(load_context(file, article=_article_of(file)))
    return _count_reading(load_reading(file))


def _article_of(part: Path) -> Article | None:
    """Return the article of the course that a bank or a context is part of; by themselves they do not say which."""
    if not (part.parent / COURSE).is_file():
        return None
    course = Course(part.parent)
    return course.article if part.name in (course.file.questions, course.file.context) else None


def _count_context(context: Context) -> Counts:
    return {"fact": len(context.facts), "disputed wording": len(context.contested)}


def _count_article(article: Article) -> Counts:
    _warn(article.warnings)
    return {"article": 1, "sentence": len(article.sentences)}


def _count_reading(reading: Reading) -> Counts:
    _warn(reading.warnings)
    evidence = sum(len(item.evidence) for kind in _KINDS for item in getattr(reading, kind))
    return {"reading": 1, "piece of evidence": evidence}


def _refuse(error: CourseError) -> Counts:
    raise error


def _warn(warnings: Iterable[str]) -> None:
    for warning in warnings:  # each begins with its file
        print(warning)

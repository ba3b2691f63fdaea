"""``course check``: read whole courses and single files, and tell every error with its line."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from course_utils.article.article import Article, load_article
from course_utils.course_parts import CourseParts
from course_utils.errors import CourseError, Problem
from course_utils.exercises.questions import load_questions
from course_utils.look.wording import many
from course_utils.outside.atlas import Atlas
from course_utils.outside.context import Context, load_context
from course_utils.places import COURSE
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading

Part = Article | Reading | Context | Atlas | Sized
_KINDS = ("mentions", "events", "relations", "interests", "claims", "attributions")


def check(files: Iterable[Path], now: Callable[[str], None]) -> int:
    """Print every problem of these files and folders, or what is in them; return how many problems there are."""
    counts: Counter[str] = Counter()
    problems: dict[Problem, None] = {}  # a reading repeats what is wrong with its article
    steps = list(chain.from_iterable(map(_steps, files)))
    for number, (name, load) in enumerate(steps, start=1):
        now(f"Checking {name} ({number} of {len(steps)}) …")
        try:
            part = load()
        except CourseError as error:
            for problem in error.problems:
                if problem not in problems:
                    print(problem)
                    problems[problem] = None
            continue
        counts.update(_counts(part))
        for warning in getattr(part, "warnings", ()):  # each begins with its file
            print(warning)
    said = ", ".join(many(found, noun) for noun, found in counts.items())
    count = sum(max(1, problem.more) for problem in problems)
    print(f"{many(count, 'problem')} found." if problems else f"No problem found: {said}.")
    return count


def _steps(file: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give a file, or each part of the course in a folder or of a ``course.yaml``, with what loads it."""
    if file.name != COURSE and not os.path.isdir(file):  # noqa: PTH112 - Path’s own raises for a name that is too long
        yield file.name, partial(_load, file)
        return
    try:
        course = CourseParts(file)
    except CourseError:
        yield file.name, partial(CourseParts, file)  # which says so again when it is this one's turn
        return
    for kind in ("article", "reading", "context", "questions", "map"):
        if name := getattr(course.file, kind):
            yield name, partial(getattr, course, kind)


def _load(file: Path) -> Part:
    kind = file.suffix.lower()
    if kind == ".txt" and Path(file.stem).suffix.lower() not in (".yaml", ".yml"):
        return load_article(file)
    if kind not in (".txt", ".yaml", ".yml"):
        message = "expected an article (.txt), a reading (.yaml) or a question bank (questions.yaml)"
        raise CourseError.at(file.name or str(file), message)
    name = file.name.lower().removesuffix(kind)
    if name.endswith("questions"):
        return course.questions if (course := _course_of(file)) else load_questions(file)
    if name.endswith("context"):
        return course.context if (course := _course_of(file)) else load_context(file)
    return load_reading(file)


def _course_of(part: Path) -> CourseParts | None:
    """Return the course that a bank or a context is part of; by themselves they do not say which."""
    if not (part.parent / COURSE).is_file():
        return None
    course = CourseParts(part.parent)
    return course if part.name in (course.file.questions, course.file.context) else None


def _counts(part: Part) -> dict[str, int]:
    """Return what is in a part of a course, and how many of each."""
    match part:
        case Article():
            return {"article": 1, "sentence": len(part.sentences)}
        case Reading():
            evidence = sum(len(item.evidence) for kind in _KINDS for item in getattr(part, kind))
            return {"reading": 1, "piece of evidence": evidence}
        case Context():
            return {"fact": len(part.facts), "disputed wording": len(part.contested)}
        case Atlas():
            return {"map place": len(part.places)}
    return {"question": len(part)}

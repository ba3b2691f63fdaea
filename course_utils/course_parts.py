"""The parts of one course, each loaded when it is needed, and a student's answers to it."""

import os
import sys
from collections import Counter
from collections.abc import Callable
from functools import cached_property, wraps
from inspect import isfunction
from pathlib import Path
from typing import Any, TypeVar, cast

from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article, read_article
from course_utils.course_file import SIZE, find_course_file, load_course_file
from course_utils.errors import CourseError, unknown_name
from course_utils.exercises.codes import Codes
from course_utils.exercises.questions import Bank, Question, load_bank
from course_utils.exercises.sorting_tasks import SortingTask, sentences_by_kind, ties_by_sign
from course_utils.files.validation import File
from course_utils.look.html import esc, tag
from course_utils.look.shown import Shown
from course_utils.look.theme import Size
from course_utils.look.wording import RUN_AGAIN
from course_utils.outside.atlas import Atlas, load_atlas
from course_utils.outside.context import Context, load_context
from course_utils.places import COURSE, part
from course_utils.reading.counts import namings
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading

Made = TypeVar("Made")


class MissingPartError(CourseError):
    """A step needs what the course has not."""


class Missing(Shown):
    """What a step shows in a notebook that runs, where the course has nothing for it: a sentence, and no more."""

    def __init__(self, error: MissingPartError) -> None:
        super().__init__(str(error), tag("p", esc(str(error)), class_="rtc-said"))
        self.error = error


def says_missing(kind: type[Made]) -> type[Made]:
    """Let all that a cell calls on an object say what the course has not, so that the notebook's other cells run.

    Where no notebook runs, MissingPartError is raised as it is.
    """

    def spared(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def call(self: Any, *given: Any, **named: Any) -> Any:
            try:
                return method(self, *given, **named)
            except MissingPartError as error:
                if not cast(CourseParts, getattr(self, "_parts", self)).in_notebook:
                    raise
                result = named.get("result")  # of a prediction that is not asked for: nothing opens it
                return Missing(error) if isinstance(result, Missing | None) else result

        return call

    for name, method in [*vars(kind).items()]:
        if name[0] != "_" and isfunction(method):
            setattr(kind, name, spared(method))
    return kind


class CourseParts:
    """What a course's folder holds, or what the nearest one above the working folder does, or the package's own.

    What needs a part that the course has not raises CourseError, in one sentence.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        path = find_course_file(Path.cwd()) if folder is None else Path(folder).absolute()
        path = path if path.name == COURSE else path / COURSE
        #: What the course's ``course.yaml`` says, and the folder in which that lies.
        self.file, self.folder = load_course_file(path), path.parent
        self.title = self.file.title
        #: How many questions were asked of each notebook, by its number.
        self.asked = Counter[str]()
        #: Whether a notebook runs in this process.
        self.in_notebook = "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None
        #: The student's answers, read from the disk whenever they are needed.
        self.answers = Workbook()

    @cached_property
    def article(self) -> Article:
        """The article that the course reads."""
        return read_article(self._part("article"), whole=self.file.whole, language=self.file.language)

    @cached_property
    def reading(self) -> Reading:
        """The course's reading of the article."""
        return load_reading(self._part("reading"), article=self.article)

    @cached_property
    def context(self) -> Context:
        """What is known beyond the article."""
        context = load_context(self._part("context"), article=self.article)
        known = dict.fromkeys(share.importer for share in context.series)
        if (count := self.file.suppliers) and count.importer not in known:
            read = File.read(self.folder / COURSE, CourseError)
            said = unknown_name(count.importer, known, "an importer of the context’s series")
            read.add(("suppliers", "importer"), said)
            read.log.close()
        return context

    @cached_property
    def bank(self) -> Bank:
        """The question bank."""
        return load_bank(self._part("questions"), article=self.article, taken=self.file.kept)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions of the bank, by their ids."""
        return {question.id: question for question in self.bank.questions}

    @cached_property
    def sorting_tasks(self) -> tuple[SortingTask, ...]:
        """What there is to sort: sentences by kind and ties by sign; nothing where the course asks for none."""
        if not (ids := self.file.sorting):
            return ()
        return sentences_by_kind(self.reading, ids.sentences), ties_by_sign(self.reading, ids.ties)

    @cached_property
    def codes(self) -> Codes:
        """The short codes of the answers to each notebook."""
        task = self.needed("codes", self.file.codes)
        return Codes(self.folder / COURSE, self.file, task, lambda: self.questions, lambda: self.sorting_tasks)

    @cached_property
    def map(self) -> Atlas:
        """The map on which the article's places are marked."""
        return load_atlas(self._part("map"))

    @property
    def notebooks(self) -> Path:
        """The folder in which the course's notebooks lie."""
        return self._part("notebooks")

    def question(self, name: str, *, earlier: bool = False) -> Question:
        """Return the question with an id, or at a place such as ``01-check-2``; raises KeyError for neither.

        What an ``earlier`` notebook has asked does not tell which notebook this is.
        """
        if not (question := self.questions.get(name) or self.bank.at(name)):
            message = f"this course asks nothing at {name}; write a question for it, or leave this step out."
            raise MissingPartError.at(str(self.file.questions), message)
        if not earlier:
            self.asked[question.notebook[:2]] += 1
        return question

    def chart_size(self) -> Size:
        """Return the size that the reader has chosen for charts."""  # no property: a Literal breaks Tab in jedi
        answer = self.answers.get(SIZE)
        return "projector" if answer and answer.value == "projector" else "page"

    def needed(self, key: str, value: Made | None) -> Made:
        """Return what the ``course.yaml`` has under a key; raises CourseError where it has nothing."""
        if not value:
            message = f"this course has no “{key}”, which is needed here; add it to this file, or leave this step out."
            raise MissingPartError.at(COURSE, message)
        return value

    def _sorting(self, number: int, what: str) -> SortingTask:
        if (task := self.needed("sorting", self.sorting_tasks)[number]).entries:
            return task
        message = f"without {what} there is nothing to sort; add some, or leave this step out."
        raise MissingPartError.at(self.file.reading, message)

    def _part(self, kind: str) -> Path:
        return part(self.folder, kind, self.needed(kind, getattr(self.file, kind)))


def opening(parts: CourseParts) -> tuple[str, str]:
    """Say when what is later than the article opens, and again unless it has; "" in a course without an estimate."""
    if not (asked := parts.file.estimate):
        return "", ""
    where = "this notebook" if [*parts.asked] == [asked.id[:2]] else asked.id[:2]
    opens = f"It opens with your estimate in {where}.{RUN_AGAIN}"
    return opens, "" if asked.committed(parts.answers.answers()) else opens


def actor_of(parts: CourseParts, told: str) -> str:
    """Return the actor that a step counts, by the step's name or its own; else the one that the text names most."""
    return parts.file.step(told).actor or _most(
        {actor.id: len(namings(parts.reading, actor.id)) for actor in parts.reading.actors},
        parts,
        "actors nobody’s namings can be counted",
    )


def claim_of(parts: CourseParts, told: str) -> str:
    """Return the claim that a step follows, by the step's name or its own; else that of the longest chain."""
    chains = {claim.id: len(claim.source) for claim in parts.reading.claims}
    return parts.file.step(told).claim or _most(chains, parts, "claims there is none to follow back")


def _most(found: dict[str, int], parts: CourseParts, said: str) -> str:
    if not found:
        raise MissingPartError.at(parts.file.reading, f"without {said}; add some, or leave this step out.")
    return max(found, key=found.__getitem__)

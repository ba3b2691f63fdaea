"""The parts of one course, each loaded when it is needed, and a student's answers to it."""

import os
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from course_utils.answers.workbook import Workbook
from course_utils.article.article import Article, read_article
from course_utils.course_file import SIZE, find_course_file, load_course_file
from course_utils.errors import CourseError
from course_utils.exercises.codes import Codes
from course_utils.exercises.questions import Bank, Question, load_bank
from course_utils.exercises.sorting_tasks import SortingTask, sentences_by_kind, ties_by_sign
from course_utils.look.theme import Size
from course_utils.look.wording import RUN_AGAIN
from course_utils.outside.atlas import Atlas, load_atlas
from course_utils.outside.context import Context, load_context
from course_utils.places import COURSE, part
from course_utils.reading.load import load_reading
from course_utils.reading.reading import Reading

Made = TypeVar("Made")


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
        return load_context(self._part("context"), article=self.article)

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

    def chart_size(self) -> Size:
        """Return the size that the reader has chosen for charts."""  # no property: a Literal breaks Tab in jedi
        answer = self.answers.get(SIZE)
        return "projector" if answer and answer.value == "projector" else "page"

    def needed(self, key: str, value: Made | None) -> Made:
        """Return what the ``course.yaml`` has under a key; raises CourseError where it has nothing."""
        if not value:
            message = f"this course has no “{key}”, which is needed here; add it to this file, or leave this step out."
            raise CourseError.at(COURSE, message)
        return value

    def _part(self, kind: str) -> Path:
        return part(self.folder, kind, self.needed(kind, getattr(self.file, kind)))


def opening(parts: CourseParts) -> tuple[str, str]:
    """Say when what is later than the article opens, and again unless it has; "" in a course without an estimate."""
    if not (asked := parts.file.estimate):
        return "", ""
    where = "this notebook" if [*parts.asked] == [asked.id[:2]] else asked.id[:2]
    opens = f"It opens with your estimate in {where}.{RUN_AGAIN}"
    return opens, "" if asked.committed(parts.answers.answers()) else opens

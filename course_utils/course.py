"""One course and all that a notebook's cells call on it: ``course = open_course()``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from markupsafe import Markup

from course_utils.answers.workbook import Workbook
from course_utils.course_file import find_course_file, load_course_file
from course_utils.errors import CourseError
from course_utils.look.html import NO_MATH, OUTPUT_STYLE, SERIF, esc, join, tag
from course_utils.look.theme import Size
from course_utils.places import COURSE, part

if TYPE_CHECKING:
    from course_utils.article.article import Article
    from course_utils.charts import Chart
    from course_utils.exercises.portfolio import Chapter
    from course_utils.exercises.questions import Question
    from course_utils.exercises.sorting_tasks import SortingTask
    from course_utils.facades import Cards, Charts, Explore
    from course_utils.outside.atlas import Atlas
    from course_utils.outside.context import Context
    from course_utils.reading.load import Reading
    from course_utils.widgets import (
        BriefForm,
        ChanceEstimate,
        Choice,
        Clearing,
        MyCourse,
        PredictionControl,
        QuestionControl,
        Sorting,
        TwoVotes,
    )

Made = TypeVar("Made")
_SIZE = "chart-size"
_SIZES: dict[Size, str] = {"page": "on a laptop or on paper", "projector": "on a projector"}


class Shown:
    """Markup that a cell shows, and the one line that stands for it where no markup can be."""

    def __init__(self, summary: str, markup: Markup) -> None:
        self.summary, self.markup = summary, markup

    def __repr__(self) -> str:
        return self.summary

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.summary, "text/html": tag("div", self.markup, class_=NO_MATH)}


def open_course(folder: str | os.PathLike[str] | None = None) -> Course:
    """Open the course in a folder, or the one that a notebook in this folder belongs to, or the package's own.

    Shown in a notebook, it gives outputs their look and says where answers are kept. Raises CourseError with all
    that is wrong with its ``course.yaml``, and AnswersError where the answers' file cannot be opened.
    """
    course = Course(folder)
    course.answers.answers()
    return course


class Course:
    """What one course reads and a student's answers to it. Nothing is loaded before a cell needs it.

    What needs a part that the course has not raises CourseError, in one sentence.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        path = find_course_file(Path.cwd()) if folder is None else Path(folder).absolute() / COURSE
        #: What the course's ``course.yaml`` says, and the folder in which that lies.
        self.file, self.folder = load_course_file(path), path.parent
        self.title = self.file.title
        #: The student's answers, read from the disk whenever they are needed.
        self.answers = Workbook()

    @cached_property
    def article(self) -> Article:
        """The article that the course reads."""
        from course_utils.article.article import load_article

        return load_article(self._part("article"))

    @cached_property
    def reading(self) -> Reading:
        """The course's reading of the article."""
        from course_utils.reading.load import load_reading

        return load_reading(self._part("reading"), article=self.article)

    @cached_property
    def context(self) -> Context:
        """What is known beyond the article."""
        from course_utils.outside.context import load_context

        return load_context(self._part("context"), article=self.article)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The question bank, by the questions' ids."""
        from course_utils.exercises.questions import load_questions

        bank = load_questions(self._part("questions"), article=self.article)
        return {question.id: question for question in bank}

    @cached_property
    def sorting_tasks(self) -> tuple[SortingTask, ...]:
        """What there is to sort: sentences by kind and ties by sign; nothing where the course asks for none."""
        from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign

        if not (ids := self.file.sorting):
            return ()
        return sentences_by_kind(self.reading, ids.sentences), ties_by_sign(self.reading, ids.ties)

    @cached_property
    def map(self) -> Atlas:
        """The map on which the article's places are marked."""
        from course_utils.outside.atlas import load_atlas

        return load_atlas(self._part("map"))

    @cached_property
    def charts(self) -> Charts:
        """The course's pictures: ``course.charts.network()``."""
        from course_utils.facades import Charts

        return Charts(self)

    @cached_property
    def explore(self) -> Explore:
        """Pictures in which every mark leads to its words: ``course.explore.network("Find a tie.")``."""
        from course_utils.facades import Explore

        return Explore(self)

    @cached_property
    def cards(self) -> Cards:
        """Decks of cards: ``course.cards.actors("Open two.")``."""
        from course_utils.facades import Cards

        return Cards(self)

    def chart_size(self) -> Size:
        """Return the size that the reader has chosen for charts."""  # no property: a Literal breaks Tab in jedi
        answer = self.answers.get(_SIZE)
        return answer.value if answer and answer.value in _SIZES else "page"

    def __repr__(self) -> str:
        return f"The course “{self.title}” is open."

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from course_utils.widgets.control import style

        said = (f"{self!r} Your answers are saved on this computer only, beside the notebooks.", self.answers.news())
        look = tag("style", Markup(style())) + OUTPUT_STYLE
        return Shown(repr(self), look + join(tag("p", esc(text)) for text in said if text))._repr_mimebundle_()

    def show_page(self) -> Shown:
        """Show the article with its sentences numbered and no voice marked."""
        page = self.article
        published = f"{page.published:%d %B %Y}".lstrip("0") if page.published else ""
        byline = " | ".join(part for part in (published, page.author) if part)
        paragraphs = [
            join((tag("sup", esc(s.id)) + esc(f" {s.text}") for s in page.sentences if s.passage == p.id), " ")
            for p in page.passages
            if p.kind != "interpolation"
        ]
        text = (tag("p", part) for part in (tag("strong", esc(page.title)), esc(byline), *paragraphs) if part)
        return Shown(page.title, tag("div", *text, class_="rtc-words rtc-page", style=SERIF))

    def ask(self, name: str, fold: str = "") -> QuestionControl:
        """Ask a question of the bank, at once or when a reader opens what it is folded under."""
        from course_utils.widgets import QuestionControl

        return QuestionControl(self._question(name), self.answers, self.article, fold)

    def predict(self, name: str, result: Chart | None = None) -> PredictionControl:
        """Ask for a prediction; the result stays closed until one is committed."""
        from course_utils.widgets import PredictionControl

        return PredictionControl(self._question(name), self.answers, self.article, result)

    def look_back(self, name: str, result: Chart | None = None) -> PredictionControl:
        """Show an earlier notebook's prediction beside its result; who has not made it can make it now."""
        return self.predict(name, result)

    def vote_twice(self, name: str) -> TwoVotes:
        """Ask a question of the bank twice, before and after a talk."""
        from course_utils.widgets import TwoVotes

        return TwoVotes(self._question(name), self.answers, self.article)

    def estimate_chance(self, result: Chart | None = None, came: str = "") -> ChanceEstimate:
        """Ask for a chance and two other ways; the result, and ``came`` in words, stay closed till the commit."""
        from course_utils.widgets import ChanceEstimate

        return ChanceEstimate(self.needed("estimate", self.file.estimate), self.answers, result, came)

    def what_came(self) -> str:
        """Tell the first thing in the context that began after the page's day, and how accounts of it differ."""
        from course_utils.exercises.chance import what_came

        return what_came(self.article, self.context)

    def sort_sentences(self) -> Sorting:
        """Let students sort every sentence by how it puts what it says, and compare with the reading."""
        from course_utils.widgets import Sorting

        return Sorting(self.needed("sorting", self.sorting_tasks)[0], self.answers, self.article)

    def set_ties(self) -> Sorting:
        """Let students set the sign of every pair of actors, and compare with the reading."""
        from course_utils.widgets import Sorting

        return Sorting(self.needed("sorting", self.sorting_tasks)[1], self.answers, self.article)

    def my_course(self) -> MyCourse:
        """Show what the student has predicted, sorted and estimated so far, and what is missing."""
        from course_utils.widgets import MyCourse

        return MyCourse(lambda: self._gathered(self.sorting_tasks))

    def write_brief(self) -> BriefForm:
        """Give the form of the brief; its export holds the predictions and the estimate too."""
        from course_utils.widgets import BriefForm

        return BriefForm(self.answers, self.article, self._gathered, self.file.brief)

    def choose_chart_size(self) -> Choice:
        """Let the reader say where charts will be seen; it holds in every notebook that is run afterwards."""
        from course_utils.widgets import Choice

        return Choice(_SIZE, "Charts will be seen", cast(dict[str, str], _SIZES), self.answers)

    def clear_answers(self) -> Clearing:
        """Offer the button that removes all answers from this computer."""
        from course_utils.widgets import Clearing

        return Clearing(self.answers)

    def _question(self, name: str) -> Question:
        if name not in self.questions:
            raise KeyError(f"no question {name!r}; there are {', '.join(self.questions)}")
        return self.questions[name]

    def _gathered(self, tasks: Sequence[SortingTask] = ()) -> tuple[Chapter, ...]:
        from course_utils.exercises.portfolio import gather

        questions = self.questions.values() if self.file.questions else ()
        return gather(questions, tasks, self.file.estimate, self.answers.answers())

    def _part(self, kind: str) -> Path:
        return part(self.folder, kind, self.needed(kind, getattr(self.file, kind)))

    def needed(self, key: str, value: Made | None) -> Made:
        """Return what the ``course.yaml`` has under a key; raises CourseError where it has nothing."""
        if not value:
            message = f"this course has no “{key}”, which is needed here; add it to this file, or leave this step out."
            raise CourseError.at(COURSE, message)
        return value

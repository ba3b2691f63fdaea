"""What a notebook's cells call: each reads aloud, and a notebook shares one article and one workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from course_utils.answers.workbook import Workbook
from course_utils.article.article import load_article
from course_utils.exercises.questions import load_questions
from course_utils.look.html import NO_MATH, OUTPUT_STYLE, SERIF, esc, join, tag
from course_utils.look.theme import Size
from course_utils.outside.context import load_context
from course_utils.reading.load import load_reading

if TYPE_CHECKING:
    from course_utils.charts import Chart
    from course_utils.exercises.portfolio import Chapter
    from course_utils.exercises.questions import Question
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

_SIZE = "chart-size"
_SIZES: dict[Size, str] = {"page": "on a laptop or on paper", "projector": "on a projector"}

article = cache(load_article)
reading = cache(lambda: load_reading(article=article()))
context = cache(load_context)
workbook = cache(Workbook)


@cache
def _bank() -> dict[str, Question]:
    return {question.id: question for question in load_questions()}


def question(name: str) -> Question:
    """Return a question of the bank; raises KeyError that lists the notebook's questions."""
    bank = _bank()
    if name not in bank:
        raise KeyError(f"no question {name!r}; there are {', '.join(bank)}")
    return bank[name]


@dataclass(frozen=True, slots=True)
class Shown:
    """Markup that a cell shows, and the one line that stands for it where no markup can be."""

    summary: str
    markup: Markup

    def __repr__(self) -> str:
        return self.summary

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.summary, "text/html": tag("div", self.markup, class_=NO_MATH)}


def open_course() -> Shown:
    """Open the course in a notebook: give its outputs their look and say where answers are kept."""
    from course_utils.widgets.control import style

    workbook().answers()
    said = "The course is open. Your answers are saved on this computer only, beside the notebooks."
    notice = workbook().news()
    return Shown(
        "The course is open.",
        tag("style", Markup(style())) + OUTPUT_STYLE + join(tag("p", esc(text)) for text in (said, notice) if text),
    )


def show_page() -> Shown:
    """Show the article with its sentences numbered and no voice marked."""
    page = article()
    published = f"{page.published:%d %B %Y}".lstrip("0") if page.published else ""
    byline = " | ".join(part for part in (published, page.author) if part)
    paragraphs = [
        join((tag("sup", esc(s.id)) + esc(f" {s.text}") for s in page.sentences if s.passage == p.id), " ")
        for p in page.passages
        if p.kind != "interpolation"
    ]
    text = (tag("p", part) for part in (tag("strong", esc(page.title)), esc(byline), *paragraphs) if part)
    return Shown(page.title, tag("div", *text, class_="rtc-words rtc-page", style=SERIF))


def ask(name: str, fold: str = "") -> QuestionControl:
    """Ask a question of the bank, at once or when a reader opens what it is folded under."""
    from course_utils.widgets import QuestionControl

    return QuestionControl(question(name), workbook(), article(), fold)


def predict(name: str, result: Chart | None = None) -> PredictionControl:
    """Ask for a prediction; the result stays closed until one is committed."""
    from course_utils.widgets import PredictionControl

    return PredictionControl(question(name), workbook(), article(), result)


def look_back(name: str, result: Chart | None = None) -> PredictionControl:
    """Show an earlier notebook's prediction beside its result; who has not made it can make it now."""
    return predict(name, result)


def estimate_chance(result: Chart | None = None, came: str = "") -> ChanceEstimate:
    """Ask for a chance and two other ways; the result, and ``came`` in words, stay closed till the commit."""
    from course_utils.exercises.portfolio import CHANCE, ESTIMATE
    from course_utils.widgets import ChanceEstimate

    return ChanceEstimate(ESTIMATE, CHANCE, workbook(), result, came)


def vote_twice(name: str) -> TwoVotes:
    """Ask a question of the bank twice, before and after a talk."""
    from course_utils.widgets import TwoVotes

    return TwoVotes(question(name), workbook(), article())


def choose_chart_size() -> Choice:
    """Let the reader say where charts will be seen; it holds in every notebook that is run afterwards."""
    from course_utils.widgets import Choice

    return Choice(_SIZE, "Charts will be seen", cast(dict[str, str], _SIZES), workbook())


def clear_answers() -> Clearing:
    """Offer the button that removes all answers from this computer."""
    from course_utils.widgets import Clearing

    return Clearing(workbook())


def sort_sentences() -> Sorting:
    """Let students sort every sentence by how it puts what it says, and compare with the reading."""
    from course_utils.exercises.sorting_tasks import sentences_by_kind
    from course_utils.widgets import Sorting

    return Sorting(sentences_by_kind(reading()), workbook(), article())


def set_ties() -> Sorting:
    """Let students set the sign of every pair of actors, and compare with the reading."""
    from course_utils.exercises.sorting_tasks import ties_by_sign
    from course_utils.widgets import Sorting

    return Sorting(ties_by_sign(reading()), workbook(), article())


def my_course() -> MyCourse:
    """Show what the student has predicted, sorted and estimated so far, and what is missing."""
    from course_utils.widgets import MyCourse

    return MyCourse(_gathered)


def write_brief() -> BriefForm:
    """Give the form of the brief; its export holds the predictions and the estimate too."""
    from course_utils.exercises.portfolio import estimate, predictions
    from course_utils.widgets import BriefForm

    def handed_in() -> tuple[Chapter, ...]:
        answers = workbook().answers()
        return predictions(_bank().values(), answers), estimate(answers)

    return BriefForm(workbook(), article(), handed_in)


def _gathered() -> tuple[Chapter, ...]:
    from course_utils.exercises.portfolio import gather
    from course_utils.exercises.sorting_tasks import sentences_by_kind, ties_by_sign

    sentences, ties = sentences_by_kind(reading()), ties_by_sign(reading())
    return gather(_bank().values(), sentences, ties, workbook().answers())


def chart_size() -> Size:
    """Return the size that the reader has chosen for charts."""
    answer = workbook().get(_SIZE)
    return answer.value if answer and answer.value in _SIZES else "page"

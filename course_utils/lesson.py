"""What a notebook's cells call: each reads aloud, and a notebook shares one article and one workbook."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from course_utils.article import load_article
from course_utils.markup import OUTPUT_STYLE, SERIF, esc, tag
from course_utils.questions import load_questions
from course_utils.reading import load_reading
from course_utils.theme import Size
from course_utils.workbook import Workbook

if TYPE_CHECKING:
    from course_utils.charts import Chart
    from course_utils.questions import Question
    from course_utils.widgets import Choice, Clearing, PredictionControl, QuestionControl, VoiceXray

_SIZE = "chart-size"
_SIZES: dict[Size, str] = {"page": "on a laptop or on paper", "projector": "on a projector"}

article = cache(load_article)
reading = cache(lambda: load_reading(article=article()))
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
    markup: str

    def __repr__(self) -> str:
        return self.summary

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.summary, "text/html": self.markup}


def open_course() -> Shown:
    """Open the course in a notebook: give its outputs their look and say where answers are kept."""
    from course_utils.widgets.base import static

    workbook().answers()
    said = "The course is open. Your answers are saved on this computer only, beside the notebooks."
    notice = workbook().news()
    return Shown(
        "The course is open.",
        f"<style>{static('course.css')}</style>{OUTPUT_STYLE}"
        + tag("p", esc(said))
        + (tag("p", esc(notice)) if notice else ""),
    )


def show_page() -> Shown:
    """Show the article with its sentences numbered and no voice marked."""
    page = article()
    published = f"{page.published:%d %B %Y}".lstrip("0") if page.published else ""
    byline = " | ".join(part for part in (published, page.author) if part)
    paragraphs = [
        " ".join(f"{tag('sup', esc(s.id))} {esc(s.text)}" for s in page.sentences if s.passage == p.id)
        for p in page.passages
        if p.kind != "interpolation"
    ]
    text = tag("p", tag("strong", esc(page.title))) + "".join(
        tag("p", part) for part in (esc(byline), *paragraphs) if part
    )
    return Shown(page.title, tag("div", text, class_="rtc-words rtc-page", style=SERIF))


def ask(name: str) -> QuestionControl:
    """Ask a question of the bank."""
    from course_utils.widgets import QuestionControl

    return QuestionControl(question(name), workbook(), article())


def predict(name: str, result: Chart | None = None) -> PredictionControl:
    """Ask for a prediction; the result stays closed until one is committed."""
    from course_utils.widgets import PredictionControl

    return PredictionControl(question(name), workbook(), article(), result)


def choose_chart_size() -> Choice:
    """Let the reader say where charts will be seen; it holds in every notebook that is run afterwards."""
    from course_utils.widgets import Choice

    return Choice(_SIZE, "Charts will be seen", cast(dict[str, str], _SIZES), workbook())


def clear_answers() -> Clearing:
    """Offer the button that removes all answers from this computer."""
    from course_utils.widgets import Clearing

    return Clearing(workbook())


def voice_xray(actor: str = "armenia") -> VoiceXray:
    """Show the article with every voice visible, counting how often one actor is named."""
    from course_utils.widgets import VoiceXray

    return VoiceXray(reading(), actor)


def _size() -> Size:
    answer = workbook().get(_SIZE)
    return answer.value if answer and answer.value in _SIZES else "page"


def naming_strip(actor: str) -> Chart:
    """Draw where each voice speaks and where it names an actor."""
    from course_utils.charts import naming_strip

    return naming_strip(reading(), actor, _size())


def words_by_voice() -> Chart:
    """Draw how many of the page's words each voice has."""
    from course_utils.charts import words_by_voice

    return words_by_voice(article(), _size())

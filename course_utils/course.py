"""All that a notebook's cells call: ``course = open_course()``, with its ``charts``, ``explore`` and ``cards``."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from course_utils import cards, charts, widgets
from course_utils.cards import Card
from course_utils.charts import Chart
from course_utils.course_file import SIZE, is_step
from course_utils.course_parts import CourseParts, Missing, MissingPartError, actor_of, claim_of, opening, says_missing
from course_utils.errors import CourseError
from course_utils.exercises.portfolio import Chapter, gather
from course_utils.exercises.sorting_tasks import SortingTask
from course_utils.files.edtf import read_date
from course_utils.look.html import OUTPUT_STYLE, esc, tag
from course_utils.look.shown import More, Shown, numbered
from course_utils.look.wording import SURENESS, chain_of, many, voice_name
from course_utils.outside.context import Context
from course_utils.places import COURSE
from course_utils.reading.records import Factuality
from course_utils.widgets import CardExplorer, ChartExplorer, Filter
from course_utils.widgets.chance import what_came
from course_utils.widgets.control import style

_ALL = "all"
#: What there is to do where the course says nothing of a step.
_MARKS, _CARDS = "Choose a mark. Which words does it rest on?", "Open two. Which words does each rest on?"
#: Makes a deck; the text says when what is later than the article opens, and is "" once it is open.
Deck = Callable[[str], Sequence[Card]]
_SURE: tuple[Factuality, ...] = ("CT+", "PR+", "PS+", "Uu")


def _drawn(result: object) -> Chart | None:
    """Return a chart, or nothing; raise TypeError for what is none."""
    if isinstance(result, Missing):
        return None
    if not isinstance(result, Chart | None):
        raise TypeError(f"expected a chart, such as course.charts.words_by_voice(), found {result!r:.80}")
    return result


class _OfParts:
    def __init__(self, parts: "Course") -> None:
        self._parts = parts


@says_missing
class Charts(_OfParts):
    """A course's pictures, in the size that the reader has chosen: ``course.charts.network()``."""

    def naming_strip(self, actor: str) -> Chart:
        """Draw where each voice speaks and where it names an actor."""
        return self._sized(charts.naming_strip(self._parts.reading, actor_of(self._parts, actor)))

    def words_by_voice(self) -> Chart:
        """Draw how many of the article's words each voice has."""
        return self._sized(charts.words_by_voice(self._parts.article))

    def naming_matrix(self) -> Chart:
        """Draw how each actor is called, and who is never named."""
        return self._sized(charts.naming_matrix(self._parts.reading, self._known()))

    def article_map(self) -> Chart:
        """Draw where the article's places and seats of government lie."""
        return self._sized(charts.article_map(self._parts.reading, self._known(), self._parts.map))

    def network(self, **chosen: Any) -> Chart:
        """Draw every tie of the text, or those of one ``voice``, ``source``, ``certainty`` or ``focus``."""
        return self._sized(charts.network(self._parts.reading, **chosen))

    def ties_by_sentence(self) -> Chart:
        """Draw the ties of each pair of actors at the sentences that give them."""
        return self._sized(charts.ties_by_sentence(self._parts.reading))

    def rule_of_thumb(self) -> Chart:
        """Draw what enemy-of-enemy predicts beside what the text says."""
        return self._sized(charts.rule_of_thumb(self._parts.reading))

    def dated_in_the_article(self) -> Chart:
        """Draw what the article itself dates."""
        return self._sized(charts.timeline(self._parts.reading))

    def timeline(self, since: str | None = None, until: str | None = None, after_page: bool = False) -> Chart:
        """Draw what the article dates and what the context adds, up to the article's day or to today."""
        since = self._parts.file.step(since).since if isinstance(since, str) and is_step(since) else since
        window = {"since": since, "until": until}
        return self._sized(charts.timeline(self._parts.reading, self._known(), **window, after_page=after_page))

    def supplier_shares(self, after_page: bool = False) -> Chart:
        """Draw who supplied what the context counts, by the years that are counted."""
        context, asked = self._parts.context, self._parts.needed("suppliers", self._parts.file.suppliers)
        return self._sized(charts.supplier_shares(context, self._parts.article, asked, after_page=after_page))

    def certainty_ladder(self) -> Chart:
        """Draw every claim on its rung, from seen to judged."""
        return self._sized(charts.certainty_ladder(self._parts.reading))

    def source_chain(self, claim: str) -> Chart:
        """Draw through whom one claim reached the reader."""
        return self._sized(charts.source_chain(self._parts.reading, claim_of(self._parts, claim)))

    def interest_matrix(self, actor: str | None = None, explicit: bool | None = None) -> Chart:
        """Draw who is said to want or fear what."""
        return self._sized(charts.interest_matrix(self._parts.reading, actor=actor, explicit=explicit))

    def _sized(self, chart: Chart) -> Chart:
        return replace(chart, size=self._parts.chart_size())

    def _known(self) -> Context | None:
        return self._parts.context if self._parts.file.context else None


@says_missing
class Explore(_OfParts):
    """Pictures in which every mark leads to what it rests on: ``course.explore.network("Find a tie.")``."""

    def article_map(self, task: str) -> ChartExplorer:
        """Show where the article's places lie."""
        return self.chart(self._parts.charts.article_map(), task)

    def supplier_shares(self, task: str) -> ChartExplorer:
        """Show who supplied what the context counts."""
        return self.chart(self._parts.charts.supplier_shares(), task)

    def source_chain(self, claim: str, task: str = "") -> ChartExplorer:
        """Show through whom one claim reached the reader."""
        return self.chart(self._parts.charts.source_chain(claim), task or claim)

    def chart(self, chart: Chart, task: str) -> ChartExplorer:
        """Show any chart with something to find out in it."""
        if isinstance(chart, Missing):
            raise chart.error
        _drawn(chart or "nothing")
        return self._explorer(task, lambda _: chart)

    def _explorer(self, task: str, *shown: Any) -> ChartExplorer:
        return ChartExplorer(self._parts.file.step(task).task or _MARKS, *shown)

    def network(self, task: str) -> ChartExplorer:
        """Show the ties by whose words, according to whom, how surely, and of one actor."""
        read = self._parts.reading
        tied = {actor for r in read.relations for actor in (r.actor, r.recipient)}
        chains = (*(relation.source for relation in read.relations), *(claim.source for claim in read.claims))
        speak = dict.fromkeys(chain[0] for chain in chains)
        voices: dict[str, str] = {voice: voice_name(read.article, voice) for voice in read.article.voices}
        filters = (
            Filter("focus", "Ties of", {_ALL: "everyone", **{a.id: a.name for a in read.actors if a.id in tied}}),
            *([Filter("voice", "In the words of", {_ALL: "both voices", **voices})] if len(voices) > 1 else []),
            Filter("source", "According to", {_ALL: "anyone", **{i: chain_of(read, (i,))[0] for i in speak}}),
            Filter("certainty", "How surely", {_ALL: "in any way", **{sure: SURENESS[sure] for sure in _SURE}}),
        )
        return self._explorer(task, lambda state: self._parts.charts.network(**_chosen(state)), filters)

    def timeline(self, task: str) -> ChartExplorer:
        """Show the timeline through a window of years; nothing after the article's day is in it."""
        if not (windows := self._parts.file.timeline):
            return self.chart(self._parts.charts.timeline(), task)
        filters = (
            Filter("since", "From", {date: read_date(date).label for date in windows.since}),
            Filter("until", "To", {date: read_date(date).label for date in windows.until}),
        )

        def draw(state: Mapping[str, str]) -> Chart:
            since, until = state["since"], state["until"]
            begin, end = read_date(since).earliest, read_date(until).latest
            if begin and end and begin > end:  # they hold whichever way round they were chosen
                since, until = until, since
            return self._parts.charts.timeline(since, until)

        return self._explorer(task, draw, filters)

    def interest_matrix(self, task: str) -> ChartExplorer:
        """Show the interests of everyone or of one actor, said outright or inferred."""
        read, given = self._parts.reading, {_ALL: None, "said": True, "inferred": False}
        names = {a.id: a.name for a in read.actors if any(i.actor == a.id for i in read.interests)}
        filters = (
            Filter("actor", "Interests of", {_ALL: "everyone", **names}),
            Filter("given", "Given", {_ALL: "in any way", "said": "outright", "inferred": "between the lines"}),
        )

        draw = self._parts.charts.interest_matrix
        return self._explorer(task, lambda state: draw(_chosen(state).get("actor"), given[state["given"]]), filters)

    def voice_xray(self, actor: str) -> widgets.VoiceXray:
        """Show the article with every voice visible, counting how often one actor is named."""
        return widgets.VoiceXray(self._parts.reading, actor_of(self._parts, actor))


@says_missing
class Cards(_OfParts):
    """Decks of cards, in which every statement leads to what it rests on: ``course.cards.actors("Open two.")``."""

    def actors(self, task: str, coded: bool = True) -> CardExplorer:
        """Show each actor: its own names, how it is called, whose words tell of its view and, where coded, how."""
        return self._deck(task, "Actor", lambda _: cards.actor_cards(self._parts.reading, coded))

    def perspectives(self, task: str) -> CardExplorer:
        """Show what the text lets each government say or want, and from which sentence."""
        parts = self._parts
        return self._deck(task, "As seen from", partial(cards.perspective_cards, parts.reading, parts.context))

    def contested_words(self, task: str, *disputes: str) -> CardExplorer:
        """Show the contested words named by their ids, or all, each in its sentence with what the sides say."""
        parts = self._parts
        make = partial(cards.contested_cards, parts.article, parts.context)
        return self._deck(task, "Words", make, "dispute", disputes)

    def sources(self, task: str, *topics: str, after_page: bool = False) -> CardExplorer:
        """Show conflicting sources on the topics named by their ids or on all, up to the article's day or later."""
        parts = self._parts
        make = partial(cards.source_cards, parts.context, parts.article, after_page=after_page)
        return self._deck(task, "Topic", make, "topic", topics)

    def _deck(self, task: str, label: str, make: Deck, what: str = "", names: Sequence[str] = ()) -> CardExplorer:
        """Show the cards that have these ids, in that order, or all where none is named."""
        step = self._parts.file.step(task)

        def chosen(closed: str) -> Sequence[Card]:
            known = {card.id: card for card in make(closed)}
            if unknown := [name for name in names or step.cards if name not in known]:
                raise KeyError(f"no {what} {unknown[0]!r}; there are {', '.join(known)}")
            return [known[name] for name in names or step.cards] or [*known.values()]

        opens, closed = opening(self._parts)
        if not (before := chosen(opens)):
            raise MissingPartError.at(COURSE, f"this course has no card under “{label}”; leave this step out.")
        after = chosen("") if closed else ()
        return CardExplorer(step.task or _CARDS, self._parts.article, label, chosen(closed), before, after)


def _chosen(state: Mapping[str, str]) -> dict[str, str]:
    """Return what is chosen in the lists where that is not all."""
    return {name: choice for name, choice in state.items() if choice != _ALL}


@says_missing
class Course(CourseParts):
    """One course with its parts, and all that a cell can call on it; nothing is loaded before a cell needs it."""

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        super().__init__(folder)
        self.charts, self.explore, self.cards = Charts(self), Explore(self), Cards(self)
        #: Questions that open with the estimate.
        self._waiting = list[widgets.QuestionControl]()

    def __repr__(self) -> str:
        return f"The course “{self.title}” is open."

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        said = (f"{self!r} Your answers are saved on this computer only, beside the notebooks.", self.answers.news())
        look = tag("style", Markup(style()), data_language=self.file.language) + OUTPUT_STYLE
        told = tag("div", *(tag("p", esc(text)) for text in said if text), class_="rtc-said")
        return Shown(repr(self), look + told)._repr_mimebundle_()

    def show_page(self) -> Shown:
        """Show the article with its sentences numbered and no voice marked."""
        return numbered(self.article)

    def ask(self, name: str) -> widgets.QuestionControl:
        """Ask a question of the bank, at once or, where it tells of what came, with the estimate."""
        question = self.question(name)
        opens, closed = opening(self) if question.after_estimate else ("", "")
        asked = widgets.QuestionControl(question, self.answers, self.article, opens, closed=bool(closed))
        self._waiting += [asked] if closed else []
        return asked

    def predict(self, name: str, result: Chart | None = None) -> widgets.PredictionControl:
        """Ask for a prediction; the result stays closed until one is committed."""
        return widgets.PredictionControl(self.question(name), self.answers, self.article, _drawn(result))

    def look_back(self, name: str, result: Chart | None = None) -> widgets.PredictionControl:
        """Show an earlier notebook's prediction beside its result; who has not made it can make it now."""
        question = self.question(name, earlier=True)
        return widgets.PredictionControl(question, self.answers, self.article, _drawn(result))

    def vote_twice(self, name: str) -> widgets.TwoVotes:
        """Ask a question of the bank twice, before and after a talk."""
        return widgets.TwoVotes(self.question(name), self.answers, self.article)

    def estimate_chance(self, result: Chart | None = None) -> widgets.ChanceEstimate:
        """Ask for three chances; the result, and all that the context knows of what came, open with the commit."""
        task = self.needed("estimate", self.file.estimate)
        came = what_came(self.article, self.context) if self.file.context else Markup()
        return widgets.ChanceEstimate(task, self.answers, _drawn(result), came, self._open)

    def _open(self) -> None:
        while self._waiting:
            self._waiting.pop().unlock()

    def sort_sentences(self) -> widgets.Sorting:
        """Let students sort every sentence by how it puts what it says, and compare with the reading."""
        return widgets.Sorting(self._sorting(0, "claims"), self.answers, self.article)

    def set_ties(self) -> widgets.Sorting:
        """Let students set the sign of every pair of actors, and compare with the reading."""
        return widgets.Sorting(self._sorting(1, "relations"), self.answers, self.article)

    def my_course(self) -> widgets.MyCourse:
        """Show what the student has predicted, sorted and estimated so far, and what is missing."""
        return widgets.MyCourse(lambda: self._gathered(self.sorting_tasks), self.article)

    def write_brief(self) -> widgets.BriefForm:
        """Give the form of the brief; its export holds the predictions and the estimate too."""
        return widgets.BriefForm(self.answers, self.article, self._gathered, self.file.brief)

    def hand_in(self, notebook: str) -> widgets.HandIn:
        """Show the answers to the notebook of a number as a code, and write all answers into a file to hand in."""
        [(own, _)] = self.asked.most_common(1) or [(notebook, 0)]
        if own != notebook:
            raise CourseError.at("hand_in", f"expected “{own}”, whose questions are asked here, found “{notebook}”.")
        has_code = self.file.codes and (notebook in self.codes.notebooks or not self.in_notebook)
        return widgets.HandIn(notebook, self.answers, self.codes if has_code else None)

    def more(self, title: str, *shown: object) -> More:
        """Fold what no later step needs under a title: ``course.more("More: 5 minutes", …)``."""
        step = self.file.step(title)
        takes = f": {many(step.minutes, 'minute')}" if step.minutes else ""
        return More(step.task or f"More{takes}", shown)

    def choose_chart_size(self) -> widgets.Choice:
        """Let the reader say where charts will be seen; it holds in every notebook that is run afterwards."""
        sizes = {"page": "on a laptop or on paper", "projector": "on a projector"}
        return widgets.Choice(SIZE, "Charts will be seen", sizes, self.answers)

    def clear_answers(self) -> widgets.Clearing:
        """Offer the button that removes all answers from this computer."""
        return widgets.Clearing(self.answers)

    def _gathered(self, tasks: Sequence[SortingTask] = ()) -> tuple[Chapter, ...]:
        questions = self.questions.values() if self.file.questions else ()
        return gather(questions, tasks, self.file.estimate, self.answers.answers())


def open_course(folder: str | os.PathLike[str] | None = None) -> Course:
    """Open the course in a folder, or the one that a notebook in this folder belongs to, or the package's own.

    Shown in a notebook, it gives outputs their look and says where answers are kept. Raises CourseError with all
    that is wrong with its ``course.yaml``, and AnswersError where the answers' file cannot be opened.
    """
    course = Course(folder)
    course.answers.answers()
    return course

"""What the notebooks' cells call gives the course's own article, questions and answers, in the size that was chosen."""

import html
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from kernel import Kernel
from markupsafe import Markup
from pictures import COURSE, GALLERY

from course_utils import Course, open_course
from course_utils.charts import Chart
from course_utils.look.shown import FOLD_STYLE
from course_utils.widgets import CardExplorer, ChartExplorer
from course_utils.widgets.chance import what_came


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_ANSWERS", raising=False)
    return open_course()


def markup(course: Course) -> str:
    return course._repr_mimebundle_()["text/html"]


def test_the_course_shows_its_name_where_answers_are_and_gives_the_look(course: Course) -> None:
    assert repr(course) == "The course “Reading the Caucasus” is open."
    assert ".rtc-words" in markup(course)
    assert markup(course).endswith(
        "<p>The course “Reading the Caucasus” is open. Your answers are saved on this computer only, beside the "
        "notebooks.</p></div></div>"
    )


def test_opening_the_course_says_once_that_a_file_was_set_aside(course: Course, tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text("{")
    opened = open_course()
    said = "answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun."
    assert f"<p>{said}</p>" in markup(opened)
    assert said not in markup(opened)


def test_tab_shows_every_part_and_call_with_a_line_on_each(course: Course, kernel: Kernel) -> None:
    rooms = {"course": course, **{f"course.{name}": getattr(course, name) for name in ("charts", "explore", "cards")}}
    for name, room in rooms.items():
        assert kernel.tab(f"{name}.") == {part for part in dir(room) if not part.startswith("_")}
        kind = type(room)
        assert [part for part in dir(kind) if not part.startswith("_") and not getattr(kind, part).__doc__] == []
    assert {"ask", "charts", "article", "answers", "title"} < kernel.tab("course.")


def test_a_first_cell_loads_no_picture_and_no_table() -> None:
    code = (
        "import sys\nfrom course_utils import open_course\ncourse = open_course()\ncourse._repr_mimebundle_()\n"
        "print([name for name in ('matplotlib', 'numpy', 'pandas') if name in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"


def test_the_page_has_every_sentence_with_its_number_and_no_voice(course: Course) -> None:
    page = course.show_page()
    numbered = [f"<sup>{s.id}</sup> {s.text}" for s in course.article.sentences]
    assert re.findall(r"<sup>.*?(?= <sup>|</p>)", page.markup) == numbered
    assert '<p lang="en" dir="ltr">11 September 2020 | Emil Avdaliani</p>' in page.markup
    assert page.markup.startswith('<div class="rtc-words rtc-page" lang="en" dir="ltr" ')
    assert "editor" not in page.markup


def test_a_page_without_a_day_says_who_wrote_it_and_one_without_a_byline_nothing(course: Course) -> None:
    for author, said in (("Emil Avdaliani", '<p lang="en" dir="ltr">Emil Avdaliani</p>'), (None, "")):
        course.article = replace(course.article, published=None, author=author)
        assert f"</strong></p>{said}<p><sup>s01</sup>" in course.show_page().markup


def test_the_course_so_far_is_gathered_from_every_notebook(course: Course) -> None:
    course.predict("00-guess").receive({"answer": "israel"})
    course.sort_sentences().receive({"sorted": {"s10": "accused"}})
    course.set_ties().receive({"sorted": {"azerbaijan.iran": "mixed"}})
    gathered = course.my_course().reply["result"]
    for title in ("Predictions", "Sorted sentences", "Ties", "The estimate, and two other ways"):
        assert f"<h3>{title}</h3>" in gathered
    assert gathered.count("<dl") == 3


def test_a_brief_leaves_with_the_predictions_and_the_estimate(course: Course, tmp_path: Path) -> None:
    course.predict("00-guess").receive({"answer": "israel"})
    course.answers.commit_all(
        {"03-estimate": "35", "03-estimate.other-1": "Snow comes.", "03-estimate.other-2": "Talks begin."}
    )
    course.write_brief().receive({"texts": {"advice": [[""], "Wait for s10."]}, "export": True})
    page = (tmp_path / "brief.html").read_text("utf-8")
    for text in ("Wait for s10.", course.questions["00-guess"].prompt, "35 %", "Snow comes.", "Talks begin."):
        assert text in page
    assert course.article.sentence("s10").text in page


def test_a_prediction_of_an_earlier_notebook_comes_back_beside_its_result(course: Course) -> None:
    chart = course.charts.naming_strip("armenia")
    assert course.look_back("00-guess", chart).reply == {}
    course.predict("00-guess").receive({"answer": "israel"})
    reply = course.look_back("00-guess", chart).reply
    assert (reply["answer"], reply["result"]["title"]) == ("israel", chart.title)


def test_an_unknown_question_names_the_ones_there_are(course: Course) -> None:
    with pytest.raises(KeyError, match="no question 'x'; there are 00-guess, 00-practice"):
        course.ask("x")


def test_an_unknown_actor_is_told_the_ones_there_are(course: Course) -> None:
    with pytest.raises(KeyError, match="no actor 'Armenia'; the reading has armenia, "):
        course.explore.voice_xray("Armenia")


def test_what_is_no_chart_is_told_what_one_is(course: Course) -> None:
    wrong: Any = course.charts.network  # without its parentheses
    for call in (
        lambda: course.predict("01-predict-share", wrong),
        lambda: course.estimate_chance(wrong),
        lambda: course.explore.chart(wrong, "Find a tie."),
    ):
        with pytest.raises(TypeError, match=r"^expected a chart, such as course\.charts\..*, found <bound"):
            call()
    with pytest.raises(TypeError, match=r"^expected a chart, such as course\.charts\..*, found 'nothing'$"):
        course.explore.chart(None, "Find a tie.")  # type: ignore[arg-type]


def test_a_course_opens_by_the_name_of_its_file_too() -> None:
    folder = Path(__file__).parent / "second_course"
    assert open_course(folder / "course.yaml").title == open_course(folder).title


def test_what_came_is_told_with_the_days_between_both_sides_and_sources_and_the_rest_is_folded(course: Course) -> None:
    first, rest = what_came(course.article, course.context).split("<details>")
    assert html.unescape(re.sub("<[^>]*>", "", first)) == (
        "What came■ Second Karabakh war, 27 September 2020 to 10 November 2020. It began 16 days after the article. "
        "The second Karabakh war killed at least 5,000 soldiers and 143 civilians on both sides, and displaced "
        "tens of thousands. A statement by Aliyev, Pashinyan and Putin ended it. Azerbaijan held part of "
        "Nagorno-Karabakh and, by the war or by the statement, all districts around it. Russian peacekeepers "
        "came. Each side blamed the other for starting the war. (BBC News, 2020, British public broadcaster, "
        "grade B: press or research; AP, on onenewspage.com, 2020, US news agency, grade B: press or research; "
        "commonspace.eu, an informal translation, 2020, the three leaders' text, on an NGO's site, grade A: "
        "official, or the party itself; Wikipedia, encyclopaedia that anybody can edit, grade C: encyclopaedia "
        "or advocacy, not settled; JAMnews, 2020, news site for the whole South Caucasus, grade B: press or "
        "research.)"
    )
    assert rest.startswith("<summary>What came later, to read here or at home: 5 entries</summary><ul><li><strong>■ ")


@pytest.mark.parametrize("part", ["article", "context"])
def test_where_nothing_came_after_the_page_there_is_nothing_to_tell(course: Course, part: str) -> None:
    if part == "article":
        course.article = replace(course.article, published=None)
    else:
        course.context = replace(course.context, facts=course.context.facts[:1])
    assert what_came(course.article, course.context) == ""


def test_what_came_leaves_python_with_the_estimate_and_no_twin_ever_tells_it(course: Course) -> None:
    """A question that is shown already opens; cards open when their cell is run again."""

    def later() -> list[str]:
        decks = (course.cards.contested_words("?"), course.cards.perspectives("?"), course.cards.sources("?"))
        return [deck.cards[0].name for deck in decks if "<summary>■ After the article’s day." in str(deck.item)]

    def twins() -> str:
        shown = (question, estimate, course.cards.contested_words("?"), course.cards.perspectives("?"))
        return "".join(f"{one.twin()}{one!r}" for one in shown)

    opens = "It opens with your estimate in this notebook. If you have made it, run this cell again."
    question = course.ask("03-after-foreseen")
    estimate = course.estimate_chance(course.charts.timeline("2020-07", after_page=True))
    before = twins()
    assert question.item == {"prompt": "", "options": [], "closed": opens}
    assert (later(), "27 September" in str(estimate.item), estimate.reply, question.reply) == ([], False, {}, {})
    estimate.receive({"chances": ["40", "25", "35"], "ways": []})
    for one in (question, course.ask("03-after-foreseen")):
        assert one.reply["question"]["prompt"] == course.questions["03-after-foreseen"].prompt
    assert len(later()) == 2
    assert twins() == before
    assert ("<summary>■ After" in before, before.count("■ After the article’s day. It opens")) == (False, 11)


def test_more_is_one_fold_before_what_it_hides(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[object]()
    monkeypatch.setattr("IPython.display.display", lambda *one, **_: told.extend(one))
    question, chart = course.ask("01-check-lead"), course.charts.words_by_voice()
    more = course.more("More: 2 minutes", question, chart)
    more._ipython_display_()
    fold = '<details class="rtc-more" lang="en" dir="ltr"><summary>More: 2 minutes</summary></details>'
    assert told == [{"text/plain": "More: 2 minutes", "text/html": FOLD_STYLE + Markup(fold)}, question, chart]
    assert repr(more) == "More: 2 minutes"


def labels(chart: Chart) -> set[str]:
    return {row.label for row in chart.table.rows}


def test_every_chart_follows_the_size_that_was_chosen(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {draw().size for draw in GALLERY} == {"page"}
    monkeypatch.setattr(COURSE, "answers", course.answers)
    COURSE.choose_chart_size().receive({"answer": "projector"})
    assert {draw().size for draw in GALLERY} == {"projector"}


@pytest.mark.parametrize("name", ["network", "timeline", "interest_matrix"])
def test_every_choice_of_every_list_makes_a_chart(name: str) -> None:
    explorer: ChartExplorer = getattr(COURSE.explore, name)("Find one.")
    for values in product(*(f.options for f in explorer.filters)):
        assert explorer._chart(*values).title


def test_the_timeline_shows_nothing_after_the_page_before_it_is_asked_for() -> None:
    early, all_ = labels(COURSE.charts.timeline()), labels(COURSE.charts.timeline(after_page=True))
    assert early < all_
    assert any("Second Karabakh war" in label for label in all_ - early)


def test_a_timeline_may_begin_later() -> None:
    assert COURSE.charts.timeline(since="2020-07", after_page=True).title.startswith("July 2020 onwards: ")
    assert {row.origin for row in COURSE.charts.dated_in_the_article().table.rows} == {"article"}


def test_a_window_of_years_after_the_page_is_counted_when_it_is_asked_for() -> None:
    assert labels(COURSE.charts.supplier_shares()) < labels(COURSE.charts.supplier_shares(after_page=True))


def test_source_cards_keep_to_the_pages_day_until_more_is_asked_for() -> None:
    early, all_ = (COURSE.cards.sources("Open it.", "S9", after_page=after).cards[0] for after in (False, True))
    opens = "■ After the article’s day. It opens with your estimate in 03."
    assert (opens in early.markup, opens in all_.markup) == (False, True)


@pytest.mark.parametrize(("deck", "what"), [(COURSE.cards.sources, "topic"), (COURSE.cards.contested_words, "dispute")])
def test_a_deck_holds_the_cards_asked_for_in_that_order(deck: Callable[..., CardExplorer], what: str) -> None:
    assert [card.id for card in deck("Open both.", "S9", "S1").cards] == ["S9", "S1"]
    with pytest.raises(KeyError, match=f"no {what} 'S99'; there are S1, "):
        deck("Open it.", "S99")


@pytest.mark.parametrize(
    "old",
    [
        "from course_utils.lesson import ask, open_course",
        "from course_utils import lesson\nlesson.predict('00-guess')",
        "from course_utils.gallery import explore_network",
        "from course_utils.gallery import *",
    ],
)
def test_a_cell_of_an_earlier_course_says_what_to_write_now(kernel: Kernel, old: str) -> None:
    failed = kernel.run(old)["error"]
    assert failed["ename"] == "ImportError"
    assert failed["evalue"] == (
        "This notebook was written for an earlier course: write `from course_utils import open_course` and "
        "`course = open_course()`; Tab after `course.` shows what each call is called now. Your answers are kept, and "
        "`course lab` puts a newer copy of the notebook beside yours."
    )

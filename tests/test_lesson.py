"""What the notebooks' cells call gives the course's own article, questions and workbook."""

from pathlib import Path

import pytest

from course_utils import gallery, lesson
from course_utils.widgets import Choice, Clearing, PredictionControl, QuestionControl


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_ANSWERS", raising=False)
    lesson.workbook.cache_clear()


def test_opening_the_course_says_where_answers_are_and_gives_the_look() -> None:
    opened = lesson.open_course()
    assert repr(opened) == "The course is open."
    assert ".rtc-words" in opened.markup
    assert opened.markup.endswith(
        "<p>The course is open. Your answers are saved on this computer only, beside the notebooks.</p>"
    )


def test_opening_the_course_says_once_that_a_file_was_set_aside(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text("{")
    assert lesson.open_course().markup.endswith(
        "<p>answers.json could not be read. It is kept as answers.unreadable-1.json, and a new one was begun.</p>"
    )


def test_the_page_has_every_sentence_with_its_number_and_no_voice() -> None:
    markup = lesson.show_page().markup
    for sentence in lesson.article().sentences:
        assert f"<sup>{sentence.id}</sup> {sentence.text}" in markup
    assert "<p>11 September 2020 | Emil Avdaliani</p>" in markup
    assert "editor" not in markup


def test_each_call_gives_its_control() -> None:
    assert isinstance(lesson.ask("01-check-lead"), QuestionControl)
    assert isinstance(lesson.predict("00-guess"), PredictionControl)
    assert isinstance(lesson.choose_chart_size(), Choice)
    assert isinstance(lesson.clear_answers(), Clearing)


def test_the_course_so_far_is_gathered_from_every_notebook() -> None:
    lesson.predict("00-guess").receive({"answer": "israel"})
    lesson.sort_sentences().receive({"sorted": {"s10": "accused"}})
    lesson.set_ties().receive({"sorted": {"azerbaijan.iran": "mixed"}})
    gathered = lesson.my_course().reply["result"]
    for title in ("Predictions", "Sorted sentences", "Ties", "The estimate, and two other ways"):
        assert f"<h3>{title}</h3>" in gathered
    assert gathered.count("<dl") == 3


def test_a_brief_leaves_with_the_predictions_and_the_estimate(tmp_path: Path) -> None:
    lesson.predict("00-guess").receive({"answer": "israel"})
    lesson.workbook().commit_all(
        {"03-estimate": "35", "03-estimate.other-1": "Snow comes.", "03-estimate.other-2": "Talks begin."}
    )
    lesson.write_brief().receive({"texts": {"advice": [[""], "Wait for s10."]}, "export": True})
    page = (tmp_path / "brief.html").read_text("utf-8")
    for text in ("Wait for s10.", lesson.question("00-guess").prompt, "35 %", "Snow comes.", "Talks begin."):
        assert text in page
    assert lesson.article().sentence("s10").text in page


def test_a_prediction_of_an_earlier_notebook_comes_back_beside_its_result() -> None:
    chart = gallery.naming_strip("armenia")
    assert lesson.look_back("00-guess", chart).reply == {}
    lesson.predict("00-guess").receive({"answer": "israel"})
    reply = lesson.look_back("00-guess", chart).reply
    assert (reply["answer"], reply["result"]["title"]) == ("israel", chart.title)


def test_an_unknown_question_names_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="no question 'x'; there are 00-guess, 00-practice"):
        lesson.ask("x")


def test_the_size_of_charts_is_the_one_that_was_chosen() -> None:
    assert lesson.chart_size() == "page"
    lesson.choose_chart_size().receive({"answer": "projector"})
    assert lesson.chart_size() == "projector"

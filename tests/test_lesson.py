"""What the notebooks' cells call gives the course's own article, questions and workbook."""

from pathlib import Path

import pytest

from course_utils import lesson
from course_utils.widgets import Choice, Clearing, PredictionControl, QuestionControl, VoiceXray


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
        "<p>answers.json could not be read. It is kept as answers.unreadable-1.json, "
        "and a new one was begun.</p>"
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
    assert isinstance(lesson.voice_xray(), VoiceXray)


def test_an_unknown_question_names_the_ones_there_are() -> None:
    with pytest.raises(KeyError, match="no question 'x'; there are 00-guess, 00-practice"):
        lesson.ask("x")


def test_charts_follow_the_size_that_was_chosen() -> None:
    assert lesson.words_by_voice().size == "page"
    lesson.choose_chart_size().receive({"answer": "projector"})
    assert lesson.words_by_voice().size == "projector"
    assert lesson.naming_strip("armenia").size == "projector"

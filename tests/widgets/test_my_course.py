"""A student's own answers are shown on the page and leave no trace in the notebook's outputs."""

from __future__ import annotations

from telling import tell

from course_utils.exercises.portfolio import Chapter, Given
from course_utils.widgets import MyCourse


def test_each_answer_stands_under_its_question_the_first_one_beside_the_last() -> None:
    course = MyCourse(
        lambda: (
            Chapter("Predictions", (Given("How often?", "Never", "Never", "Twice"),), "1 is open."),
            Chapter("Sorted", (Given("In July.", "judged", "asserted", "agrees", "s01"),), "", "1 agrees.", "Reading"),
        )
    )
    assert course.reply["result"] == (
        "<h3>Predictions</h3><p>1 is open.</p><ul><li><p>How often?</p>"
        '<dl class="rtc-given"><div><dt>Your answer</dt><dd>Never</dd></div>'
        "<div><dt>The result</dt><dd>Twice</dd></div></dl></li></ul>"
        "<h3>Sorted</h3><p>1 agrees.</p><ul><li><p>s01 "
        '<bdi class="rtc-words" style="font-family: Georgia, Noto Serif, serif">“In July.”</bdi></p>'
        '<dl class="rtc-given"><div><dt>At first</dt><dd>judged</dd></div>'
        "<div><dt>At last</dt><dd>asserted</dd></div><div><dt>Reading</dt><dd>agrees</dd></div>"
        "</dl></li></ul>"
    )


def test_many_answers_are_folded_under_their_number() -> None:
    given = tuple(Given(f"q{n}", "a", "a") for n in range(9))
    folded = MyCourse(lambda: (Chapter("Sorted", given, ""),)).reply["result"]
    assert folded.startswith("<h3>Sorted</h3><details><summary>All 9, one by one</summary><ul>")
    assert "<details>" not in MyCourse(lambda: (Chapter("Sorted", given[:8], ""),)).reply["result"]


def test_it_gathers_again_when_asked() -> None:
    chapters = [Chapter("Predictions", (), "Nothing yet.")]
    course = MyCourse(lambda: chapters)
    chapters.append(Chapter("Ties", (), "Nothing yet."))
    assert tell(course, {}) == {
        "text": "Gathered again, from what is saved.",
        "result": "<h3>Predictions</h3><p>Nothing yet.</p><h3>Ties</h3><p>Nothing yet.</p>",
    }


def test_its_twin_says_nothing_yet_whatever_was_answered() -> None:
    empty = MyCourse(tuple)
    full = MyCourse(lambda: (Chapter("Predictions", (Given("q", "a", "a"),), ""),))
    assert full.twin() == empty.twin()
    assert "Nothing yet." in empty.twin()
    assert repr(full) == repr(empty)
